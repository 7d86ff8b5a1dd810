package prevenance.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The database, in the two ways in which it is kept: a file of this machine, or a PostgreSQL server
/// that several nodes share. Never do network calls inside a transaction.
public sealed interface Database extends AutoCloseable permits SqliteDatabase, PostgresDatabase {
    /// Who opens it.
    enum Use {
        /// A daemon: takes the lock of a file, migrates.
        DAEMON,
        /// A verb on the command line, which may run beside a daemon: short transactions, waits for the
        /// daemon's.
        VERB
    }

    /// Opens a file, creating it and its folder when absent, and brings the schema up to date.
    ///
    /// @throws StoreException when it cannot be used; the message says what to do
    static Database open(Path file, Use use) {
        return SqliteDatabase.open(file, use);
    }

    /// Opens what an address names, and brings the schema up to date.
    ///
    /// @throws StoreException when it cannot be used; the message says what to do
    static Database open(StoreAddress address, Use use) {
        return open(address, use, null);
    }

    /// As above.
    ///
    /// @param backups the folder of backups, to name the newest when one is needed; null when nobody knows
    static Database open(StoreAddress address, Use use, @Nullable Path backups) {
        return switch (address) {
            case StoreAddress.File(Path file) -> SqliteDatabase.open(file, use, backups);
            case StoreAddress.Server server -> PostgresDatabase.open(server);
        };
    }

    /// Whoever wants to be its daemon asks first, before it reads what takes long.
    ///
    /// @throws StoreException when another daemon works on it, naming its process
    static void refuseSecondDaemon(StoreAddress address) {
        if (address instanceof StoreAddress.File(Path file) && Files.exists(DaemonLock.of(file.toAbsolutePath()))) {
            DaemonLock.take(file.toAbsolutePath()).close();
        }
    }

    /// Where it is kept.
    Dialect dialect();

    /// For people: the file, or the server without its password.
    String name();

    /// Who writes: a name of this opening of the database, of which there are several where several
    /// nodes share it.
    String node();

    /// Connections for a library with tables of its own on the server; empty for a file, which has one
    /// writer.
    Optional<DataSource> connections();

    /// Runs work in one transaction and commits, or rolls all of it back when it throws. What it reads
    /// stays true until it commits, whoever else writes. It may run on another thread that writes at
    /// the same time, and more than once before it goes through: it must leave nothing behind but what
    /// it returns and what it writes.
    <T extends @Nullable Object> T write(Function<Tx, T> work);

    /// As [#write], and what the work calls may write and read by itself: it joins this transaction
    /// instead of being refused, sees what it has written so far, and is taken back with it. A joined
    /// work that throws takes back itself.
    <T extends @Nullable Object> T together(Function<Tx, T> work);

    /// As [#write] for short work on rows that it holds itself ([Dialect#hold], [Dialect#holdFree],
    /// [Tx#alone]) or changes by compare-and-set: what else it reads may change meanwhile. In return,
    /// works on different rows never run again because of each other.
    <T extends @Nullable Object> T writeRows(Function<Tx, T> work);

    /// As [#write], without a result.
    default void execute(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return true;
        });
    }

    /// Reads a consistent state without waiting for anybody who writes.
    <T extends @Nullable Object> T read(Function<Tx, T> work);

    /// How it is doing now.
    StoreFigures figures();

    @Override
    void close();
}
