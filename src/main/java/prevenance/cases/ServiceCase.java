package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The work item for a person about one parcel, or about an order when no parcel is concerned.
///
/// @param parcelId     null: about the order
/// @param priority     1 most urgent to 4
/// @param dueAt        when a first answer is due, by the service goal in the shop's hours
/// @param answeredAt   when a person first did something, or the customer was first written to more than that
///                     his word has come in; null before
/// @param owner        who has taken it, null when nobody has
/// @param waitingUntil laid aside until then, null when it is to be done
/// @param callBackAt   the customer is to be called then, null when no call is asked for
/// @param rootCause    what logistics can learn from it, null while nobody said
/// @param swappedWith  the case of the parcel that was swapped with this one's, null for none
/// @param closedAt     null while open
/// @param closeReason  null while open
/// @param version      counts changes, for compare-and-set
public record ServiceCase(
        long id,
        @Nullable Long parcelId,
        long orderId,
        CaseKind kind,
        int priority,
        CaseState state,
        Instant openedAt,
        Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable String owner,
        @Nullable Instant waitingUntil,
        @Nullable Instant callBackAt,
        @Nullable RootCause rootCause,
        @Nullable Long swappedWith,
        @Nullable Instant closedAt,
        @Nullable CloseReason closeReason,
        int version) {
    public boolean isOpen() {
        return state == CaseState.OPEN;
    }
}
