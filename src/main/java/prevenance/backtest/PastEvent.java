package prevenance.backtest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingEvent;

/// A statement, with the time in which we knew it.
///
/// @param recordedAt  when we saw it first
/// @param withdrawnAt when a later answer no longer had it; null while it stands
public record PastEvent(
        TrackingEvent event, Instant recordedAt, @Nullable Instant withdrawnAt) {
    boolean isKnownAt(Instant now) {
        return !recordedAt.isAfter(now) && (withdrawnAt == null || withdrawnAt.isAfter(now));
    }
}
