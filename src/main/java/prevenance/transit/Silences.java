package prevenance.transit;

import java.time.Duration;

/// How long silences were, in steps that grow by a twelfth.
final class Silences {
    private static final double GROWTH = Math.log(13 / 12.0);
    private static final int STEPS = 110;

    private final int[] counts = new int[STEPS];
    private int all;

    void note(long seconds) {
        double hours = Math.max(0, seconds / 3600.0);
        counts[Math.clamp((int) (Math.log1p(hours) / GROWTH), 0, STEPS - 1)]++;
        all++;
    }

    int count() {
        return all;
    }

    /// The end of the step in which that share is reached.
    Duration quantile(double share) {
        long wanted = (long) Math.ceil(share * all);
        long sum = 0;
        int step = 0;
        while (step < STEPS - 1) {
            sum += counts[step];
            if (sum >= wanted) {
                break;
            }
            step++;
        }
        return Duration.ofMinutes(Math.round(Math.expm1((step + 1) * GROWTH) * 60));
    }
}
