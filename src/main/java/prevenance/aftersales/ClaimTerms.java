package prevenance.aftersales;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Confidence;
import prevenance.assess.Limit;
import prevenance.assess.RuleSettings;
import prevenance.assess.Threshold;
import prevenance.assess.ThresholdEntry;
import prevenance.assess.Thresholds;
import prevenance.config.YamlSection;

/// Until when a carrier takes claims, in calendar days. Public figures contradict each other and
/// contracts differ, so each is a setting (`aftersales.claims.<carrier>`), and what nobody confirmed
/// says so.
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
    private static final List<Limit> LIMITS =
            List.of(Limit.CLAIM_LOSS_DAYS, Limit.CLAIM_DAMAGE_DAYS, Limit.CLAIM_LATE_DAYS, Limit.INQUIRY_ANSWER_DAYS);

    /// What the threshold book says of carriers, without reading a contract.
    static Map<String, ClaimTerms> known() {
        RuleSettings book = RuleSettings.defaults();
        Map<String, ClaimTerms> known = new TreeMap<>();
        for (Limit limit : LIMITS) {
            for (ThresholdEntry entry : book.limits().getOrDefault(limit, List.of())) {
                String carrier = entry.where().carrier();
                if (carrier != null) {
                    known.computeIfAbsent(carrier, code -> of(book.thresholdsOf(code)));
                }
            }
        }
        return known;
    }

    private static ClaimTerms of(Thresholds carrier) {
        return new ClaimTerms(
                days(carrier, Limit.CLAIM_LOSS_DAYS),
                days(carrier, Limit.CLAIM_DAMAGE_DAYS),
                days(carrier, Limit.CLAIM_LATE_DAYS),
                days(carrier, Limit.INQUIRY_ANSWER_DAYS),
                LIMITS.stream()
                        .flatMap(limit -> carrier.find(limit).stream())
                        .allMatch(known -> known.confidence() == Confidence.HIGH));
    }

    private static @Nullable Integer days(Thresholds carrier, Limit limit) {
        return carrier.find(limit).map(Threshold::number).orElse(null);
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
