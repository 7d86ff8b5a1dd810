package prevenance.transit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// How good chances were, measured against what came of it.
public final class EvaluationReport {
    /// One measured case.
    ///
    /// @param chance predicted
    /// @param late   true
    public record Case(double chance, boolean late) {}

    /// Of the cases whose chance lay between two bounds: how many, the mean chance and the share that was late.
    public record Calibrated(double from, double to, int cases, double predicted, double happened) {}

    private EvaluationReport() {}

    /// The chance that a late one was given a higher number than one in time; ties count half. NaN without both.
    public static double auc(List<Case> cases) {
        Case[] sorted = cases.toArray(Case[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(Case::chance));
        double ranks = 0;
        long late = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            int lateHere = 0;
            while (end < sorted.length && Double.compare(sorted[end].chance(), sorted[i].chance()) == 0) {
                lateHere += sorted[end++].late() ? 1 : 0;
            }
            ranks += lateHere * (i + 1.0 + end) / 2;
            late += lateHere;
            i = end;
        }
        long others = sorted.length - late;
        return late == 0 || others == 0 ? Double.NaN : (ranks - late * (late + 1) / 2.0) / ((double) late * others);
    }

    /// The mean precision over all late ones, from the highest chance down; ties are taken together.
    public static double averagePrecision(List<Case> cases) {
        Case[] sorted = cases.toArray(Case[]::new);
        Arrays.sort(sorted, Comparator.comparingDouble(Case::chance).reversed());
        double sum = 0;
        long late = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            int lateHere = 0;
            while (end < sorted.length && Double.compare(sorted[end].chance(), sorted[i].chance()) == 0) {
                lateHere += sorted[end++].late() ? 1 : 0;
            }
            late += lateHere;
            sum += lateHere * (late / (double) end);
            i = end;
        }
        return late == 0 ? Double.NaN : sum / late;
    }

    /// The mean squared difference between chance and truth.
    public static double brier(List<Case> cases) {
        return cases.stream()
                .mapToDouble(each -> {
                    double off = each.chance() - (each.late() ? 1 : 0);
                    return off * off;
                })
                .average()
                .orElse(Double.NaN);
    }

    /// In tenths.
    public static List<Calibrated> calibration(List<Case> cases) {
        List<Calibrated> table = new ArrayList<>();
        for (int tenth = 0; tenth < 10; tenth++) {
            double from = tenth / 10.0;
            double to = (tenth + 1) / 10.0;
            boolean last = tenth == 9;
            List<Case> within = cases.stream()
                    .filter(each -> each.chance() >= from && (each.chance() < to || last))
                    .toList();
            table.add(new Calibrated(
                    from,
                    to,
                    within.size(),
                    within.stream().mapToDouble(Case::chance).average().orElse(Double.NaN),
                    within.stream()
                            .mapToInt(each -> each.late() ? 1 : 0)
                            .average()
                            .orElse(Double.NaN)));
        }
        return table;
    }

    /// The mean distance between predicted and happened over the tenths, weighted by their cases.
    public static double calibrationError(List<Case> cases) {
        return calibration(cases).stream()
                        .filter(row -> row.cases() > 0)
                        .mapToDouble(row -> row.cases() * Math.abs(row.predicted() - row.happened()))
                        .sum()
                / cases.size();
    }
}
