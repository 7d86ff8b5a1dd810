package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An exchange as the page shows it; columns as in the migration.
///
/// @param state    `PROMISED`, `RETURN_RECEIVED`, `SHIPPED`, `BLOCKED`, `ENDED` or `CANCELLED`
/// @param parcelId the replacement, null before it has a number
record Replacement(
        String reference,
        String state,
        @Nullable Long parcelId,
        boolean awaitsReturn,
        Instant promisedAt,
        @Nullable LocalDate shipBy,
        @Nullable Instant returnReceivedAt,
        @Nullable Instant shippedAt) {
    boolean isCancelled() {
        return state.equals("CANCELLED");
    }

    boolean isBlocked() {
        return state.equals("BLOCKED");
    }
}
