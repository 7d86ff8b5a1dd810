package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// What the shop says about an exchange. What is null was not said, and leaves what is known.
///
/// @param order       the shop's order number
/// @param carrier     carrier code; null exactly when there is no number yet
/// @param promiseDate what the customer was told about the replacement
/// @param service     the carrier's product, as the shop names it
public record ExchangeNotice(
        String reference,
        String order,
        @Nullable String carrier,
        @Nullable TrackingNumber number,
        @Nullable Instant shippedAt,
        @Nullable String items,
        @Nullable LocalDate promiseDate,
        @Nullable String service) {}
