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
/// remarks. A status `=KEY` means what that key means in the carrier's tables: so a carrier's own codes are led back
/// to a standard that several share.
public final class StatusTable {
    private static final CsvMapper CSV = new CsvMapper();
    private static final Set<String> FLAGS = Set.of("informational");
    private static final String COLUMNS = "key,status,flags,meaning";
    private static final String IGNORED_COLUMNS = "code,why";

    private final Map<String, Row> exact = new LinkedHashMap<>();
    private final Map<String, Row> beginnings = new LinkedHashMap<>();
    private final Map<String, Reference> references = new LinkedHashMap<>();

    /// A line whose status is another key's.
    private record Reference(String target, boolean informational, String meaning, String table, int line) {}

    /// One line.
    ///
    /// @param meaning the carrier's meaning in our words, for people
    /// @param table   the file it stands in, below the folder of carriers
    /// @param line    there
    public record Row(
            String key, TrackingStatus status, boolean informational, String meaning, String table, int line) {
        /// File and line.
        String where() {
            return table + ":" + line;
        }
    }

    /// Reads a table; everything wrong becomes a problem of that file and line.
    static StatusTable read(Path file, String name, Problems problems) {
        return read(file, name, COLUMNS, problems);
    }

    /// Reads the codes ignored on purpose, columns `code,why`: statements that say nothing about where the parcel is,
    /// or whose meaning the carrier does not make clear. Each keeps the status `unknown.unmapped`, since it has no
    /// meaning, and is informational: kept as it came, it does not move the parcel and nobody is asked to map it.
    static StatusTable readIgnored(Path file, String name, Problems problems) {
        return Files.exists(file) ? read(file, name, IGNORED_COLUMNS, problems) : new StatusTable();
    }

    private static StatusTable read(Path file, String name, String columns, Problems problems) {
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
                if (!line.strip().equals(columns)) {
                    problems.add(name, i + 1, "", "has other columns", "begin with " + columns);
                    return table;
                }
                continue;
            }
            if (columns.equals(COLUMNS)) {
                table.add(cells(line), name, i + 1, problems);
            } else {
                table.ignore(cells(line), name, i + 1, problems);
            }
        }
        return table;
    }

    private void ignore(List<String> cells, String name, int line, Problems problems) {
        if (cells.size() != 2 || cells.getFirst().isBlank() || cells.getLast().isBlank()) {
            problems.add(name, line, "", "has not a code and why it is ignored", "write CODE,\"why, in our words\"");
            return;
        }
        put(
                new Row(cells.getFirst().strip(), TrackingStatus.UNKNOWN_UNMAPPED, true, cells.getLast(), name, line),
                problems);
    }

    private void add(List<String> cells, String name, int line, Problems problems) {
        if (cells.size() != 4 || cells.getFirst().isBlank()) {
            problems.add(name, line, "", "has not the four columns", "quote texts with commas: \"a, b\"");
            return;
        }
        String key = cells.getFirst().strip();
        String target = cells.get(1).strip();
        Optional<TrackingStatus> status = TrackingStatus.find(target);
        if (status.isEmpty() && !target.startsWith("=")) {
            problems.add(
                    name,
                    line,
                    key,
                    "'" + target + "' is no status",
                    Suggestions.nearest(target, TrackingStatus.wireNames())
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
        boolean informational = flags.contains("informational");
        if (status.isPresent()) {
            put(new Row(key, status.get(), informational, cells.get(3), name, line), problems);
        } else if (exact.containsKey(key)
                || references.putIfAbsent(
                                key, new Reference(target.substring(1), informational, cells.get(3), name, line))
                        != null) {
            twice(name, line, key, problems);
        }
    }

    private void put(Row row, Problems problems) {
        String key = row.key();
        boolean fresh = !references.containsKey(key)
                && (key.endsWith("*")
                                ? beginnings.putIfAbsent(key.substring(0, key.length() - 1), row)
                                : exact.putIfAbsent(key, row))
                        == null;
        if (!fresh) {
            twice(row.table(), row.line(), key, problems);
        }
    }

    private static void twice(String table, int line, String key, Problems problems) {
        problems.add(table, line, key, "stands twice", "a code has one meaning: keep one line");
    }

    /// Gives every `=KEY` of this table its meaning from the carrier's tables, this one included.
    ///
    /// @param tables all tables of the carrier, in its order
    void resolve(List<StatusTable> tables, Problems problems) {
        Map<String, Row> found = new LinkedHashMap<>();
        references.forEach((key, reference) -> tables.stream()
                .flatMap(table -> table.find(reference.target()).stream())
                .findFirst()
                .ifPresentOrElse(
                        row -> found.put(
                                key,
                                new Row(
                                        key,
                                        row.status(),
                                        row.informational() || reference.informational(),
                                        reference.meaning().isBlank() ? row.meaning() : reference.meaning(),
                                        reference.table(),
                                        reference.line())),
                        () -> problems.add(
                                reference.table(),
                                reference.line(),
                                key,
                                "'=" + reference.target() + "' has no meaning of its own in this carrier's tables",
                                "name a key whose line has a status")));
        references.clear();
        found.values().forEach(row -> put(row, problems));
    }

    /// The line that a person would add for a key, its status left to him.
    ///
    /// @param status what stands in its place
    /// @param text   the carrier's, as the beginning of a meaning
    public static String draft(String key, String status, String text) {
        return cell(key) + "," + status + ",," + cell(text);
    }

    private static String cell(String text) {
        String line = text.replaceAll("\\R", " ");
        boolean quoted =
                line.contains(",") || line.contains("\"") || line.startsWith("#") || !line.equals(line.strip());
        return quoted ? "\"" + line.replace("\"", "\"\"") + "\"" : line;
    }

    /// The cells of one line of a table; none when it is no CSV.
    static List<String> cells(String line) {
        if (line.indexOf('"') < 0) {
            // Most lines, and there are thousands.
            return List.of(line.split(",", -1));
        }
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
