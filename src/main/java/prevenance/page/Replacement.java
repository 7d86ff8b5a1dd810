package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An exchange as the page shows it; columns as in the migration.
///
/// @param aboutParcel the parcel of the case that decided it, null: not known
/// @param state    `PROMISED`, `RETURN_RECEIVED`, `SHIPPED`, `BLOCKED`, `ENDED` or `CANCELLED`
/// @param parcelId the replacement, null before it has a number
record Replacement(
        String reference,
        @Nullable Long aboutParcel,
        String state,
        @Nullable Long parcelId,
        boolean awaitsReturn,
        Instant promisedAt,
        @Nullable LocalDate shipBy,
        @Nullable Instant returnReceivedAt,
        @Nullable Instant shippedAt) {
    /// Decided for that parcel, or for the whole order.
    boolean settles(long parcelId) {
        return !isCancelled() && (aboutParcel == null || aboutParcel == parcelId);
    }

    boolean isCancelled() {
        return state.equals("CANCELLED");
    }

    boolean isBlocked() {
        return state.equals("BLOCKED");
    }
}
