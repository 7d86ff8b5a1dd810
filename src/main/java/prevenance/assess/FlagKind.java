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
    UNMAPPED_CODE
}
