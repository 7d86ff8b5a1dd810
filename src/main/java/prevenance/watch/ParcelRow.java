package prevenance.watch;

/// A parcel in a list.
///
/// @param orderNumber the shop's order number
public record ParcelRow(WatchedParcel parcel, String orderNumber) {}
