package prevenance.assess;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The section `rules` of the configuration.
///
/// @param freshEvidence  how old a carrier's last answer may be for silence to mean anything
/// @param originCountry  where the shop sends from, ISO 3166-1 alpha-2
/// @param originPostcode null when it does not matter there
/// @param closed         days that never count, such as the shop's own closing days, and where
/// @param limits         by limit: what the configuration and the threshold book say, most specific
///                       first
public record RuleSettings(
        Duration freshEvidence,
        String originCountry,
        @Nullable String originPostcode,
        List<ClosedDays> closed,
        Map<Limit, List<ThresholdEntry>> limits) {
    /// Days that do not count somewhere.
    public record ClosedDays(Where where, Set<LocalDate> days) {
        public ClosedDays {
            days = Set.copyOf(days);
        }
    }

    public RuleSettings {
        closed = List.copyOf(closed);
        Map<Limit, List<ThresholdEntry>> byLimit = new EnumMap<>(Limit.class);
        byLimit.putAll(limits);
        limits = Collections.unmodifiableMap(byLimit);
    }

    public static RuleSettings defaults() {
        return new RuleSettings(Duration.ofHours(24), "FR", null, List.of(), sorted(List.of()));
    }

    /// Reads the section. What is set for a shop, carrier, service, country or kind of pickup place
    /// goes before the threshold book; what is set for all gives way to what the book says of one
    /// carrier.
    ///
    /// @param country where parcels start, unless the section says another
    public static RuleSettings read(YamlSection section, String country) {
        List<ThresholdEntry> own = new ArrayList<>();
        List<ClosedDays> closed = new ArrayList<>();
        ThresholdReader.walk(section, Where.ANY, (part, where) -> {
            own.addAll(ThresholdReader.here(part, where));
            Set<LocalDate> days = dates(part);
            if (!days.isEmpty()) {
                closed.add(new ClosedDays(where, days));
            }
        });
        return new RuleSettings(
                section.duration("fresh-evidence", defaults().freshEvidence),
                country(section, country),
                section.optionalText("origin-postcode").orElse(null),
                closed,
                sorted(own));
    }

    /// These with what a section sets otherwise, such as a proposal to be tried.
    public RuleSettings changedBy(YamlSection section) {
        RuleSettings changes = read(section, originCountry);
        List<ThresholdEntry> own = new ArrayList<>(own(changes));
        own(this).stream()
                .filter(entry -> own.stream().noneMatch(entry::saysOfTheSame))
                .toList()
                .forEach(own::add);
        List<ClosedDays> days = new ArrayList<>(closed);
        days.addAll(changes.closed);
        return new RuleSettings(
                section.has("fresh-evidence") ? changes.freshEvidence : freshEvidence,
                changes.originCountry,
                changes.originPostcode == null ? originPostcode : changes.originPostcode,
                days,
                sorted(own));
    }

    private static List<ThresholdEntry> own(RuleSettings settings) {
        return settings.limits.values().stream()
                .flatMap(List::stream)
                .filter(entry -> !entry.threshold().comesFromBook())
                .toList();
    }

    /// The limits that hold for a parcel.
    public Thresholds thresholdsOf(Where parcel) {
        return new Thresholds(this, parcel);
    }

    /// The limits that hold for a carrier in general.
    public Thresholds thresholdsOf(String carrier) {
        return thresholdsOf(Where.of(carrier));
    }

    /// All days that never count for a parcel.
    public Set<LocalDate> closedDays(Where parcel) {
        if (closed.isEmpty()) {
            return Set.of();
        }
        Set<LocalDate> days = new HashSet<>();
        closed.stream().filter(entry -> entry.where().covers(parcel)).forEach(entry -> days.addAll(entry.days()));
        return days;
    }

    /// What the threshold book says of a limit for all; empty when it says nothing.
    public Optional<Threshold> standard(Limit limit) {
        return limits.getOrDefault(limit, List.of()).stream()
                .filter(entry -> entry.where().isEverywhere())
                .map(ThresholdEntry::threshold)
                .filter(Threshold::comesFromBook)
                .findFirst();
    }

    /// What holds where nothing more specific does; empty when nobody says.
    public Optional<Threshold> common(Limit limit) {
        return threshold(limit, Where.ANY);
    }

    Optional<Threshold> threshold(Limit limit, Where parcel) {
        List<ThresholdEntry> entries = limits.get(limit);
        if (entries == null) {
            return Optional.empty();
        }
        for (ThresholdEntry entry : entries) {
            if (entry.where().covers(parcel)) {
                return Optional.of(entry.threshold());
            }
        }
        return Optional.empty();
    }

    private static Map<Limit, List<ThresholdEntry>> sorted(List<ThresholdEntry> own) {
        Map<Limit, List<ThresholdEntry>> sorted = new EnumMap<>(Limit.class);
        Stream.concat(own.stream(), ThresholdBook.entries().stream())
                .sorted(ThresholdEntry.MOST_SPECIFIC_FIRST)
                .forEach(entry -> Limit.find(entry.threshold().key())
                        .ifPresent(limit -> sorted.computeIfAbsent(limit, _ -> new ArrayList<>())
                                .add(entry)));
        sorted.replaceAll((_, entries) -> List.copyOf(entries));
        return sorted;
    }

    private static String country(YamlSection section, String fallback) {
        return section.parsed("origin-country", "a country code of two letters such as FR", text -> {
                    if (!text.matches("[A-Za-z]{2}")) {
                        throw new IllegalArgumentException(text);
                    }
                    return text.toUpperCase(Locale.ROOT);
                })
                .orElse(fallback);
    }

    private static Set<LocalDate> dates(YamlSection section) {
        Set<LocalDate> dates = new HashSet<>();
        for (String text : section.texts("closed-days")) {
            try {
                dates.add(LocalDate.parse(text));
            } catch (DateTimeException notADate) {
                section.problem("closed-days", "'" + text + "' is not a date", "write dates such as 2026-12-24");
            }
        }
        return dates;
    }
}
