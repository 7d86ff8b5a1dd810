package prevenance.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Where a parcel stands by its story.
///
/// @param statusAt    when the statement behind the status was made; null without one
/// @param lastEventAt when the newest statement of any kind was made; null without one
/// @param firstScanAt the carrier's first physical scan; null before it
/// @param deliveredAt when the recipient got it, as the carrier says; null before
public record Standing(
        TrackingStatus status,
        @Nullable Instant statusAt,
        @Nullable Instant lastEventAt,
        @Nullable Instant firstScanAt,
        @Nullable Instant deliveredAt) {
    /// Before the carrier said anything.
    public static final Standing UNHEARD = new Standing(TrackingStatus.PRE_NO_DATA, null, null, null, null);

    /// By all that a story tells.
    public static Standing of(ParcelHistory history) {
        return new Standing(
                history.status(),
                history.current().map(TrackingEvent::occurredAt).orElse(null),
                history.lastEventAt().orElse(null),
                history.firstScan().map(TrackingEvent::occurredAt).orElse(null),
                history.current()
                        .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                        .map(TrackingEvent::occurredAt)
                        .orElse(null));
    }

    /// The phase of the journey that the status belongs to.
    public Milestone milestone() {
        return status.milestone();
    }
}
