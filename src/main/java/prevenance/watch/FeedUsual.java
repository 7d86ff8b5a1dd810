package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How much news a carrier's feed usually brings at that hour and weekday, learned from its own last weeks. Measured in
/// new statements per question, so that a shop with few open parcels expects little; a public holiday counts as a
/// Sunday.
public final class FeedUsual {
    /// How far back one looks.
    public static final Duration WEEKS = Duration.ofDays(56);

    /// With less history nothing is called usual.
    static final Duration LEAST_HISTORY = Duration.ofDays(14);

    static final long LEAST_EVENTS = 100;

    private static final int HOURS = 168;
    private static final int SUNDAY = 6;

    private static final int KINDS = 3;

    /// So many questions of the coarser kind are mixed into each hour.
    private static final double WEIGHT = 20;

    /// A gap that was once seen is never taken for longer than this, in expected statements.
    private static final double LONGEST_GAP = 12;

    private static final double SHORTEST_GAP = 3;

    private final double[] perRead;
    private final double[] readsPerHour;
    private final ZoneId zone;
    private final Predicate<LocalDate> holiday;
    private final double gap;

    private FeedUsual(double[] perRead, double[] readsPerHour, ZoneId zone, Predicate<LocalDate> holiday, double gap) {
        this.perRead = perRead;
        this.readsPerHour = readsPerHour;
        this.zone = zone;
        this.holiday = holiday;
        this.gap = gap;
    }

    /// Learns from past hours; empty when too little is known.
    ///
    /// @param hours   oldest first; those of `outages` do not count
    /// @param zone    of the shop, for hour and weekday
    /// @param holiday on which carriers rest as on a Sunday
    public static Optional<FeedUsual> of(
            List<FeedHour> hours, List<FeedOutage> outages, ZoneId zone, Predicate<LocalDate> holiday) {
        List<FeedHour> known = hours.stream()
                .filter(hour -> outages.stream()
                        .allMatch(outage -> outage.within(
                                        hour.hourAt(), hour.hourAt().plus(FeedHour.HOUR))
                                .isZero()))
                .toList();
        long events = known.stream().mapToLong(FeedHour::events).sum();
        long reads = known.stream().mapToLong(FeedHour::reads).sum();
        // A feed that has fallen silent teaches nothing by it.
        Optional<FeedHour> last =
                known.reversed().stream().filter(hour -> hour.events() > 0).findFirst();
        if (events < LEAST_EVENTS
                || reads == 0
                || last.isEmpty()
                || Duration.between(known.getFirst().hourAt(), last.get().hourAt())
                                .compareTo(LEAST_HISTORY)
                        < 0) {
            return Optional.empty();
        }
        double[] asked = new double[HOURS];
        double[] seen = new double[HOURS];
        for (FeedHour hour : known) {
            int slot = slot(hour.hourAt(), zone, holiday);
            asked[slot] += hour.reads();
            seen[slot] += hour.events();
        }
        double weeks = Math.max(
                1,
                Duration.between(known.getFirst().hourAt(), known.getLast().hourAt())
                                .toHours()
                        / (double) HOURS);
        double[] perRead = perRead(asked, seen, (double) events / reads);
        double[] readsPerHour = Arrays.stream(asked).map(it -> it / weeks).toArray();
        FeedUsual usual = new FeedUsual(perRead, readsPerHour, zone, holiday, SHORTEST_GAP);
        return Optional.of(new FeedUsual(perRead, readsPerHour, zone, holiday, usual.longestGap(known)));
    }

    /// Each hour of the week leans on the same hour of all workdays, Saturdays or Sundays, this on all their hours, and
    /// these on the whole.
    private static double[] perRead(double[] asked, double[] seen, double whole) {
        double[] kindAsked = new double[KINDS];
        double[] kindSeen = new double[KINDS];
        double[] hourAsked = new double[KINDS * 24];
        double[] hourSeen = new double[KINDS * 24];
        for (int slot = 0; slot < HOURS; slot++) {
            kindAsked[kind(slot)] += asked[slot];
            kindSeen[kind(slot)] += seen[slot];
            hourAsked[kind(slot) * 24 + slot % 24] += asked[slot];
            hourSeen[kind(slot) * 24 + slot % 24] += seen[slot];
        }
        double[] perRead = new double[HOURS];
        for (int slot = 0; slot < HOURS; slot++) {
            int kind = kind(slot);
            int hour = kind * 24 + slot % 24;
            double ofKind = lean(kindSeen[kind], kindAsked[kind], whole);
            double ofHour = lean(hourSeen[hour], hourAsked[hour], ofKind);
            perRead[slot] = lean(seen[slot], asked[slot], ofHour);
        }
        return perRead;
    }

    private static double lean(double seen, double asked, double coarser) {
        return (seen + WEIGHT * coarser) / (asked + WEIGHT);
    }

    private static int kind(int slot) {
        return Math.max(0, slot / 24 - 4);
    }

    /// New statements expected of an hour, for as many questions as were asked in it.
    public double expected(FeedHour hour) {
        return hour.reads() * perRead[slot(hour.hourAt(), zone, holiday)];
    }

    /// New statements usual in the hour that begins then, for as many questions as are usual.
    public double usual(Instant hourAt) {
        int slot = slot(hourAt, zone, holiday);
        return readsPerHour[slot] * perRead[slot];
    }

    /// The usual gap: what would have been expected in the longest stretch that brought nothing.
    double gap() {
        return gap;
    }

    private double longestGap(List<FeedHour> known) {
        double longest = SHORTEST_GAP;
        double running = 0;
        for (FeedHour hour : known) {
            running = hour.events() > 0 ? 0 : running + expected(hour);
            longest = Math.max(longest, running);
        }
        return Math.min(longest, LONGEST_GAP);
    }

    private static int slot(Instant at, ZoneId zone, Predicate<LocalDate> holiday) {
        ZonedDateTime local = at.atZone(zone);
        int day = holiday.test(local.toLocalDate())
                ? SUNDAY
                : local.getDayOfWeek().getValue() - 1;
        return day * 24 + local.getHour();
    }
}
