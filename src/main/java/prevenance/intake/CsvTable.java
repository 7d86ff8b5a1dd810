package prevenance.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Suggestions;
import prevenance.intake.LineReader.Line;
import prevenance.intake.RecordReader.Broken;
import prevenance.intake.RecordReader.Cells;

/// A CSV file whose header has been understood.
final class CsvTable {
    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final RecordReader records;
    private final char separator;
    private final List<String> header;
    private final long headerLine;
    private final Map<Column, Integer> places = new HashMap<>();

    private CsvTable(RecordReader records, char separator, List<String> header, long headerLine) {
        this.records = records;
        this.separator = separator;
        this.header = header;
        this.headerLine = headerLine;
    }

    /// Reads up to the header. Empty when there is none.
    static Optional<CsvTable> open(InputStream in, FileScan.TextFile scan) throws IOException {
        if (scan.bom()) {
            in.skipNBytes(3);
        }
        RecordReader records = new RecordReader(new LineReader(new InputStreamReader(in, scan.charset())));
        Line first = records.peek();
        Character declared = first == null ? null : declaredSeparator(first.text());
        if (declared != null) {
            records.dropPeeked();
            first = records.peek();
        }
        if (first == null) {
            return Optional.empty();
        }
        char separator = declared == null ? separator(records, first.text()) : declared;
        records.separator(separator);
        return records.next() instanceof Cells cells
                ? Optional.of(new CsvTable(records, separator, cells.values(), cells.line()))
                : Optional.empty();
    }

    char separator() {
        return separator;
    }

    /// The kind whose columns fit the header best; empty when no kind's necessary columns are there.
    Optional<ImportKind> guessKind() {
        return Stream.of(ImportKind.values())
                .filter(kind -> found(kind).containsAll(Column.required(kind)))
                .max(Comparator.comparingInt(kind -> found(kind).size()));
    }

    private Set<Column> found(ImportKind kind) {
        Map<String, Column> names = names(Column.of(kind));
        return header.stream()
                .map(title -> names.get(Words.key(Words.cut(title, 200))))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /// Finds each column's place. A problem when one that must be there is not; warnings for what is not understood.
    @Nullable
    RowProblem bind(ImportKind kind, ReportDraft report) {
        Map<String, Column> names = names(Column.of(kind));
        for (int i = 0; i < header.size(); i++) {
            String title = Words.shown(header.get(i));
            String key = Words.key(Words.cut(header.get(i), 200));
            Column column = names.get(key);
            if (column == null) {
                if (!title.isEmpty()) {
                    report.warn(new RowProblem(
                            headerLine, "", title, "is no known column and is not read", didYouMean(key, names)));
                }
            } else if (places.putIfAbsent(column, i) != null) {
                report.warn(new RowProblem(
                        headerLine,
                        column.name(),
                        title,
                        "stands in the header twice; the first one is read",
                        "remove one, or rename it"));
            }
        }
        List<String> missing = Column.required(kind).stream()
                .filter(column -> !places.containsKey(column))
                .map(Column::name)
                .toList();
        if (missing.isEmpty()) {
            return null;
        }
        return new RowProblem(
                headerLine,
                "",
                null,
                "the header lacks " + String.join(" and ", missing) + "; it has "
                        + header.stream().limit(20).map(Words::shown).collect(Collectors.joining(", ")),
                "begin the file with a header line such as "
                        + Column.of(kind).stream().map(Column::name).collect(Collectors.joining(",")));
    }

    /// The next row that is not empty; null at the end. Broken rows go to the report.
    @Nullable
    Row next(ReportDraft report) throws IOException {
        while (true) {
            RecordReader.Read read = records.next();
            switch (read) {
                case null -> {
                    return null;
                }
                case Broken broken -> {
                    report.rows++;
                    report.reject(new RowProblem(broken.line(), "", null, broken.message(), broken.remedy()));
                }
                case Cells cells when cells.values().stream().allMatch(String::isBlank) -> {}
                case Cells cells -> {
                    report.rows++;
                    RowProblem misshapen = shape(cells);
                    if (misshapen == null) {
                        return new Row(cells.line(), cells.values(), places);
                    }
                    report.reject(misshapen);
                }
            }
        }
    }

    /// A row shifted by a separator within a value, or cut off with the file, would tell something untrue.
    private @Nullable RowProblem shape(Cells cells) {
        int width = header.size();
        List<String> values = cells.values();
        if (values.size() > width
                && !values.subList(width, values.size()).stream().allMatch(String::isBlank)) {
            return new RowProblem(
                    cells.line(),
                    "",
                    null,
                    "has " + values.size() + " values for " + width + " columns",
                    "put a value that holds the separator into quotes");
        }
        if (values.size() < width && !cells.ended()) {
            return new RowProblem(
                    cells.line(), "", null, "the file ends within this line", "copy the whole file again");
        }
        return null;
    }

    private static Map<String, Column> names(List<Column> columns) {
        Map<String, Column> names = new HashMap<>();
        columns.forEach(column -> column.keys().forEach(key -> names.put(key, column)));
        return names;
    }

    private static String didYouMean(String key, Map<String, Column> names) {
        return Suggestions.nearest(key, new TreeMap<>(names).keySet())
                .map(near -> "did you mean '" + name(near, names) + "'?")
                .orElse("remove it if it is not needed");
    }

    private static String name(String key, Map<String, Column> names) {
        Column column = names.get(key);
        return column == null ? key : column.name();
    }

    /// Spreadsheets write `sep=;` as the first line.
    private static @Nullable Character declaredSeparator(String line) {
        String text = line.strip();
        return text.length() == 5 && text.regionMatches(true, 0, "sep=", 0, 4) ? (Character) text.charAt(4) : null;
    }

    /// The separator with which most known columns are found, then the one that gives most columns.
    private static char separator(RecordReader records, String line) {
        Map<String, Column> known = new HashMap<>();
        for (ImportKind kind : ImportKind.values()) {
            known.putAll(names(Column.of(kind)));
        }
        char best = SEPARATORS[0];
        long most = -1;
        for (char candidate : SEPARATORS) {
            records.separator(candidate);
            List<String> cells = records.cells(line);
            List<String> titles = cells == null ? new ArrayList<>() : cells;
            long found = titles.stream()
                    .filter(title -> known.containsKey(Words.key(Words.cut(title, 200))))
                    .count();
            long score = found * 10_000 + titles.size();
            if (score > most) {
                most = score;
                best = candidate;
            }
        }
        return best;
    }
}
