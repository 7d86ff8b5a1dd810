package prevenance.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
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
    private final Turns<Pending<?>> turns = new Turns<>();
    /// What is written and read joins it while a work that wants so runs. Written and read within a turn alone.
    private @Nullable Joint joint;

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
    private static final class Pending<T extends @Nullable Object> extends Turns.Wish {
        private final Function<Tx, T> work;
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
            }
        }

        void commitFailed(Throwable cause) {
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
        Joint joined = turns.isMine() ? joint : null;
        if (joined != null) {
            return joined.run(work);
        }
        if (turns.isMine()) {
            throw new IllegalStateException("a transaction is already running on this thread: hand its Tx on");
        }
        Pending<T> own = new Pending<>(work);
        turns.await(own, this::commitGroup);
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
        Joint joined = turns.isMine() ? joint : null;
        return joined == null ? null : joined.tx();
    }

    int waiting() {
        return turns.size();
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
                Pending<?> next = turns.next();
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
        } catch (RuntimeException | Error failed) {
            failures.increment();
            broken.accept(failed);
            if (group.isEmpty()) {
                // Not even begun: whoever waits longest is told, so that nobody tries for ever.
                Pending<?> next = turns.next();
                if (next != null) {
                    group.add(next);
                }
            }
            group.forEach(pending -> pending.commitFailed(failed));
            takeBack(failed);
        } finally {
            group.forEach(Pending::served);
        }
    }

    private void takeBack(Throwable failed) {
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
        turns.between(writer::close);
    }
}
