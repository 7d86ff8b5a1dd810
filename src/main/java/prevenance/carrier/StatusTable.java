package prevenance.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import prevenance.config.Problems;
import prevenance.config.Suggestions;
import prevenance.tracking.TrackingStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// What a carrier's codes mean: a CSV file with the columns `key,status,flags,meaning`. A key that ends in `*` stands
/// for all that begin so; the longest one that fits decides, an exact one before all. Lines that begin with `#` are
/// remarks.
public final class StatusTable {
    private static final CsvMapper CSV = new CsvMapper();
    private static final Set<String> FLAGS = Set.of("informational");

    private final Map<String, Row> exact = new LinkedHashMap<>();
    private final Map<String, Row> beginnings = new LinkedHashMap<>();

    /// One line.
    ///
    /// @param meaning the carrier's meaning in our words, for people
    public record Row(String key, TrackingStatus status, boolean informational, String meaning) {}

    /// Reads a table; everything wrong becomes a problem of that file and line.
    static StatusTable read(Path file, String name, Problems problems) {
        StatusTable table = new StatusTable();
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            problems.add(name, null, "", "cannot be read", "create the table, in UTF-8");
            return table;
        }
        boolean header = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!header) {
                header = true;
                if (!line.strip().equals("key,status,flags,meaning")) {
                    problems.add(name, i + 1, "", "has other columns", "begin with key,status,flags,meaning");
                    return table;
                }
                continue;
            }
            table.add(cells(line), name, i + 1, problems);
        }
        return table;
    }

    private void add(List<String> cells, String name, int line, Problems problems) {
        if (cells.size() != 4 || cells.getFirst().isBlank()) {
            problems.add(name, line, "", "has not the four columns", "quote texts with commas: \"a, b\"");
            return;
        }
        String key = cells.getFirst().strip();
        Optional<TrackingStatus> status = TrackingStatus.find(cells.get(1).strip());
        if (status.isEmpty()) {
            problems.add(
                    name,
                    line,
                    key,
                    "'" + cells.get(1) + "' is no status",
                    Suggestions.nearest(cells.get(1), TrackingStatus.wireNames())
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("take one of the status names"));
            return;
        }
        List<String> flags = new ArrayList<>();
        for (String flag : cells.get(2).strip().split("\\s+", -1)) {
            if (!flag.isEmpty() && !FLAGS.contains(flag)) {
                problems.add(name, line, key, "'" + flag + "' is no flag", "write informational or nothing");
            }
            flags.add(flag);
        }
        Row row = new Row(key, status.get(), flags.contains("informational"), cells.get(3));
        boolean beginning = key.endsWith("*");
        Row before = beginning
                ? beginnings.putIfAbsent(key.substring(0, key.length() - 1), row)
                : exact.putIfAbsent(key, row);
        if (before != null) {
            problems.add(name, line, key, "stands twice", "a code has one meaning: keep one line");
        }
    }

    /// The cells of one line of a table; none when it is no CSV.
    static List<String> cells(String line) {
        try (var rows =
                CSV.readerFor(String[].class).with(CsvReadFeature.WRAP_AS_ARRAY).<String[]>readValues(line)) {
            return rows.hasNext() ? List.of(rows.next()) : List.of();
        } catch (JacksonException broken) {
            return List.of();
        }
    }

    /// The row for a code; empty when the table does not list it.
    public Optional<Row> find(String key) {
        Row row = exact.get(key);
        for (int length = key.length(); row == null && length >= 0; length--) {
            row = beginnings.get(key.substring(0, length));
        }
        return Optional.ofNullable(row);
    }

    /// All rows in the file's order, exact ones first.
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>(exact.values());
        rows.addAll(beginnings.values());
        return rows;
    }
}
