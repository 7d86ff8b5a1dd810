package prevenance.store;

import java.util.ArrayList;
import java.util.List;
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
    private final Turns<Wanted<I, R>> turns = new Turns<>();

    /// @param most of a turn
    /// @param work a turn: as many results as items, in their order; what it throws is told to all of the turn
    public Gathered(int most, Function<List<I>, List<R>> work) {
        this.most = most;
        this.work = work;
    }

    private static final class Wanted<I, R> extends Turns.Wish {
        private final I item;
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
        turns.await(own, this::turn);
        return own.outcome();
    }

    private void turn() {
        List<Wanted<I, R>> all = new ArrayList<>();
        for (Wanted<I, R> next = turns.next(); next != null; next = all.size() < most ? turns.next() : null) {
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
            all.forEach(Turns.Wish::served);
        }
    }
}
