package prevenance.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import prevenance.transit.AlertTable;
import prevenance.transit.Answer;
import prevenance.transit.EvaluationReport;
import prevenance.transit.EvaluationReport.Calibrated;
import prevenance.transit.EvaluationReport.Case;
import prevenance.transit.HistoryWalk;
import prevenance.transit.PastJourney;
import prevenance.transit.SimpleRules;
import prevenance.transit.SimpleRules.Said;

/// What `evaluate` prints.
final class EvaluationText {
    private static final List<Double> ALARMS = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

    private final Terminal terminal;
    private final List<PastJourney> parcels;
    private final List<Answer> answers;
    private final List<PastJourney> alarmed;
    private final boolean ofAll;
    private final List<Said> simple;
    private final int[] measured;

    /// @param ofAll every parcel was asked about; otherwise the alarms are counted on those that were
    EvaluationText(Terminal terminal, List<PastJourney> parcels, List<Answer> answers, boolean ofAll) {
        this.terminal = terminal;
        this.parcels = parcels;
        this.ofAll = ofAll;
        this.alarmed = ofAll ? parcels : asked(answers);
        this.answers = answers;
        this.simple = SimpleRules.of(parcels, answers);
        this.measured = IntStream.range(0, answers.size())
                .filter(i -> answers.get(i).known()
                        && answers.get(i).late() != null
                        && answers.get(i).truth() != null)
                .toArray();
    }

    private static List<PastJourney> asked(List<Answer> answers) {
        return answers.stream()
                .map(Answer::parcel)
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    void print() {
        terminal.line(String.format(
                Locale.ROOT,
                "%,d parcels, %,d decisions, of which %,d have a known outcome.",
                parcels.size(),
                answers.size(),
                measured.length));
        if (measured.length == 0) {
            return;
        }
        quality();
        calibration();
        range();
        alarms();
    }

    private List<Case> cases(int[] of, Scored scored) {
        return IntStream.of(of)
                .mapToObj(i -> new Case(
                        scored.chance(i), Boolean.TRUE.equals(answers.get(i).truth())))
                .toList();
    }

    private interface Scored {
        double chance(int answer);
    }

    private double learned(int answer) {
        Double late = answers.get(answer).late();
        return late == null ? 0 : late;
    }

    private void quality() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(quality("learned, all", measured, this::learned, true));
        for (int days : HistoryWalk.DAYS_BEFORE) {
            int[] some = IntStream.of(measured)
                    .filter(i -> answers.get(i).daysBefore() == days)
                    .toArray();
            if (some.length > 0) {
                rows.add(quality("learned, " + days + " d before", some, this::learned, true));
            }
        }
        rows.add(quality("base rate of the day", measured, i -> simple.get(i).baseRate(), true));
        rows.add(quality(
                "older than the lane's p90", measured, i -> simple.get(i).old() ? 1 : 0, false));
        terminal.line("");
        terminal.table(List.of("", "cases", "late", "AUC", "avg. precision", "Brier", "calibration error"), rows);
    }

    private List<String> quality(String name, int[] of, Scored scored, boolean chances) {
        List<Case> cases = cases(of, scored);
        double late =
                cases.stream().mapToInt(each -> each.late() ? 1 : 0).average().orElse(0);
        return List.of(
                name,
                String.format(Locale.ROOT, "%,d", cases.size()),
                String.format(Locale.ROOT, "%.1f %%", late * 100),
                number(EvaluationReport.auc(cases)),
                number(EvaluationReport.averagePrecision(cases)),
                chances ? number(EvaluationReport.brier(cases)) : "–",
                chances ? number(EvaluationReport.calibrationError(cases)) : "–");
    }

    private void calibration() {
        List<List<String>> rows = new ArrayList<>();
        for (Calibrated row : EvaluationReport.calibration(cases(measured, this::learned))) {
            if (row.cases() > 0) {
                rows.add(List.of(
                        String.format(Locale.ROOT, "%.0f to %.0f %%", row.from() * 100, row.to() * 100),
                        String.format(Locale.ROOT, "%,d", row.cases()),
                        String.format(Locale.ROOT, "%.1f %%", row.predicted() * 100),
                        String.format(Locale.ROOT, "%.1f %%", row.happened() * 100)));
            }
        }
        terminal.line("");
        terminal.table(List.of("chance to be late", "cases", "predicted", "happened"), rows);
    }

    private void range() {
        int came = 0;
        int within = 0;
        List<Double> off = new ArrayList<>();
        for (Answer answer : answers) {
            PastJourney parcel = answer.parcel();
            if (!answer.known() || parcel == null || parcel.deliveredAt() == null) {
                continue;
            }
            if (answer.low() == null || answer.high() == null || answer.predictedAt() == null) {
                continue;
            }
            came++;
            within += parcel.deliveredAt().isBefore(answer.low())
                            || parcel.deliveredAt().isAfter(answer.high())
                    ? 0
                    : 1;
            off.add(java.time.Duration.between(answer.predictedAt(), parcel.deliveredAt())
                            .abs()
                            .toMinutes()
                    / 1440.0);
        }
        if (came > 0) {
            off.sort(null);
            terminal.line("");
            terminal.line(String.format(
                    Locale.ROOT,
                    "Of those delivered, %.1f %% came within the 80 %% range; the predicted date was off by %.1f days"
                            + " in half of the cases, by more than %.1f in a tenth.",
                    100.0 * within / came,
                    off.get(came / 2),
                    off.get(came * 9 / 10)));
        }
    }

    private void alarms() {
        AlertTable table = new AlertTable(alarmed, answers);
        List<List<String>> rows = new ArrayList<>();
        for (double alarm : ALARMS) {
            rows.add(alarm(
                    String.format(Locale.ROOT, "learned, from %.0f %%", alarm * 100),
                    table,
                    i -> learned(i) >= alarm && answers.get(i).late() != null));
        }
        rows.add(row("older than the lane's p90", table.of(i -> simple.get(i).old())));
        rows.add(row("not handed over 2 d before", table.notHandedOver()));
        terminal.line("");
        if (!ofAll) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "Alarms on the %,d %s asked about, at the moments given:",
                    table.size(),
                    table.size() == 1 ? "parcel" : "parcels"));
        }
        terminal.table(List.of("alarm", "per 100 parcels", "precision", "recall", "median lead (days)"), rows);
    }

    private static List<String> alarm(String name, AlertTable table, IntPredicate alarm) {
        return row(name, table.of(alarm));
    }

    private static List<String> row(String name, AlertTable.Row row) {
        return List.of(
                name,
                String.format(Locale.ROOT, "%.1f", row.per100()),
                percent(row.precision()),
                percent(row.recall()),
                Double.isNaN(row.leadDays()) ? "–" : String.format(Locale.ROOT, "%.0f", row.leadDays()));
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}
