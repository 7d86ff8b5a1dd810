package prevenance.cases;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.OpeningHours;
import prevenance.config.YamlSection;

/// The section `desk:`: when the shop's service is there, how fast it answers, which goods are dear.
///
/// @param from      the service opens
/// @param until     the service closes
/// @param weekdays  on these days, public holidays excepted
/// @param zone      the clock of the hours
/// @param country   whose public holidays count, ISO 3166-1 alpha-2
/// @param region    whose holidays count besides, null for none
/// @param goal      open time until a first answer
/// @param highValue per currency (ISO 4217): goods from this value on make a case one priority more urgent
/// @param topValue  the same for two priorities
public record DeskSettings(
        LocalTime from,
        LocalTime until,
        Set<DayOfWeek> weekdays,
        ZoneId zone,
        String country,
        @Nullable String region,
        Duration goal,
        Map<String, BigDecimal> highValue,
        Map<String, BigDecimal> topValue) {
    private static final List<String> CURRENCIES = List.of("EUR", "CHF", "GBP", "USD");

    public DeskSettings {
        weekdays = Set.copyOf(weekdays);
        highValue = Map.copyOf(highValue);
        topValue = Map.copyOf(topValue);
    }

    /// Monday to Saturday, 9 to 18 in Paris, two hours; 300 and 1000 in the usual currencies. Our own
    /// defaults, except the two hours, which merchants name.
    public static DeskSettings defaults() {
        return new DeskSettings(
                LocalTime.of(9, 0),
                LocalTime.of(18, 0),
                BusinessCalendar.MONDAY_TO_SATURDAY,
                ZoneId.of("Europe/Paris"),
                "FR",
                null,
                Duration.ofHours(2),
                inEach(new BigDecimal(300)),
                inEach(new BigDecimal(1000)));
    }

    /// @param zone    the shop's, unless the section says another
    /// @param country the shop's, unless the section says another
    public static DeskSettings read(YamlSection section, ZoneId zone, String country) {
        DeskSettings defaults = defaults();
        LocalTime from = section.time("from", defaults.from);
        LocalTime until = section.time("until", defaults.until);
        section.moved("dispute-days", "rules.dispute-days");
        if (!until.isAfter(from)) {
            section.problem("until", "the service closes before it opens", "write a time later than 'from'");
            from = defaults.from;
            until = defaults.until;
        }
        return new DeskSettings(
                from,
                until,
                weekdays(section, defaults.weekdays),
                section.zone("zone", zone),
                section.text("country", country).toUpperCase(Locale.ROOT),
                section.optionalText("region").orElse(defaults.region),
                section.duration("goal", defaults.goal),
                amounts(section, "high-value", defaults.highValue),
                amounts(section, "top-value", defaults.topValue));
    }

    /// The hours as a calendar.
    public OpeningHours openingHours() {
        Map<DayOfWeek, OpeningHours.Hours> week = new EnumMap<>(DayOfWeek.class);
        weekdays.forEach(day -> week.put(day, new OpeningHours.Hours(from, until)));
        return new OpeningHours(week, zone, BusinessCalendar.of(country, region, weekdays));
    }

    private static Set<DayOfWeek> weekdays(YamlSection section, Set<DayOfWeek> fallback) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String word : section.texts("weekdays")) {
            try {
                days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException notADay) {
                section.problem("weekdays", "'" + word + "' is not a day of the week", "write monday to sunday");
            }
        }
        return days.isEmpty() ? fallback : days;
    }

    /// Amounts by currency, such as `{EUR: 300}`; an unknown currency is a problem.
    public static Map<String, BigDecimal> amounts(YamlSection section, String key, Map<String, BigDecimal> fallback) {
        if (!section.has(key)) {
            return fallback;
        }
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        YamlSection inner = section.section(key);
        for (String currency : inner.keys()) {
            inner.optionalDecimal(currency).ifPresent(amount -> amounts.put(currency, amount));
            if (Currency.getAvailableCurrencies().stream()
                    .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
                inner.problem(currency, "is not a currency", "write a code such as EUR");
            }
        }
        return amounts;
    }

    private static Map<String, BigDecimal> inEach(BigDecimal amount) {
        return CURRENCIES.stream().collect(Collectors.toUnmodifiableMap(currency -> currency, _ -> amount));
    }
}
