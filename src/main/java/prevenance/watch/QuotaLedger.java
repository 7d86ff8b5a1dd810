package prevenance.watch;

import java.time.Instant;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.RateLimit;
import prevenance.store.Tx;

/// What was asked of each carrier, so that all its declared limits hold at once, in every sliding
/// window and over a restart. A request is written down before it is made: a crash never gives it back.
///
/// Each window is kept as sixty slices, and a slice counts until it lies wholly outside: never more
/// than the limit, and at most a sixtieth less. (A token bucket lets one request too many through in a
/// window, and forgets.)
public final class QuotaLedger {
    private static final int SLICES = 60;
    private static final long COMMIT_MS = 250;
    private static final long LONGEST_REACH_MS = 60_000;

    /// How many requests the carrier's limits leave now; [Integer#MAX_VALUE] when it declares none.
    public int available(Tx tx, CarrierTraits carrier, Instant now) {
        long available = Integer.MAX_VALUE;
        for (RateLimit limit : carrier.limits()) {
            available = Math.min(available, limit.requests() - used(tx, carrier.code(), limit, now));
        }
        return (int) Math.max(0, available);
    }

    /// Requests that were taken off every limit and may be made until an instant; what is not made by
    /// then is given back.
    ///
    /// @param requests how many; 0 when a limit is used up
    record Grant(int requests, Instant from, Instant until) {
        /// Whether a request may be made now. Not on a clock that was set back: the limits count by the
        /// same one.
        boolean holds(Instant now) {
            return !now.isBefore(from) && !now.isAfter(until);
        }
    }

    /// Takes one request off every limit; false, with nothing taken, when one of them is used up. In
    /// [prevenance.store.Database#writeRows], by the clock of the database, which is the same for all
    /// daemons.
    public boolean take(Tx tx, CarrierTraits carrier, Instant now) {
        return take(tx, carrier, 1, now, now) == 1;
    }

    /// As [#take], for as many requests as are wanted and allowed, which need not be made at once: they
    /// count as if they were all made at the last instant at which they may be, so that whenever they
    /// are made, no window holds more than the limit.
    Grant takeAhead(Tx tx, CarrierTraits carrier, int wanted, Instant now) {
        long reach = LONGEST_REACH_MS;
        for (RateLimit limit : carrier.limits()) {
            reach = Math.min(reach, reach(limit));
        }
        Instant until = now.plusMillis(reach);
        return new Grant(take(tx, carrier, wanted, now, until), now, until);
    }

    /// Gives back what was taken and will not be made.
    void giveBack(Tx tx, CarrierTraits carrier, Grant grant, int unused) {
        tx.alone("quota " + carrier.code());
        for (RateLimit limit : carrier.limits()) {
            tx.handle()
                    .createUpdate("""
                        update carrier_quota set used = used - :unused
                        where carrier = :carrier and window_ms = :window and slice_start_at = :start and used >= :unused
                        """)
                    .bind("unused", unused)
                    .bind("carrier", carrier.code())
                    .bind("window", limit.window().toMillis())
                    .bind("start", sliceOf(limit, grant.until()))
                    .execute();
        }
    }

    /// @param at in whose slice they count
    private int take(Tx tx, CarrierTraits carrier, int wanted, Instant now, Instant at) {
        tx.alone("quota " + carrier.code());
        int taken = Math.min(wanted, available(tx, carrier, now));
        if (taken <= 0) {
            return 0;
        }
        for (RateLimit limit : carrier.limits()) {
            long window = limit.window().toMillis();
            tx.handle()
                    .createUpdate("""
                        delete from carrier_quota where carrier = :carrier and window_ms = :window
                            and (slice_start_at <= :past or slice_start_at > :future)
                        """)
                    .bind("carrier", carrier.code())
                    .bind("window", window)
                    .bind("past", now.toEpochMilli() - window - slice(limit))
                    .bind("future", now.toEpochMilli() + window)
                    .execute();
            tx.handle()
                    .createUpdate("""
                        insert into carrier_quota (carrier, window_ms, slice_start_at, used)
                        values (:carrier, :window, :start, :taken)
                        on conflict (carrier, window_ms, slice_start_at)
                            do update set used = carrier_quota.used + excluded.used
                        """)
                    .bind("carrier", carrier.code())
                    .bind("window", window)
                    .bind("start", sliceOf(limit, at))
                    .bind("taken", taken)
                    .execute();
        }
        return taken;
    }

    /// How many requests count against a limit now.
    ///
    /// Slices ahead of now are from before the clock was set back; they count, unless it was set back
    /// by more than a window.
    public static long used(Tx tx, String carrier, RateLimit limit, Instant now) {
        long window = limit.window().toMillis();
        return tx.handle()
                .createQuery("""
                    select coalesce(sum(used), 0) from carrier_quota where carrier = :carrier and window_ms = :window
                        and slice_start_at > :past and slice_start_at <= :future
                    """)
                .bind("carrier", carrier)
                .bind("window", window)
                .bind("past", now.toEpochMilli() - window - slice(limit))
                .bind("future", now.toEpochMilli() + window)
                .mapTo(Long.class)
                .one();
    }

    private static long sliceOf(RateLimit limit, Instant at) {
        return Math.floorDiv(at.toEpochMilli(), slice(limit)) * slice(limit);
    }

    /// For how long requests are taken ahead: a slice, but long enough for a commit on a busy disk
    /// where the window is short; there at most a tenth of the limit is lost by it.
    private static long reach(RateLimit limit) {
        return Math.max(slice(limit), Math.min(COMMIT_MS, limit.window().toMillis() / 10));
    }

    private static long slice(RateLimit limit) {
        return Math.max(1, limit.window().toMillis() / SLICES);
    }
}
