package prevenance.privacy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;

/// Takes out of an order, and of all that belongs to it, what names a person, as the register says. What statistics and
/// the back-test need stays: carrier, country and postcode area, days, statuses, what was flagged and done.
final class BlankingStore {
    private final Register register = Register.get();

    /// Why an order was blanked.
    enum Why {
        RETENTION,
        ERASURE
    }

    /// Blanks an order; twice does nothing more. Gives the rows that were changed or deleted, by table.
    Map<String, Integer> blank(Tx tx, long orderId, Why why, Instant now) {
        boolean first = tx.handle()
                        .createUpdate("""
                            insert into order_blanked (order_id, at, why) values (:order, :now, :why)
                            on conflict (order_id) do nothing
                            """)
                        .bind("order", orderId)
                        .bind("now", now)
                        .bind("why", why.name())
                        .execute()
                == 1;
        Map<String, Integer> rows = new TreeMap<>();
        if (!first) {
            return rows;
        }
        Pseudonyms pseudonyms = Pseudonyms.of(tx);
        // What refers to others goes before them.
        for (Table table : register.ofOrders().reversed()) {
            int changed = table.isDeleted() ? delete(tx, table, orderId) : blank(tx, table, orderId, pseudonyms);
            if (changed > 0) {
                rows.put(table.name(), changed);
            }
        }
        // Links to his page lead nowhere from now on.
        tx.handle()
                .createUpdate("update customer_order set link_generation = link_generation + 1 where id = :order")
                .bind("order", orderId)
                .execute();
        return rows;
    }

    private static int delete(Tx tx, Table table, long orderId) {
        return tx.handle()
                .createUpdate("delete from " + table.name() + " where " + table.belongs())
                .bind("order", orderId)
                .execute();
    }

    private static int blank(Tx tx, Table table, long orderId, Pseudonyms pseudonyms) {
        Set<End> byHand = EnumSet.of(End.PSEUDONYM, End.ORDER);
        List<String> changes = new ArrayList<>();
        for (Column column : table.columns().values()) {
            if (!column.end().isPersonal()) {
                continue;
            }
            if (byHand.contains(column.end())) {
                UnaryOperator<String> hash = column.end() == End.ORDER ? pseudonyms::ofOrder : pseudonyms::ofText;
                replace(tx, table, column.name(), orderId, hash);
            } else {
                changes.add(column.name() + " = " + expression(column));
            }
        }
        String set = changes.isEmpty() ? "id = id" : String.join(", ", changes);
        return tx.handle()
                .createUpdate("update " + table.name() + " set " + set + " where " + table.belongs())
                .bind("order", orderId)
                .execute();
    }

    private static void replace(Tx tx, Table table, String column, long orderId, UnaryOperator<String> hash) {
        Map<Long, String> values = new TreeMap<>();
        tx.handle()
                .createQuery("select id, " + column + " as value from " + table.name() + " where " + table.belongs())
                .bind("order", orderId)
                .map((row, context) -> values.put(row.getLong("id"), row.getString("value")))
                .forEach(before -> {});
        values.forEach((id, value) -> {
            if (!Pseudonyms.is(value)) {
                tx.handle()
                        .createUpdate("update " + table.name() + " set " + column + " = :value where id = :id")
                        .bind("id", id)
                        .bind("value", hash.apply(value))
                        .execute();
            }
        });
    }

    private static String expression(Column column) {
        String name = column.name();
        return switch (column.end()) {
            case NULL -> "null";
            case BLANK -> "''";
            case OBJECT -> "case when " + name + " is null then null else '{}' end";
            case AREA -> "substr(" + name + ", 1, 2)";
            case ID -> "cast(id as text)";
            case NONE, STAFF, ROW, PSEUDONYM, ORDER ->
                throw new IllegalStateException(name + " is not changed in place");
        };
    }
}
