package prevenance.aftersales;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import prevenance.cases.DeskSettings;
import prevenance.config.YamlSection;

/// What the shop promises about refunds, exchanges, inquiries and claims.
///
/// @param refundShowBusinessDays business days after which a refund should show; 10 is the upper end of the
///                               "5 to 10 business days" of Stripe's help for customers (read 2026-09)
/// @param refundPayDays          days after the decision by which a refund is triggered; 14 by L221-24 and
///                               L216-7 Code de la consommation (the number in the latter UNCONFIRMED)
/// @param refundWarnDays         days after the decision on which the staff is warned (10: our own)
/// @param exchangeTellWithin     a replacement shipped longer ago is history: stored, watched, not announced
///                               any more
/// @param exchangeShipDays       business days by which a promised replacement leaves (3: our own)
/// @param exchangeSilentDays     business days after the promise on which a replacement without parcel is
///                               asked about (2: our own)
/// @param inquiryDays            calendar days that carriers take to answer an inquiry, when `carriers` says
///                               nothing (14: our own; DHL Germany says up to four weeks)
/// @param secondPersonAbove      per currency: a refund above this sum waits for another person
/// @param claimTerms             until when claims are taken, by carrier code
/// @param advice                 what reshipping and investigating cost
public record AftersalesSettings(
        int refundShowBusinessDays,
        int refundPayDays,
        int refundWarnDays,
        Duration exchangeTellWithin,
        int exchangeShipDays,
        int exchangeSilentDays,
        int inquiryDays,
        Map<String, BigDecimal> secondPersonAbove,
        Map<String, ClaimTerms> claimTerms,
        AdviceSettings advice) {
    private static final int MAX_DAYS = 365;

    public AftersalesSettings {
        secondPersonAbove = Map.copyOf(secondPersonAbove);
        claimTerms = Map.copyOf(claimTerms);
    }

    public static AftersalesSettings defaults() {
        return new AftersalesSettings(
                10, 14, 10, Duration.ofDays(3), 3, 2, 14, Map.of(), ClaimTerms.known(), AdviceSettings.defaults());
    }

    public static AftersalesSettings read(YamlSection section) {
        AftersalesSettings usual = defaults();
        int payDays = section.integer("refund-pay-days", usual.refundPayDays, 1, MAX_DAYS);
        int warnDays = section.integer("refund-warn-days", Math.min(usual.refundWarnDays, payDays), 1, MAX_DAYS);
        if (warnDays > payDays) {
            section.problem("refund-warn-days", "is later than refund-pay-days", "write a smaller number");
        }
        return new AftersalesSettings(
                section.integer("refund-show-business-days", usual.refundShowBusinessDays, 1, 60),
                payDays,
                warnDays,
                section.duration("exchange-tell-within", usual.exchangeTellWithin),
                section.integer("exchange-ship-business-days", usual.exchangeShipDays, 1, MAX_DAYS),
                section.integer("exchange-silent-business-days", usual.exchangeSilentDays, 1, MAX_DAYS),
                section.integer("inquiry-days", usual.inquiryDays, 1, MAX_DAYS),
                DeskSettings.amounts(section, "second-person-above", usual.secondPersonAbove),
                ClaimTerms.read(section.section("claims"), usual.claimTerms),
                AdviceSettings.read(section.section("advice")));
    }

    /// Whether a sum waits for a second person. One in a currency without a limit does not.
    public boolean needsSecondPerson(long amountMinor, String currency) {
        BigDecimal limit = secondPersonAbove.get(currency);
        return limit != null && Amounts.decimal(amountMinor, currency).compareTo(limit) > 0;
    }
}
