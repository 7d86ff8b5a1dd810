package prevenance.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The one writing connection. What waits while a commit goes to the disk is run one after the other and committed
/// together by the next thread that has its turn, because the disk takes about as long for one as for fifty. Each work
/// stands behind a savepoint of its own: one that throws takes back nothing but itself.
final class GroupCommit implements AutoCloseable {
    /// A group takes no more than that, so that the first does not wait for ever for its commit.
    private static final int LARGEST = 64;

    private static final String SAVEPOINT = "work";

    private final Handle writer;
    private final String node;
    private final Consumer<Throwable> broken;
    private final ReentrantLock writing = new ReentrantLock(true);
    /// What is written and read joins it while a work that wants so runs. Written and read under the lock alone.
    private @Nullable Joint joint;

    private final Queue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final LongAdder commits = new LongAdder();
    private final LongAdder works = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /// @param node   who writes
    /// @param broken told of each failure of the database itself
    GroupCommit(Handle writer, String node, Consumer<Throwable> broken) {
        this.writer = writer;
        this.node = node;
        this.broken = broken;
    }

    /// One work that waits, and what became of it.
    private static final class Pending<T extends @Nullable Object> {
        private final Function<Tx, T> work;
        // Written and read under the lock alone.
        private boolean done;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Pending(Function<Tx, T> work) {
            this.work = work;
        }

        /// True when it went through.
        boolean run(Handle handle, String node) {
            try {
                result = work.apply(new Tx(handle, Dialect.SQLITE, node));
                return true;
            } catch (Throwable thrown) {
                failure = thrown;
                return false;
            } finally {
                done = true;
            }
        }

        void commitFailed(RuntimeException cause) {
            if (failure == null) {
                failure = cause;
            }
        }

        @SuppressWarnings("NullAway") // null only where the work gave null
        T outcome() {
            switch (failure) {
                case null -> {
                    return result;
                }
                case RuntimeException bug -> throw bug;
                case Error error -> throw error;
                case Throwable other -> throw new StoreException(String.valueOf(other), other);
            }
        }
    }

    /// Runs work and gives its result when it is on the disk.
    <T extends @Nullable Object> T write(Function<Tx, T> work) {
        Joint joined = writing.isHeldByCurrentThread() ? joint : null;
        if (joined != null) {
            return joined.run(work);
        }
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction is already running on this thread: hand its Tx on");
        }
        Pending<T> own = new Pending<>(work);
        waiting.add(own);
        writing.lock();
        try {
            while (!own.done) {
                commitGroup();
            }
        } finally {
            writing.unlock();
        }
        return own.outcome();
    }

    /// As [#write], and what it starts on its thread joins it.
    <T extends @Nullable Object> T together(Function<Tx, T> work) {
        return write(tx -> {
            joint = new Joint(tx);
            try {
                return work.apply(tx);
            } finally {
                joint = null;
            }
        });
    }

    /// The transaction of this thread that others join; null when there is none.
    @Nullable
    Tx joined() {
        Joint joined = writing.isHeldByCurrentThread() ? joint : null;
        return joined == null ? null : joined.tx();
    }

    int waiting() {
        return waiting.size();
    }

    /// Since the start.
    long commits() {
        return commits.sum();
    }

    /// What these held.
    long works() {
        return works.sum();
    }

    /// Commits that failed.
    long failures() {
        return failures.sum();
    }

    private void commitGroup() {
        List<Pending<?>> group = new ArrayList<>();
        try {
            writer.begin();
            do {
                Pending<?> next = waiting.poll();
                if (next == null) {
                    break;
                }
                boolean first = group.isEmpty();
                group.add(next);
                if (!first) {
                    writer.savepoint(SAVEPOINT);
                }
                boolean kept = next.run(writer, node);
                Throwable failure = next.failure;
                if (failure != null) {
                    broken.accept(failure);
                }
                if (first && !kept) {
                    // Nothing else stands in this transaction.
                    break;
                }
                if (!first && kept) {
                    writer.releaseSavepoint(SAVEPOINT);
                } else if (!first) {
                    writer.rollbackToSavepoint(SAVEPOINT);
                }
            } while (group.size() < LARGEST);
            if (group.size() == 1 && group.getFirst().failure != null) {
                writer.rollback();
            } else {
                writer.commit();
                commits.increment();
                works.add(group.size());
            }
        } catch (RuntimeException failed) {
            failures.increment();
            broken.accept(failed);
            group.forEach(pending -> pending.commitFailed(failed));
            if (group.isEmpty()) {
                // Not even begun: whoever waits longest is told, so that nobody tries for ever.
                Pending<?> next = waiting.poll();
                if (next != null) {
                    next.done = true;
                    next.commitFailed(failed);
                }
            }
            takeBack(failed);
        }
    }

    private void takeBack(RuntimeException failed) {
        try {
            if (writer.isInTransaction()) {
                writer.rollback();
            }
        } catch (RuntimeException alsoFailed) {
            failed.addSuppressed(alsoFailed);
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            writer.close();
        } finally {
            writing.unlock();
        }
    }
}
