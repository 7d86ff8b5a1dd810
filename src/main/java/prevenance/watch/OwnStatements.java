package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;

/// The statements of an answer that can be about this parcel.
///
/// @param kept    those
/// @param earlier made before the parcel was handed over: carriers use numbers again
/// @param ahead   more than a day ahead of now: a carrier's wrong clock
record OwnStatements(List<TrackingEvent> kept, int earlier, int ahead) {
    /// Above the 14 hours by which a local time of unknown zone can be off.
    private static final Duration AHEAD = Duration.ofDays(1);

    static OwnStatements of(ParcelHistory history, @Nullable Instant shippedAt, Duration margin, Instant now) {
        List<TrackingEvent> kept = new ArrayList<>();
        int earlier = 0;
        int ahead = 0;
        for (TrackingEvent event : history.events()) {
            Instant at = event.occurredAt();
            if (shippedAt != null && at.isBefore(shippedAt.minus(margin))) {
                earlier++;
            } else if (at.isAfter(now.plus(AHEAD))) {
                ahead++;
            } else {
                kept.add(event);
            }
        }
        return new OwnStatements(List.copyOf(kept), earlier, ahead);
    }

    /// The carrier tells only of an earlier parcel with this number, and does not know this one yet.
    boolean onlyEarlier() {
        return kept.isEmpty() && earlier > 0;
    }
}
