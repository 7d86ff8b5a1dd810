package prevenance.assess;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prevenance.calendar.BusinessCalendar;

/// Puts reasons into words, in French and in English. In the texts, `{fact}` stands for a fact,
/// `{fact|day|days}` for a number with its noun, and what stands in `[…]` is said only when all its
/// facts are known.
public final class Reasons {
    private static final Map<String, Properties> TEXTS =
            Map.of("fr", load("reasons", "fr"), "en", load("reasons", "en"));
    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern FACT = Pattern.compile("\\{([a-z]+)(?:\\|([^|}]*)\\|([^|}]*))?}");
    private static final Pattern DAYS =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?: [A-Za-z0-9_.]+)?(?:,\\d{4}-\\d{2}-\\d{2}(?: [A-Za-z0-9_.]+)?)*");
    private static final DateTimeFormatter FRENCH = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private Reasons() {}

    /// The sentence, with dates and times as that language writes them.
    ///
    /// @param locale French for `fr`, English for every other
    /// @param zone   the clock of the reader, for instants; statements whose zone is unknown keep their
    ///               own clock
    public static String text(Reason reason, Locale locale, ZoneId zone) {
        String text = texts(locale).getProperty(reason.key());
        if (text == null) {
            // Written by another version of the program: better bare facts than nothing.
            return reason.key() + " " + new TreeMap<>(reason.args());
        }
        String said = OPTIONAL.matcher(text)
                .replaceAll(part -> java.util.regex.Matcher.quoteReplacement(
                        FACT.matcher(part.group(1))
                                        .results()
                                        .allMatch(fact -> reason.args().containsKey(fact.group(1)))
                                ? part.group(1)
                                : ""));
        return FACT.matcher(said)
                .replaceAll(fact -> java.util.regex.Matcher.quoteReplacement(say(fact, reason, locale, zone)));
    }

    /// A flag's name in words, such as "Late".
    public static String name(FlagKind kind, Locale locale) {
        return texts(locale).getProperty("kind." + kind, kind.name());
    }

    /// The keys of all sentences in a language.
    static java.util.Set<String> keys(Locale locale) {
        return texts(locale).stringPropertyNames();
    }

    private static String say(MatchResult fact, Reason reason, Locale locale, ZoneId zone) {
        String value = reason.args().get(fact.group(1));
        if (value == null) {
            return "?";
        }
        if (fact.group(2) != null) {
            boolean one = value.equals("1") || isFrench(locale) && value.equals("0");
            return value + " " + (one ? fact.group(2) : fact.group(3));
        }
        if (fact.group(1).equals("by")) {
            return Stream.of(FlagKind.values())
                    .filter(kind -> kind.name().equals(value))
                    .findFirst()
                    .map(kind -> name(kind, locale))
                    .orElse(value);
        }
        if (DAYS.matcher(value).matches()) {
            return Stream.of(value.split(",")).map(day -> day(day, locale)).collect(Collectors.joining(", "));
        }
        try {
            return value.contains("T") && value.endsWith("Z")
                    ? moment(Instant.parse(value).atZone(zone).toLocalDateTime(), locale)
                    : value.contains("T") ? moment(LocalDateTime.parse(value), locale) : value;
        } catch (DateTimeException noTime) {
            return value;
        }
    }

    private static String day(String dayAndHoliday, Locale locale) {
        String[] parts = dayAndHoliday.split(" ", 2);
        String day = date(LocalDate.parse(parts[0]), locale);
        return parts.length == 1 ? day : day + " (" + BusinessCalendar.holidayName(parts[1], locale) + ")";
    }

    /// A day and a time of it.
    static String moment(LocalDateTime at, Locale locale) {
        return date(at.toLocalDate(), locale) + (isFrench(locale) ? " à " : " at ") + TIME.format(at);
    }

    /// A day without its year.
    static String date(LocalDate date, Locale locale) {
        if (!isFrench(locale)) {
            return ENGLISH.format(date);
        }
        String text = FRENCH.format(date);
        return MonthDay.from(date).getDayOfMonth() == 1 ? text.replace(" 1 ", " 1er ") : text;
    }

    /// A day with its year, without its weekday.
    static String fullDate(LocalDate date, Locale locale) {
        String text = DateTimeFormatter.ofPattern("d MMMM uuuu", isFrench(locale) ? Locale.FRENCH : Locale.ENGLISH)
                .format(date);
        return isFrench(locale) && date.getDayOfMonth() == 1 ? text.replaceFirst("^1 ", "1er ") : text;
    }

    private static boolean isFrench(Locale locale) {
        return locale.getLanguage().equals("fr");
    }

    private static Properties texts(Locale locale) {
        return Objects.requireNonNull(TEXTS.get(isFrench(locale) ? "fr" : "en"));
    }

    /// The texts of this package in a language.
    static Properties load(String name, String language) {
        String file = name + "_" + language + ".properties";
        Properties properties = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(Reasons.class.getResourceAsStream(file), file), StandardCharsets.UTF_8)) {
            properties.load(in);
            return properties;
        } catch (IOException failed) {
            throw new UncheckedIOException("the program's own file " + file + " cannot be read", failed);
        }
    }
}
