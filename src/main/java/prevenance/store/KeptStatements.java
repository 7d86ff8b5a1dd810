package prevenance.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/// Prepared statements of SQLite that stay with their connection, because preparing one takes longer than running it.
/// Neither SQLite's driver nor HikariCP keeps any; PostgreSQL's driver does.
final class KeptStatements implements StatementBuilderFactory {
    /// For each connection; whoever was not wanted for longest is closed.
    private static final int MOST = 256;

    private final Map<SQLiteConnection, Idle> idle = new ConcurrentHashMap<>();

    @Override
    public StatementBuilder createStatementBuilder(Connection connection) {
        try {
            SQLiteConnection file = connection.unwrap(SQLiteConnection.class);
            Idle own = idle.get(file);
            if (own == null) {
                idle.keySet().removeIf(KeptStatements::isClosed);
                own = idle.computeIfAbsent(file, _ -> new Idle());
            }
            return new Builder(file, own);
        } catch (SQLException notOpen) {
            throw new StoreException("the database connection is closed: " + notOpen.getMessage(), notOpen);
        }
    }

    /// Closing a connection closes its statements.
    private static boolean isClosed(SQLiteConnection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException unusable) {
            return true;
        }
    }

    /// The statements of a connection that nobody is using. One thread at a time has a connection.
    private static final class Idle extends LinkedHashMap<String, PreparedStatement> {
        private static final long serialVersionUID = 1;
    }

    /// Of one connection.
    private static final class Builder extends DefaultStatementBuilder {
        private final SQLiteConnection file;
        private final Idle idle;
        /// By what they were prepared from: whoever gives one back names its text before the parameters were numbered.
        private final IdentityHashMap<Statement, String> taken = new IdentityHashMap<>();

        Builder(SQLiteConnection file, Idle idle) {
            this.file = file;
            this.idle = idle;
        }

        @Override
        public PreparedStatement create(Connection connection, String sql, StatementContext context)
                throws SQLException {
            if (isPlain(context)) {
                PreparedStatement kept = idle.remove(sql);
                // Not by the pool's connection, which closes what was prepared by it when it is given back.
                PreparedStatement statement = kept == null ? file.prepareStatement(sql) : kept;
                taken.put(statement, sql);
                return statement;
            }
            return super.create(connection, sql, context);
        }

        @Override
        public void close(Connection connection, String sql, @Nullable Statement statement) throws SQLException {
            String prepared = taken.remove(statement);
            if (prepared == null
                    || !(statement instanceof PreparedStatement kept)
                    || !(statement instanceof CoreStatement core)) {
                super.close(connection, sql, statement);
                return;
            }
            try {
                // A statement that stands in the middle of its rows holds up the transaction; values may be a
                // customer's.
                core.pointer.safeRunInt(DB::reset);
                kept.clearBatch();
                kept.clearParameters();
            } catch (SQLException | RuntimeException unusable) {
                kept.close();
                return;
            }
            PreparedStatement other = idle.put(prepared, kept);
            if (other != null) {
                other.close();
            }
            if (idle.size() > MOST) {
                idle.pollFirstEntry().getValue().close();
            }
        }

        private static boolean isPlain(StatementContext context) {
            return !context.isReturningGeneratedKeys() && !context.isConcurrentUpdatable();
        }
    }
}
