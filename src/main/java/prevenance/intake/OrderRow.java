package prevenance.intake;

import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// A row of an order file, understood.
///
/// @param order   the shop's order number
/// @param carrier  carrier code
/// @param replaces the number of the order whose place this one takes; null for none
record OrderRow(
        long line,
        String order,
        String carrier,
        TrackingNumber number,
        CustomerFields customer,
        ParcelFields parcel,
        @Nullable TrackingNumber replaces) {
    /// What a parcel is known by.
    String parcelKey() {
        return order + '\n' + carrier + '\n' + number.value();
    }
}
