package prevenance.watch;

import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// Numbers the states in which one asks when a parcel's next news will come: by what the carrier said last, and by how
/// often it has spoken.
// Dense tables, numbered by the enums and never compared or stored as numbers.
@SuppressWarnings("EnumOrdinal")
final class NewsStage {
    /// Stands for any number of statements.
    static final int ANY_STEPS = 7;
    static final int PER_STATUS = 8;
    static final int COUNT = TrackingStatus.values().length * PER_STATUS;

    private static final TrackingStatus[] STATUSES = TrackingStatus.values();

    private NewsStage() {}

    /// @param statements made so far
    static int index(TrackingStatus status, int statements) {
        return status.ordinal() * PER_STATUS + bucket(statements);
    }

    static int anySteps(int index) {
        return index - index % PER_STATUS + ANY_STEPS;
    }

    static TrackingStatus status(int index) {
        return STATUSES[index / PER_STATUS];
    }

    static Milestone milestone(int index) {
        return status(index).milestone();
    }

    private static int bucket(int statements) {
        if (statements <= 5) {
            return Math.max(0, statements - 1);
        }
        return statements <= 8 ? 5 : 6;
    }
}
