package prevenance.bench;

import java.util.Arrays;

/// Measures two things by turns, because machines are noisy, and gives the medians.
final class Rounds {
    private Rounds() {}

    /// One measurement.
    interface Measured {
        double run() throws Exception;
    }

    /// Medians.
    record Pair(double ours, double limit) {}

    /// @param rounds how often each; the first of each is not counted
    static Pair of(int rounds, Progress progress, Measured ours, Measured limit) throws Exception {
        double[] our = new double[rounds];
        double[] other = new double[rounds];
        progress.tell("warming up");
        ours.run();
        limit.run();
        for (int round = 0; round < rounds; round++) {
            progress.tell("round " + (round + 1) + " of " + rounds);
            our[round] = ours.run();
            other[round] = limit.run();
        }
        return new Pair(median(our), median(other));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// How many of something a second.
    static double perSecond(long count, long startedNanos) {
        return count / ((System.nanoTime() - startedNanos) / 1e9);
    }
}
