package prevenance.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prevenance.store.Tx;

/// Takes in what another program hands over instead of a file: the same rows, understood by the same code, so that both
/// ways say the same and know the same mistakes. All of it comes in or nothing.
public final class DirectIntake {
    /// What became of the rows.
    ///
    /// @param added    rows with something not known before
    /// @param changed  rows that corrected something
    /// @param told     messages queued
    /// @param problems why nothing came in; `line` counts the rows from 1
    /// @param warnings what was odd in rows that came in
    public record Result(long added, long changed, long told, List<RowProblem> problems, List<RowProblem> warnings) {
        public boolean isRefused() {
            return !problems.isEmpty();
        }
    }

    private final OrderImport orders;
    private final RefundImport refunds;
    private final ExchangeImport exchanges;

    DirectIntake(OrderImport orders, RefundImport refunds, ExchangeImport exchanges) {
        this.orders = orders;
        this.refunds = refunds;
        this.exchanges = exchanges;
    }

    /// Takes rows in.
    ///
    /// @param rows by the canonical names of the columns that a file of this kind may have
    public Result take(Tx tx, ImportKind kind, List<Map<String, String>> rows, Instant now) {
        ReportDraft report = new ReportDraft(kind, "");
        List<Row> cells = new ArrayList<>();
        for (Map<String, String> row : rows) {
            cells.add(row(kind, row, cells.size() + 1L));
        }
        switch (kind) {
            case ORDERS -> orders.take(tx, cells, report, now);
            case REFUNDS -> refunds.take(tx, cells, report, now);
            case EXCHANGES -> exchanges.take(tx, cells, report, now);
        }
        ImportReport done = report.done();
        return new Result(done.added(), done.changed(), done.told(), done.problems(), done.warnings());
    }

    private static Row row(ImportKind kind, Map<String, String> cells, long line) {
        List<String> values = new ArrayList<>();
        Map<Column, Integer> places = new HashMap<>();
        for (Column column : Column.of(kind)) {
            String value = cells.get(column.name());
            if (value != null) {
                places.put(column, values.size());
                values.add(value);
            }
        }
        return new Row(line, values, places);
    }
}
