package prevenance.tracking;

/// How far a parcel has come, in twelve words; the coarse meaning of a [TrackingStatus]. [#UNKNOWN] means that the
/// carrier used a code its definition does not list, or said nothing yet.
public enum Milestone {
    UNKNOWN,
    ANNOUNCED,
    ACCEPTED,
    IN_TRANSIT,
    HELD,
    OUT_FOR_DELIVERY,
    ATTEMPT_FAILED,
    EXCEPTION,
    AVAILABLE_FOR_PICKUP,
    RETURNING,
    RETURNED,
    DELIVERED;

    /// The journey has ended: nothing more is expected to happen.
    public boolean isEnd() {
        return this == DELIVERED || this == RETURNED;
    }

    /// The carrier has, or had, the parcel in its hands.
    public boolean isPhysical() {
        return this != UNKNOWN && this != ANNOUNCED;
    }
}
