package prevenance.assess;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.DayOff;

/// Puts evidence into words, in French and in English.
public final class EvidenceWords {
    private static final Map<String, Properties> TEXTS =
            Map.of("fr", Reasons.load("evidence", "fr"), "en", Reasons.load("evidence", "en"));

    /// One thing it rests on.
    ///
    /// @param label such as "Limit"
    public record Line(String label, String text) {}

    private final Locale locale;
    private final ZoneId zone;

    private EvidenceWords(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
    }

    /// Everything a verdict rests on, line by line.
    ///
    /// @param locale French for `fr`, English for every other
    /// @param zone   the clock of the reader; statements whose zone is unknown keep their own clock
    public static List<Line> lines(Evidence evidence, Locale locale, ZoneId zone) {
        return new EvidenceWords(locale, zone).all(evidence);
    }

    /// A limit's value, such as "3 business days".
    public static String length(Threshold threshold, Locale locale) {
        return new EvidenceWords(locale, ZoneId.of("UTC")).value(threshold);
    }

    /// Where a limit comes from, how sure it is and when that was read, or which setting it is.
    public static String origin(Threshold threshold, Locale locale) {
        return new EvidenceWords(locale, ZoneId.of("UTC")).from(threshold);
    }

    /// The same without how sure it is.
    public static String source(Threshold threshold, Locale locale) {
        return new EvidenceWords(locale, ZoneId.of("UTC")).read(threshold);
    }

    /// How sure a figure is, in a word.
    public static String confidence(Confidence confidence, Locale locale) {
        return new EvidenceWords(locale, ZoneId.of("UTC")).text("confidence." + confidence);
    }

    /// The keys of all texts in a language.
    static java.util.Set<String> keys(Locale locale) {
        return texts(locale).stringPropertyNames();
    }

    private List<Line> all(Evidence evidence) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(text("rule"), rule(evidence.rule())));
        if (!evidence.events().isEmpty()) {
            lines.add(new Line(
                    text("events"),
                    evidence.events().stream().map(this::seen).collect(Collectors.joining(text("semicolon")))));
        }
        new TreeMap<>(evidence.facts())
                .forEach((fact, value) ->
                        lines.add(new Line(texts(locale).getProperty("fact." + fact, fact), plain(value))));
        if (evidence.clock() != null) {
            lines.add(new Line(text("clock"), clock(evidence.clock())));
        }
        for (Threshold limit : evidence.limits()) {
            lines.add(new Line(text("limit"), value(limit) + " (" + limit.key() + ") — " + from(limit)));
        }
        String left = left(evidence.notCounted());
        if (!left.isEmpty()) {
            lines.add(new Line(text("left"), left));
        }
        return lines;
    }

    private String rule(String rule) {
        int slash = rule.indexOf('/');
        return slash < 0 ? rule : rule.substring(0, slash) + text("version") + rule.substring(slash + 1);
    }

    private String seen(Evidence.Seen seen) {
        String code = seen.code().isEmpty() || seen.code().equals(seen.status()) ? "" : " (" + seen.code() + ")";
        return plain(seen.at())
                + (seen.place() == null ? "" : ", " + seen.place())
                + text("colon")
                + seen.status()
                + code;
    }

    private String clock(Evidence.Clock clock) {
        String where = clock.country() + (clock.region() == null ? "" : " " + clock.region());
        String days = clock.measure() == Measure.BUSINESS_DAYS
                ? ", " + where + ", "
                        + clock.weekdays().stream().map(this::weekday).collect(Collectors.joining(" "))
                : "";
        return text("from") + at(clock.from()) + text("to") + at(clock.to()) + ", " + text("measure." + clock.measure())
                + days + ", " + text("zone") + clock.zone();
    }

    private String value(Threshold limit) {
        return switch (limit.measure()) {
            case HOURS -> amount("hours", limit.duration().toHours());
            case BUSINESS_DAYS -> amount("business-days", limit.number());
            case DAYS -> amount("days", limit.number());
            case PERCENT -> limit.value() + text("percent");
            case WEEKDAYS ->
                Stream.of(limit.value().split(",")).map(this::weekday).collect(Collectors.joining(" "));
            case TIME -> limit.value();
        };
    }

    private String from(Threshold limit) {
        return read(limit)
                + (limit.confidence() == null ? "" : text("semicolon") + text("confidence." + limit.confidence()));
    }

    private String read(Threshold limit) {
        return limit.source() == null || limit.checked() == null
                ? text("set-by") + limit.setBy()
                : limit.source(locale)
                        + text("semicolon")
                        + text("checked")
                        + Reasons.fullDate(limit.checked(), locale);
    }

    private String left(List<Evidence.NotCounted> left) {
        List<String> parts = new ArrayList<>();
        for (Evidence.NotCounted one : left) {
            if (one.why().equals(DayOff.HOLIDAY.name())) {
                parts.add(plain(one.from()) + holiday(one.detail()));
            } else if (one.why().equals(DayOff.CLOSED.name())) {
                parts.add(plain(one.from()) + " (" + text("closed") + ")");
            }
        }
        long weekdays = left.stream()
                .filter(one -> one.why().equals(DayOff.WEEKDAY.name()))
                .count();
        if (weekdays > 0) {
            parts.add(amount("weekdays", weekdays));
        }
        for (Evidence.NotCounted one : left) {
            if (one.why().equals(Evidence.NotCounted.OUTAGE)) {
                parts.add(outage(one));
            }
        }
        return String.join(text("semicolon"), parts);
    }

    private String outage(Evidence.NotCounted outage) {
        long minutes = outage.minutes();
        String length = minutes < 60 ? minutes + " min" : amount("hours", (minutes + 30) / 60);
        return text("outage") + length + " (" + plain(outage.from())
                + (outage.to() == null ? "" : " – " + plain(outage.to())) + ")";
    }

    private String holiday(@Nullable String key) {
        return key == null ? "" : " (" + BusinessCalendar.holidayName(key, locale) + ")";
    }

    private String weekday(String day) {
        try {
            return DayOfWeek.valueOf(day).getDisplayName(TextStyle.SHORT, locale);
        } catch (IllegalArgumentException otherVersion) {
            return day;
        }
    }

    private String at(Instant instant) {
        return Reasons.moment(instant.atZone(zone).toLocalDateTime(), locale);
    }

    /// A date, instant or statement's time as people write it; other text as it is.
    private String plain(String value) {
        try {
            if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return Reasons.date(LocalDate.parse(value), locale);
            }
            if (!value.matches("\\d{4}-\\d{2}-\\d{2}T.*")) {
                return named(value);
            }
            return value.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                    ? at(OffsetDateTime.parse(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                            .toInstant())
                    : Reasons.moment(LocalDateTime.parse(value), locale);
        } catch (DateTimeException noTime) {
            return value;
        }
    }

    private String named(String value) {
        return java.util.Arrays.stream(FlagKind.values())
                .filter(kind -> kind.name().equals(value))
                .findFirst()
                .map(kind -> Reasons.name(kind, locale))
                .orElseGet(() -> text("by." + value, value));
    }

    private String amount(String noun, long number) {
        boolean one = number == 1 || locale.getLanguage().equals("fr") && number == 0;
        return number + " " + text(noun + (one ? ".one" : ".many"));
    }

    private String text(String key, String fallback) {
        return texts(locale).getProperty(key, fallback);
    }

    private String text(String key) {
        return text(key, key);
    }

    private static Properties texts(Locale locale) {
        return java.util.Objects.requireNonNull(TEXTS.get(locale.getLanguage().equals("fr") ? "fr" : "en"));
    }
}
