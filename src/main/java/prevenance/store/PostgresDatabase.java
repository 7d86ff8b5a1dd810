package prevenance.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL server that several nodes share. Every writing transaction is serializable: whatever two nodes do at
/// the
/// same time has the same effect as one after the other, as on SQLite with its one writer; what collides is run again.
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS = 10;
    private static final int TRIES = 20;
    private static final int CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 30;

    private final StoreAddress.Server server;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final LongAdder commits = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<@Nullable Joint> joint = new ThreadLocal<>();

    private PostgresDatabase(StoreAddress.Server server, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
        jdbi = Columns.configure(Jdbi.create(pool));
        jdbi.setTransactionHandler(new SerializableTransactionRunner());
        jdbi.getConfig(SerializableTransactionRunner.Configuration.class).setMaxRetries(TRIES);
    }

    static PostgresDatabase open(StoreAddress.Server server) {
        PGSimpleDataSource source = source(server);
        HikariDataSource pool = null;
        try {
            Migrations.run(source, Dialect.POSTGRESQL, server.schema());
            pool = pool(source);
            return new PostgresDatabase(server, pool);
        } catch (FlywayException failed) {
            throw new StoreException(
                    "the database " + server + " cannot be used: " + StoreException.root(failed)
                            + "; see that the server runs, that user and password are right, and that the program is"
                            + " not older than the database",
                    failed);
        } catch (RuntimeException failed) {
            if (pool != null) {
                pool.close();
            }
            throw new StoreException("cannot open the database " + server + ": " + StoreException.root(failed), failed);
        }
    }

    private static PGSimpleDataSource source(StoreAddress.Server server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://" + server.host() + "/" + server.database()
                + (server.options().isEmpty() ? "" : "?" + server.options()));
        if (server.user() != null) {
            source.setUser(server.user());
        }
        if (server.password() != null) {
            source.setPassword(server.password().reveal());
        }
        if (server.schema() != null) {
            source.setCurrentSchema(server.schema());
        }
        // Texts take the type of their column: dates and nulls are bound as texts everywhere.
        source.setStringType("unspecified");
        source.setApplicationName("prevenance");
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
        // An exception must not quote the values of a row: they may be a customer's.
        source.setLogServerErrorDetail(false);
        return source;
    }

    private static HikariDataSource pool(PGSimpleDataSource source) {
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setMaximumPoolSize(CONNECTIONS);
        hikari.setMinimumIdle(1);
        hikari.setPoolName("postgresql");
        return new HikariDataSource(hikari);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public String name() {
        return server.toString();
    }

    @Override
    public <T extends @Nullable Object> T together(Function<Tx, T> work) {
        return write(tx -> {
            joint.set(new Joint(tx));
            try {
                return work.apply(tx);
            } finally {
                joint.remove();
            }
        });
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        Joint joined = joint.get();
        if (joined != null) {
            return joined.run(work);
        }
        if (writing.get()) {
            throw new IllegalStateException("a transaction is already running on this thread: hand its Tx on");
        }
        writing.set(true);
        AtomicBoolean worked = new AtomicBoolean();
        try {
            T result = jdbi.inTransaction(TransactionIsolationLevel.SERIALIZABLE, handle -> {
                worked.set(false);
                T found = work.apply(new Tx(handle));
                worked.set(true);
                return found;
            });
            commits.increment();
            return result;
        } catch (RuntimeException failed) {
            // What the work itself threw is its own matter.
            if (worked.get() || failed instanceof JdbiException) {
                failures.increment();
            }
            throw failed;
        } finally {
            writing.remove();
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        Joint joined = joint.get();
        if (joined != null) {
            return work.apply(joined.tx());
        }
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            handle.setReadOnly(true);
            return work.apply(new Tx(handle));
        });
    }

    @Override
    public StoreFigures figures() {
        long bytes = this.<Long>read(tx -> tx.handle()
                .createQuery("select pg_database_size(current_database())")
                .mapTo(Long.class)
                .one());
        return new StoreFigures(
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                commits.sum(),
                commits.sum(),
                failures.sum(),
                pool.getHikariPoolMXBean().getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        pool.close();
    }
}
