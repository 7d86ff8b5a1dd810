package prevenance.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.StoreAddress;

/// The database of a test: a SQLite file, or, with `-Dprevenance.test.store=postgresql`, a database of its own on a
/// PostgreSQL server that is started for the run. So the same tests hold both to the same behaviour.
public final class TestStore {
    private static final String KIND = "prevenance.test.store";
    private static final String PORT = "prevenance.test.store.port";
    private static final String TEMPLATE = "prevenance_template";
    private static @Nullable EmbeddedPostgres server;

    private TestStore() {}

    /// Whether this run is on PostgreSQL.
    public static boolean isServer() {
        return "postgresql".equals(System.getProperty(KIND));
    }

    /// Opens the database that belongs to a path: the file itself, or a database on the server named after it.
    public static Database open(Path file, Database.Use use) {
        return isServer() ? Database.open(address(file), use) : Database.open(file, use);
    }

    /// Options for a process of its own that opens the same databases.
    public static List<String> options() {
        return isServer() ? List.of("-D" + KIND + "=postgresql", "-D" + PORT + "=" + port()) : List.of();
    }

    /// Statements after which a change fails.
    ///
    /// @param change `update of name on shelf`
    /// @param when   which rows; `new` is the row as it would be
    public static List<String> refuse(String trigger, String change, String when) {
        String before = "create trigger " + trigger + " before " + change;
        return isServer()
                ? List.of(
                        "create or replace function refuse() returns trigger language plpgsql as"
                                + " $$ begin raise exception 'crash'; end $$",
                        before + " for each row when (" + when + ") execute function refuse()")
                : List.of(before + " when " + when + " begin select raise(abort, 'crash'); end");
    }

    /// The statement after which it does not any more.
    public static String allow(String trigger, String table) {
        return "drop trigger " + trigger + (isServer() ? " on " + table : "");
    }

    /// Where the database that belongs to a path is kept; only on the server.
    public static synchronized StoreAddress.Server address(Path file) {
        String name = "t" + HexFormat.of().toHexDigits(file.toAbsolutePath().hashCode());
        try {
            String url = url(port(), "postgres");
            if (!exists(url, name)) {
                create(url, name, TEMPLATE);
            }
            return StoreAddress.server("postgresql://postgres@localhost:" + port() + "/" + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static synchronized int port() {
        Integer given = Integer.getInteger(PORT);
        if (given != null) {
            return given;
        }
        EmbeddedPostgres running = server;
        if (running != null) {
            return running.getPort();
        }
        try {
            running = start();
            server = running;
            create(url(running.getPort(), "postgres"), TEMPLATE, "template1");
            String template = "postgresql://postgres@localhost:" + running.getPort() + "/" + TEMPLATE;
            Database.open(StoreAddress.server(template), Database.Use.VERB).close();
            return running.getPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Hundreds of databases are a hundred thousand files: whoever ran the tests need not wait until they are gone.
    private static EmbeddedPostgres start() throws IOException {
        Path data = Files.createTempDirectory("prevenance-postgresql-");
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setServerConfig("max_connections", "300")
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                started.close();
                Process _ = new ProcessBuilder("sh", "-c", "sleep 5; rm -rf \"$0\"", data.toString()).start();
            } catch (IOException kept) {
                throw new UncheckedIOException(kept);
            }
        }));
        return started;
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database + "?user=postgres";
    }

    private static boolean exists(String url, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
            return found.next();
        }
    }

    private static void create(String url, String name, String template) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        }
    }
}
