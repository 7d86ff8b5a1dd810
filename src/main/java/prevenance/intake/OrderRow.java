package prevenance.intake;

import prevenance.tracking.TrackingNumber;

/// A row of an order file, understood.
///
/// @param order   the shop's order number
/// @param carrier carrier code
record OrderRow(
        long line, String order, String carrier, TrackingNumber number, CustomerFields customer, ParcelFields parcel) {
    /// What a parcel is known by.
    String parcelKey() {
        return order + '\n' + carrier + '\n' + number.value();
    }
}
