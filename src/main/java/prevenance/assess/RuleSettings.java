package prevenance.assess;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The section `rules` of the configuration.
///
/// @param freshEvidence  how old a carrier's last answer may be for silence to mean anything
/// @param originCountry  where the shop sends from, ISO 3166-1 alpha-2
/// @param originPostcode null when it does not matter there
/// @param closedDays     days that never count, such as the shop's own closing days
/// @param thresholds     for every carrier that has none of its own
/// @param carriers       by carrier code
public record RuleSettings(
        Duration freshEvidence,
        String originCountry,
        @Nullable String originPostcode,
        Set<LocalDate> closedDays,
        Thresholds thresholds,
        Map<String, Thresholds> carriers) {
    public RuleSettings {
        closedDays = Set.copyOf(closedDays);
        carriers = Map.copyOf(carriers);
    }

    public static RuleSettings defaults() {
        Thresholds thresholds = Thresholds.defaults();
        return new RuleSettings(
                Duration.ofHours(24), "FR", null, Set.of(), thresholds, ThresholdBook.entries(thresholds));
    }

    /// Reads the section. What is set for all carriers gives way to what the threshold book says of one carrier, and
    /// that to what is set for it under `carriers`.
    ///
    /// @param country where parcels start, unless the section says another
    public static RuleSettings read(YamlSection section, String country) {
        RuleSettings defaults = defaults();
        Thresholds common = defaults.thresholds.changedBy(section);
        Map<String, Thresholds> carriers = new LinkedHashMap<>(ThresholdBook.entries(common));
        section.section("carriers")
                .sections()
                .forEach((code, own) -> carriers.put(
                        code,
                        Optional.ofNullable(carriers.get(code)).orElse(common).changedBy(own)));
        return new RuleSettings(
                section.duration("fresh-evidence", defaults.freshEvidence),
                country(section, country),
                section.optionalText("origin-postcode").orElse(null),
                dates(section),
                common,
                carriers);
    }

    /// The limits that hold for a carrier.
    public Thresholds thresholdsOf(String carrier) {
        return Optional.ofNullable(carriers.get(carrier)).orElse(thresholds);
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
