package prevenance.assess;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import prevenance.config.YamlSection;

/// Reads the limits that a configuration sets: for all, and below `shops`, `carriers`, `services`,
/// `countries` and `places` for some. These may stand in one another in any order; services stand below
/// a carrier.
final class ThresholdReader {
    private static final int MAX_DAYS = 365;

    private ThresholdReader() {}

    /// Visits a section and all sections below it that narrow it down.
    static void walk(YamlSection section, Where where, BiConsumer<YamlSection, Where> visit) {
        visit.accept(section, where);
        if (where.shop() == null && where.rank() == 0) {
            below(section, "shops", (code, own) -> walk(own, where.ofShop(code), visit));
        }
        if (where.carrier() == null) {
            below(section, "carriers", (code, own) -> walk(own, where.withCarrier(code), visit));
        } else if (where.service() == null) {
            below(section, "services", (name, own) -> walk(own, where.withService(name), visit));
        }
        if (where.country() == null) {
            below(section, "countries", (code, own) -> {
                if (code.matches("[A-Za-z]{2}")) {
                    walk(own, where.to(code.toUpperCase(Locale.ROOT)), visit);
                } else {
                    section.section("countries")
                            .problem(code, "is not a country code", "write a country code of two letters such as FR");
                    own.ignore();
                }
            });
        }
        if (where.place() == null) {
            below(
                    section,
                    "places",
                    (key, own) -> PickupKind.find(key).ifPresentOrElse(kind -> walk(own, where.at(kind), visit), () -> {
                        section.section("places")
                                .problem(key, "is not a kind of place", "write locker, post-office or relay");
                        own.ignore();
                    }));
        }
    }

    private static void below(YamlSection section, String key, BiConsumer<String, YamlSection> visit) {
        if (section.has(key)) {
            section.section(key).sections().forEach(visit);
        }
    }

    /// The limits that a configuration sets in one section.
    static List<ThresholdEntry> here(YamlSection section, Where where) {
        List<ThresholdEntry> entries = new ArrayList<>();
        for (Limit limit : Limit.values()) {
            if (limit.isOfTheWholeCarrier() && !where.equals(Where.ANY.withCarrier(where.carrier()))) {
                refuse(section, limit);
                continue;
            }
            value(section, limit.key(), limit.measure())
                    .map(value -> new Threshold(
                            limit.key(), value, limit.measure(), null, null, null, null, section.at(limit.key())))
                    .ifPresent(threshold -> entries.add(new ThresholdEntry(where, threshold)));
        }
        return entries;
    }

    private static void refuse(YamlSection section, Limit limit) {
        if (section.has(limit.key())) {
            section.problem(
                    limit.key(),
                    "holds for a carrier as a whole",
                    "write it below rules or below rules.carriers.<carrier>");
        }
    }

    /// A value as its measure writes it; empty when absent or wrong, which is a problem.
    static Optional<String> value(YamlSection section, String key, Measure measure) {
        return switch (measure) {
            case HOURS -> section.optionalDuration(key).map(Object::toString);
            case BUSINESS_DAYS, DAYS -> number(section, key, 0, MAX_DAYS);
            case PERCENT -> number(section, key, 1, 99);
            case WEEKDAYS -> weekdays(section, key);
            case TIME ->
                section.parsed(key, "a time of day such as 17:00", LocalTime::parse)
                        .map(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)::format);
        };
    }

    private static Optional<String> number(YamlSection section, String key, int min, int max) {
        return section.optionalText(key).isEmpty()
                ? Optional.empty()
                : section.optionalInteger(key, min, max).map(Object::toString);
    }

    private static Optional<String> weekdays(YamlSection section, String key) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : section.texts(key)) {
            try {
                days.add(DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException notADay) {
                section.problem(
                        key,
                        "'" + name + "' is not a day of the week",
                        "write a list such as [monday, tuesday, wednesday, thursday, friday]");
            }
        }
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(days.stream().map(DayOfWeek::name).collect(Collectors.joining(",")));
    }
}
