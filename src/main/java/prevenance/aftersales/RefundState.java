package prevenance.aftersales;

/// Where money on its way back stands.
public enum RefundState {
    /// Waits for a second person, because it is a large sum; nobody was told.
    PROPOSED,
    /// Promised to the customer and to be paid.
    DECIDED,
    /// Given to the bank or the payment service.
    TRIGGERED,
    /// It should have arrived, and the customer was asked whether it has.
    ASKED,
    ARRIVED,
    /// The customer says that it has not arrived.
    MISSING,
    /// The bank or the payment service did not take it.
    FAILED,
    CANCELLED;

    /// Nothing more happens to it.
    public boolean isOver() {
        return this == ARRIVED || this == CANCELLED;
    }

    /// Given to the bank and neither arrived nor failed.
    public boolean isUnderWay() {
        return this == TRIGGERED || this == ASKED || this == MISSING;
    }
}
