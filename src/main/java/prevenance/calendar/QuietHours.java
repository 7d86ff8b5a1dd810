package prevenance.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// The hours of every day, on the reader's own clock, in which nobody is written to.
///
/// @param from  the first quiet moment
/// @param until the first moment after it, the next day when it is earlier than `from`; the same as `from` for no quiet
///              hours
public record QuietHours(LocalTime from, LocalTime until) {
    /// No quiet hours: news leave at any hour.
    public static QuietHours none() {
        return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
    }

    /// The instant itself, or the end of the quiet hours it lies in.
    public Instant endOf(Instant at, ZoneId zone) {
        LocalDate day = at.atZone(zone).toLocalDate();
        LocalTime time = at.atZone(zone).toLocalTime();
        boolean overnight = until.isBefore(from);
        boolean late = !time.isBefore(from);
        boolean early = time.isBefore(until);
        boolean quiet = overnight ? late || early : late && early;
        if (!quiet) {
            return at;
        }
        LocalDate ends = overnight && late ? day.plusDays(1) : day;
        return ends.atTime(until).atZone(zone).toInstant();
    }
}
