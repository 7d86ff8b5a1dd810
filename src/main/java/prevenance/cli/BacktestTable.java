package prevenance.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.backtest.BacktestReport;
import prevenance.backtest.RuleFigures;

/// A back-test in aligned columns.
final class BacktestTable {
    private static final List<String> HEADINGS = List.of(
            "Rule",
            "Raised",
            "True",
            "False",
            "Missed",
            "Precision",
            "Recall",
            "Before promise",
            "Before delivery",
            "Before contact",
            "Cases",
            "Mails");

    private final Terminal terminal;

    BacktestTable(Terminal terminal) {
        this.terminal = terminal;
    }

    void facts(BacktestReport report, String narrowed) {
        terminal.line(String.format(
                Locale.ROOT,
                "%,d closed parcels%s, %,d with a promise: %,d in time, %,d late, %,d never came, %,d came back, %,d"
                        + " voided.",
                report.parcels(),
                narrowed,
                report.promised(),
                report.inTime(),
                report.late(),
                report.never(),
                report.returned(),
                report.voided()));
    }

    void report(BacktestReport report) {
        terminal.line("");
        terminal.line(String.format(
                Locale.ROOT, "Rules %s: %,d cases, %,d mails.", report.name(), report.cases(), report.mails()));
        table(Stream.concat(
                        report.rules().stream().filter(rule -> rule.raised() > 0 || isMissed(rule)),
                        report.sums().stream())
                .map(BacktestTable::cells)
                .toList());
    }

    /// Without the columns in which nothing stands: few shops know when their customers first spoke up.
    private void table(List<List<String>> rows) {
        List<Integer> filled = IntStream.range(0, HEADINGS.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.get(i).isEmpty()))
                .boxed()
                .toList();
        terminal.table(
                filled.stream().map(HEADINGS::get).toList(),
                rows.stream().map(row -> filled.stream().map(row::get).toList()).toList());
    }

    /// Only the rules of which something differs.
    void difference(BacktestReport one, BacktestReport other) {
        List<List<String>> rows = new ArrayList<>();
        Stream.concat(one.rules().stream(), one.sums().stream())
                .forEach(before -> find(other, before.name())
                        .filter(after -> !after.equals(before))
                        .ifPresent(after -> rows.add(difference(before, after))));
        terminal.line("");
        if (rows.isEmpty()) {
            terminal.line("No difference.");
            return;
        }
        terminal.line(String.format(
                Locale.ROOT,
                "Difference, %s against %s: %+,d cases, %+,d mails.",
                other.name(),
                one.name(),
                other.cases() - one.cases(),
                other.mails() - one.mails()));
        table(rows);
    }

    private static Optional<RuleFigures> find(BacktestReport report, String name) {
        return Stream.concat(report.rules().stream(), report.sums().stream())
                .filter(rule -> rule.name().equals(name))
                .findFirst();
    }

    private static boolean isMissed(RuleFigures rule) {
        return rule.missed() != null && rule.missed() > 0;
    }

    private static List<String> cells(RuleFigures rule) {
        return List.of(
                name(rule),
                number(rule.raised()),
                number(rule.right()),
                number(rule.wrong()),
                number(rule.missed()),
                share(rule.precision()),
                share(rule.recall()),
                time(rule.beforePromise()),
                time(rule.beforeEnd()),
                time(rule.beforeContact()),
                number(rule.cases()),
                number(rule.mails()));
    }

    private static List<String> difference(RuleFigures before, RuleFigures after) {
        return List.of(
                name(after),
                change(before.raised(), after.raised()),
                change(before.right(), after.right()),
                change(before.wrong(), after.wrong()),
                change(before.missed(), after.missed()),
                change(before.precision(), after.precision()),
                change(before.recall(), after.recall()),
                change(before.beforePromise(), after.beforePromise()),
                change(before.beforeEnd(), after.beforeEnd()),
                change(before.beforeContact(), after.beforeContact()),
                change(before.cases(), after.cases()),
                change(before.mails(), after.mails()));
    }

    private static String name(RuleFigures rule) {
        return Stream.of(FlagKind.values())
                .filter(kind -> kind.name().equals(rule.name()))
                .findFirst()
                .map(kind -> Reasons.name(kind, Locale.ENGLISH))
                .orElse(rule.name());
    }

    private static String number(@Nullable Integer value) {
        return value == null ? "" : String.format(Locale.ROOT, "%,d", value);
    }

    private static String share(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }

    private static String time(@Nullable Duration time) {
        return time == null ? "" : String.format(Locale.ROOT, "%.1f d", time.toMinutes() / 1440.0);
    }

    private static String change(@Nullable Integer before, @Nullable Integer after) {
        return before == null || after == null || Objects.equals(before, after)
                ? ""
                : String.format(Locale.ROOT, "%+,d", after - before);
    }

    private static String change(@Nullable Double before, @Nullable Double after) {
        return before == null || after == null || Objects.equals(before, after)
                ? ""
                : String.format(Locale.ROOT, "%+.1f", 100 * (after - before));
    }

    private static String change(@Nullable Duration before, @Nullable Duration after) {
        return before == null || after == null || before.equals(after)
                ? ""
                : String.format(Locale.ROOT, "%+.1f d", after.minus(before).toMinutes() / 1440.0);
    }
}
