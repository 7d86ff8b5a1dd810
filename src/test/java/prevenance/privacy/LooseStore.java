package prevenance.privacy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;

/// Reads and writes rows as no part of the program does.
final class LooseStore {
    void change(Database database, String sql) {
        database.execute(tx -> tx.handle().execute(sql));
    }

    /// The only row of a query.
    Map<String, @Nullable Object> row(Database database, String sql) {
        return database.<Map<String, @Nullable Object>>read(tx -> {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            tx.handle().createQuery(sql).mapToMap().one().forEach(row::put);
            return row;
        });
    }

    /// How many rows of each table hold a text anywhere: in texts, in bytes, in what is packed.
    Map<String, Long> rowsNaming(Database database, String text) {
        Map<String, Long> found = new TreeMap<>();
        String low = text.toLowerCase(Locale.ROOT);
        for (String table : new SchemaStore().tables(database)) {
            long rows = database.<Long>read(tx ->
                    tx.handle().createQuery("select * from " + table).mapToMap().list().stream()
                            .filter(row -> row.values().stream().anyMatch(value -> holds(value, low)))
                            .count());
            if (rows > 0) {
                found.put(table, rows);
            }
        }
        return found;
    }

    private static boolean holds(@Nullable Object value, String low) {
        if (value instanceof byte[] bytes) {
            return Unpacked.all(bytes).stream()
                    .anyMatch(part -> new String(part, StandardCharsets.UTF_8)
                            .toLowerCase(Locale.ROOT)
                            .contains(low));
        }
        return value != null && value.toString().toLowerCase(Locale.ROOT).contains(low);
    }

    /// Fills pages with a text and frees them without writing over them.
    void leaveBehind(Path file, String text) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute("pragma secure_delete = off");
            statement.execute("create table leftover (text text)");
            statement.execute("with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)"
                    + " insert into leftover select '" + text + "' from n");
            statement.execute("drop table leftover");
            statement.execute("pragma wal_checkpoint(truncate)");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
