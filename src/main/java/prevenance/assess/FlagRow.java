package prevenance.assess;

import prevenance.tracking.TrackingNumber;

/// A flag with the parcel and order it belongs to, for lists.
///
/// @param carrier     carrier code
/// @param orderNumber the shop's order number
public record FlagRow(Flag flag, TrackingNumber trackingNumber, String carrier, String orderNumber) {}
