package prevenance.transit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.transit.EvaluationReport.Calibrated;
import prevenance.transit.EvaluationReport.Case;

class EvaluationReportTest {
    private static final List<Case> CASES = List.of(
            new Case(0.9, true), new Case(0.8, false), new Case(0.5, true), new Case(0.5, false), new Case(0.1, false));

    @Test
    void aucCountsPairsInTheRightOrderAndTiesHalf() {
        // Of six pairs the late 0.9 wins three, the late 0.5 one and a half.
        assertThat(EvaluationReport.auc(CASES)).isCloseTo(4.5 / 6, within(1e-12));
        assertThat(EvaluationReport.auc(List.of(new Case(0.5, true)))).isNaN();
    }

    @Test
    void manyEqualChancesAreNoMoreThanAGuess() {
        List<Case> many = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            many.add(new Case(0.3, i % 4 == 0));
        }
        assertThat(EvaluationReport.auc(many)).isCloseTo(0.5, within(1e-9));
        assertThat(EvaluationReport.averagePrecision(many)).isCloseTo(0.25, within(1e-9));
    }

    @Test
    void averagePrecisionGoesDownFromTheHighestChance() {
        assertThat(EvaluationReport.averagePrecision(CASES)).isCloseTo((1.0 + 2.0 / 4) / 2, within(1e-12));
    }

    @Test
    void brierIsTheMeanSquareAndTheTableSaysWhatHappened() {
        assertThat(EvaluationReport.brier(CASES)).isCloseTo((0.01 + 0.64 + 0.25 + 0.25 + 0.01) / 5, within(1e-12));
        assertThat(EvaluationReport.calibration(CASES).get(5)).isEqualTo(new Calibrated(0.5, 0.6, 2, 0.5, 0.5));
        assertThat(EvaluationReport.calibrationError(CASES)).isCloseTo((0.1 + 0.8 + 2 * 0.0 + 0.1) / 5, within(1e-9));
    }
}
