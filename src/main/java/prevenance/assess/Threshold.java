package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A limit with its value and where that comes from.
///
/// @param key        of the [Limit]
/// @param value      as the measure writes it
/// @param source     where the value comes from, in English; null when the configuration sets it
/// @param sourceFr   the same in French
/// @param checked    when the source was last read; null when the configuration sets it
/// @param confidence null when the configuration sets it
/// @param setBy      [#BOOK], or the path in the configuration
public record Threshold(
        String key,
        String value,
        Measure measure,
        @Nullable String source,
        @Nullable String sourceFr,
        @Nullable LocalDate checked,
        @Nullable Confidence confidence,
        String setBy) {
    /// The threshold book has set it.
    public static final String BOOK = "book";

    /// The few sets and lengths that stand in settings and book: they are asked for with every parcel.
    private static final Map<String, Set<DayOfWeek>> WEEKDAYS = new ConcurrentHashMap<>();

    private static final Map<String, Duration> DURATIONS = new ConcurrentHashMap<>();

    /// The number of days or hundredths.
    public int number() {
        return Integer.parseInt(value);
    }

    public Duration duration() {
        Duration known = DURATIONS.get(value);
        return known == null ? DURATIONS.computeIfAbsent(value, Duration::parse) : known;
    }

    public Set<DayOfWeek> weekdays() {
        Set<DayOfWeek> known = WEEKDAYS.get(value);
        return known == null ? WEEKDAYS.computeIfAbsent(value, Threshold::weekdays) : known;
    }

    private static Set<DayOfWeek> weekdays(String words) {
        return Stream.of(words.split(",", -1)).map(DayOfWeek::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    public LocalTime time() {
        return LocalTime.parse(value);
    }

    public boolean comesFromBook() {
        return setBy.equals(BOOK);
    }

    /// The shop has set it, or its source is the carrier or the law itself.
    public boolean sure() {
        return !comesFromBook() || confidence == Confidence.HIGH;
    }

    /// The source in a language; null when the configuration sets the value.
    public @Nullable String source(Locale locale) {
        return locale.getLanguage().equals("fr") ? sourceFr : source;
    }
}
