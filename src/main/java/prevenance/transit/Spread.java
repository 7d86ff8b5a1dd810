package prevenance.transit;

import java.util.Arrays;

/// Where the true arrivals of the past lay on their predicted curves. From it the levels are taken at which four of
/// five really lie between, whatever the curves' own opinion.
final class Spread {
    private static final int PARTS = 100;
    private static final double CAUTION = 100;
    private static final double FADING = 0.985;

    private final double[] counts = new double[PARTS];

    Spread() {
        Arrays.fill(counts, CAUTION / PARTS);
    }

    /// @param level the level of the predicted curve at which a parcel truly came, from 0 to 1
    void note(double level) {
        counts[Math.clamp((int) (level * PARTS), 0, PARTS - 1)]++;
    }

    /// Once a day.
    void fade() {
        for (int i = 0; i < PARTS; i++) {
            counts[i] = counts[i] * FADING + (1 - FADING) * CAUTION / PARTS;
        }
    }

    /// The level of the curve below which such a share of the past came.
    double level(double share) {
        double wanted = share * Arrays.stream(counts).sum();
        double sum = 0;
        for (int i = 0; i < PARTS; i++) {
            if (sum + counts[i] >= wanted) {
                return (i + (wanted - sum) / counts[i]) / PARTS;
            }
            sum += counts[i];
        }
        return 1;
    }
}
