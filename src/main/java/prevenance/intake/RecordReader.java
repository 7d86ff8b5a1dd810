package prevenance.intake;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.intake.LineReader.Line;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.ObjectReader;
import tools.jackson.dataformat.csv.CsvFactory;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;
import tools.jackson.dataformat.csv.CsvSchema;

/// Rows of a CSV text (RFC 4180: quoted values may hold separators, doubled quotes and line ends). Each row is framed
/// here and parsed by itself, so that a broken one costs no other, and a quote that nobody closes costs one line.
final class RecordReader {
    /// A quoted value of more lines than this is a quote that nobody closed.
    static final int MAX_LINES = 100;

    private static final int MAX_CELLS = 1000;
    private static final ObjectReader CSV = CsvMapper.builder(CsvFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(2 * LineReader.MAX_CHARS)
                            .build())
                    .build())
            .enable(CsvReadFeature.WRAP_AS_ARRAY)
            .build()
            .reader();

    sealed interface Read {
        long line();
    }

    /// @param ended false for a last row without a line end
    record Cells(long line, List<String> values, boolean ended) implements Read {}

    record Broken(long line, String message, String remedy) implements Read {}

    private enum State {
        FIELD_START,
        PLAIN,
        QUOTED,
        AFTER_QUOTE,
        BROKEN
    }

    private final LineReader lines;
    private final Deque<Line> pushedBack = new ArrayDeque<>();
    private char separator = ',';
    private ObjectReader csv = CSV;

    RecordReader(LineReader lines) {
        this.lines = lines;
    }

    void separator(char found) {
        separator = found;
        csv = CSV.with(CsvSchema.emptySchema().withColumnSeparator(found));
    }

    /// The next line that is not blank, which [#next] will read again unless it is dropped; null at the end.
    @Nullable
    Line peek() throws IOException {
        Line line = line();
        while (line != null && line.text().isBlank()) {
            line = line();
        }
        if (line != null) {
            pushedBack.addFirst(line);
        }
        return line;
    }

    void dropPeeked() {
        pushedBack.pollFirst();
    }

    /// Null at the end.
    @Nullable
    Read next() throws IOException {
        Line first = peek();
        if (first == null) {
            return null;
        }
        dropPeeked();
        if (first.tooLong()) {
            return new Broken(
                    first.number(), "the line is longer than " + LineReader.MAX_CHARS + " characters", "split it");
        }
        List<Line> further = new ArrayList<>();
        StringBuilder text = new StringBuilder(first.text());
        State state = scan(first.text(), State.FIELD_START);
        Line last = first;
        while (state == State.QUOTED) {
            Line line = line();
            if (line == null) {
                return broken(first, further);
            }
            further.add(line);
            last = line;
            if (line.tooLong() || further.size() >= MAX_LINES || text.length() > LineReader.MAX_CHARS) {
                return broken(first, further);
            }
            text.append('\n').append(line.text());
            state = scan(line.text(), State.QUOTED);
        }
        List<String> cells = state == State.BROKEN ? null : cells(text.toString());
        return cells == null ? broken(first, further) : new Cells(first.number(), cells, last.ended());
    }

    /// The cells of one row; null when it is none.
    @Nullable
    List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        try (var parser = csv.createParser(row)) {
            int rows = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    cells.add(parser.getString());
                } else if (token == JsonToken.START_ARRAY) {
                    rows++;
                }
                if (rows > 2 || cells.size() > MAX_CELLS) {
                    return null;
                }
            }
            return cells;
        } catch (JacksonException notCsv) {
            return null;
        }
    }

    /// Only the first line is given up: a row that begins on one of the others is still found.
    private Broken broken(Line first, List<Line> further) {
        further.reversed().forEach(pushedBack::addFirst);
        return new Broken(
                first.number(),
                further.isEmpty() ? "its quotes do not match" : "a quote is opened here and not closed properly",
                "put quotes around the whole value and double those within it");
    }

    private @Nullable Line line() throws IOException {
        Line back = pushedBack.pollFirst();
        return back == null ? lines.next() : back;
    }

    private State scan(String line, State before) {
        State state = before;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            state = switch (state) {
                case FIELD_START -> c == separator || c == ' ' ? state : c == '"' ? State.QUOTED : State.PLAIN;
                case PLAIN -> c == separator ? State.FIELD_START : state;
                case QUOTED -> c == '"' ? State.AFTER_QUOTE : state;
                case AFTER_QUOTE ->
                    c == '"' ? State.QUOTED : c == separator ? State.FIELD_START : c <= ' ' ? state : State.BROKEN;
                case BROKEN -> state;
            };
        }
        return state;
    }
}
