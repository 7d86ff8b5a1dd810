package prevenance.cases;

import org.jspecify.annotations.Nullable;
import prevenance.watch.WatchedParcel;

/// What a case is or shall be about.
///
/// @param orderId    null: an incident
/// @param parcelId   null: the order as a whole, or an incident
/// @param incidentId null: a parcel or order
/// @param valueMinor what is at stake in the currency's smallest unit, null when unknown
/// @param currency   ISO 4217, null when unknown
public record CaseSubject(
        @Nullable Long orderId,
        @Nullable Long parcelId,
        @Nullable Long incidentId,
        @Nullable Long valueMinor,
        @Nullable String currency) {
    /// About a parcel or, without one, about an order as a whole.
    public CaseSubject(long orderId, @Nullable Long parcelId, @Nullable Long valueMinor, @Nullable String currency) {
        this(orderId, parcelId, null, valueMinor, currency);
    }

    public static CaseSubject of(WatchedParcel parcel) {
        return new CaseSubject(parcel.orderId(), parcel.id(), parcel.valueMinor(), parcel.currency());
    }

    public static CaseSubject order(long orderId) {
        return new CaseSubject(orderId, null, null, null);
    }

    /// About many parcels in one trouble.
    public static CaseSubject incident(long incidentId) {
        return new CaseSubject(null, null, incidentId, null, null);
    }
}
