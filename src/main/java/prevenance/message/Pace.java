package prevenance.message;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import prevenance.node.Share;

/// How fast mails may follow one another. A server that finds us too fast makes us slower; each mail it then takes
/// makes
/// us a little faster again, up to the setting.
final class Pace {
    private static final long SLOWER_AT_LEAST = Duration.ofMillis(200).toNanos();
    private static final long SLOWEST = Duration.ofSeconds(10).toNanos();
    private static final double RECOVERY = 0.95;

    private final long shortestGap;
    private long gap;
    private long nextAt = System.nanoTime();
    private Share share = Share.ALL;

    /// @param perSecond null for no limit
    Pace(@Nullable Integer perSecond) {
        shortestGap = perSecond == null ? 0 : Duration.ofSeconds(1).toNanos() / perSecond;
        gap = shortestGap;
    }

    /// Waits for one's turn.
    void await() {
        long turn = turn();
        long wait;
        while ((wait = turn - System.nanoTime()) > 0) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /// Several daemons send at this pace together.
    synchronized void sharedBy(Share others) {
        share = others;
    }

    synchronized void tooFast() {
        gap = Math.min(SLOWEST, Math.max(SLOWER_AT_LEAST, gap * 2));
    }

    synchronized void fine() {
        gap = gap <= shortestGap * 1.05 + 1_000_000 ? shortestGap : (long) (gap * RECOVERY);
    }

    private synchronized long turn() {
        long now = System.nanoTime();
        long turn = gap == 0 || nextAt - now < 0 ? now : nextAt;
        nextAt = turn + gap * share.nodes();
        return turn;
    }
}
