package prevenance.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteOpenMode;

/// A SQLite file that exists, opened by SQLite and by nothing else: whoever opens and closes a live database in any
/// other way takes SQLite's locks away, and committed rows with them.
final class SqliteFile implements AutoCloseable {
    private static final int BUSY_TIMEOUT_MS = 10_000;

    private final Connection connection;

    private SqliteFile(Connection connection) {
        this.connection = connection;
    }

    /// Never creates it.
    static SqliteFile open(Path path) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return new SqliteFile(config.createConnection("jdbc:sqlite:" + path.toAbsolutePath()));
    }

    /// Writes one consistent state of it, without what was deleted, into a file that does not exist or is empty.
    void copyTo(Path target) throws SQLException {
        try (PreparedStatement vacuum = connection.prepareStatement("vacuum into ?")) {
            vacuum.setString(1, target.toString());
            vacuum.execute();
        }
    }

    void execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    List<String> texts(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }

    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    boolean has(String table) throws SQLException {
        return texts("select name from sqlite_schema where type = 'table'").contains(table);
    }

    /// Another connection's commit changes it.
    long dataVersion() throws SQLException {
        return number("pragma data_version");
    }

    /// Rows of every table; those of a search index are SQLite's own.
    Map<String, Long> counts() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String table : texts("select name from pragma_table_list where schema = 'main' and type = 'table'"
                + " and name not like 'sqlite%'")) {
            counts.put(table, number("select count(*) from \"" + table + "\""));
        }
        return counts;
    }

    /// Stops what another thread has it do.
    void interrupt() {
        try {
            connection.unwrap(SQLiteConnection.class).getDatabase().interrupt();
        } catch (SQLException _) {
            // It has ended by itself.
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
