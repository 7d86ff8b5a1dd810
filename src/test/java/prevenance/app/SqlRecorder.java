package prevenance.app;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import prevenance.store.Database;

/// Takes down every statement that a database runs, with the class that asked.
final class SqlRecorder implements SqlLogger {
    private static final StackWalker STACK = StackWalker.getInstance();

    private final Map<String, String> statements = new ConcurrentHashMap<>();

    /// From now on what a database runs is taken down.
    static SqlRecorder on(Database database) {
        SqlRecorder recorder = new SqlRecorder();
        // One connection writes for as long as it is open; those that read are opened again and again.
        database.execute(tx -> tx.handle().setSqlLogger(recorder));
        database.<Boolean>read(tx -> {
            tx.handle().getJdbi().setSqlLogger(recorder);
            return true;
        });
        return recorder;
    }

    /// By text, who asked.
    Map<String, String> statements() {
        return statements;
    }

    @Override
    public void logBeforeExecution(StatementContext context) {
        String sql = context.getRenderedSql();
        if (sql != null && !statements.containsKey(sql)) {
            statements.put(
                    sql,
                    STACK.walk(frames -> frames.map(StackWalker.StackFrame::getClassName)
                            .filter(name -> name.startsWith("prevenance."))
                            .filter(name -> !name.startsWith("prevenance.app.SqlRecorder"))
                            .findFirst()
                            .orElse("")
                            .replaceFirst("\\$.*", "")));
        }
    }
}
