package prevenance.privacy;

import java.util.ArrayList;
import java.util.List;
import prevenance.store.Tx;

/// How SQLite would look for rows.
final class PlanStore {
    private PlanStore() {}

    /// The tables that it would read from their beginning to their end.
    static List<String> scanned(Tx tx, String query) {
        List<String> scanned = new ArrayList<>();
        tx
                .handle()
                .createQuery("explain query plan " + query)
                .bind("order", 1)
                .map((row, _) -> row.getString("detail"))
                .list()
                .stream()
                .filter(step -> step.startsWith("SCAN ") && !step.contains("CONSTANT ROW"))
                .forEach(scanned::add);
        return scanned;
    }
}
