package prevenance.aftersales;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// Until when a carrier takes claims, in calendar days. Public figures contradict each other and contracts
/// differ, so each is a setting (`aftersales.claims.<carrier>`), and what nobody confirmed says so.
///
/// @param lossDays    after dispatch; null when unknown
/// @param damageDays  after delivery, or after dispatch when there is none; null when unknown
/// @param lateDays    after delivery, or after dispatch when there is none; null when unknown
/// @param inquiryDays the carrier's answer to an inquiry; null when unknown
/// @param confirmed   the carrier itself says so, or the shop has set it from its contract
public record ClaimTerms(
        @Nullable Integer lossDays,
        @Nullable Integer damageDays,
        @Nullable Integer lateDays,
        @Nullable Integer inquiryDays,
        boolean confirmed) {
    private static final int MAX_DAYS = 365;

    /// What is known of carriers without reading a contract.
    static Map<String, ClaimTerms> known() {
        return Map.of(
                // 30 days after dispatch for loss or damage (La Poste's shop page for private customers, read 2026-09).
                // UNCONFIRMED for contract customers.
                "laposte", new ClaimTerms(30, 30, null, null, false),
                // Damage: 14 days after delivery in France (chronopost.fr help for private customers, read 2026-09);
                // contract customers are said to have 3. UNCONFIRMED for them.
                "chronopost", new ClaimTerms(null, 14, null, null, false),
                // 60 days (third party, United States). UNCONFIRMED. 15 days for guaranteed times (ups.com, 2026-09).
                "ups", new ClaimTerms(60, 60, 15, null, false),
                // 30 days (third party). UNCONFIRMED. A search in Germany takes up to four weeks (giga.de, 2026).
                "dhl", new ClaimTerms(30, 30, null, 28, false),
                // 60 days (third party, United States). UNCONFIRMED.
                "fedex", new ClaimTerms(60, 60, null, null, false));
    }

    /// Terms about which nothing is known.
    static ClaimTerms unknown() {
        return new ClaimTerms(null, null, null, null, false);
    }

    /// Days to claim, null when unknown.
    public @Nullable Integer days(ClaimKind kind) {
        return switch (kind) {
            case LOSS -> lossDays;
            case DAMAGE -> damageDays;
            case LATE -> lateDays;
        };
    }

    static Map<String, ClaimTerms> read(YamlSection section, Map<String, ClaimTerms> usual) {
        Map<String, ClaimTerms> terms = new LinkedHashMap<>(usual);
        section.sections().forEach((carrier, own) -> {
            ClaimTerms known = usual.getOrDefault(carrier, unknown());
            terms.put(
                    carrier,
                    new ClaimTerms(
                            own.optionalInteger("loss-days", 1, MAX_DAYS).orElse(known.lossDays),
                            own.optionalInteger("damage-days", 1, MAX_DAYS).orElse(known.damageDays),
                            own.optionalInteger("late-days", 1, MAX_DAYS).orElse(known.lateDays),
                            own.optionalInteger("inquiry-days", 1, MAX_DAYS).orElse(known.inquiryDays),
                            true));
        });
        return terms;
    }
}
