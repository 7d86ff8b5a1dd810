package prevenance.watch;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Lets parcels wait for their turn under so many questions an hour, spread evenly over the hour.
final class QuotaQueue {
    /// A parcel whose turn has come or will come.
    ///
    /// @param at   not sooner, milliseconds since 1970
    /// @param rank the lowest is asked first among those whose time has come; as in the watch list, the
    ///             instant at which it came
    private record Turn(SimulatedParcel parcel, long at, long rank) {}

    private static final long SOONEST_MS = 15 * 60_000L;

    private final PollSimulation simulation;
    private final double perHour;
    private final boolean planned;
    private final PriorityQueue<Turn> later =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : order(a, b));
    private final PriorityQueue<Turn> due =
            new PriorityQueue<>((a, b) -> a.rank != b.rank ? Long.compare(a.rank, b.rank) : order(a, b));

    /// @param planned by a plan; else in turn
    QuotaQueue(PollSimulation simulation, double perHour, boolean planned) {
        this.simulation = simulation;
        this.perHour = perHour;
        this.planned = planned;
    }

    LookCount run(PollSimulation.@Nullable Way way) {
        LookCount counts = new LookCount();
        EventHistory history = simulation.history();
        for (int p = 0; p < history.parcels(); p++) {
            SimulatedParcel parcel = simulation.parcel(p);
            later.add(new Turn(parcel, parcel.begin(), parcel.begin()));
        }
        double slot = NewsClock.HOUR_MS / perHour;
        double clock = history.begin();
        while (!later.isEmpty() || !due.isEmpty()) {
            long now = (long) clock;
            while (!later.isEmpty() && later.peek().at <= now) {
                due.add(later.poll());
            }
            Turn turn = due.poll();
            if (turn == null) {
                Turn next = later.peek();
                clock = next == null ? clock : Math.max(clock + slot, (double) next.at);
                continue;
            }
            SimulatedParcel parcel = turn.parcel;
            if (now > parcel.until()) {
                parcel.close(counts);
                continue;
            }
            parcel.look(now, counts);
            clock += slot;
            if (parcel.ended()) {
                continue;
            }
            long next = planned && way != null ? way.next(parcel, now) : now + SOONEST_MS;
            if (next > parcel.until()) {
                parcel.close(counts);
            } else {
                later.add(new Turn(parcel, next, planned ? next : now));
            }
        }
        return counts;
    }

    private static int order(Turn a, Turn b) {
        return Integer.compare(a.parcel.parcel(), b.parcel.parcel());
    }
}
