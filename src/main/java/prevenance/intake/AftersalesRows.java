package prevenance.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesOutcome;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Brings rows about refunds or exchanges in, some hundred in one transaction, and counts what became of each.
final class AftersalesRows<N> {
    private static final int BATCH = 200;

    /// What a row means; null when it was rejected.
    interface Meaning<N> {
        @Nullable
        N of(Row row, ReportDraft report);
    }

    private record Understood<N>(Row row, N notice) {}

    private final Database database;
    private final List<Column> columns;
    private final Meaning<N> meaning;
    private final BiFunction<Tx, N, AftersalesOutcome> register;

    AftersalesRows(
            Database database,
            List<Column> columns,
            Meaning<N> meaning,
            BiFunction<Tx, N, AftersalesOutcome> register) {
        this.database = database;
        this.columns = columns;
        this.meaning = meaning;
        this.register = register;
    }

    void read(CsvTable table, ReportDraft report, CsvImport.Progress progress) throws IOException {
        List<Understood<N>> rows = new ArrayList<>(BATCH);
        Row row = table.next(report);
        while (row != null) {
            N notice = meaning.of(row, report);
            if (notice != null) {
                rows.add(new Understood<>(row, notice));
            }
            row = table.next(report);
            if (rows.size() == BATCH || row == null && !rows.isEmpty()) {
                List<Understood<N>> full = rows;
                List<AftersalesOutcome> outcomes = database.write(tx ->
                        full.stream().map(u -> register.apply(tx, u.notice())).toList());
                for (int i = 0; i < full.size(); i++) {
                    count(full.get(i).row(), outcomes.get(i), report);
                }
                rows = new ArrayList<>(BATCH);
                progress.at(report.rows);
            }
        }
    }

    /// Brings a few rows in, in a transaction that is running.
    void take(Tx tx, List<Row> rows, ReportDraft report) {
        for (Row row : rows) {
            N notice = meaning.of(row, report);
            if (notice != null) {
                count(row, register.apply(tx, notice), report);
            }
        }
    }

    private void count(Row row, AftersalesOutcome outcome, ReportDraft report) {
        switch (outcome) {
            case AftersalesOutcome.Added(boolean told) -> {
                report.added++;
                report.told += told ? 1 : 0;
            }
            case AftersalesOutcome.Changed(boolean told) -> {
                report.changed++;
                report.told += told ? 1 : 0;
            }
            case AftersalesOutcome.Unchanged() -> report.unchanged++;
            case AftersalesOutcome.TooLate(String why, String remedy) -> {
                report.unchanged++;
                report.warn(new RowProblem(row.line(), "", null, why, remedy));
            }
            case AftersalesOutcome.Refused(String field, String why, String remedy) ->
                row.reject(
                        columns.stream()
                                .filter(column -> column.name().equals(field))
                                .findFirst()
                                .orElse(columns.getFirst()),
                        report,
                        why,
                        remedy);
        }
    }
}
