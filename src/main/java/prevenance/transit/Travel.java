package prevenance.transit;

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
    /// When it was given up or came back; [#NEVER] when nobody said so.
    final long ended;
    /// The lane's typical time when it was handed over, as a logarithm.
    double logTypical = Double.NaN;

    Travel(Ladder ladder, long ordered, long handedOver, long promised, long delivered, long ended) {
        this.ladder = ladder;
        this.ordered = ordered;
        this.handedOver = handedOver;
        this.promised = promised;
        this.delivered = delivered;
        this.ended = ended;
    }

    /// The same as if it had set out at another moment.
    Travel asIfHandedOver(long second) {
        return new Travel(ladder, Math.min(ordered, second), second, promised, delivered, ended);
    }

    boolean hasPromise() {
        return promised != NEVER;
    }
}
