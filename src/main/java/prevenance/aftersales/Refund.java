package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Money on its way back to a customer.
///
/// @param reference     the shop's, or ours until the shop gives one; unique
/// @param caseId        the case that decided it, null when none did
/// @param amountMinor   in the currency's smallest unit, above zero
/// @param currency      ISO 4217
/// @param decidedBy     login of who decided or proposed it, null when a file did
/// @param payByDate     until when it must be triggered; null when that was never open
/// @param triggeredAt   when the shop gave the order to pay, null before
/// @param bankReference what the customer can give his bank, null when there is none
/// @param showByDate    until when it should show on his account, null before it is triggered
/// @param checkAt       when it is looked at next, null when nothing is to be looked at
/// @param failedWhy     for the staff, null unless it failed
/// @param endedAt       null while something may still happen
/// @param importedAt    first known here
/// @param version       counts changes, for compare-and-set
public record Refund(
        long id,
        String reference,
        long orderId,
        @Nullable Long caseId,
        RefundState state,
        long amountMinor,
        String currency,
        PaymentMeans means,
        Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable LocalDate payByDate,
        @Nullable Instant triggeredAt,
        @Nullable String bankReference,
        @Nullable LocalDate showByDate,
        @Nullable Instant checkAt,
        @Nullable String failedWhy,
        @Nullable Instant endedAt,
        Instant importedAt,
        int version) {}
