package prevenance.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The database: one writing connection that commits in groups, a few reading ones. Threads wait for the writer in
/// Java, because
/// waiting inside SQLite would hold up every virtual thread. Never do network calls inside a transaction.
public final class Database implements AutoCloseable {
    /// Who opens it.
    public enum Use {
        /// The one daemon: takes the lock, migrates.
        DAEMON,
        /// A verb on the command line, which may run beside a daemon: short transactions, waits for the daemon's.
        VERB
    }

    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int READERS = 4;

    private final Path file;
    private final @Nullable DaemonLock lock;
    private final Jdbi reading;
    private final GroupCommit writer;
    private final HikariDataSource readers;

    private Database(Path file, @Nullable DaemonLock lock, Jdbi reading, GroupCommit writer, HikariDataSource readers) {
        this.file = file;
        this.lock = lock;
        this.reading = reading;
        this.writer = writer;
        this.readers = readers;
    }

    /// Opens, creating file and folder when absent, and brings the schema up to date.
    ///
    /// @throws StoreException when it cannot be used; the message says what to do
    public static Database open(Path file, Use use) {
        Path absolute = file.toAbsolutePath();
        try {
            Files.createDirectories(absolute.getParent());
        } catch (IOException refused) {
            throw new StoreException("cannot create the folder " + absolute.getParent() + ": " + refused.getMessage());
        }
        DaemonLock lock = use == Use.DAEMON ? DaemonLock.take(absolute) : null;
        HikariDataSource readers = null;
        try {
            SQLiteDataSource source = writerSource(absolute);
            migrate(source, absolute);
            GroupCommit writer = new GroupCommit(configure(Jdbi.create(source)).open());
            readers = readers(absolute);
            return new Database(absolute, lock, configure(Jdbi.create(readers)), writer, readers);
        } catch (RuntimeException failed) {
            if (readers != null) {
                readers.close();
            }
            if (lock != null) {
                lock.close();
            }
            throw failed instanceof StoreException
                    ? failed
                    : new StoreException("cannot open the database " + absolute + ": " + rootMessage(failed), failed);
        }
    }

    public Path file() {
        return file;
    }

    /// Runs work in one transaction and commits, or rolls all of it back when it throws. It may run on another thread
    /// that writes at the same time, and is committed together with that one's work.
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return writer.write(work);
    }

    /// Works that wait for their turn to be written.
    int waitingWrites() {
        return writer.waiting();
    }

    /// As [#write], without a result.
    public void execute(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /// Reads a consistent state without waiting for the writer.
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        try (Handle handle = reading.open()) {
            return handle.inTransaction(h -> work.apply(new Tx(h)));
        }
    }

    @Override
    public void close() {
        try {
            readers.close();
            writer.close();
        } finally {
            if (lock != null) {
                lock.close();
            }
        }
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // FULL: what was committed survives a power failure, and the outbox must.
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteDataSource writerSource(Path file) {
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource readers(Path file) {
        SQLiteDataSource source = new SQLiteDataSource(config());
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setMaximumPoolSize(READERS);
        hikari.setMinimumIdle(1);
        hikari.setPoolName("readers");
        return new HikariDataSource(hikari);
    }

    private static void migrate(SQLiteDataSource source, Path file) {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:prevenance/store/migration")
                    .placeholders(Dialect.SQLITE.placeholders())
                    .load()
                    .migrate();
        } catch (FlywayException failed) {
            throw new StoreException(
                    "the database " + file + " does not fit this program: " + rootMessage(failed)
                            + "; restore a backup or use the program version that wrote it",
                    failed);
        }
    }

    private static Jdbi configure(Jdbi jdbi) {
        // A failed statement would quote the values it was given, and they may be a customer's.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi.registerArgument(new InstantArgument())
                .registerArgument(new DateArgument())
                .registerColumnMapper(Instant.class, (row, column, context) -> {
                    long millis = row.getLong(column);
                    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
                })
                .registerColumnMapper(LocalDate.class, (row, column, context) -> {
                    String text = row.getString(column);
                    return text == null ? null : LocalDate.parse(text);
                });
    }

    private static String rootMessage(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip();
    }

    private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
        InstantArgument() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
        }
    }

    private static final class DateArgument extends AbstractArgumentFactory<LocalDate> {
        DateArgument() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(LocalDate value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setString(position, value.toString());
        }
    }
}
