package prevenance.aftersales;

import java.math.BigDecimal;
import prevenance.config.YamlSection;

/// What sending anew and investigating cost, in the shop's currency; all of it the shop's to correct.
///
/// @param staffHour           one hour of an agent, wages and charges (30: our own)
/// @param investigateMinutes  an agent's minutes on one inquiry from start to end (25: our own)
/// @param reshipMinutes       an agent's and a picker's minutes on one replacement (10: our own)
/// @param postage             one parcel (6: our own)
/// @param goodsShare          what goods cost the shop as a share of their price, 0 to 1 (0.5: our own)
/// @param foundChance         share of searched parcels that are found, 0 to 1 (0.3: our own)
/// @param claimChance         share of the goods' price that claims bring back, 0 to 1 (0.3: our own)
/// @param churnChance         share of customers that are lost when they wait for an inquiry, 0 to 1 (0.25:
///                            our own)
/// @param customerValue       what winning one customer costs (45: merchants name 40 to 50 EUR)
/// @param waitDays            how many days waiting is weighed for (7: our own)
/// @param returnedShare       share of customers who send a parcel back that comes after its replacement, 0 to 1 (0.5:
///                            our own)
public record AdviceSettings(
        BigDecimal staffHour,
        int investigateMinutes,
        int reshipMinutes,
        BigDecimal postage,
        BigDecimal goodsShare,
        BigDecimal foundChance,
        BigDecimal claimChance,
        BigDecimal churnChance,
        BigDecimal customerValue,
        int waitDays,
        BigDecimal returnedShare) {
    public static AdviceSettings defaults() {
        return new AdviceSettings(
                new BigDecimal("30"),
                25,
                10,
                new BigDecimal("6"),
                new BigDecimal("0.5"),
                new BigDecimal("0.3"),
                new BigDecimal("0.3"),
                new BigDecimal("0.25"),
                new BigDecimal("45"),
                7,
                new BigDecimal("0.5"));
    }

    static AdviceSettings read(YamlSection section) {
        AdviceSettings usual = defaults();
        return new AdviceSettings(
                amount(section, "staff-hour", usual.staffHour),
                section.integer("investigate-minutes", usual.investigateMinutes, 0, 1_000),
                section.integer("reship-minutes", usual.reshipMinutes, 0, 1_000),
                amount(section, "postage", usual.postage),
                share(section, "goods-share", usual.goodsShare),
                share(section, "found-chance", usual.foundChance),
                share(section, "claim-chance", usual.claimChance),
                share(section, "churn-chance", usual.churnChance),
                amount(section, "customer-value", usual.customerValue),
                section.integer("wait-days", usual.waitDays, 1, 60),
                share(section, "returned-share", usual.returnedShare));
    }

    private static BigDecimal amount(YamlSection section, String key, BigDecimal usual) {
        BigDecimal value = section.optionalDecimal(key).orElse(usual);
        if (value.signum() < 0) {
            section.problem(key, "is below zero", "write what it costs");
            return usual;
        }
        return value;
    }

    private static BigDecimal share(YamlSection section, String key, BigDecimal usual) {
        BigDecimal value = amount(section, key, usual);
        if (value.compareTo(BigDecimal.ONE) > 0) {
            section.problem(key, "is above 1", "write a share such as 0.25");
            return usual;
        }
        return value;
    }
}
