package prevenance.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseStore;
import prevenance.console.CasesWanted.Tab;
import prevenance.store.Tx;

/// Lists cases by urgency: those that nobody has answered first, the one whose goal ends first at the
/// top.
final class CaseListStore {
    private static final String FROM = """
         from service_case c left join customer_order o on o.id = c.order_id left join parcel p on p.id = c.parcel_id
            left join incident i on i.id = c.incident_id
        """;

    /// In the words of the index.
    private static final String ANSWERED = "case when c.answered_at is null then 0 else 1 end";

    private final CaseStore cases = new CaseStore();

    /// @param me    login of who looks
    /// @param after [ListedCase#after()] of the row before, null for the first page
    List<ListedCase> list(Tx tx, CasesWanted wanted, String me, @Nullable String after, int limit, Instant now) {
        Map<String, Object> values = new HashMap<>();
        boolean closed = wanted.tab() == Tab.CLOSED;
        String order = switch (wanted.tab()) {
            case CLOSED -> "c.closed_at";
            case WAITING -> "c.waiting_until";
            case OPEN, MINE, NOBODYS, OVERDUE -> "c.due_at";
        };
        boolean sorted = !closed && wanted.tab() != Tab.OVERDUE;
        String lead = sorted ? ANSWERED + ", " : "";
        String behind = "";
        if (after != null) {
            String[] key = after.split("~", -1);
            if (key.length != 3) {
                throw prevenance.web.Refusal.badRequest();
            }
            if (sorted) {
                values.put("answered", Input.whole(key[0], 1));
            }
            values.put("key", Input.whole(key[1], 18));
            values.put("id", Input.whole(key[2], 18));
            behind = " and (" + lead + order + ", c.id) " + (closed ? "<" : ">")
                    + (sorted ? " (:answered, :key, :id)" : " (:key, :id)");
        }
        String direction = closed ? " desc" : "";
        Query query = tx.handle()
                .createQuery("select c.id, " + order
                        + " as sort_key, coalesce(o.number, 'I-' || c.incident_id) as order_number, o.customer_name,"
                        + " coalesce(p.real_carrier, p.carrier, i.carrier) as carrier, p.tracking_number,"
                        + " p.value_minor, p.currency" + FROM + where(wanted, me, now, values) + behind + " order by "
                        + lead + order + direction + ", c.id" + direction + " limit " + limit);
        values.forEach(query::bind);
        return query.map((row, context) -> new ListedCase(
                        cases.find(tx, row.getLong("id")).orElseThrow(),
                        row.getLong("sort_key"),
                        row.getString("order_number"),
                        row.getString("customer_name"),
                        row.getString("carrier"),
                        row.getString("tracking_number"),
                        row.getObject("value_minor") == null ? null : Long.valueOf(row.getLong("value_minor")),
                        row.getString("currency")))
                .list();
    }

    /// How many a tab has.
    int count(Tx tx, Tab tab, String me, Instant now) {
        Map<String, Object> values = new HashMap<>();
        String where = where(new CasesWanted(tab, null, null, null), me, now, values);
        Query query = tx.handle().createQuery("select count(*) from service_case c" + where);
        values.forEach(query::bind);
        return query.mapTo(Integer.class).one();
    }

    private static String where(CasesWanted wanted, String me, Instant now, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        conditions.add(
                wanted.tab() == Tab.CLOSED ? "c.state = 'CLOSED' and c.closed_at is not null" : "c.state = 'OPEN'");
        String todo = "coalesce(c.waiting_until, 0) <= :now";
        switch (wanted.tab()) {
            case OPEN -> conditions.add(todo);
            case MINE -> {
                conditions.add("c.owner = :me");
                values.put("me", me);
            }
            case NOBODYS -> {
                conditions.add("coalesce(c.owner, '') = ''");
                conditions.add(todo);
            }
            case OVERDUE -> {
                conditions.add(ANSWERED + " = 0");
                conditions.add("c.due_at <= :now");
                conditions.add(todo);
            }
            case WAITING -> conditions.add("c.waiting_until > :now");
            case CLOSED -> {}
        }
        if (conditions.stream().anyMatch(condition -> condition.contains(":now"))) {
            values.put("now", now);
        }
        if (wanted.kind() != null) {
            conditions.add("c.kind = :kind");
            values.put("kind", wanted.kind().name());
        }
        if (wanted.carrier() != null) {
            conditions.add("coalesce(p.carrier, i.carrier) = :carrier");
            values.put("carrier", wanted.carrier());
        }
        if (wanted.owner() != null) {
            boolean nobody = wanted.owner().equals(ParcelWanted.NOBODY);
            conditions.add(nobody ? "c.owner is null" : "c.owner = :owner");
            if (!nobody) {
                values.put("owner", wanted.owner());
            }
        }
        return " where " + String.join(" and ", conditions);
    }
}
