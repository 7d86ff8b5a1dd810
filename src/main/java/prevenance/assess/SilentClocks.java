package prevenance.assess;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import prevenance.watch.FeedOutage;

/// The silent clocks of one dossier. A rule asks for the same one twice, for its verdict and for the instant at which
/// that changes; each is counted once. For one thread.
final class SilentClocks {
    private record Counted(Place place, Instant from, Threshold limit, SilentClock clock) {}

    private final List<FeedOutage> outages;
    /// So few that looking through them is sooner than any index.
    private final List<Counted> known = new ArrayList<>();

    SilentClocks(List<FeedOutage> outages) {
        this.outages = outages;
    }

    /// The one that runs from an instant by the calendar of a place.
    ///
    /// @param limit in business days, days or hours
    SilentClock of(Place place, Instant from, Threshold limit) {
        for (Counted one : known) {
            if (one.limit.equals(limit) && one.from.equals(from) && one.place.equals(place)) {
                return one.clock;
            }
        }
        SilentClock clock = count(place, from, limit);
        known.add(new Counted(place, from, limit, clock));
        return clock;
    }

    private SilentClock count(Place place, Instant from, Threshold limit) {
        return switch (limit.measure()) {
            case BUSINESS_DAYS -> SilentClock.businessDays(place, from, limit.number(), outages);
            case DAYS -> SilentClock.days(place, from, limit.number(), outages);
            case HOURS -> SilentClock.hours(place, from, limit.duration(), outages);
            case PERCENT, WEEKDAYS, TIME -> throw new IllegalArgumentException(limit.key() + " is no length of time");
        };
    }
}
