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
import prevenance.config.Problems;

/// The carriers that an aggregator asks on our behalf: `carriers.csv` beside its definition, with the columns
/// `code,name,other-names`. The code is the aggregator's own and stands for `{carrier}` in its requests; other names
/// are parted by semicolons. Lines that begin with `#` are remarks.
public final class CarrierList {
    /// The file's name.
    public static final String FILE = "carriers.csv";

    private static final String HEADER = "code,name,other-names";
    private static final CarrierList NONE = new CarrierList();

    private final Map<String, Row> byName = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /// One carrier.
    ///
    /// @param code       as the aggregator calls it
    /// @param name       as customers know it
    /// @param otherNames what shops and platforms call it too
    public record Row(String code, String name, List<String> otherNames) {}

    private CarrierList() {}

    /// Of a carrier that asks for nobody but itself.
    public static CarrierList none() {
        return NONE;
    }

    /// Reads the table of a carrier's folder; everything wrong becomes a problem of that file and line. None when there
    /// is no such file.
    static CarrierList read(Path folder, Problems problems) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        String label = folder.getFileName() + "/" + FILE;
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            problems.add(label, null, "", "cannot be read", "write it in UTF-8");
            return NONE;
        }
        CarrierList table = new CarrierList();
        boolean header = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (header) {
                table.add(StatusTable.cells(line), label, i + 1, problems);
            } else if (line.equals(HEADER)) {
                header = true;
            } else {
                problems.add(label, i + 1, "", "has other columns", "begin with " + HEADER);
                return NONE;
            }
        }
        if (table.rows.isEmpty()) {
            problems.add(label, null, "", "lists no carrier", "add a line for each, or remove the file");
        }
        return table;
    }

    private void add(List<String> cells, String label, int line, Problems problems) {
        if (cells.size() != 3 || cells.get(0).isBlank() || cells.get(1).isBlank()) {
            problems.add(label, line, "", "has not code, name and other names", "write 190008,Example,EX; Exemple");
            return;
        }
        List<String> others = List.of(cells.get(2).split(";", -1)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        Row row = new Row(cells.get(0).strip(), cells.get(1).strip(), others);
        rows.add(row);
        List<String> names = new ArrayList<>(others);
        names.add(row.name());
        names.add(row.code());
        for (String name : names) {
            Row before = byName.putIfAbsent(CarrierCatalog.plain(name), row);
            if (before != null && !before.equals(row)) {
                problems.add(label, line, name, "is said of " + before.name() + " already", "a name means one carrier");
            }
        }
    }

    /// The carrier meant by a name, another name or the aggregator's code, in any case and with any separator.
    public Optional<Row> find(String name) {
        String plain = CarrierCatalog.plain(name);
        return plain.isEmpty() ? Optional.empty() : Optional.ofNullable(byName.get(plain));
    }

    /// All of them, in the file's order.
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /// Whether there is none: no aggregator.
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
