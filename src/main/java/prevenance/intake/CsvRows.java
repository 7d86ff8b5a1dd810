package prevenance.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.intake.LineReader.Line;

/// Rows of a CSV file with a header, in whatever order its columns stand. Commas, semicolons or tabs; UTF-8.
public final class CsvRows implements AutoCloseable {
    /// What other programs write where there is nothing.
    private static final Set<String> NOTHING = Set.of("", "null", "nan", "nat", "none", "na", "n/a", "\\n");

    /// What opening came to.
    public sealed interface Opened {}

    /// The header was understood.
    public record Ready(CsvRows rows) implements Opened {}

    /// It was not.
    ///
    /// @param message what is wrong, with the line
    /// @param remedy  what to do
    public record Refused(String message, String remedy) implements Opened {}

    /// A row.
    ///
    /// @param line    one-based
    /// @param problem what is wrong with its shape; null when nothing is
    /// @param values  by column, without those that are empty
    public record CsvRow(long line, @Nullable String problem, Map<String, String> values) {
        /// Null when the cell is empty or the column is not there.
        public @Nullable String get(String column) {
            return values.get(column);
        }
    }

    private final InputStream in;
    private final RecordReader records;
    private final String[] columns;

    private CsvRows(InputStream in, RecordReader records, String[] columns) {
        this.in = in;
        this.records = records;
        this.columns = columns;
    }

    /// Reads the header. Further columns than those wanted are not read.
    ///
    /// @param columns  names of all columns that are understood
    /// @param required those without which nothing can be done
    /// @throws IOException when the file cannot be read
    public static Opened open(Path file, List<String> columns, List<String> required) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(3);
        byte[] head = in.readNBytes(3);
        boolean mark = head.length == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
        if (!mark) {
            in.reset();
        }
        RecordReader records = new RecordReader(new LineReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        Line first = records.peek();
        if (first == null) {
            in.close();
            return new Refused(file + " is empty", "begin it with the header " + String.join(",", columns));
        }
        records.separator(separator(first.text()));
        Map<String, String> names = new HashMap<>();
        columns.forEach(column -> names.put(Words.key(column), column));
        List<String> titles = records.next() instanceof RecordReader.Cells cells ? cells.values() : List.of();
        String[] found = titles.stream()
                .map(title -> names.getOrDefault(Words.key(title), ""))
                .toArray(String[]::new);
        String missing = required.stream()
                .filter(column -> !List.of(found).contains(column))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            in.close();
            return new Refused(
                    file + ", line " + first.number() + ": the header lacks " + missing,
                    "begin the file with " + String.join(",", columns));
        }
        return new Ready(new CsvRows(in, records, found));
    }

    private static char separator(String header) {
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        candidate -> header.chars().filter(c -> c == candidate).count()))
                .orElseThrow();
    }

    /// The next row that is not empty; null at the end.
    public @Nullable CsvRow next() throws IOException {
        while (true) {
            RecordReader.Read read = records.next();
            switch (read) {
                case null -> {
                    return null;
                }
                case RecordReader.Broken broken -> {
                    return new CsvRow(broken.line(), broken.message(), Map.of());
                }
                case RecordReader.Cells cells when cells.values().stream().allMatch(String::isBlank) -> {}
                case RecordReader.Cells cells -> {
                    return row(cells);
                }
            }
        }
    }

    private CsvRow row(RecordReader.Cells cells) {
        List<String> values = cells.values();
        if (values.size() > columns.length
                && !values.subList(columns.length, values.size()).stream().allMatch(String::isBlank)) {
            return new CsvRow(
                    cells.line(), "has " + values.size() + " values for " + columns.length + " columns", Map.of());
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < Math.min(values.size(), columns.length); i++) {
            String value = values.get(i).strip();
            if (!columns[i].isEmpty() && !(value.length() < 5 && NOTHING.contains(value.toLowerCase(Locale.ROOT)))) {
                named.putIfAbsent(columns[i], value);
            }
        }
        return new CsvRow(cells.line(), null, named);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
