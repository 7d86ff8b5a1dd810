package prevenance.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/// When the shop's service is there: hours per weekday on the clock of its zone, closed on the calendar's holidays.
///
/// @param hours    per weekday; a weekday that is absent is closed
/// @param zone     the clock of the hours
/// @param calendar which days are holidays; its own weekdays do not matter when it counts more days than `hours`
public record OpeningHours(Map<DayOfWeek, Hours> hours, ZoneId zone, BusinessCalendar calendar) {
    /// Longer than any closure; looking further means that it never opens.
    private static final int MAX_CLOSED_DAYS = 370;

    /// From and until on one day.
    ///
    /// @param until later than `from`; [LocalTime#MAX] for midnight
    public record Hours(LocalTime from, LocalTime until) {
        public Hours {
            if (!until.isAfter(from)) {
                throw new IllegalArgumentException("opens at " + from + " but closes at " + until);
            }
        }
    }

    public OpeningHours {
        if (hours.isEmpty()) {
            throw new IllegalArgumentException("opening hours need at least one day in the week");
        }
        hours = Map.copyOf(hours);
    }

    /// Monday to Saturday 09:00 to 18:00, our own default.
    public static OpeningHours usual(ZoneId zone, BusinessCalendar calendar) {
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        BusinessCalendar.MONDAY_TO_SATURDAY.forEach(
                day -> week.put(day, new Hours(LocalTime.of(9, 0), LocalTime.of(18, 0))));
        return new OpeningHours(week, zone, calendar);
    }

    /// The instant at which so much open time has passed since `from`; `from` itself for a goal of zero. Real time is
    /// counted, so a day on which the clock changes is as long as it is.
    public Instant plusOpen(Instant from, Duration goal) {
        Duration left = goal;
        Instant at = from;
        LocalDate day = from.atZone(zone).toLocalDate();
        LocalDate last = day.plusDays(MAX_CLOSED_DAYS);
        while (left.isPositive()) {
            if (day.isAfter(last)) {
                throw new IllegalStateException("the service does not open in the year after " + from);
            }
            Hours open = hours.get(day.getDayOfWeek());
            if (open != null && calendar.isBusinessDay(day)) {
                Instant opens = day.atTime(open.from()).atZone(zone).toInstant();
                Instant closes = closing(day, open.until());
                Instant start = at.isAfter(opens) ? at : opens;
                if (start.isBefore(closes)) {
                    Duration there = Duration.between(start, closes);
                    if (there.compareTo(left) >= 0) {
                        return start.plus(left);
                    }
                    left = left.minus(there);
                    last = day.plusDays(MAX_CLOSED_DAYS);
                }
            }
            day = day.plusDays(1);
        }
        return at;
    }

    private Instant closing(LocalDate day, LocalTime until) {
        return until.equals(LocalTime.MAX)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(until).atZone(zone).toInstant();
    }
}
