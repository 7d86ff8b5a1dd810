package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.Places;

/// One end of the journey, with its clock and the days that count there.
///
/// @param country ISO 3166-1 alpha-2
/// @param zone    when unknown, the last one on earth to end a day: what is not known is never late
public record Place(String country, BusinessCalendar calendar, ZoneId zone, boolean zoneKnown) {
    private static final ZoneId LAST_TO_END_A_DAY = ZoneOffset.ofHours(-12);

    public static Place of(
            String country, @Nullable String postcode, Set<DayOfWeek> workingDays, Set<LocalDate> closedDays) {
        BusinessCalendar calendar = BusinessCalendar.of(
                        country, Places.regionOf(country, postcode).orElse(null), workingDays)
                .closedOn(closedDays);
        Optional<ZoneId> zone = Places.zoneOf(country, postcode);
        return new Place(country, calendar, zone.orElse(LAST_TO_END_A_DAY), zone.isPresent());
    }

    /// So many business days after an instant: the same time of day on the n-th business day later.
    /// What begins on a day that does not count begins with the next one that does.
    public Instant businessDaysAfter(Instant start, int days) {
        ZonedDateTime local = start.atZone(zone);
        if (!calendar.isBusinessDay(local.toLocalDate())) {
            local = calendar.plus(local.toLocalDate(), 1).atStartOfDay(zone);
        }
        return calendar.plus(local.toLocalDate(), days)
                .atTime(local.toLocalTime())
                .atZone(zone)
                .toInstant();
    }

    /// How much of the time between two instants lies in days that count here.
    Duration counted(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        for (LocalDate day = dateOf(from); startOf(day).isBefore(to); day = day.plusDays(1)) {
            if (calendar.isBusinessDay(day)) {
                Instant start = startOf(day).isAfter(from) ? startOf(day) : from;
                Instant end = endOf(day).isBefore(to) ? endOf(day) : to;
                sum = sum.plus(Duration.between(start, end));
            }
        }
        return sum;
    }

    /// The instant at which so much time in days that count has passed.
    Instant plusCounted(Instant from, Duration length) {
        Duration left = length;
        Instant at = from;
        LocalDate day = dateOf(from);
        while (true) {
            if (!calendar.isBusinessDay(day)) {
                day = calendar.plus(day, 1);
                at = startOf(day);
            }
            Duration today = Duration.between(at, endOf(day));
            if (left.compareTo(today) <= 0) {
                return at.plus(left);
            }
            left = left.minus(today);
            day = day.plusDays(1);
            at = startOf(day);
        }
    }

    /// So many calendar days after an instant, at the same time of day.
    public Instant daysAfter(Instant start, int days) {
        return start.atZone(zone).plusDays(days).toInstant();
    }

    public Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    /// When a day has passed here.
    public Instant endOf(LocalDate date) {
        return startOf(date.plusDays(1));
    }

    /// When a day has passed here, or a time of that day. Of a time that comes twice, the first one;
    /// one that a change of the clock leaves out is as much later as the clock is put forward.
    public Instant endOf(LocalDate date, @Nullable LocalTime until) {
        return until == null ? endOf(date) : date.atTime(until).atZone(zone).toInstant();
    }

    public LocalDate dateOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /// Both ends lie in one country and on one clock: mainland France and Réunion, or Spain and the
    /// Canary Islands, are as far apart as two countries.
    public boolean isDomesticTo(Place other) {
        return country.equalsIgnoreCase(other.country) && (!zoneKnown || !other.zoneKnown || zone.equals(other.zone));
    }
}
