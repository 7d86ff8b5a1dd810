package prevenance.message;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import prevenance.message.mail.RateSettings;
import prevenance.node.Share;

/// How fast mails may follow one another: all together, and those to the recipients of one domain. A server that finds
/// us too fast halves both rates; every ten seconds in which it takes mails give a tenth back, up to the setting.
final class Pace {
    // A tenth of what ten seconds allow may come at once.
    private static final long BURST = Duration.ofMillis(900).toNanos();
    private static final int MOST_DOMAINS = 10_000;

    private final Lane all;
    private final RateSettings rates;
    private final LongSupplier nanos;
    private final Map<String, Lane> domains = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Lane> eldest) {
            return size() > MOST_DOMAINS;
        }
    };
    private Share share = Share.ALL;

    /// @param perSecond all together, null for no limit
    Pace(@Nullable Integer perSecond, RateSettings rates) {
        this(perSecond, rates, System::nanoTime);
    }

    /// @param nanos a clock that nobody sets
    Pace(@Nullable Integer perSecond, RateSettings rates, LongSupplier nanos) {
        this.rates = rates;
        this.nanos = nanos;
        all = new Lane(perSecond == null ? null : Double.valueOf(perSecond), 0, nanos.getAsLong());
    }

    /// Waits for one's turn among all.
    void await() {
        long turn = turn();
        long wait;
        while ((wait = turn - nanos.getAsLong()) > 0) {
            LockSupport.parkNanos(wait);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    /// When one's turn among all is, which is taken by this.
    synchronized long turn() {
        long now = nanos.getAsLong();
        return now + all.reserve(now, Long.MAX_VALUE / 2, share.nodes());
    }

    /// Takes a turn to a domain: nanoseconds until it comes; negative, and nothing taken, when that is longer than
    /// `patience`.
    synchronized long reserve(String domain, long patience) {
        return lane(domain).reserve(nanos.getAsLong(), patience, share.nodes());
    }

    /// Nanoseconds after which to ask for a turn again; longer with each who is told.
    synchronized long askAgain(String domain) {
        return lane(domain).askAgain(nanos.getAsLong(), share.nodes());
    }

    /// Several daemons send at this pace together.
    synchronized void sharedBy(Share others) {
        share = others;
    }

    synchronized void tooFast(String domain) {
        all.slower(nanos.getAsLong());
        lane(domain).slower(nanos.getAsLong());
    }

    synchronized void fine(String domain) {
        all.easier(nanos.getAsLong());
        lane(domain).easier(nanos.getAsLong());
    }

    private Lane lane(String domain) {
        return domains.computeIfAbsent(domain, name -> new Lane(rates.of(name), BURST, nanos.getAsLong()));
    }

    /// One rate, kept by the time at which the next is due in an even flow (the generic cell rate algorithm of ITU-T
    /// I.371).
    private static final class Lane {
        private static final long SECOND = Duration.ofSeconds(1).toNanos();
        private static final long SLOWER_AT_LEAST = Duration.ofMillis(200).toNanos();
        private static final long SLOWEST = Duration.ofSeconds(10).toNanos();
        private static final long EASIER_EVERY = Duration.ofSeconds(10).toNanos();
        private static final long SLOWER_AT_MOST_EVERY = SECOND;
        private static final double EASIER = 1.1;
        private static final long NOTHING = Duration.ofMillis(2).toNanos();

        private final long shortestGap;
        private final long burst;
        private long gap;
        private long nextAt;
        private long horizon;
        private long changedAt;

        Lane(@Nullable Double perSecond, long burst, long now) {
            shortestGap = perSecond == null ? 0 : (long) (SECOND / perSecond);
            gap = shortestGap;
            this.burst = burst;
            nextAt = now;
            horizon = now;
            changedAt = now - EASIER_EVERY;
        }

        long reserve(long now, long patience, int nodes) {
            if (gap == 0) {
                return 0;
            }
            long at = nextAt - now < 0 ? now : nextAt;
            long wait = Math.max(0, at - now - (gap > shortestGap ? 0 : burst));
            if (wait > patience) {
                return -1;
            }
            nextAt = at + gap * nodes;
            return wait;
        }

        long askAgain(long now, int nodes) {
            long from = horizon - nextAt < 0 ? nextAt : horizon;
            horizon = (from - now < 0 ? now : from) + gap * nodes;
            return horizon - now;
        }

        void slower(long now) {
            if (gap == shortestGap || now - changedAt >= SLOWER_AT_MOST_EVERY) {
                gap = Math.min(SLOWEST, Math.max(SLOWER_AT_LEAST, gap * 2));
                changedAt = now;
            }
        }

        void easier(long now) {
            if (gap > shortestGap && now - changedAt >= EASIER_EVERY) {
                long shorter = (long) (gap / EASIER);
                gap = shorter <= shortestGap + NOTHING ? shortestGap : shorter;
                changedAt = now;
            }
        }
    }
}
