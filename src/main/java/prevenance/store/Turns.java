package prevenance.store;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Turns of work of which each is done by one of those who wait, for as many of them as it takes. Who is served is
/// woken
/// by himself: were all to wait for one lock, each would have to be given it in turn only to find his work done.
///
/// No library: executors would need a thread beside those who wait, and batching queues do not work on the caller's.
final class Turns<W extends Turns.Wish> {
    /// What one thread waits for. Made by that thread.
    abstract static class Wish {
        private final Thread whose = Thread.currentThread();
        private volatile boolean served;

        private boolean isServed() {
            return served;
        }

        /// Ends the waiting; what came of it has been written down before.
        final void served() {
            served = true;
            LockSupport.unpark(whose);
        }
    }

    private final Queue<W> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock working = new ReentrantLock();

    /// Returns when the wish is served; meanwhile this thread may have to do turns.
    ///
    /// @param turn takes wishes by [#next] and serves each that it took, whatever happens
    void await(W wish, Runnable turn) {
        Wish own = wish;
        waiting.add(wish);
        boolean interrupted = false;
        while (!own.isServed()) {
            if (working.tryLock()) {
                try {
                    while (!own.isServed()) {
                        turn.run();
                    }
                } finally {
                    working.unlock();
                    wakeNext();
                }
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The wish that has waited longest, taken off the queue; null when there is none. Within a turn only.
    @Nullable
    W next() {
        return waiting.poll();
    }

    /// How many wait.
    int size() {
        return waiting.size();
    }

    /// Whether this thread is doing a turn.
    boolean isMine() {
        return working.isHeldByCurrentThread();
    }

    /// Does something between two turns.
    void between(Runnable work) {
        working.lock();
        try {
            work.run();
        } finally {
            working.unlock();
            wakeNext();
        }
    }

    /// Whoever came while the lock was held sleeps, and would sleep on.
    private void wakeNext() {
        Wish next = waiting.peek();
        if (next != null) {
            LockSupport.unpark(next.whose);
        }
    }
}
