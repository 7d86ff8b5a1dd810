package prevenance.watch;

import java.time.Instant;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// A parcel of a history as one gets to know it: from look to look. It is watched from its first statement until one
/// has
/// seen its end.
final class SimulatedParcel {
    private static final long EARLY_MS = PollPlan.BEFORE_DEADLINE.toMillis();

    private final EventHistory history;
    private final int parcel;
    private final int from;
    private final int count;
    private final long until;
    private final long stallMs;
    private int seen;
    private int stallNoticed = -1;
    private boolean ended;

    /// @param until   nobody looks any more, milliseconds since 1970
    /// @param stallMs silence that is worth knowing of
    SimulatedParcel(EventHistory history, int parcel, long until, long stallMs) {
        this.history = history;
        this.parcel = parcel;
        this.from = history.from[parcel];
        this.count = history.count(parcel);
        this.until = until;
        this.stallMs = stallMs;
    }

    int parcel() {
        return parcel;
    }

    long begin() {
        return history.at[from];
    }

    long until() {
        return until;
    }

    boolean ended() {
        return ended;
    }

    /// What the live program would know of it.
    PollPlan.Standing standing() {
        Instant last = Instant.ofEpochMilli(history.at[from + seen - 1]);
        return new PollPlan.Standing(
                parcel,
                history.statusAt(from + seen - 1),
                Instant.ofEpochMilli(begin()),
                last,
                null,
                null,
                0,
                seen,
                last.plusMillis(stallMs));
    }

    /// When something new will be said, or a silence will have become too long.
    long nextEvent(long now) {
        long stall = stallAt(seen - 1);
        long next = seen < count ? history.at[from + seen] : until + 1;
        return stall > now && stall < next ? stall : next;
    }

    /// Takes a look.
    void look(long now, LookCount counts) {
        counts.calls++;
        see(now, now, counts);
        if (!ended && stallNoticed != seen && now >= stallAt(seen - 1) - EARLY_MS) {
            stallNoticed = seen;
            counts.note(LookCount.Measure.STALL, Math.max(0, now - stallAt(seen - 1)));
        }
    }

    /// Counts what was never seen as seen when the watch ended.
    void close(LookCount counts) {
        if (!ended) {
            see(until, until, counts);
            if (!ended && stallNoticed != seen && stallAt(seen - 1) < until) {
                counts.note(LookCount.Measure.STALL, until - stallAt(seen - 1));
            }
        }
    }

    private void see(long now, long seenAt, LookCount counts) {
        while (!ended && seen < count && history.at[from + seen] <= now) {
            long at = history.at[from + seen];
            TrackingStatus status = history.statusAt(from + seen);
            if (seen > 0) {
                // A stall that ended before anybody looked was noticed with its end.
                if (stallNoticed != seen && stallAt(seen - 1) < at) {
                    counts.note(LookCount.Measure.STALL, at - stallAt(seen - 1));
                }
                note(status, seenAt - at, counts);
            }
            seen++;
            ended = PollPlan.isFinal(status);
        }
    }

    private long stallAt(int event) {
        return history.at[from + event] + stallMs;
    }

    private static void note(TrackingStatus status, long waited, LookCount counts) {
        counts.note(LookCount.Measure.ANY, waited);
        counts.weigh(NewsWorth.of(status), waited);
        if (status.milestone() == Milestone.DELIVERED) {
            counts.note(LookCount.Measure.DELIVERED, waited);
        } else if (status.milestone() == Milestone.ATTEMPT_FAILED) {
            counts.note(LookCount.Measure.ATTEMPT, waited);
        }
    }
}
