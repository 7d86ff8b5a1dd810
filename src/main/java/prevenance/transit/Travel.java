package prevenance.transit;

import java.util.ArrayList;
import java.util.List;
import prevenance.transit.PastJourney.Step;

/// A parcel while the learner follows it. Seconds are those of local wall clocks read as UTC.
final class Travel {
    static final long NEVER = Long.MAX_VALUE;

    final Ladder ladder;
    final long ordered;
    final long handedOver;
    /// [#NEVER] without a promise.
    final long promised;
    /// [#NEVER] when it never came.
    final long delivered;
    final List<Step> steps;
    /// The stages in which it was seen so far.
    final List<Stages.Seen> seen = new ArrayList<>(0);
    /// How many of its steps were looked at.
    int looked;
    /// The lane's typical time when it was handed over, as a logarithm; NaN before.
    double logTypical = Double.NaN;

    Travel(Ladder ladder, long ordered, long handedOver, long promised, long delivered, List<Step> steps) {
        this.ladder = ladder;
        this.ordered = ordered;
        this.handedOver = handedOver;
        this.promised = promised;
        this.delivered = delivered;
        this.steps = steps;
    }

    /// The same as if it had set out at another moment.
    Travel asIfHandedOver(long second) {
        return new Travel(ladder, Math.min(ordered, second), second, promised, delivered, List.of());
    }

    boolean hasPromise() {
        return promised != NEVER;
    }
}
