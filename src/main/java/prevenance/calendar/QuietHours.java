package prevenance.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

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
        return firstAfter(at, ends.atTime(until), zone);
    }

    /// When a clock shows a time or, where it skips it, a later one. Where it shows it twice, the first that is not
    /// over.
    private static Instant firstAfter(Instant at, LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        if (change != null && change.isGap()) {
            return change.getInstant();
        }
        ZonedDateTime first = local.atZone(zone);
        return (first.toInstant().isBefore(at) ? first.withLaterOffsetAtOverlap() : first).toInstant();
    }
}
