package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A refund being changed: starts as it was seen, [RefundStore#change] writes it when nobody was faster.
final class RefundDraft {
    String reference;
    RefundState state;
    long amountMinor;
    String currency;
    PaymentMeans means;
    Instant decidedAt;

    @Nullable
    LocalDate payByDate;

    @Nullable
    Instant triggeredAt;

    @Nullable
    String bankReference;

    @Nullable
    LocalDate showByDate;

    @Nullable
    Instant checkAt;

    @Nullable
    String failedWhy;

    @Nullable
    Instant endedAt;

    RefundDraft(Refund seen) {
        reference = seen.reference();
        state = seen.state();
        amountMinor = seen.amountMinor();
        currency = seen.currency();
        means = seen.means();
        decidedAt = seen.decidedAt();
        payByDate = seen.payByDate();
        triggeredAt = seen.triggeredAt();
        bankReference = seen.bankReference();
        showByDate = seen.showByDate();
        checkAt = seen.checkAt();
        failedWhy = seen.failedWhy();
        endedAt = seen.endedAt();
    }

    /// Nothing more happens to it.
    void end(RefundState last, Instant now) {
        state = last;
        checkAt = null;
        endedAt = now;
    }
}
