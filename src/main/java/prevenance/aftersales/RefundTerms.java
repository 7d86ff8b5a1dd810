package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import prevenance.assess.Where;

/// Until when a refund is to be triggered and should show on the customer's account, and whether there is
/// still a point in telling him. Pure.
public record RefundTerms(AftersalesSettings settings, ZoneId zone, BankDays bankDays) {
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    /// The day on which it was triggered, where the shop is.
    public LocalDate triggeredDate(Instant triggeredAt) {
        return triggeredAt.atZone(zone).toLocalDate();
    }

    /// The last day of the time a bank usually takes: "5 to 10 business days" (Stripe's help for customers,
    /// French page, read 2026-09). A card debited once a month shows it with a coming statement (a French
    /// merchant's help page says the next month's, read 2026-09): the end of the month after the one it was
    /// triggered in. UNCONFIRMED for statements that close in the middle of a month.
    public LocalDate showByDate(String country, PaymentMeans means, Instant triggeredAt) {
        LocalDate banks = usualDate(country, triggeredAt);
        return switch (means) {
            case DEFERRED_CARD -> {
                LocalDate statement = triggeredDate(triggeredAt).plusMonths(1).with(TemporalAdjusters.lastDayOfMonth());
                yield statement.isAfter(banks) ? statement : banks;
            }
            case CARD, BANK_TRANSFER, WALLET, VOUCHER, OTHER -> banks;
        };
    }

    /// True while the usual time is not over. What is older is history: it is stored and nothing is said.
    public boolean worthTelling(String country, Instant triggeredAt, Instant now) {
        return !now.atZone(zone).toLocalDate().isAfter(usualDate(country, triggeredAt));
    }

    private LocalDate usualDate(String country, Instant triggeredAt) {
        return bankDays.plus(country, triggeredDate(triggeredAt), settings.refundShowBusinessDays());
    }

    /// Until when a refund decided at an instant is triggered.
    public LocalDate payByDate(Instant decidedAt) {
        return triggeredDate(decidedAt).plusDays(settings.refundPayDays());
    }

    /// When the staff is warned of a refund that was decided and not yet triggered.
    ///
    /// @param order whose refund it is
    public Instant warnAt(Where order, Instant decidedAt) {
        return morning(triggeredDate(decidedAt).plusDays(settings.refundWarnDays(order)));
    }

    /// When the customer is asked whether it has arrived: the morning after the day by which it should show.
    public Instant askAt(LocalDate showByDate) {
        return morning(showByDate.plusDays(1));
    }

    private Instant morning(LocalDate day) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }
}
