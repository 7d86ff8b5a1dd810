package prevenance.watch;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The rounds of one lane, one at a time, each on a thread of its own.
final class LaneRound {
    private final ExecutorService threads;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<Integer> current;
    private volatile long begunNanos;

    LaneRound(ExecutorService threads) {
        this.threads = threads;
    }

    /// Starts a round unless one is under way.
    ///
    /// @param work   counts the parcels it was about
    /// @param broken told why a round broke off
    Optional<CompletableFuture<Integer>> start(IntSupplier work, Consumer<RuntimeException> broken) {
        if (!running.compareAndSet(false, true)) {
            return Optional.empty();
        }
        begunNanos = System.nanoTime();
        CompletableFuture<Integer> round = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.getAsInt();
                    } catch (RuntimeException failed) {
                        broken.accept(failed);
                        return 0;
                    } finally {
                        running.set(false);
                    }
                },
                threads);
        current = round;
        return Optional.of(round);
    }

    /// Whether a round has been under way for longer than that.
    boolean lasts(Duration limit) {
        return running.get() && System.nanoTime() - begunNanos > limit.toNanos();
    }

    /// The round started last, which may be over.
    Optional<CompletableFuture<Integer>> current() {
        return Optional.ofNullable(current);
    }
}
