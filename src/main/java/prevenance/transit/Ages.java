package prevenance.transit;

/// How an axis of ages is cut into intervals: fine at first, then ever wider.
final class Ages {
    /// In units of an [OperatingClock]: half days up to 10, then growing to 150.
    static final Ages ABSOLUTE = new Ages(0.5, 10, 1.12, 150);

    /// In multiples of the lane's typical time: up to 15 times.
    static final Ages RELATIVE = new Ages(0.1, 2, 1.1, 15);

    private static final int STEPS_PER_UNIT = 20;

    private final double[] edges;
    private final short[] lookup;

    private Ages(double step, double fineUntil, double growth, double end) {
        java.util.List<Double> all = new java.util.ArrayList<>();
        double width = step;
        for (double edge = 0; edge < end; edge += width) {
            all.add(edge);
            if (edge >= fineUntil - 1e-9) {
                width *= growth;
            }
        }
        all.add(Double.POSITIVE_INFINITY);
        edges = all.stream().mapToDouble(Double::doubleValue).toArray();
        lookup = new short[(int) Math.ceil(end * STEPS_PER_UNIT) + 1];
        short index = 0;
        for (int i = 0; i < lookup.length; i++) {
            while (edges[index + 1] <= i / (double) STEPS_PER_UNIT + 1e-9) {
                index++;
            }
            lookup[i] = index;
        }
    }

    int count() {
        return edges.length - 1;
    }

    /// The interval that holds an age.
    int of(double age) {
        int i = Math.clamp((long) (age * STEPS_PER_UNIT), 0, lookup.length - 1);
        int index = lookup[i];
        return age >= edges[index + 1] ? index + 1 : index;
    }

    double start(int index) {
        return edges[index];
    }

    /// Infinite for the last one.
    double end(int index) {
        return edges[index + 1];
    }
}
