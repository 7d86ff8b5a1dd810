package prevenance.assess;

/// What we conclude about a parcel; always with a reason.
public enum FlagKind {
    /// The carrier still does not know the number.
    NUMBER_UNKNOWN,
    /// Announced, but the carrier never scanned it.
    NOT_HANDED_OVER,
    /// No progress for too many business days.
    STALLED,
    /// The promise has passed at the destination.
    LATE,
    /// The carrier itself announces a delay.
    DELAY_ANNOUNCED,
    /// Delivery was tried and not made.
    ATTEMPT_FAILED,
    /// The carrier cannot find the recipient.
    ADDRESS_PROBLEM,
    /// Waiting at a pickup point.
    PICKUP_WAITING,
    /// Not collected in time, or refused there.
    PICKUP_MISSED,
    DAMAGED,
    /// On its way back to us.
    RETURNING,
    /// Back with us and to be booked in.
    RETURNED,
    /// Silent so long that it is probably lost.
    LOST_SUSPECTED,
    /// The carrier says it is lost.
    LOST_DECLARED,
    /// The carrier used a code that our table does not list.
    UNMAPPED_CODE,
    /// It will probably come after the promise, says what one's own parcels have taught.
    WILL_MISS,
    /// Scanned again and again, but no further.
    NO_PROGRESS_LOOP,
    /// Customs keep it.
    CUSTOMS_HELD,
    /// Customs want a paper or money.
    CUSTOMS_DOCS,
    /// Another parcel of the order has arrived and this one is behind.
    PARTIAL_ORDER,
    /// Another tracking number has taken its place.
    NUMBER_REPLACED,
    /// The carrier says delivered and the customer says not.
    NOT_RECEIVED,
    /// A replacement was promised and no parcel of it is known.
    REPLACEMENT_SILENT,
    /// The last day to claim from the carrier is near.
    CLAIM_DEADLINE,
    /// The last day to pay a refund is near.
    REFUND_DUE,
    /// No date was agreed and the legal 30 days are nearly over.
    LEGAL_DELIVERY_30D,
    /// A message about it did not reach the customer.
    MAIL_FAILED,
    /// Watched for very long without an end: a person closes it.
    TRACKING_END
}
