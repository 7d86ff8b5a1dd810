package prevenance.console.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import prevenance.console.access.ApiToken;

/// Counts the requests of each token within the last minute. In memory: a restart forgives.
final class RateGauge {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Map<Long, Deque<Instant>> recent = new ConcurrentHashMap<>();

    /// Counts one request; how long to wait when there were too many, and then it is not counted.
    Optional<Duration> count(ApiToken token, Instant now) {
        Deque<Instant> times = recent.computeIfAbsent(token.id(), _ -> new ArrayDeque<>());
        synchronized (times) {
            while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(MINUTE))) {
                times.removeFirst();
            }
            if (times.size() < token.perMinute()) {
                times.addLast(now);
                return Optional.empty();
            }
            return Optional.of(Duration.between(now, times.getFirst().plus(MINUTE)));
        }
    }
}
