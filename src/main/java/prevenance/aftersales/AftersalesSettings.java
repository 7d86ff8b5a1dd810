package prevenance.aftersales;

import java.time.Duration;
import prevenance.config.YamlSection;

/// What the shop promises about refunds and exchanges.
///
/// @param refundShowBusinessDays business days after which a refund should show; 10 is the upper end of the "5 to 10
///                               business days" of Stripe's help for customers (read 2026-09)
/// @param exchangeTellWithin     a replacement shipped longer ago is history: stored, watched, not announced any more
public record AftersalesSettings(int refundShowBusinessDays, Duration exchangeTellWithin) {
    public static AftersalesSettings defaults() {
        return new AftersalesSettings(10, Duration.ofDays(3));
    }

    public static AftersalesSettings read(YamlSection section) {
        AftersalesSettings usual = defaults();
        return new AftersalesSettings(
                section.integer("refund-show-business-days", usual.refundShowBusinessDays(), 1, 60),
                section.duration("exchange-tell-within", usual.exchangeTellWithin()));
    }
}
