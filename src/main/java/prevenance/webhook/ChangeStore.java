package prevenance.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Dialect;
import prevenance.store.Tx;

/// What changed, and what is told of it: ids, order numbers, kinds and states, nothing about a person.
final class ChangeStore {
    /// One change.
    record Change(long id, long txId, Instant at, String type, long subjectId) {}

    private static final int BATCH = 1000;
    private static final int PRUNED_AT_ONCE = 5000;

    /// What came after a place. On a server only what no transaction under way can still come before.
    List<Change> after(Tx tx, ChangePlace place) {
        String settled = tx.dialect() == Dialect.POSTGRESQL
                ? " and tx_id < cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)"
                : "";
        return tx.handle()
                .createQuery("select * from change_entry where (tx_id, id) > (:tx, :id)" + settled
                        + " order by tx_id, id limit :limit")
                .bind("tx", place.txId())
                .bind("id", place.id())
                .bind("limit", BATCH)
                .map((row, context) -> change(row))
                .list();
    }

    Optional<Change> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select * from change_entry where id = :id")
                .bind("id", id)
                .map((row, context) -> change(row))
                .findOne();
    }

    /// Drops what is older, told or not; the rest another time.
    int prune(Tx tx, Instant before) {
        List<Long> old = tx.handle()
                .createQuery(
                        "select id from (select id, at from change_entry order by id limit :limit) oldest where at <"
                                + " :before order by id")
                .bind("before", before)
                .bind("limit", PRUNED_AT_ONCE)
                .mapTo(Long.class)
                .list();
        if (old.isEmpty()) {
            return 0;
        }
        long last = old.getLast();
        for (String table : List.of(
                "webhook_delivery where change_id <= :last and change_id in (select id from change_entry where at <"
                        + " :before)",
                "change_entry where id <= :last and at < :before")) {
            tx.handle()
                    .createUpdate("delete from " + table)
                    .bind("last", last)
                    .bind("before", before)
                    .execute();
        }
        return old.size();
    }

    /// What is told of a change, as its subject stands now; empty when it is gone.
    Optional<Map<String, @Nullable Object>> data(Tx tx, Change change) {
        String subject = change.type().substring(0, change.type().indexOf('.'));
        return switch (subject) {
            case "flag" -> row(tx, change, """
                select f.id, f.kind, f.state, f.step, f.episode, f.parcel_id, p.carrier, o.number as order_number,
                    f.since_at, f.raised_at, f.closed_at
                from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
                where f.id = :id
                """);
            case "case" -> row(tx, change, """
                select c.id, c.kind, c.state, c.priority, c.parcel_id, o.number as order_number, c.opened_at, c.due_at,
                    c.closed_at, c.close_reason, c.incident_id
                from service_case c left join customer_order o on o.id = c.order_id where c.id = :id
                """);
            case "incident" -> row(tx, change, """
                select i.id, i.carrier, i.worry, i.scope, i.scope_value, i.state, i.members, i.opened_at, i.closed_at,
                    i.close_how
                from incident i where i.id = :id
                """);
            case "message" -> row(tx, change, """
                select m.id, m.kind, m.state, m.parcel_id, m.case_id, o.number as order_number, m.created_at, m.sent_at
                from outbox_message m left join customer_order o on o.id = m.order_id where m.id = :id
                """);
            default -> Optional.empty();
        };
    }

    private static Optional<Map<String, @Nullable Object>> row(Tx tx, Change change, String query) {
        return tx.handle()
                .createQuery(query)
                .bind("id", change.subjectId())
                .map((row, context) -> json(row))
                .findOne();
    }

    /// Columns by their names in camel case, instants as ISO 8601, absent what is null.
    private static Map<String, @Nullable Object> json(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String column = row.getMetaData().getColumnLabel(i);
            Object value = row.getObject(i);
            if (value instanceof Number number && column.endsWith("_at")) {
                value = Instant.ofEpochMilli(number.longValue()).toString();
            }
            if (value != null) {
                json.put(camel(column), value);
            }
        }
        return json;
    }

    private static String camel(String column) {
        StringBuilder name = new StringBuilder();
        for (String word : column.split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getLong("id"),
                row.getLong("tx_id"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getString("type"),
                row.getLong("subject_id"));
    }
}
