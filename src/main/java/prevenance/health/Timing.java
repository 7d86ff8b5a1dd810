package prevenance.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How long something took, each time, counted in steps. Any thread may add.
final class Timing {
    /// Upper ends in seconds; one more step takes what is longer.
    static final List<Double> STEPS = List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    private final List<LongAdder> counts =
            Stream.generate(LongAdder::new).limit(STEPS.size() + 1L).toList();
    private final DoubleAdder sum = new DoubleAdder();

    void add(Duration took) {
        double seconds = took.toNanos() / 1e9;
        int step = 0;
        while (step < STEPS.size() && seconds > STEPS.get(step)) {
            step++;
        }
        counts.get(step).increment();
        sum.add(seconds);
    }

    /// How many fell into each step, the last one without an end.
    List<Long> counts() {
        return counts.stream().map(LongAdder::sum).toList();
    }

    double sum() {
        return sum.sum();
    }
}
