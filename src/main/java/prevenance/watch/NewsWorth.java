package prevenance.watch;

import prevenance.tracking.TrackingStatus;

/// How much an hour's delay in seeing a piece of news counts, beside that of a plain scan. What a customer or the staff
/// acts on counts more: the end, a missed delivery, trouble, a parcel that waits to be collected.
final class NewsWorth {
    private NewsWorth() {}

    static double of(TrackingStatus status) {
        return switch (status.milestone()) {
            case DELIVERED, ATTEMPT_FAILED -> 4;
            case EXCEPTION, RETURNING, RETURNED -> 4;
            case AVAILABLE_FOR_PICKUP, HELD -> 3;
            case OUT_FOR_DELIVERY -> 1.5;
            case UNKNOWN, ANNOUNCED, ACCEPTED -> 1;
            case IN_TRANSIT -> isTrouble(status) ? 3 : 1;
        };
    }

    private static boolean isTrouble(TrackingStatus status) {
        return status.wireName().contains("delay")
                || status == TrackingStatus.TRANSIT_PROBLEM_OPEN
                || status == TrackingStatus.TRANSIT_MISSORTED;
    }
}
