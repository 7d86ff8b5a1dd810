package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
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

    /// So many business days after an instant: the same time of day on the n-th business day later. What begins on a
    /// day that does not count begins with the next one that does.
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

    public LocalDate dateOf(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /// Both ends lie in one country and on one clock: mainland France and Réunion, or Spain and the Canary Islands, are
    /// as far apart as two countries.
    public boolean isDomesticTo(Place other) {
        return country.equalsIgnoreCase(other.country) && (!zoneKnown || !other.zoneKnown || zone.equals(other.zone));
    }
}
