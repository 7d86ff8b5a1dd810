package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A refund as the page shows it; columns as in the migration.
///
/// @param aboutParcel the parcel of the case that decided it, null: not known
/// @param state  `DECIDED`, `TRIGGERED`, `ASKED`, `ARRIVED`, `MISSING`, `FAILED` or `CANCELLED`
/// @param means  as the aftersales name it: `CARD`, `DEFERRED_CARD`, …
record Reimbursement(
        String reference,
        @Nullable Long aboutParcel,
        String state,
        long amountMinor,
        String currency,
        String means,
        Instant decidedAt,
        @Nullable LocalDate payBy,
        @Nullable Instant triggeredAt,
        @Nullable String bankReference,
        @Nullable LocalDate showBy,
        @Nullable Instant endedAt) {
    /// Decided for that parcel, or for the whole order.
    boolean settles(long parcelId) {
        return !isCancelled() && (aboutParcel == null || aboutParcel == parcelId);
    }

    boolean isCancelled() {
        return state.equals("CANCELLED");
    }

    /// The order to pay is given, and nobody has said that it arrived.
    boolean isUnderWay() {
        return state.equals("TRIGGERED") || state.equals("ASKED") || state.equals("MISSING");
    }
}
