package prevenance.aftersales;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import prevenance.assess.Limit;
import prevenance.assess.RuleSettings;
import prevenance.assess.Thresholds;
import prevenance.assess.Where;
import prevenance.cases.DeskSettings;
import prevenance.config.YamlSection;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// What the shop promises about refunds, exchanges, inquiries and claims.
///
/// @param refundShowBusinessDays business days after which a refund should show; 10 is the upper end of the
///                               "5 to 10 business days" of Stripe's help for customers (read 2026-09)
/// @param refundPayDays          days after the decision by which a refund is triggered; 14 by L221-24 and
///                               L216-7 Code de la consommation (the number in the latter UNCONFIRMED)
/// @param exchangeTellWithin     a replacement shipped longer ago is history: stored, watched, not announced
///                               any more
/// @param exchangeShipDays       business days by which a promised replacement leaves (3: our own)
/// @param secondPersonAbove      per currency: a refund above this sum waits for another person
/// @param advice                 what reshipping and investigating cost
/// @param rules                  the limits that stand in the threshold book: when a refund or a replacement is asked
///                               about, how long a carrier searches and takes claims
public record AftersalesSettings(
        int refundShowBusinessDays,
        int refundPayDays,
        Duration exchangeTellWithin,
        int exchangeShipDays,
        Map<String, BigDecimal> secondPersonAbove,
        AdviceSettings advice,
        RuleSettings rules) {
    private static final int MAX_DAYS = 365;

    public AftersalesSettings {
        secondPersonAbove = Map.copyOf(secondPersonAbove);
    }

    public static AftersalesSettings defaults() {
        return new AftersalesSettings(
                10, 14, Duration.ofDays(3), 3, Map.of(), AdviceSettings.defaults(), RuleSettings.defaults());
    }

    /// @param rules the limits that are not set here
    public static AftersalesSettings read(YamlSection section, RuleSettings rules) {
        AftersalesSettings usual = defaults();
        section.moved("refund-warn-days", "rules.refund-warning-days");
        section.moved("exchange-silent-business-days", "rules.replacement-days");
        section.moved("inquiry-days", "rules.inquiry-answer-days");
        section.moved("claims", "rules.carriers.<carrier>.claim-loss-days, claim-damage-days and so on");
        return new AftersalesSettings(
                section.integer("refund-show-business-days", usual.refundShowBusinessDays, 1, 60),
                section.integer("refund-pay-days", usual.refundPayDays, 1, MAX_DAYS),
                section.duration("exchange-tell-within", usual.exchangeTellWithin),
                section.integer("exchange-ship-business-days", usual.exchangeShipDays, 1, MAX_DAYS),
                DeskSettings.amounts(section, "second-person-above", usual.secondPersonAbove),
                AdviceSettings.read(section.section("advice")),
                rules);
    }

    /// The limits that hold for a parcel.
    Thresholds limits(WatchedParcel parcel, CustomerOrder order) {
        return rules.thresholdsOf(Where.of(parcel, order));
    }

    /// Days after the decision on which the staff is warned of a refund that is not triggered; never later than the
    /// last day.
    int refundWarnDays(Where order) {
        return Math.min(rules.thresholdsOf(order).days(Limit.REFUND_WARNING_DAYS), refundPayDays);
    }

    /// Business days after the promise on which a replacement without parcel is asked about.
    int exchangeSilentDays(Where order) {
        return rules.thresholdsOf(order).days(Limit.REPLACEMENT_DAYS);
    }

    /// Whether a sum waits for a second person. One in a currency without a limit does not.
    public boolean needsSecondPerson(long amountMinor, String currency) {
        BigDecimal limit = secondPersonAbove.get(currency);
        return limit != null && Amounts.decimal(amountMinor, currency).compareTo(limit) > 0;
    }
}
