package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The work item for a person about one parcel, about an order when no parcel is concerned, or about an incident.
///
/// @param parcelId     null: about the order or incident
/// @param orderId      null: about an incident
/// @param incidentId   null: about a parcel or order
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
        @Nullable Long orderId,
        @Nullable Long incidentId,
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

    /// The order that it is about.
    ///
    /// @throws IllegalStateException for an incident's case
    public long order() {
        if (orderId == null) {
            throw new IllegalStateException("case " + id + " is about an incident");
        }
        return orderId;
    }

    CaseSubject subject() {
        return new CaseSubject(orderId, parcelId, incidentId, null, null);
    }
}
