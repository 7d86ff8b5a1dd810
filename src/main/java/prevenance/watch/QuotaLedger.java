package prevenance.watch;

import java.time.Instant;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.RateLimit;
import prevenance.store.Tx;

/// What was asked of each carrier, so that all its declared limits hold at once, in every sliding window and over a
/// restart. A request is written down before it is made: a crash never gives it back.
///
/// Each window is kept as sixty slices, and a slice counts until it lies wholly outside: never more than the limit,
/// and at most a sixtieth less. (A token bucket lets one request too many through in a window, and forgets.)
public final class QuotaLedger {
    private static final int SLICES = 60;

    /// How many requests the carrier's limits leave now; [Integer#MAX_VALUE] when it declares none.
    public int available(Tx tx, CarrierTraits carrier, Instant now) {
        long available = Integer.MAX_VALUE;
        for (RateLimit limit : carrier.limits()) {
            available = Math.min(available, limit.requests() - used(tx, carrier.code(), limit, now));
        }
        return (int) Math.max(0, available);
    }

    /// Takes one request off every limit; false, with nothing taken, when one of them is used up. In
    /// [prevenance.store.Database#writeRows], by the clock of the database, which is the same for all daemons.
    public boolean take(Tx tx, CarrierTraits carrier, Instant now) {
        tx.alone("quota " + carrier.code());
        if (available(tx, carrier, now) == 0) {
            return false;
        }
        for (RateLimit limit : carrier.limits()) {
            long window = limit.window().toMillis();
            long slice = slice(limit);
            tx.handle()
                    .createUpdate("""
                        delete from carrier_quota where carrier = :carrier and window_ms = :window
                            and (slice_start_at <= :past or slice_start_at > :future)
                        """)
                    .bind("carrier", carrier.code())
                    .bind("window", window)
                    .bind("past", now.toEpochMilli() - window - slice)
                    .bind("future", now.toEpochMilli() + window)
                    .execute();
            tx.handle()
                    .createUpdate("""
                        insert into carrier_quota (carrier, window_ms, slice_start_at, used)
                        values (:carrier, :window, :start, 1)
                        on conflict (carrier, window_ms, slice_start_at) do update set used = carrier_quota.used + 1
                        """)
                    .bind("carrier", carrier.code())
                    .bind("window", window)
                    .bind("start", Math.floorDiv(now.toEpochMilli(), slice) * slice)
                    .execute();
        }
        return true;
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

    private static long slice(RateLimit limit) {
        return Math.max(1, limit.window().toMillis() / SLICES);
    }
}
