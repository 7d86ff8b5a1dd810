package prevenance.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that a database holds, as text, read by nothing of the program.
public final class EveryRow {
    private EveryRow() {}

    /// The tables of a SQLite file that hold data of the shop.
    public static List<String> tables(Connection sqlite) throws SQLException {
        return texts(
                sqlite,
                "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like"
                        + " 'sqlite_%' and name not in ('flyway_schema_history', 'node', 'installation_move') order by"
                        + " name");
    }

    /// Every row of every table, sorted.
    ///
    /// @param sqlite   names the tables and their columns
    /// @param database whose rows are read
    public static Map<String, List<String>> of(Connection sqlite, Connection database) throws SQLException {
        Map<String, List<String>> content = new LinkedHashMap<>();
        for (String table : tables(sqlite)) {
            List<String> columns = texts(sqlite, "select name from pragma_table_info('" + table + "')");
            List<String> rows = new ArrayList<>();
            try (Statement statement = database.createStatement();
                    ResultSet row = statement.executeQuery("select " + String.join(", ", columns) + " from " + table)) {
                while (row.next()) {
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i <= columns.size(); i++) {
                        Object value = row.getObject(i);
                        text.append(
                                        value instanceof byte[] bytes
                                                ? HexFormat.of().formatHex(bytes)
                                                : value)
                                .append('|');
                    }
                    rows.add(text.toString());
                }
            }
            rows.sort(null);
            content.put(table, rows);
        }
        return content;
    }

    /// The first column of a query.
    public static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
