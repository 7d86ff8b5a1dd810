package prevenance.transit;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;

/// A parcel of the past, with what became of it. All times are on one clock, that of the destination.
///
/// @param orderedAt   null when not known
/// @param promisedBy  the promise's last instant; null without one
/// @param deliveredAt null when it never came, or has not yet
/// @param steps       what the carrier said, oldest first; empty when that is not known
public record PastJourney(
        String parcel,
        Lane lane,
        @Nullable LocalDateTime orderedAt,
        LocalDateTime handedOverAt,
        @Nullable LocalDateTime promisedBy,
        @Nullable LocalDateTime deliveredAt,
        List<Step> steps) {
    /// A statement of the carrier.
    public record Step(LocalDateTime at, TrackingStatus status) {}

    public PastJourney {
        steps = List.copyOf(steps);
    }
}
