package prevenance.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Dates as files write them: ISO (`2026-11-20`, `2026-11-20T14:05+01:00`), or day, month, year
/// (`20/11/2026 14:05`). The month is never first: `03/04/2026` is 3 April, `13/25/2026` is an error.
final class Dates {
    private static final Pattern ISO =
            Pattern.compile("(?<y>\\d{4})-(?<m>\\d{1,2})-(?<d>\\d{1,2})" + "(?:[T ](?<t>.+))?");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?<d>\\d{1,2})(?<s>[/.-])(?<m>\\d{1,2})\\k<s>(?<y>\\d{4})(?:[T ](?:à )?(?<t>.+))?");
    private static final Pattern TIME = Pattern.compile(
            "(?<h>\\d{1,2})[:h](?<m>\\d{2})(?::(?<s>\\d{2})(?:[.,]\\d{1,9})?)? ?(?<o>Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final String REMEDY = "write 2026-11-20, 2026-11-20T14:05+01:00 or 20/11/2026 14:05";

    private static final String TIME_REMEDY = "write a time of day such as 18:30, on the destination's clock";

    private record Written(
            LocalDate date, LocalTime time, @Nullable ZoneOffset offset) {}

    private Dates() {}

    /// A date alone is the start of that day; a time without an offset is on the zone's clock.
    static Parsed<Instant> instant(String text, ZoneId zone) {
        return switch (written(text)) {
            case Parsed.Bad<Written>(String message, String remedy) -> Parsed.bad(message, remedy);
            case Parsed.Good<Written>(Written w) -> {
                LocalDateTime local = w.date().atTime(w.time());
                ZoneOffset offset = w.offset();
                yield Parsed.good(offset == null ? local.atZone(zone).toInstant() : local.toInstant(offset));
            }
        };
    }

    /// The day as it is written, whatever time stands behind it.
    static Parsed<LocalDate> date(String text) {
        return switch (written(text)) {
            case Parsed.Bad<Written>(String message, String remedy) -> Parsed.bad(message, remedy);
            case Parsed.Good<Written>(Written w) -> Parsed.good(w.date());
        };
    }

    /// A time of day, such as `18:30` or `18h30`; whole hours may be written alone, as `18h`.
    static Parsed<LocalTime> time(String text) {
        String written = text.matches("\\d{1,2}h?") ? text.replace("h", "") + ":00" : text;
        Matcher m = TIME.matcher(written);
        if (!m.matches() || m.group("o") != null) {
            return Parsed.bad("is no time of day", TIME_REMEDY);
        }
        try {
            return Parsed.good(LocalTime.of(Integer.parseInt(m.group("h")), Integer.parseInt(m.group("m"))));
        } catch (DateTimeException noSuchTime) {
            return Parsed.bad("is a time that does not exist", TIME_REMEDY);
        }
    }

    private static Parsed<Written> written(String text) {
        Matcher m = ISO.matcher(text);
        if (!m.matches()) {
            m = DAY_FIRST.matcher(text);
            if (!m.matches()) {
                return Parsed.bad("is no date", REMEDY);
            }
        }
        int year = Integer.parseInt(m.group("y"));
        int month = Integer.parseInt(m.group("m"));
        int day = Integer.parseInt(m.group("d"));
        if (year < 2000 || year > 2100) {
            return Parsed.bad("is not in this century", REMEDY);
        }
        if (month > 12) {
            return Parsed.bad("has no month " + month + "; days stand before months, years before both", REMEDY);
        }
        try {
            LocalDate date = LocalDate.of(year, month, day);
            String time = m.group("t");
            return time == null
                    ? Parsed.good(new Written(date, LocalTime.MIDNIGHT, null))
                    : at(date, TIME.matcher(time));
        } catch (DateTimeException noSuchDay) {
            return Parsed.bad("is a day or time that does not exist", REMEDY);
        }
    }

    private static Parsed<Written> at(LocalDate date, Matcher time) {
        if (!time.matches()) {
            return Parsed.bad("has a time that is not understood", REMEDY);
        }
        int second = time.group("s") == null ? 0 : Integer.parseInt(time.group("s"));
        LocalTime clock = LocalTime.of(Integer.parseInt(time.group("h")), Integer.parseInt(time.group("m")), second);
        String offset = time.group("o");
        return Parsed.good(new Written(
                date, clock, offset == null ? null : offset.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(offset)));
    }
}
