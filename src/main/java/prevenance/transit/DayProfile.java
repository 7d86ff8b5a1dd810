package prevenance.transit;

/// At which hours of the day parcels are delivered.
final class DayProfile {
    private static final int HOURS = 24;

    private final double[] counts = new double[HOURS];
    private final double[] sums = new double[HOURS + 1];

    DayProfile() {
        for (int hour = 0; hour < HOURS; hour++) {
            counts[hour] = hour >= 9 && hour < 19 ? 20 : 1;
        }
        learn(1);
    }

    void note(long secondOfDay) {
        counts[Math.clamp(secondOfDay / 3600, 0, HOURS - 1)]++;
    }

    final void learn(double fading) {
        double all = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            all += counts[hour] + 1;
        }
        for (int hour = 0; hour < HOURS; hour++) {
            sums[hour + 1] = sums[hour] + (counts[hour] + 1) / all;
            counts[hour] *= fading;
        }
    }

    /// The share of a day's deliveries made by a second of the day.
    double passed(long secondOfDay) {
        int hour = Math.clamp(secondOfDay / 3600, 0, HOURS - 1);
        double within = Math.clamp((secondOfDay - hour * 3600L) / 3600.0, 0, 1);
        return sums[hour] + (sums[hour + 1] - sums[hour]) * within;
    }

    /// By which second of the day that share of the deliveries is made.
    long second(double share) {
        int hour = 0;
        while (hour < HOURS - 1 && sums[hour + 1] < share) {
            hour++;
        }
        double within = (share - sums[hour]) / (sums[hour + 1] - sums[hour]);
        return Math.clamp((long) ((hour + within) * 3600), 0, OperatingClock.SECONDS_A_DAY - 1);
    }
}
