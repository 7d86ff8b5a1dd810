package prevenance.watch;

/// Counts questions and how long news had to wait for them.
// Dense tables, numbered by the enums and never compared or stored as numbers.
@SuppressWarnings("EnumOrdinal")
final class LookCount {
    /// What is measured on its own.
    enum Measure {
        DELIVERED,
        ATTEMPT,
        ANY,
        STALL
    }

    private static final int MINUTE_MS = 60_000;

    /// Thirty days; longer waits count as that for the percentile, in full for the mean.
    private static final int MOST_MINUTES = 30 * 24 * 60;

    private final int[][] minutes = new int[Measure.values().length][MOST_MINUTES + 1];
    private final long[] count = new long[Measure.values().length];
    private final double[] sum = new double[Measure.values().length];
    long calls;
    private double weighted;
    private double weights;

    void note(Measure measure, long waitedMs) {
        int m = measure.ordinal();
        minutes[m][(int) Math.min(MOST_MINUTES, waitedMs / MINUTE_MS)]++;
        count[m]++;
        sum[m] += waitedMs;
    }

    void weigh(double worth, long waitedMs) {
        weighted += worth * waitedMs;
        weights += worth;
    }

    void add(LookCount other) {
        calls += other.calls;
        weighted += other.weighted;
        weights += other.weights;
        for (int m = 0; m < count.length; m++) {
            count[m] += other.count[m];
            sum[m] += other.sum[m];
            for (int i = 0; i <= MOST_MINUTES; i++) {
                minutes[m][i] += other.minutes[m][i];
            }
        }
    }

    /// In hours.
    PollSimulation.Delay delay(Measure measure) {
        int m = measure.ordinal();
        if (count[m] == 0) {
            return new PollSimulation.Delay(0, 0, 0);
        }
        long rank = (long) Math.ceil(count[m] * 0.95);
        long below = 0;
        int minute = 0;
        while (minute < MOST_MINUTES && below + minutes[m][minute] < rank) {
            below += minutes[m][minute++];
        }
        return new PollSimulation.Delay(count[m], sum[m] / count[m] / NewsClock.HOUR_MS, minute / 60.0);
    }

    /// The mean wait with each piece of news weighed by its worth, in hours.
    double weightedHours() {
        return weights == 0 ? 0 : weighted / weights / NewsClock.HOUR_MS;
    }
}
