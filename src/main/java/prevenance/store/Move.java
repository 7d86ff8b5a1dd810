package prevenance.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/// Moves what a SQLite file holds to a PostgreSQL database: all of it in one transaction, each table compared, and only
/// then the file is marked, so that nobody goes on with it. Whatever breaks off before leaves the server as it was.
public final class Move {
    /// Who is at work is no data, and the server numbers its own migrations.
    private static final Set<String> NOT_MOVED = Set.of("flyway_schema_history", "node", "installation_move");

    private static final String SCHEDULER = "qrtz_";

    private final Path file;
    private final StoreAddress.Server server;
    private final Progress progress;

    private Move(Path file, StoreAddress.Server server, Progress progress) {
        this.file = file;
        this.server = server;
        this.progress = progress;
    }

    /// Told what goes on.
    @FunctionalInterface
    public interface Progress {
        /// @param rows of the table that are copied so far
        void copied(String table, long rows);

        /// @param rows of the table on the server that were read again so far, to be compared
        default void compared(String table, long rows) {
            // Not everybody waits.
        }
    }

    /// What was moved: rows by table.
    public record Moved(Map<String, Long> rows) {
        /// In all tables.
        public long sum() {
            return rows.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// Moves.
    ///
    /// @throws StoreException when a daemon works on the file, the server holds data already, or something
    /// differs; the message says what to do
    public static Moved run(Path file, StoreAddress.Server server, Instant now, Progress progress) {
        return new Move(file.toAbsolutePath(), server, progress).run(now);
    }

    /// Where a database has moved to; empty when it has not.
    static Optional<String> target(Connection database) throws SQLException {
        return texts(database, "select target from installation_move").stream().findFirst();
    }

    private Moved run(Instant now) {
        // As a daemon: it takes the lock, so that none works on it, and brings its tables up to date.
        try (SqliteDatabase source = SqliteDatabase.open(file, Database.Use.DAEMON);
                Connection to = connect()) {
            // In one writing transaction to its end, so that no verb writes what would stay behind.
            return source.write(tx -> {
                Moved moved = copied(tx.handle().getConnection(), to, now);
                mark(tx, now);
                return moved;
            });
        } catch (SQLException failed) {
            throw broken(failed);
        }
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource source = PostgresDatabase.source(server, Duration.ZERO);
        try {
            Migrations.run(source, Dialect.POSTGRESQL, server.schema());
        } catch (FlywayException failed) {
            throw new StoreException(
                    "the database " + server + " cannot be used: " + StoreException.root(failed)
                            + "; see that the server runs, and that user and password are right",
                    failed);
        }
        // Batches become statements of many rows.
        source.setReWriteBatchedInserts(true);
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private Moved copied(Connection from, Connection to, Instant now) {
        try {
            return copy(from, to, now);
        } catch (SQLException failed) {
            throw broken(failed);
        }
    }

    private StoreException broken(SQLException failed) {
        return new StoreException(
                "the move to " + server + " broke off and nothing is changed there: " + StoreException.root(failed)
                        + "; put that right and call it again",
                failed);
    }

    private Moved copy(Connection from, Connection to, Instant now) throws SQLException {
        List<MoveTable> tables = new ArrayList<>();
        for (String name : texts(
                to,
                "select table_name from information_schema.tables where table_schema = current_schema()"
                        + " and table_type = 'BASE TABLE' order by table_name")) {
            if (!NOT_MOVED.contains(name) && !name.startsWith(SCHEDULER)) {
                tables.add(MoveTable.of(to, name));
            }
        }
        Map<String, MoveTable.Sum> sums = new LinkedHashMap<>();
        if (texts(to, "select origin from installation_move").contains(file.toString())) {
            // It came to its end there before, and was killed before the file could be marked.
            for (MoveTable table : tables) {
                sums.put(table.name(), table.sum(from, _ -> {}));
            }
            compare(tables, sums, to);
            to.rollback();
            return moved(sums);
        }
        refuseData(tables, to);
        List<String> bonds = texts(to, """
            select format('alter table %I add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
                and conrelid::regclass::text not like 'qrtz\\_%'
            order by conname
            """);
        // References are checked when all is there: tables refer to one another and rows to later ones.
        for (String drop : texts(to, """
            select format('alter table %I drop constraint %I', conrelid::regclass, conname)
            from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace
                and conrelid::regclass::text not like 'qrtz\\_%'
            """)) {
            execute(to, drop);
        }
        for (MoveTable table : tables) {
            sums.put(table.name(), table.copy(from, to, rows -> progress.copied(table.name(), rows)));
        }
        for (String bond : bonds) {
            execute(to, bond);
        }
        for (MoveTable table : tables) {
            continueNumbers(table, from, to);
        }
        compare(tables, sums, to);
        remember(to, now);
        to.commit();
        return moved(sums);
    }

    private void refuseData(List<MoveTable> tables, Connection to) throws SQLException {
        List<String> full = new ArrayList<>();
        for (MoveTable table : tables) {
            if (!texts(to, "select 1 from " + table.name() + " limit 1").isEmpty()) {
                full.add(table.name());
            }
        }
        if (!texts(to, "select id from node").isEmpty()) {
            full.add("node");
        }
        if (!full.isEmpty()) {
            throw new StoreException("the database " + server + " holds data already (" + String.join(", ", full)
                    + "); name an empty one: 'createdb' makes it");
        }
    }

    /// New rows get numbers above all that the file ever gave.
    private static void continueNumbers(MoveTable table, Connection from, Connection to) throws SQLException {
        for (String sequence : texts(
                to,
                "select coalesce(pg_get_serial_sequence('" + table.name() + "', column_name), '')"
                        + " from information_schema.columns where table_schema = current_schema() and table_name = '"
                        + table.name() + "' and is_identity = 'YES'")) {
            List<String> last = texts(from, "select seq from sqlite_sequence where name = '" + table.name() + "'");
            if (!sequence.isEmpty() && !last.isEmpty() && Long.parseLong(last.getFirst()) > 0) {
                execute(to, "select setval('" + sequence + "', " + Long.parseLong(last.getFirst()) + ")");
            }
        }
    }

    private void compare(List<MoveTable> tables, Map<String, MoveTable.Sum> sums, Connection to) throws SQLException {
        for (MoveTable table : tables) {
            MoveTable.Sum arrived = table.sum(to, rows -> progress.compared(table.name(), rows));
            if (!arrived.equals(sums.get(table.name()))) {
                throw new StoreException("the table " + table.name() + " differs on " + server + " from that of " + file
                        + "; nothing is changed, the file is still the one to use");
            }
        }
    }

    private void remember(Connection to, Instant now) throws SQLException {
        try (PreparedStatement insert = to.prepareStatement(
                "insert into installation_move (only_row, moved_at, origin, target) values (1, ?, ?, ?)")) {
            insert.setLong(1, now.toEpochMilli());
            insert.setString(2, file.toString());
            insert.setString(3, server.toString());
            insert.executeUpdate();
        }
    }

    private void mark(Tx tx, Instant now) {
        tx.handle()
                .createUpdate("insert into installation_move (only_row, moved_at, origin, target)"
                        + " values (1, :now, :origin, :target)")
                .bind("now", now)
                .bind("origin", file.toString())
                .bind("target", server.toString())
                .execute();
    }

    private static Moved moved(Map<String, MoveTable.Sum> sums) {
        Map<String, Long> rows = new LinkedHashMap<>();
        sums.forEach((table, sum) -> rows.put(table, sum.rows()));
        return new Moved(rows);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
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
