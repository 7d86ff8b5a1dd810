package prevenance.watch;

/// Which way a parcel goes.
public enum Leg {
    /// To the customer.
    OUTBOUND,
    /// A replacement, to the customer.
    EXCHANGE,
    /// From the customer back to the shop.
    RETURN
}
