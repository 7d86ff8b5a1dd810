package prevenance.transit;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// A parcel under way, as far as it was known at the moment of asking.
///
/// @param orderedAt    null when the shop did not say
/// @param handedOverAt the carrier's first scan, else the hand-over that the shop named
/// @param promisedBy   the promise's last instant; null when nothing was promised
/// @param milestone    how far it has come
/// @param lastStatus   the newest statement of any kind; null before the first
/// @param lastEventAt  when that was made; null before the first
/// @param zone         the destination's clock
public record Journey(
        Lane lane,
        @Nullable Instant orderedAt,
        Instant handedOverAt,
        @Nullable Instant promisedBy,
        Milestone milestone,
        @Nullable TrackingStatus lastStatus,
        @Nullable Instant lastEventAt,
        ZoneId zone) {}
