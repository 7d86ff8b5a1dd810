package prevenance.cases;

import org.jspecify.annotations.Nullable;
import prevenance.watch.WatchedParcel;

/// What a case is or shall be about.
///
/// @param parcelId   null: the order as a whole
/// @param valueMinor what is at stake in the currency's smallest unit, null when unknown
/// @param currency   ISO 4217, null when unknown
public record CaseSubject(
        long orderId,
        @Nullable Long parcelId,
        @Nullable Long valueMinor,
        @Nullable String currency) {
    public static CaseSubject of(WatchedParcel parcel) {
        return new CaseSubject(parcel.orderId(), parcel.id(), parcel.valueMinor(), parcel.currency());
    }

    public static CaseSubject order(long orderId) {
        return new CaseSubject(orderId, null, null, null);
    }
}
