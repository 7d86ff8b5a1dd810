package prevenance.aftersales;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the shop says about a refund; see [Refund] for the units.
///
/// @param order       the shop's order number
/// @param state       [RefundState#DECIDED], `TRIGGERED`, `ARRIVED`, `FAILED` or `CANCELLED`
/// @param triggeredAt null when it was not triggered, or the shop says so no more
/// @param failedWhy   for the staff, null when not said
public record RefundNotice(
        String reference,
        String order,
        long amountMinor,
        String currency,
        PaymentMeans means,
        RefundState state,
        @Nullable Instant triggeredAt,
        @Nullable String bankReference,
        @Nullable String failedWhy) {
    /// One that was triggered.
    public RefundNotice(
            String reference,
            String order,
            long amountMinor,
            String currency,
            PaymentMeans means,
            Instant triggeredAt,
            @Nullable String bankReference) {
        this(reference, order, amountMinor, currency, means, RefundState.TRIGGERED, triggeredAt, bankReference, null);
    }
}
