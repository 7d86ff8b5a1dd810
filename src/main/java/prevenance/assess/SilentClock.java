package prevenance.assess;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import prevenance.calendar.DayOff;
import prevenance.watch.FeedOutage;

/// A clock that runs while a carrier says nothing, and stands still while its feed is down: what we
/// could not read is not what did not happen. Counting business days, it stands still only for the part
/// of an outage that lies in days that count; counting days or hours, for all of it.
///
/// @param from       when it started
/// @param reachedAt  when the limit is reached; [#NEVER] while an outage that has not ended holds it
/// @param measure    in what it counts
/// @param place      whose calendar and clock
/// @param left       what it left out, in order; listed only when somebody is told of it
public record SilentClock(
        Instant from, Instant reachedAt, Measure measure, Place place, Supplier<List<Evidence.NotCounted>> left) {
    /// Later than everything.
    public static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /// What it left out, in order.
    public List<Evidence.NotCounted> notCounted() {
        return left.get();
    }

    public boolean isReached(Instant now) {
        return !now.isBefore(reachedAt);
    }

    /// So many business days at a place.
    static SilentClock businessDays(Place place, Instant from, int days, List<FeedOutage> outages) {
        return pushed(place, from, place.businessDaysAfter(from, days), Measure.BUSINESS_DAYS, outages);
    }

    /// So many days of the calendar.
    static SilentClock days(Place place, Instant from, int days, List<FeedOutage> outages) {
        return pushed(place, from, place.daysAfter(from, days), Measure.DAYS, outages);
    }

    /// So many hours.
    static SilentClock hours(Place place, Instant from, Duration length, List<FeedOutage> outages) {
        return pushed(place, from, from.plus(length), Measure.HOURS, outages);
    }

    /// Not reached before another instant.
    SilentClock notBefore(Instant other) {
        return other.isAfter(reachedAt) ? new SilentClock(from, other, measure, place, left) : this;
    }

    Evidence.Clock evidence() {
        return new Evidence.Clock(
                from,
                reachedAt,
                measure,
                place.calendar().country(),
                place.calendar().region().orElse(null),
                place.calendar().workingDays().stream().sorted().map(Enum::name).toList(),
                place.zone().getId());
    }

    private static SilentClock pushed(
            Place place, Instant from, Instant limit, Measure measure, List<FeedOutage> outages) {
        boolean business = measure == Measure.BUSINESS_DAYS;
        if (outages.isEmpty()) {
            return new SilentClock(
                    from, limit, measure, place, () -> business ? daysOff(place, from, limit) : List.of());
        }
        Instant reached = limit;
        Instant lastEnd = from;
        List<Evidence.NotCounted> held = new ArrayList<>();
        for (FeedOutage outage : inOrder(outages)) {
            // Outages that overlap stop the clock once.
            Instant start = outage.beganAt().isAfter(lastEnd) ? outage.beganAt() : lastEnd;
            if (!start.isBefore(reached)) {
                break;
            }
            Instant end = outage.endedAt();
            if (end == null) {
                held.add(new Evidence.NotCounted(
                        Evidence.NotCounted.OUTAGE,
                        start.toString(),
                        null,
                        outage.cause().name(),
                        0));
                reached = NEVER;
                break;
            }
            if (!end.isAfter(start)) {
                continue;
            }
            Duration lost = business ? place.counted(start, end) : Duration.between(start, end);
            lastEnd = end;
            if (lost.isZero()) {
                continue;
            }
            reached = business ? place.plusCounted(reached, lost) : reached.plus(lost);
            held.add(new Evidence.NotCounted(
                    Evidence.NotCounted.OUTAGE,
                    start.toString(),
                    end.toString(),
                    outage.cause().name(),
                    lost.toMinutes()));
        }
        Instant until = reached;
        return new SilentClock(
                from,
                reached,
                measure,
                place,
                () -> Stream.concat(
                                (business ? daysOff(place, from, until) : List.<Evidence.NotCounted>of()).stream(),
                                held.stream())
                        .toList());
    }

    /// Nearly always there are none.
    private static List<FeedOutage> inOrder(List<FeedOutage> outages) {
        return outages.size() < 2
                ? outages
                : outages.stream()
                        .sorted(Comparator.comparing(FeedOutage::beganAt))
                        .toList();
    }

    /// The days from the first to the last that did not count; none while nobody knows the last.
    static List<Evidence.NotCounted> daysOff(Place place, Instant from, Instant to) {
        return to.equals(NEVER) ? List.of() : daysOff(place, place.dateOf(from), place.dateOf(to));
    }

    /// The days from one to another, both included, that do not count.
    static List<Evidence.NotCounted> daysOff(Place place, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return List.of();
        }
        List<Evidence.NotCounted> off = new ArrayList<>();
        for (LocalDate day : from.datesUntil(to.plusDays(1)).toList()) {
            place.calendar()
                    .dayOff(day)
                    .ifPresent(why -> off.add(new Evidence.NotCounted(
                            why.name(),
                            day.toString(),
                            null,
                            why == DayOff.HOLIDAY
                                    ? place.calendar().holidayKey(day).orElse(null)
                                    : null,
                            0)));
        }
        return off;
    }
}
