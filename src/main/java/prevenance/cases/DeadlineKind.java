package prevenance.cases;

/// What must be done by a deadline.
public enum DeadlineKind {
    /// A reasoned protest to the carrier about damage, by the recipient: L133-3 Code de commerce.
    RESERVATION,
    /// Telling the carrier that the recipient disputes the delivery.
    DISPUTE,
    /// Sending the claim for compensation.
    CLAIM,
    /// The carrier's answer to our question.
    INQUIRY_ANSWER,
    /// Sending a promised replacement.
    EXCHANGE_SHIP,
    /// Paying a decided refund.
    REFUND_PAY,
    /// The last day at a pickup point.
    PICKUP_HOLD,
    /// Delivering at all: L216-1 Code de la consommation.
    DELIVERY,
    CALL_BACK,
    /// Writing to a customer who was told by when he hears from us.
    NEWS;

    /// Pointless once its case is closed; the others outlive it.
    public boolean endsWithCase() {
        return switch (this) {
            case DISPUTE, INQUIRY_ANSWER, CALL_BACK, NEWS -> true;
            case RESERVATION, CLAIM, EXCHANGE_SHIP, REFUND_PAY, PICKUP_HOLD, DELIVERY -> false;
        };
    }
}
