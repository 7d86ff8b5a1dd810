package prevenance.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// A SQLite file: one writing connection that commits in groups, a few reading ones. Threads wait for the writer in
/// Java,
/// because waiting inside SQLite would hold up every virtual thread.
final class SqliteDatabase implements Database {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int READERS = 4;

    /// Pages of 4 KiB in the log before they are carried over into the file: SQLite's own 1,000 are reached by a few
    /// commits of a busy daemon, and each carrying waits for the disk twice.
    private static final int LOG_PAGES = 4_000;

    private final Path file;
    private final String node;
    private final @Nullable DaemonLock lock;
    private final Jdbi reading;
    private final GroupCommit writer;
    private final HikariDataSource readers;

    private SqliteDatabase(
            Path file,
            String node,
            @Nullable DaemonLock lock,
            Jdbi reading,
            GroupCommit writer,
            HikariDataSource readers) {
        this.file = file;
        this.node = node;
        this.lock = lock;
        this.reading = reading;
        this.writer = writer;
        this.readers = readers;
    }

    /// Opens, creating file and folder when absent, and brings the schema up to date.
    ///
    /// @throws StoreException when it cannot be used; the message says what to do
    static SqliteDatabase open(Path file, Use use) {
        return open(file, use, null);
    }

    /// As above.
    ///
    /// @param backups where backups lie, to be named when one is needed
    static SqliteDatabase open(Path file, Use use, @Nullable Path backups) {
        Path absolute = file.toAbsolutePath();
        try {
            PrivateFiles.folder(Objects.requireNonNull(absolute.getParent()));
        } catch (IOException refused) {
            throw new StoreException("cannot create the folder " + absolute.getParent() + ": " + refused.getMessage());
        }
        DaemonLock lock = use == Use.DAEMON ? DaemonLock.take(absolute) : null;
        HikariDataSource readers = null;
        String node = NodeName.fresh();
        try {
            Soundness.notGone(absolute, lock == null ? Soundness.wasSeen(absolute) : lock.hasSeen(), backups);
            if (lock != null) {
                Soundness.undamaged(absolute, backups);
            }
            // SQLite gives the files beside it the same mode.
            PrivateFiles.file(absolute);
            SQLiteDataSource source = writerSource(absolute);
            migrate(source, absolute);
            refuseMoved(source, absolute);
            if (lock != null) {
                lock.markSeen();
            }
            Consumer<Throwable> broken = failed -> {
                if (use == Use.DAEMON && DiskFailure.isMeantBy(failed)) {
                    DiskFailure.end(absolute.toString(), failed);
                }
            };
            GroupCommit writer = new GroupCommit(jdbi(source).open(), node, broken);
            readers = readers(absolute);
            return new SqliteDatabase(absolute, node, lock, jdbi(readers), writer, readers);
        } catch (RuntimeException | IOException failed) {
            if (readers != null) {
                readers.close();
            }
            if (lock != null) {
                lock.close();
            }
            throw failed instanceof StoreException known
                    ? known
                    : new StoreException(
                            "cannot open the database " + absolute + ": " + StoreException.root(failed), failed);
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Optional<DataSource> connections() {
        return Optional.empty();
    }

    @Override
    public <T extends @Nullable Object> T writeRows(Function<Tx, T> work) {
        return writer.write(work);
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return writer.write(work);
    }

    Path file() {
        return file;
    }

    @Override
    public <T extends @Nullable Object> T together(Function<Tx, T> work) {
        return writer.together(work);
    }

    /// Works that wait for their turn to be written.
    int waitingWrites() {
        return writer.waiting();
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        Tx joined = writer.joined();
        if (joined != null) {
            return work.apply(joined);
        }
        try (Handle handle = reading.open()) {
            return handle.inTransaction(h -> work.apply(new Tx(h, Dialect.SQLITE, node)));
        }
    }

    /// The sizes come from SQLite and from the folder: nobody else may open the file.
    @Override
    public StoreFigures figures() {
        long pages = pragma("page_count") * pragma("page_size");
        return new StoreFigures(
                OptionalLong.of(pages),
                logBytes(),
                writer.commits(),
                writer.works(),
                writer.failures(),
                writer.waiting());
    }

    private long pragma(String name) {
        return this.<Long>read(tx ->
                tx.handle().createQuery("pragma " + name).mapTo(Long.class).one());
    }

    private OptionalLong logBytes() {
        try {
            return OptionalLong.of(Files.size(file.resolveSibling(file.getFileName() + "-wal")));
        } catch (IOException absent) {
            return OptionalLong.of(0);
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

    private static Jdbi jdbi(DataSource source) {
        return Columns.configure(Jdbi.create(source)).setStatementBuilderFactory(new KeptStatements());
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
        // What is erased is overwritten at once; only the places between are left to a rewrite of the file.
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LOG_PAGES));
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

    private static void refuseMoved(SQLiteDataSource source, Path file) {
        try (Connection connection = source.getConnection()) {
            Optional<String> target = Move.target(connection);
            if (target.isPresent()) {
                throw new StoreException("the data of " + file + " has moved to " + target.get() + "; write 'url: "
                        + target.get() + "' into the section 'store' instead of 'path'");
            }
        } catch (SQLException failed) {
            throw new StoreException("cannot read " + file + ": " + StoreException.root(failed), failed);
        }
    }

    private static void migrate(SQLiteDataSource source, Path file) {
        try {
            Migrations.run(source, Dialect.SQLITE, null);
        } catch (FlywayException failed) {
            throw new StoreException(
                    "the database " + file + " does not fit this program: " + Migrations.why(failed)
                            + "; restore a backup or use the program version that wrote it",
                    failed);
        }
    }
}
