package prevenance.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every table and column that may hold personal data, with what becomes of it: read from `register.txt`, on which
/// retention, export and erasure work. It is the shop's record of processing (GDPR, article 30).
public final class Register {
    /// @param dataClass null for a table without personal data of its own
    /// @param belongs   SQL: which rows are about the order `:order`; null where rows belong to no order
    /// @param columns   those that hold texts or bytes, by name
    public record Table(
            String name,
            @Nullable DataClass dataClass,
            @Nullable String belongs,
            Map<String, Column> columns) {
        /// Its rows are deleted and not blanked.
        public boolean isDeleted() {
            return columns.values().stream().anyMatch(column -> column.end() == End.ROW);
        }

        /// Something in it names a customer.
        public boolean isPersonal() {
            return columns.values().stream().anyMatch(column -> column.end().isPersonal());
        }
    }

    /// @param dataClass null where it is no personal data
    public record Column(String name, End end, @Nullable DataClass dataClass) {}

    private static final String FILE = "/prevenance/privacy/register.txt";
    private static final Register THE_ONE = read();

    private final Map<String, Table> tables;

    private Register(Map<String, Table> tables) {
        this.tables = tables;
    }

    public static Register get() {
        return THE_ONE;
    }

    /// In the order of the file: what others refer to comes first.
    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    public Optional<Table> table(String name) {
        return Optional.ofNullable(tables.get(name));
    }

    /// Those whose rows are about an order.
    List<Table> ofOrders() {
        return tables.values().stream().filter(table -> table.belongs() != null).toList();
    }

    private static Register read() {
        try (InputStream in = Objects.requireNonNull(Register.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Register parse(List<String> lines) {
        Map<String, Table> tables = new LinkedHashMap<>();
        String name = "";
        DataClass dataClass = null;
        String belongs = null;
        Map<String, Column> columns = new LinkedHashMap<>();
        List<String> all = new ArrayList<>(lines);
        all.add("[] -");
        for (String line : all) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("[")) {
                if (!name.isEmpty()) {
                    tables.put(name, new Table(name, dataClass, belongs, columns));
                }
                int end = text.indexOf(']');
                name = text.substring(1, end);
                dataClass = dataClass(text.substring(end + 1).strip());
                belongs = null;
                columns = new LinkedHashMap<>();
                continue;
            }
            int colon = text.indexOf(':');
            String key = text.substring(0, colon);
            String value = text.substring(colon + 1).strip();
            if (key.equals("belongs")) {
                belongs = value;
            } else {
                columns.put(key, column(key, value, dataClass));
            }
        }
        return new Register(tables);
    }

    private static Column column(String name, String value, @Nullable DataClass ofTable) {
        int blank = value.indexOf(' ');
        String word = blank < 0 ? value : value.substring(0, blank);
        End end = End.of(word).orElseThrow(() -> new IllegalStateException(FILE + ": no such end: " + word));
        DataClass dataClass = blank < 0 ? ofTable : dataClass(value.substring(blank + 1));
        return new Column(name, end, end == End.NONE ? null : dataClass);
    }

    private static @Nullable DataClass dataClass(String word) {
        return word.equals("-") ? null : DataClass.valueOf(word);
    }
}
