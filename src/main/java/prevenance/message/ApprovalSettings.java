package prevenance.message;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import prevenance.config.YamlSection;

/// What of the section `messages:` says which messages somebody reads before they leave.
///
/// @param kinds  always
/// @param within open time of the desk until an approval is late
/// @param above  per currency (ISO 4217): any message about a parcel with goods from this value on
/// @param first  so many messages of a rule in a version that was never used before
public record ApprovalSettings(Set<MessageKind> kinds, Duration within, Map<String, BigDecimal> above, int first) {
    private static final int MOST_FIRST = 10_000;
    private static final String NOTHING = "none";

    public ApprovalSettings {
        kinds = Set.copyOf(kinds);
        above = Map.copyOf(above);
    }

    /// The kinds in which a wrong word costs most, within two hours; nothing by value, nothing by rule. Our own
    /// defaults, after what the trade sends by hand.
    public static ApprovalSettings defaults() {
        return new ApprovalSettings(
                EnumSet.of(
                        MessageKind.DELAY_UNKNOWN,
                        MessageKind.PICKUP_MISSED,
                        MessageKind.DAMAGED_CARRIER,
                        MessageKind.SEARCHING,
                        MessageKind.LOST,
                        MessageKind.RETURNING,
                        MessageKind.GOODWILL),
                Duration.ofHours(2),
                Map.of(),
                0);
    }

    /// Nothing waits.
    public static ApprovalSettings none() {
        return new ApprovalSettings(Set.of(), Duration.ofHours(2), Map.of(), 0);
    }

    public static ApprovalSettings read(YamlSection section) {
        ApprovalSettings defaults = defaults();
        return new ApprovalSettings(
                section.has("approve") ? kinds(section) : defaults.kinds,
                section.duration("approve-within", defaults.within),
                section.has("approve-above") ? amounts(section.section("approve-above")) : defaults.above,
                section.integer("approve-first", defaults.first, 0, MOST_FIRST));
    }

    private static Set<MessageKind> kinds(YamlSection section) {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (String word : section.texts("approve")) {
            if (word.equals(NOTHING)) {
                continue;
            }
            kind(word)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem(
                                    "approve",
                                    "'" + word + "' is not a kind of message",
                                    "write kinds such as searching or delay-unknown, or none"));
        }
        return kinds;
    }

    private static Map<String, BigDecimal> amounts(YamlSection section) {
        Map<String, BigDecimal> amounts = new LinkedHashMap<>();
        for (String currency : section.keys()) {
            section.optionalDecimal(currency).ifPresent(amount -> amounts.put(currency, amount));
            if (Currency.getAvailableCurrencies().stream()
                    .noneMatch(known -> known.getCurrencyCode().equals(currency))) {
                section.problem(currency, "is not a currency", "write a code such as EUR");
            }
        }
        return amounts;
    }

    private static Optional<MessageKind> kind(String word) {
        String name = word.replace('_', '-').toLowerCase(Locale.ROOT);
        return Stream.of(MessageKind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }
}
