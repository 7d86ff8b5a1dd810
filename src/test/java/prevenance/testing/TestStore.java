package prevenance.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.StoreAddress;

/// The database of a test: a SQLite file, or, with `-Dprevenance.test.store=postgresql`, a database of its own on a
/// PostgreSQL server that is started for the run. So the same tests hold both to the same behaviour.
public final class TestStore {
    private static final String TEMPLATE = "prevenance_template";
    private static @Nullable EmbeddedPostgres server;

    private TestStore() {}

    /// Whether this run is on PostgreSQL.
    public static boolean isServer() {
        return "postgresql".equals(System.getProperty("prevenance.test.store"));
    }

    /// Opens the database that belongs to a path: the file itself, or a database on the server named after it.
    public static Database open(Path file, Database.Use use) {
        return isServer() ? Database.open(address(file), use) : Database.open(file, use);
    }

    private static synchronized StoreAddress address(Path file) {
        String name = "t" + HexFormat.of().toHexDigits(file.toAbsolutePath().hashCode());
        try {
            EmbeddedPostgres running = server;
            if (running == null) {
                running = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "300")
                        .start();
                server = running;
                create(running, TEMPLATE, "template1");
                Database.open(address(running, TEMPLATE), Database.Use.VERB).close();
            }
            if (!exists(running, name)) {
                create(running, name, TEMPLATE);
            }
            return address(running, name);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static StoreAddress address(EmbeddedPostgres running, String name) {
        return StoreAddress.server("postgresql://postgres@localhost:" + running.getPort() + "/" + name);
    }

    private static boolean exists(EmbeddedPostgres running, String name) throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            return found.next();
        }
    }

    private static void create(EmbeddedPostgres running, String name, String template) throws SQLException {
        try (Connection connection = running.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        }
    }
}
