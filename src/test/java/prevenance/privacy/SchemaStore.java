package prevenance.privacy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prevenance.store.Database;

/// The tables and columns as the database has them; without those of the search index, which follow one column of the
/// orders by triggers.
final class SchemaStore {
    private static final List<String> FOREIGN = List.of("flyway_schema_history", "sqlite_sequence");

    List<String> tables(Database database) {
        return database.read(tx -> {
            List<String> names = new ArrayList<>();
            try {
                Connection connection = tx.handle().getConnection();
                try (ResultSet tables =
                        connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
                    while (tables.next()) {
                        String name = tables.getString("TABLE_NAME");
                        if (!FOREIGN.contains(name)
                                && !name.startsWith("order_search")
                                && !name.toLowerCase(Locale.ROOT).startsWith("qrtz_")) {
                            names.add(name);
                        }
                    }
                }
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
            return names;
        });
    }

    List<String> textColumns(Database database) {
        List<String> found = new ArrayList<>();
        for (String table : tables(database)) {
            database.read(tx -> tx.handle()
                    .createQuery("select * from " + table + " where 1 = 0")
                    .scanResultSet((rows, context) -> {
                        var columns = rows.get().getMetaData();
                        for (int i = 1; i <= columns.getColumnCount(); i++) {
                            String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
                            if (!type.startsWith("int") && !type.startsWith("bigint") && !type.equals("bigserial")) {
                                found.add(table + "." + columns.getColumnName(i));
                            }
                        }
                        return true;
                    }));
        }
        return found;
    }
}
