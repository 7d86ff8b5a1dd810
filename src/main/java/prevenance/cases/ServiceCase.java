package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The work item for a person about one parcel.
///
/// @param priority    1 most urgent to 4
/// @param dueAt       when a first answer is due, by the service goal in the shop's hours
/// @param owner       who has taken it, null when nobody has
/// @param closedAt    null while open
/// @param closeReason null while open
/// @param version     counts changes, for compare-and-set
public record ServiceCase(
        long id,
        long parcelId,
        long orderId,
        CaseKind kind,
        int priority,
        CaseState state,
        Instant openedAt,
        Instant dueAt,
        @Nullable String owner,
        @Nullable Instant closedAt,
        @Nullable CloseReason closeReason,
        int version) {
    public boolean isOpen() {
        return state == CaseState.OPEN;
    }
}
