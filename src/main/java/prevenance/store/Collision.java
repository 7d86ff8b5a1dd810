package prevenance.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// A transaction that failed by no fault of its own and has to be run again: two in each other's way, or tables that
/// have
/// just changed.
public final class Collision {
    /// Of the SQL standard: serialization failure.
    private static final String NOT_SERIALIZABLE = "40001";
    /// PostgreSQL's: deadlock detected.
    private static final String DEADLOCK = "40P01";

    /// Of the SQL standard: feature not supported.
    private static final String UNSUPPORTED = "0A000";
    /// The part of PostgreSQL that says so; its driver goes by the same name.
    private static final String PLANS_ANEW = "RevalidateCachedQuery";

    private static final Duration STEP = Duration.ofMillis(2);
    private static final int LONGEST_STEPS = 25;

    private Collision() {}

    /// Whether a failure says so. Who catches failures inside a transaction has to let this one pass.
    public static boolean isMeantBy(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (NOT_SERIALIZABLE.equals(sql.getSQLState())
                            || DEADLOCK.equals(sql.getSQLState())
                            || isOutgrown(sql))) {
                return true;
            }
        }
        return false;
    }

    /// The server knows a query by heart whose table a newer program has given a column meanwhile; asked anew it plans
    /// it
    /// anew. It has no code of its own for that, and its words are in its language.
    private static boolean isOutgrown(SQLException failed) {
        if (!UNSUPPORTED.equals(failed.getSQLState()) || !(failed instanceof PSQLException server)) {
            return false;
        }
        ServerErrorMessage message = server.getServerErrorMessage();
        return message != null && PLANS_ANEW.equals(message.getRoutine());
    }

    /// Steps aside before the next try, at random so that the two do not meet again.
    static void stepAside(int tries) {
        long longest = STEP.toNanos() * Math.min(tries, LONGEST_STEPS);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }
}
