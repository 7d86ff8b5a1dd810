package prevenance.testing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;

/// A statement of a carrier in a [GeneratedHistory].
///
/// @param place  a hub or depot such as `Hub Lyon` or `Depot 69`; null when none was said
public record GeneratedEvent(
        String parcel,
        String carrier,
        Instant occurredAt,
        TrackingStatus status,
        @Nullable String place) {}
