package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.watch.FeedHourStore.Slice;

/// Says from what was seen of a feed whether it is down or back. Pure.
final class FeedJudge {
    /// How far back failures are counted.
    static final Duration WINDOW = Duration.ofMinutes(30);

    /// How far back good readings are counted before a feed counts as back.
    static final Duration BACK_WINDOW = Duration.ofMinutes(10);

    /// Fewer failed requests may be chance.
    private static final long LEAST_FAILED = 3;

    /// A feed of which nothing good was heard for so long is down after fewer.
    private static final Duration NOTHING_GOOD = Duration.ofHours(2);

    private static final double TIMES_THE_GAP = 3;
    private static final Duration SHORTEST_SILENCE = Duration.ofHours(3);

    private FeedJudge() {}

    /// What is known of one feed.
    ///
    /// @param slices of the last thirty minutes, oldest first
    /// @param hours  of the last weeks, oldest first
    /// @param usual  null when too little is known
    record Signs(
            CarrierHealth health,
            List<Slice> slices,
            List<FeedHour> hours,
            @Nullable FeedUsual usual) {}

    /// The outage that has begun, empty when the feed works or nobody can tell.
    static Optional<FeedOutage> down(String carrier, Signs signs, Instant now) {
        CarrierHealth health = signs.health();
        Instant answered = health.lastAnsweredAt();
        if (health.state() == CarrierHealth.State.REFUSED) {
            Instant failed = health.lastFailedAt();
            Instant began = answered != null ? answered : failed != null ? failed : now;
            return Optional.of(new FeedOutage(carrier, began, null, OutageCause.REFUSED, health.lastError()));
        }
        long good = signs.slices().stream().mapToLong(Slice::good).sum();
        long failed = signs.slices().stream().mapToLong(Slice::failed).sum();
        boolean longSilent = answered == null || answered.isBefore(now.minus(NOTHING_GOOD));
        boolean enough = failed >= LEAST_FAILED || (longSilent && health.failures() >= LEAST_FAILED);
        if (failed > good && enough) {
            Instant first = signs.slices().stream()
                    .filter(slice -> slice.failed() > 0)
                    .findFirst()
                    .map(Slice::sliceAt)
                    .orElse(now);
            Instant began = answered != null && answered.isBefore(first) ? answered : first;
            return Optional.of(new FeedOutage(carrier, began, null, OutageCause.FAILED_READS, health.lastError()));
        }
        return silent(carrier, signs, now);
    }

    /// When a feed that was down has come back; empty while it has not.
    static Optional<Instant> back(FeedOutage open, Signs signs, Instant now) {
        CarrierHealth health = signs.health();
        Instant answered = health.lastAnsweredAt();
        if (open.cause() == OutageCause.NO_EVENTS) {
            // What was answered before may still be of the frozen feed.
            return newest(signs.hours())
                    .filter(at -> at.isAfter(open.beganAt()))
                    .map(_ -> now);
        }
        if (health.state() != CarrierHealth.State.OPEN
                || health.failures() > 0
                || answered == null
                || !answered.isAfter(open.beganAt())) {
            return Optional.empty();
        }
        Instant failedAt = health.lastFailedAt();
        if (failedAt != null && !answered.isAfter(failedAt)) {
            return Optional.empty();
        }
        List<Slice> last = signs.slices().stream()
                .filter(slice -> slice.sliceAt().isAfter(now.minus(BACK_WINDOW.plus(FeedHourStore.SLICE))))
                .toList();
        long good = last.stream().mapToLong(Slice::good).sum();
        long failed = last.stream().mapToLong(Slice::failed).sum();
        boolean calm = failedAt == null || failedAt.isBefore(now.minus(BACK_WINDOW));
        if (good <= failed && !calm) {
            return Optional.empty();
        }
        return Optional.of(firstGood(signs.slices(), open.beganAt()).orElse(answered));
    }

    /// Reads succeed, but nothing new is said for three times the usual gap of that hour and weekday.
    private static Optional<FeedOutage> silent(String carrier, Signs signs, Instant now) {
        FeedUsual usual = signs.usual();
        Optional<Instant> newest = newest(signs.hours());
        if (usual == null || newest.isEmpty()) {
            return Optional.empty();
        }
        Instant since = newest.get();
        if (since.isAfter(now.minus(SHORTEST_SILENCE))) {
            return Optional.empty();
        }
        // What was asked before that news was seen did bring something.
        Instant seen = signs.hours().stream()
                .filter(hour -> since.equals(hour.newestAt()))
                .map(FeedHour::hourAt)
                .findFirst()
                .orElse(since);
        Instant quiet = seen.isAfter(since) ? seen : since;
        if (quiet.isAfter(now.minus(SHORTEST_SILENCE))) {
            return Optional.empty();
        }
        double missed = signs.hours().stream()
                .filter(hour -> hour.hourAt().isAfter(quiet))
                .mapToDouble(usual::expected)
                .sum();
        if (missed < TIMES_THE_GAP * usual.gap()) {
            return Optional.empty();
        }
        return Optional.of(new FeedOutage(
                carrier,
                since,
                null,
                OutageCause.NO_EVENTS,
                "nothing new where " + Math.round(missed) + " statements were to be expected"));
    }

    private static Optional<Instant> newest(List<FeedHour> hours) {
        Instant newest = null;
        for (FeedHour hour : hours) {
            Instant at = hour.newestAt();
            if (at != null && (newest == null || at.isAfter(newest))) {
                newest = at;
            }
        }
        return Optional.ofNullable(newest);
    }

    private static Optional<Instant> firstGood(List<Slice> slices, Instant after) {
        Instant first = null;
        for (Slice slice : slices) {
            if (slice.failed() >= slice.good() && slice.failed() > 0) {
                first = null;
            }
            Instant good = slice.firstGoodAt();
            if (first == null && good != null && good.isAfter(after)) {
                first = good;
            }
        }
        return Optional.ofNullable(first);
    }
}
