package prevenance.transit;

import org.jspecify.annotations.Nullable;

/// What was seen of the parcels of one group: how many were delivered at which age among those that reached it, while
/// they reached it. Such a table by period turns at once when a network slows down, and parcels still under way count
/// for what they have shown. The weight of the past fades.
final class Group {
    /// Half-lives in days: of the table, of the recent pace, of the very recent pace, of the share of late ones.
    static final double TABLE = 60;

    static final double PACE = 21;
    static final double PULSE = 6;
    static final double LATENESS = 30;

    final String name;
    final @Nullable Group parent;
    private final Ages ages;
    private final double[] delivered;
    private final double[] atRisk;
    private double observedPace;
    private double expectedPace;
    private double observedPulse;
    private double expectedPulse;
    private double late;
    private double due;
    private double logTimes;
    private double times;
    private double finished;

    Group(String name, @Nullable Group parent, Ages ages) {
        this.name = name;
        this.parent = parent;
        this.ages = ages;
        this.delivered = new double[ages.count()];
        this.atRisk = new double[ages.count()];
    }

    /// A stretch of own time lived at an age by one parcel, at the end of which it was delivered or not.
    void lived(double age, double stretch, boolean ended, double weight) {
        int at = ages.of(age + stretch / 2);
        atRisk[at] += stretch * weight;
        if (ended) {
            delivered[at] += weight;
        }
    }

    void pace(double observed, double expected, double paceWeight, double pulseWeight) {
        observedPace += observed * paceWeight;
        expectedPace += expected * paceWeight;
        observedPulse += observed * pulseWeight;
        expectedPulse += expected * pulseWeight;
    }

    void due(boolean wasLate, double weight) {
        due += weight;
        late += wasLate ? weight : 0;
    }

    void finished(double time, double weight) {
        logTimes += Math.log(Math.max(0.1, time)) * weight;
        times += weight;
        finished++;
    }

    /// Blends this group's chances of delivery per unit of time into those of its parent, interval by interval.
    ///
    /// @param caution how much own experience weighs as much as the parent's
    void blend(double[] chances, int from, int to, double scale, double caution) {
        for (int i = from; i <= to; i++) {
            double chance = (delivered[i] * scale + caution * chances[i]) / (atRisk[i] * scale + caution);
            chances[i] = Math.clamp(chance, 0.0005, 0.98);
        }
    }

    /// Deliveries against those that the table expected, lately; 1 when as expected.
    double pace(double parents, double scale, double caution) {
        return (observedPace * scale + caution * parents) / (expectedPace * scale + caution);
    }

    double pulse(double parents, double scale, double caution) {
        return (observedPulse * scale + caution * parents) / (expectedPulse * scale + caution);
    }

    double lateShare(double parents, double scale, double caution) {
        return (late * scale + caution * parents) / (due * scale + caution);
    }

    double logTime(double parents, double scale, double caution) {
        return (logTimes * scale + caution * parents) / (times * scale + caution);
    }

    /// How many have been delivered, ever.
    int sample() {
        return (int) finished;
    }
}
