package prevenance.console;

import java.text.NumberFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.assess.Reasons;
import prevenance.backtest.BacktestReport;
import prevenance.backtest.RuleFigures;
import prevenance.web.Texts;

/// Two back-tests side by side, as cells: what is, and what would be where that differs.
final class WhatIfTable {
    private static final double MINUTES_A_DAY = 1440;

    private final Locale locale;
    private final NumberFormat whole;
    private final NumberFormat tenths;
    private final Texts texts = Console.texts();

    WhatIfTable(Locale locale) {
        this.locale = Texts.language(locale);
        whole = NumberFormat.getIntegerInstance(this.locale);
        tenths = NumberFormat.getNumberInstance(this.locale);
        tenths.setMinimumFractionDigits(1);
        tenths.setMaximumFractionDigits(1);
    }

    /// A figure; empty when there is none.
    ///
    /// @param then what it would be; null when it is the same
    record Cell(String now, @Nullable String then) {}

    /// A rule with its figures, in the order of the headings.
    record Row(String title, List<Cell> cells, boolean changed) {}

    /// The rules of which there is something to say.
    List<Row> rules(BacktestReport now, BacktestReport then) {
        return rows(now.rules(), then.rules())
                .filter(row -> row.cells().stream()
                        .anyMatch(cell -> !cell.now().equals("0") && !cell.now().isEmpty() || cell.then() != null))
                .toList();
    }

    List<Row> sums(BacktestReport now, BacktestReport then) {
        return rows(now.sums(), then.sums()).toList();
    }

    Cell change(int now, int then) {
        return cell(whole.format(now), whole.format(then));
    }

    private Stream<Row> rows(List<RuleFigures> now, List<RuleFigures> then) {
        return now.stream().map(one -> {
            RuleFigures other = then.stream()
                    .filter(rule -> rule.name().equals(one.name()))
                    .findFirst()
                    .orElse(one);
            return row(one, other);
        });
    }

    private Row row(RuleFigures now, RuleFigures then) {
        List<Cell> cells = new ArrayList<>();
        for (Function<RuleFigures, String> figure : figures()) {
            cells.add(cell(figure.apply(now), figure.apply(then)));
        }
        return new Row(title(now.name()), cells, cells.stream().anyMatch(cell -> cell.then() != null));
    }

    private List<Function<RuleFigures, String>> figures() {
        return List.of(
                of -> number(of.raised()),
                of -> number(of.right()),
                of -> number(of.wrong()),
                of -> number(of.missed()),
                of -> share(of.precision()),
                of -> share(of.recall()),
                of -> days(of.beforePromise()),
                of -> days(of.beforeEnd()),
                of -> number(of.cases()),
                of -> number(of.mails()));
    }

    private static Cell cell(String now, String then) {
        return new Cell(now, Objects.equals(now, then) ? null : then);
    }

    private String title(String name) {
        String key = "what-if.sum." + name.replace(' ', '-');
        return Stream.of(FlagKind.values())
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .map(kind -> Reasons.name(kind, locale))
                .orElseGet(() -> texts.has(key) ? texts.text(locale, key) : name);
    }

    private String number(@Nullable Integer value) {
        return value == null ? "" : whole.format(value);
    }

    private String share(@Nullable Double value) {
        return value == null ? "" : texts.text(locale, "what-if.percent", tenths.format(100 * value));
    }

    private String days(@Nullable Duration time) {
        return time == null ? "" : texts.text(locale, "what-if.days", tenths.format(time.toMinutes() / MINUTES_A_DAY));
    }
}
