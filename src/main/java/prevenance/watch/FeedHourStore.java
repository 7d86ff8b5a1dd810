package prevenance.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// What the carriers' feeds did, hour by hour, and the last hours in finer steps.
public final class FeedHourStore {
    static final Duration SLICE = Duration.ofMinutes(5);
    private static final Duration SLICES_KEPT = Duration.ofHours(3);

    /// What one request brought.
    ///
    /// @param answered parcels answered or "not found"
    /// @param failed   parcels without an answer
    /// @param events   new statements
    /// @param delay    sum over those of seen minus made
    /// @param newestAt the newest statement's own instant, null when there is none
    record Brought(
            int answered,
            int failed,
            int events,
            Duration delay,
            @Nullable Instant newestAt) {
        static final Brought NOTHING = new Brought(0, 0, 0, Duration.ZERO, null);

        Brought plus(Brought other) {
            return new Brought(
                    answered + other.answered,
                    failed + other.failed,
                    events + other.events,
                    delay.plus(other.delay),
                    later(newestAt, other.newestAt));
        }

        private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
            return a == null || (b != null && b.isAfter(a)) ? b : a;
        }
    }

    /// Five minutes of a feed, in requests.
    record Slice(
            Instant sliceAt,
            long good,
            long failed,
            @Nullable Instant firstGoodAt) {}

    /// Takes note of requests; in the transaction that records their outcomes.
    void note(Tx tx, String carrier, List<Brought> requests, Instant now) {
        Brought brought = requests.stream().reduce(Brought.NOTHING, Brought::plus);
        long good = requests.stream().filter(request -> request.answered() > 0).count();
        long failed = requests.size() - good;
        Instant newest = brought.newestAt();
        tx.handle()
                .createUpdate("""
                    insert into feed_hour (carrier, hour_at, reads, failures, events, delay_ms, newest_at)
                    values (:carrier, :hour, :reads, :failures, :events, :delay, :newest)
                    on conflict (carrier, hour_at) do update set reads = feed_hour.reads + excluded.reads,
                        failures = feed_hour.failures + excluded.failures, events = feed_hour.events + excluded.events,
                        delay_ms = feed_hour.delay_ms + excluded.delay_ms,
                        newest_at = case when feed_hour.newest_at is null or excluded.newest_at > feed_hour.newest_at
                            then excluded.newest_at else feed_hour.newest_at end
                    """)
                .bind("carrier", carrier)
                .bind("hour", FeedHour.hourOf(now))
                .bind("reads", brought.answered())
                .bind("failures", brought.failed())
                .bind("events", brought.events())
                .bind("delay", brought.delay().toMillis())
                .bindByType("newest", newest == null || newest.isBefore(now) ? newest : now, Instant.class)
                .execute();
        Instant slice = sliceOf(now);
        int known = tx.handle()
                .createUpdate("""
                    update feed_slice set good = good + :good, failed = failed + :failed,
                        first_good_at = case when first_good_at is null then :goodAt else first_good_at end
                    where carrier = :carrier and slice_at = :slice
                    """)
                .bind("carrier", carrier)
                .bind("slice", slice)
                .bind("good", good)
                .bind("failed", failed)
                .bindByType("goodAt", good > 0 ? now : null, Instant.class)
                .execute();
        if (known == 0) {
            tx.handle()
                    .createUpdate("delete from feed_slice where carrier = :carrier and slice_at < :old")
                    .bind("carrier", carrier)
                    .bind("old", now.minus(SLICES_KEPT))
                    .execute();
            tx.handle()
                    .createUpdate("""
                        insert into feed_slice (carrier, slice_at, good, failed, first_good_at)
                        values (:carrier, :slice, :good, :failed, :goodAt)
                        on conflict (carrier, slice_at) do update set good = feed_slice.good + excluded.good,
                            failed = feed_slice.failed + excluded.failed
                        """)
                    .bind("carrier", carrier)
                    .bind("slice", slice)
                    .bind("good", good)
                    .bind("failed", failed)
                    .bindByType("goodAt", good > 0 ? now : null, Instant.class)
                    .execute();
        }
    }

    /// A carrier's hours since an instant, oldest first; hours in which nothing was asked have no row.
    public List<FeedHour> since(Tx tx, String carrier, Instant since) {
        return tx.handle()
                .createQuery("select * from feed_hour where carrier = :carrier and hour_at >= :since order by hour_at")
                .bind("carrier", carrier)
                .bind("since", since)
                .map((row, _) -> new FeedHour(
                        row.getString("carrier"),
                        Instant.ofEpochMilli(row.getLong("hour_at")),
                        row.getLong("reads"),
                        row.getLong("failures"),
                        row.getLong("events"),
                        Duration.ofMillis(row.getLong("delay_ms")),
                        instant(row, "newest_at")))
                .list();
    }

    /// The carriers ever asked, by code.
    public List<String> carriers(Tx tx) {
        return tx.handle()
                .createQuery("select distinct carrier from feed_hour order by carrier")
                .mapTo(String.class)
                .list();
    }

    /// The last slices, oldest first.
    List<Slice> slices(Tx tx, String carrier, Instant since) {
        return tx.handle()
                .createQuery(
                        "select * from feed_slice where carrier = :carrier and slice_at >= :since order by slice_at")
                .bind("carrier", carrier)
                .bind("since", sliceOf(since))
                .map((row, _) -> new Slice(
                        Instant.ofEpochMilli(row.getLong("slice_at")),
                        row.getLong("good"),
                        row.getLong("failed"),
                        instant(row, "first_good_at")))
                .list();
    }

    private static Instant sliceOf(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), SLICE.toMillis()) * SLICE.toMillis());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
