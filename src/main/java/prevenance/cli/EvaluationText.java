package prevenance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prevenance.transit.Answer;
import prevenance.transit.EvaluationReport;
import prevenance.transit.EvaluationReport.Calibrated;
import prevenance.transit.EvaluationReport.Case;
import prevenance.transit.PastJourney;

/// What `evaluate` prints.
final class EvaluationText {
    private final Terminal terminal;

    EvaluationText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(List<PastJourney> parcels, List<Answer> answers) {
        List<Case> cases = new ArrayList<>();
        int covered = 0;
        int came = 0;
        for (Answer answer : answers) {
            if (!answer.known()) {
                continue;
            }
            if (answer.late() != null && answer.truth() != null) {
                cases.add(new Case(answer.late(), answer.truth()));
            }
            PastJourney parcel = answer.parcel();
            if (parcel != null && parcel.deliveredAt() != null && answer.low() != null && answer.high() != null) {
                came++;
                covered += parcel.deliveredAt().isBefore(answer.low())
                                || parcel.deliveredAt().isAfter(answer.high())
                        ? 0
                        : 1;
            }
        }
        terminal.line("%,d parcels, %,d decisions with a known outcome".formatted(parcels.size(), cases.size()));
        if (cases.isEmpty()) {
            return;
        }
        double base =
                cases.stream().mapToInt(each -> each.late() ? 1 : 0).average().orElse(0);
        terminal.line(format(
                "late share %.4f AUC %.4f AP %.4f Brier %.4f (base %.4f) ECE %.4f coverage %.4f",
                base,
                EvaluationReport.auc(cases),
                EvaluationReport.averagePrecision(cases),
                EvaluationReport.brier(cases),
                base * (1 - base),
                EvaluationReport.calibrationError(cases),
                covered / (double) came));
        for (int days : List.of(1, 2, 3, 5, 7)) {
            List<Case> some = answers.stream()
                    .filter(a -> a.known() && a.daysBefore() == days && a.late() != null && a.truth() != null)
                    .map(a -> new Case(a.late(), a.truth()))
                    .toList();
            if (some.isEmpty()) continue;
            double b = some.stream()
                    .mapToInt(each -> each.late() ? 1 : 0)
                    .average()
                    .orElse(0);
            terminal.line(format(
                    "%d d: n %d late %.3f AUC %.4f AP %.4f Brier %.4f (%.4f) ECE %.4f",
                    days,
                    some.size(),
                    b,
                    EvaluationReport.auc(some),
                    EvaluationReport.averagePrecision(some),
                    EvaluationReport.brier(some),
                    b * (1 - b),
                    EvaluationReport.calibrationError(some)));
        }
        for (Calibrated row : EvaluationReport.calibration(cases)) {
            terminal.line(format(
                    "%.1f-%.1f %7d predicted %.3f happened %.3f",
                    row.from(), row.to(), row.cases(), row.predicted(), row.happened()));
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
