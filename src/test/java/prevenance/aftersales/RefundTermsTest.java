package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RefundTermsTest {
    private final RefundTerms terms =
            new RefundTerms(AftersalesSettings.defaults(), ZoneId.of("Europe/Paris"), BankDays.byPublicHolidays());

    @Test
    void aRefundShowsTenBusinessDaysLaterAndOnADeferredCardByTheEndOfTheNextMonth() {
        Instant justAfterMidnightInParis = Instant.parse("2026-12-17T23:30:00Z");
        Map<PaymentMeans, LocalDate> dates = new TreeMap<>();
        for (PaymentMeans means : PaymentMeans.values()) {
            dates.put(means, terms.showByDate("FR", means, justAfterMidnightInParis));
        }
        LocalDate usual = LocalDate.parse("2027-01-05");
        assertThat(dates)
                .isEqualTo(Map.of(
                        PaymentMeans.CARD, usual,
                        PaymentMeans.DEFERRED_CARD, LocalDate.parse("2027-01-31"),
                        PaymentMeans.BANK_TRANSFER, usual,
                        PaymentMeans.WALLET, usual,
                        PaymentMeans.VOUCHER, usual,
                        PaymentMeans.OTHER, usual));
    }

    @Test
    void aRefundIsWorthTellingUntilTheUsualTimeIsOver() {
        Instant triggered = Instant.parse("2026-11-23T09:00:00Z");
        assertThat(terms.worthTelling("FR", triggered, Instant.parse("2026-12-07T22:59:00Z")))
                .isTrue();
        assertThat(terms.worthTelling("FR", triggered, Instant.parse("2026-12-07T23:00:00Z")))
                .isFalse();
    }
}
