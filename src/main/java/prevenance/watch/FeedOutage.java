package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A stretch of time in which a carrier's feed told us nothing.
///
/// @param beganAt last good reading before it, not when it was noticed
/// @param endedAt first good reading after it; null while it is down
/// @param detail  what was seen, for people; null when there is nothing to add
public record FeedOutage(
        String carrier,
        Instant beganAt,
        @Nullable Instant endedAt,
        OutageCause cause,
        @Nullable String detail) {
    /// How much of it lies between two instants.
    public Duration within(Instant from, Instant to) {
        Instant start = beganAt.isAfter(from) ? beganAt : from;
        Instant end = endedAt == null || endedAt.isAfter(to) ? to : endedAt;
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }
}
