package prevenance.transit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// Puts journeys on the destination's clock, on which all learning is done.
final class Journeys {
    private Journeys() {}

    static LocalDateTime local(Instant at, ZoneId zone) {
        return LocalDateTime.ofInstant(at, zone);
    }

    /// The last second of a promise.
    static LocalDateTime promisedBy(LocalDate day, @Nullable LocalTime until) {
        return until == null ? day.atTime(23, 59, 59) : day.atTime(until);
    }

    /// The last second before an instant that ends a promise.
    static LocalDateTime promisedBy(Instant end, ZoneId zone) {
        return local(end.minusSeconds(1), zone);
    }

    static Instant instant(long second, ZoneId zone) {
        return LearningWalk.time(second).atZone(zone).toInstant();
    }
}
