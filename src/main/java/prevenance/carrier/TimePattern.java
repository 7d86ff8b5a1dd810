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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One way in which carriers write times.
public final class TimePattern {
    /// ISO 8601 with `T` or a blank, 0 to 9 digits of fraction, and no offset, `Z`, `+02:00`, `+0200`, `+02` or
    /// `-7:00`.
    private static final Pattern ISO = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T"
            + " ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s*(Z|[+-]\\d{1,2}(?::?\\d{2})?)?)?");

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
                case "iso" -> iso(text);
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

    private static @Nullable Moment iso(String text) {
        Matcher match = ISO.matcher(text);
        if (!match.matches()) {
            return null;
        }
        LocalDate day = LocalDate.parse(match.group(1));
        String time = match.group(2);
        String offset = match.group(3);
        return new Moment(
                time == null ? day.atStartOfDay() : day.atTime(LocalTime.parse(time)),
                time != null,
                offset == null ? null : offset(offset));
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
        String padded = text.matches("[+-]\\d(:?\\d{2})?") ? text.charAt(0) + "0" + text.substring(1) : text;
        return ZoneOffset.of(padded);
    }

    @Override
    public String toString() {
        return source;
    }
}
