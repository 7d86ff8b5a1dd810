package prevenance.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What one ring of the bell set going: one round per carrier that was due and idle.
public final class Round {
    private final List<CompletableFuture<Integer>> running;

    Round(List<CompletableFuture<Integer>> running) {
        this.running = List.copyOf(running);
    }

    /// Waits until every carrier's round has ended.
    ///
    /// @return how many parcels were asked about
    public int await() {
        return running.stream().mapToInt(CompletableFuture::join).sum();
    }

    /// Waits at most that long, in real time.
    ///
    /// @return whether all have ended
    public boolean await(Duration atMost) {
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException bug) {
            throw new IllegalStateException("a round failed", bug.getCause());
        }
    }
}
