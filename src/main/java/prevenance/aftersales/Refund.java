package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Money on its way back to a customer.
///
/// @param reference     the shop's, unique
/// @param amountMinor   in the currency's smallest unit, above zero
/// @param currency      ISO 4217
/// @param triggeredAt   when the shop gave the order to pay
/// @param bankReference what the customer can give his bank, null when there is none
/// @param showByDate    until when it should show on his account
/// @param importedAt    first import
public record Refund(
        String reference,
        long orderId,
        long amountMinor,
        String currency,
        PaymentMeans means,
        Instant triggeredAt,
        @Nullable String bankReference,
        LocalDate showByDate,
        Instant importedAt) {}
