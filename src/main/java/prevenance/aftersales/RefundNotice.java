package prevenance.aftersales;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What the shop says about a refund; see [Refund] for the units.
///
/// @param order the shop's order number
public record RefundNotice(
        String reference,
        String order,
        long amountMinor,
        String currency,
        PaymentMeans means,
        Instant triggeredAt,
        @Nullable String bankReference) {}
