package prevenance.transit;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// A parcel of the past, with what became of it. All times are on one clock, that of the destination.
///
/// @param orderedAt   null when not known
/// @param promisedBy  the promise's last instant; null without one
/// @param deliveredAt null when it never came, or has not yet
/// @param endedAt     when it came back or was given up; null when nobody said so
public record PastJourney(
        String parcel,
        Lane lane,
        @Nullable LocalDateTime orderedAt,
        LocalDateTime handedOverAt,
        @Nullable LocalDateTime promisedBy,
        @Nullable LocalDateTime deliveredAt,
        @Nullable LocalDateTime endedAt) {}
