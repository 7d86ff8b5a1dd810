package prevenance.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/// Two transactions of a server in each other's way, of which one has to be run again.
public final class Collision {
    /// Of the SQL standard: serialization failure.
    private static final String NOT_SERIALIZABLE = "40001";
    /// PostgreSQL's: deadlock detected.
    private static final String DEADLOCK = "40P01";

    private static final Duration STEP = Duration.ofMillis(2);
    private static final int LONGEST_STEPS = 25;

    private Collision() {}

    /// Whether a failure says so. Who catches failures inside a transaction has to let this one pass.
    public static boolean isMeantBy(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && (NOT_SERIALIZABLE.equals(sql.getSQLState()) || DEADLOCK.equals(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /// Steps aside before the next try, at random so that the two do not meet again.
    static void stepAside(int tries) {
        long longest = STEP.toNanos() * Math.min(tries, LONGEST_STEPS);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1, longest + 1));
    }
}
