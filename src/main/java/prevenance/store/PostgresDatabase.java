package prevenance.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL server that several nodes share. A writing transaction is serializable: whatever two nodes do at the
/// same time has the same effect as one after the other, as on SQLite with its one writer; what collides is run again.
final class PostgresDatabase implements Database {
    private static final int CONNECTIONS = 12;
    private static final int TRIES = 30;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    /// A server that says nothing for so long hangs: threads are free again within 30 seconds.
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(20);
    private static final Duration CONNECTION_WITHIN = Duration.ofSeconds(8);
    private static final Duration ALIVE_WITHIN = Duration.ofSeconds(3);

    private final StoreAddress.Server server;
    private final String node = NodeName.fresh();
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final LongAdder commits = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final ThreadLocal<Boolean> writing = ThreadLocal.withInitial(() -> false);
    private final ThreadLocal<Boolean> reading = ThreadLocal.withInitial(() -> false);
    // Of this database alone.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Joint> joint = new ThreadLocal<>();

    private PostgresDatabase(StoreAddress.Server server, HikariDataSource pool) {
        this.server = server;
        this.pool = pool;
        jdbi = Columns.configure(Jdbi.create(pool));
    }

    static PostgresDatabase open(StoreAddress.Server server) {
        HikariDataSource pool = null;
        try {
            // Building an index may take its time.
            Migrations.run(source(server, Duration.ZERO), Dialect.POSTGRESQL, server.schema());
            pool = pool(source(server, ANSWERED_WITHIN));
            PostgresDatabase database = new PostgresDatabase(server, pool);
            database.execute(ChangeLog::settle);
            return database;
        } catch (FlywayException failed) {
            throw new StoreException(
                    "the database " + server + " cannot be used: " + Migrations.why(failed)
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

    /// @param answered zero for as long as it takes
    static PGSimpleDataSource source(StoreAddress.Server server, Duration answered) {
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
        source.setConnectTimeout((int) CONNECT_WITHIN.toSeconds());
        source.setLoginTimeout((int) CONNECT_WITHIN.toSeconds());
        source.setSocketTimeout((int) answered.toSeconds());
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
        hikari.setConnectionTimeout(CONNECTION_WITHIN.toMillis());
        hikari.setValidationTimeout(ALIVE_WITHIN.toMillis());
        // A server that acknowledges before it has written would forget at a crash what was sent. Who set more than
        // "on"
        // (a stand-by has applied it) keeps that.
        hikari.setConnectionInitSql("select set_config('synchronous_commit', 'on', false)"
                + " where current_setting('synchronous_commit') = 'off'");
        // By default it is closed in the midst of its transaction, which then fails for that instead.
        hikari.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public SQLExceptionOverride.Override adjudicate(SQLException failed) {
                return Collision.isMeantBy(failed)
                        ? SQLExceptionOverride.Override.DO_NOT_EVICT
                        : SQLExceptionOverride.Override.CONTINUE_EVICT;
            }
        });
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
    public String node() {
        return node;
    }

    @Override
    public Optional<DataSource> connections() {
        return Optional.of(pool);
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return write(TransactionIsolationLevel.SERIALIZABLE, work);
    }

    @Override
    public <T extends @Nullable Object> T writeRows(Function<Tx, T> work) {
        return write(TransactionIsolationLevel.READ_COMMITTED, work);
    }

    private <T extends @Nullable Object> T write(TransactionIsolationLevel level, Function<Tx, T> work) {
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
            for (int tries = 1; ; tries++) {
                try {
                    T result = jdbi.inTransaction(level, handle -> {
                        worked.set(false);
                        if (level == TransactionIsolationLevel.SERIALIZABLE) {
                            // Who reads a whole table collides with everybody who writes into it, and the server reads
                            // small tables so by preference.
                            handle.execute("set local enable_seqscan = off");
                        }
                        T found = work.apply(new Tx(handle, Dialect.POSTGRESQL, node));
                        worked.set(true);
                        return found;
                    });
                    commits.increment();
                    return result;
                } catch (RuntimeException failed) {
                    if (tries < TRIES && Collision.isMeantBy(failed)) {
                        Collision.stepAside(tries);
                        continue;
                    }
                    // What the work itself threw is its own matter.
                    if (worked.get() || failed instanceof JdbiException) {
                        failures.increment();
                    }
                    throw failed;
                }
            }
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
        if (reading.get()) {
            // Within another reading it is the same transaction, which has to be run again as a whole.
            return readOnce(work);
        }
        reading.set(true);
        try {
            for (int tries = 1; ; tries++) {
                try {
                    return readOnce(work);
                } catch (RuntimeException failed) {
                    if (tries >= TRIES || !Collision.isMeantBy(failed)) {
                        throw failed;
                    }
                    Collision.stepAside(tries);
                }
            }
        } finally {
            reading.remove();
        }
    }

    private <T extends @Nullable Object> T readOnce(Function<Tx, T> work) {
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            // A transaction under way cannot be changed any more.
            if (!handle.isReadOnly()) {
                handle.setReadOnly(true);
            }
            return work.apply(new Tx(handle, Dialect.POSTGRESQL, node));
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
