package prevenance.transit;

import java.util.ArrayList;
import java.util.List;

/// The newest chances that were given, beside what came of them.
final class Calibration {
    private static final int KEPT = 3_000;

    private final float[] chances = new float[KEPT];
    private final boolean[] truths = new boolean[KEPT];
    private int noted;

    void note(double chance, boolean late) {
        chances[noted % KEPT] = (float) chance;
        truths[noted % KEPT] = late;
        noted++;
    }

    /// How many it looks at.
    int size() {
        return Math.min(noted, KEPT);
    }

    /// The mean distance between chance and truth over the tenths; 1 without any.
    double error() {
        List<EvaluationReport.Case> cases = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            cases.add(new EvaluationReport.Case(chances[i], truths[i]));
        }
        return cases.isEmpty() ? 1 : EvaluationReport.calibrationError(cases);
    }
}
