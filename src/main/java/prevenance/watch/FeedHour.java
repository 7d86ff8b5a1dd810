package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a carrier's feed did in one hour.
///
/// @param hourAt   start of the hour, UTC
/// @param reads    questions answered or "not found"
/// @param failures questions that failed
/// @param events   statements never seen before, made since their parcel was imported
/// @param delay    sum over those of seen minus made
/// @param newestAt when the newest statement seen in it was made, at most when it was seen; null when there was none
public record FeedHour(
        String carrier,
        Instant hourAt,
        long reads,
        long failures,
        long events,
        Duration delay,
        @Nullable Instant newestAt) {
    static final Duration HOUR = Duration.ofHours(1);

    static Instant hourOf(Instant at) {
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), HOUR.toMillis()) * HOUR.toMillis());
    }
}
