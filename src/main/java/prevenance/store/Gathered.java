package prevenance.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Work that is done in turns, each for all who wait: what comes while one turn runs is done in the next, by one of
/// those who wait. One who comes alone waits for nobody.
///
/// @param <I> what somebody wants done
/// @param <R> what comes of it
public final class Gathered<I, R> {
    private final int most;
    private final Function<List<I>, List<R>> work;
    private final ReentrantLock working = new ReentrantLock(true);
    private final Queue<Wanted<I, R>> waiting = new ConcurrentLinkedQueue<>();

    /// @param most of a turn
    /// @param work a turn: as many results as items, in their order; what it throws is told to all of the turn
    public Gathered(int most, Function<List<I>, List<R>> work) {
        this.most = most;
        this.work = work;
    }

    /// One's wish; written and read under the lock alone.
    private static final class Wanted<I, R> {
        private final I item;
        private boolean done;
        private @Nullable R result;
        private @Nullable RuntimeException failure;

        Wanted(I item) {
            this.item = item;
        }

        R outcome() {
            if (result != null) {
                return result;
            }
            throw failure == null ? new IllegalStateException("a turn gave no result") : failure;
        }
    }

    /// Has something done, with what others want meanwhile.
    ///
    /// @throws RuntimeException what the turn threw
    public R apply(I item) {
        Wanted<I, R> own = new Wanted<>(item);
        waiting.add(own);
        working.lock();
        try {
            while (!own.done) {
                turn();
            }
            return own.outcome();
        } finally {
            working.unlock();
        }
    }

    private void turn() {
        List<Wanted<I, R>> all = new ArrayList<>();
        for (Wanted<I, R> next = waiting.poll(); next != null; next = all.size() < most ? waiting.poll() : null) {
            all.add(next);
        }
        try {
            List<R> results = work.apply(all.stream().map(one -> one.item).toList());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).result = results.get(i);
            }
        } catch (RuntimeException failed) {
            all.forEach(one -> one.failure = failed);
        } finally {
            all.forEach(one -> one.done = true);
        }
    }
}
