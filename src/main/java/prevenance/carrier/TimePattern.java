package prevenance.carrier;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One way in which carriers write times.
public final class TimePattern {
    private final String source;
    private final @Nullable DateTimeFormatter formatter;

    /// What was read.
    ///
    /// @param timed  false when only a day was written
    /// @param offset null when none was written
    public record Moment(
            LocalDateTime local, boolean timed, @Nullable ZoneOffset offset) {}

    private TimePattern(String source, @Nullable DateTimeFormatter formatter) {
        this.source = source;
        this.formatter = formatter;
    }

    static TimePattern parse(String text) {
        return switch (text) {
            case "iso", "epoch-seconds", "epoch-millis" -> new TimePattern(text, null);
            default -> new TimePattern(text, formatter(text));
        };
    }

    private static DateTimeFormatter formatter(String text) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(text)
                    .toFormatter(Locale.ENGLISH);
        } catch (ClassCastException padded) {
            // Java's own builder stumbles over a padded number beside another, as in "pHHmm".
            throw new IllegalArgumentException(text, padded);
        }
    }

    /// Null when the text is not of this form.
    @Nullable
    Moment read(String text) {
        try {
            return switch (source) {
                case "iso" -> IsoTime.read(text);
                case "epoch-seconds" -> utc(Instant.ofEpochSecond(Long.parseLong(text)));
                case "epoch-millis" -> utc(Instant.ofEpochMilli(Long.parseLong(text)));
                default -> formatted(text);
            };
        } catch (java.time.DateTimeException | NumberFormatException notOfThisForm) {
            return null;
        }
    }

    private static Moment utc(Instant instant) {
        return new Moment(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), true, ZoneOffset.UTC);
    }

    private @Nullable Moment formatted(String text) {
        if (formatter == null) {
            return null;
        }
        TemporalAccessor read = formatter.parse(text);
        LocalDate day = read.query(TemporalQueries.localDate());
        LocalTime time = read.query(TemporalQueries.localTime());
        ZoneId zone = read.query(TemporalQueries.zone());
        if (day == null) {
            return null;
        }
        LocalDateTime local = time == null ? day.atStartOfDay() : day.atTime(time);
        ZoneOffset offset = read.isSupported(ChronoField.OFFSET_SECONDS)
                ? ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS))
                : zone == null ? null : zone.getRules().getOffset(local);
        return new Moment(local, time != null, offset);
    }

    /// `Z`, `+02:00`, `+0200`, `+2`, `-7:00`.
    ///
    /// @throws java.time.DateTimeException for anything else
    static ZoneOffset offset(String text) {
        // One digit of hours is padded; what is no offset at all is refused with it or without.
        boolean shortHour = switch (text.length()) {
            case 2 -> true;
            case 4 -> text.charAt(2) != ':';
            case 5 -> text.charAt(2) == ':';
            default -> false;
        };
        String padded = shortHour ? text.charAt(0) + "0" + text.substring(1) : text;
        return ZoneOffset.of(padded);
    }

    @Override
    public String toString() {
        return source;
    }
}
