package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Puts together how a carrier's feed has done lately.
public final class FeedReportStore {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int HOURS = 48;

    /// The newest statements are looked through for delays, of all carriers together.
    private static final int LOOKED_THROUGH = 50_000;

    private final FeedHourStore hours = new FeedHourStore();
    private final FeedOutageStore outages = new FeedOutageStore();

    /// @param zone the shop's, for hour and weekday
    public FeedReport of(Tx tx, String carrier, ZoneId zone, Instant now) {
        List<FeedHour> known = hours.since(tx, carrier, now.minus(FeedUsual.WEEKS));
        Instant current = FeedHour.hourOf(now);
        List<FeedHour> past =
                known.stream().filter(hour -> hour.hourAt().isBefore(current)).toList();
        List<FeedOutage> down = outages.since(tx, carrier, now.minus(FeedUsual.WEEKS));
        FeedUsual usual = past.isEmpty()
                ? null
                : FeedUsual.of(past, down, zone, _ -> false).orElse(null);
        List<FeedHour> day = known.stream()
                .filter(hour -> hour.hourAt().isAfter(now.minus(DAY)))
                .toList();
        List<Duration> delays = delays(tx, carrier, now.minus(WEEK));
        List<FeedOutage> lately = down.stream()
                .filter(outage -> outage.endedAt() == null || outage.endedAt().isAfter(now.minus(MONTH)))
                .toList()
                .reversed();
        return new FeedReport(
                carrier,
                day.stream().mapToLong(FeedHour::reads).sum(),
                day.stream().mapToLong(FeedHour::failures).sum(),
                day.stream().mapToLong(FeedHour::events).sum(),
                usual == null ? null : Double.valueOf(usualOfDay(usual, current)),
                quantile(delays, 0.5),
                quantile(delays, 0.9),
                lately(known, usual, current),
                down.stream()
                        .filter(outage -> outage.endedAt() == null)
                        .findFirst()
                        .orElse(null),
                lately);
    }

    private static double usualOfDay(FeedUsual usual, Instant current) {
        double sum = 0;
        for (int back = 0; back < 24; back++) {
            sum += usual.usual(current.minus(FeedHour.HOUR.multipliedBy(back)));
        }
        return sum;
    }

    private static List<FeedReport.Hour> lately(List<FeedHour> known, @Nullable FeedUsual usual, Instant current) {
        Map<Instant, FeedHour> byHour = known.stream().collect(Collectors.toMap(FeedHour::hourAt, Function.identity()));
        List<FeedReport.Hour> lately = new ArrayList<>();
        for (int back = HOURS - 1; back >= 0; back--) {
            Instant at = current.minus(FeedHour.HOUR.multipliedBy(back));
            Optional<FeedHour> hour = Optional.ofNullable(byHour.get(at));
            lately.add(new FeedReport.Hour(
                    at,
                    hour.map(FeedHour::events).orElse(0L),
                    hour.map(FeedHour::failures).orElse(0L),
                    usual == null ? null : Double.valueOf(usual.usual(at))));
        }
        return lately;
    }

    /// Of statements with a known zone, made after their parcel was imported; shortest first.
    private static List<Duration> delays(Tx tx, String carrier, Instant since) {
        // "cross join" keeps SQLite from beginning with all of the carrier's parcels.
        return tx.handle()
                .createQuery("""
                    select e.recorded_at - e.occurred_at as delay
                    from tracking_event e cross join parcel p
                    where p.id = e.parcel_id
                        and e.id > (select coalesce(max(id), 0) from tracking_event) - :through and p.carrier = :carrier
                        and e.recorded_at >= :since and e.occurred_at >= p.imported_at and e.utc_offset is not null
                        and e.source = 'CARRIER'
                    order by delay
                    """)
                .bind("through", LOOKED_THROUGH)
                .bind("carrier", carrier)
                .bind("since", since)
                .mapTo(Long.class)
                .map(ms -> Duration.ofMillis(Math.max(0, ms)))
                .list();
    }

    private static @Nullable Duration quantile(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? null : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }
}
