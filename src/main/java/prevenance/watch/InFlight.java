package prevenance.watch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/// How many calls may be under way at once, where that number changes with the daemons that share it.
final class InFlight {
    private static final long LOOK_AGAIN_MS = 200;

    private final IntSupplier limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private int running;

    InFlight(IntSupplier limit) {
        this.limit = limit;
    }

    /// Whether any may be.
    boolean isAllowed() {
        return limit.getAsInt() > 0;
    }

    /// Waits for one's turn.
    ///
    /// @return false when it was given up
    boolean begin(BooleanSupplier givenUp) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running >= limit.getAsInt()) {
                if (givenUp.getAsBoolean()) {
                    return false;
                }
                boolean _ = free.await(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
            }
            running++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            running--;
            free.signal();
        } finally {
            lock.unlock();
        }
    }
}
