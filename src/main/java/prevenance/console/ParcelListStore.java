package prevenance.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.console.ParcelNarrowings.Narrowing;
import prevenance.store.Tx;
import prevenance.watch.ParcelStore;

/// Finds parcels among many: by the narrowest of what is asked when that leaves few, else by walking along the order
/// that is asked for. Pages continue behind a row's key, so that the last costs what the first does.
final class ParcelListStore {
    /// A count that says "more than" above it.
    static final int COUNTED = 10_000;

    /// From so many rows on it is cheaper to walk than to collect and sort.
    private static final int FEW = 20_000;

    private static final Pattern NAMES = Pattern.compile(":([A-Za-z]+\\d*)");

    private static final String FROM = """
         join customer_order o on o.id = p.order_id
         left join service_case c on c.parcel_id = p.id and c.state = 'OPEN'
        """;

    private record Plan(String from, String where, Map<String, Object> values) {
        Query query(Tx tx, String sql) {
            return bound(tx, sql, values);
        }
    }

    /// Rows that pass, behind a row.
    ///
    /// @param after [ListedParcel#after()] of the row before, null for the first page
    List<ListedParcel> list(Tx tx, ParcelWanted wanted, @Nullable String after, int limit, Instant now) {
        Plan plan = plan(tx, wanted, now);
        ParcelWanted.Sort sort = wanted.sort();
        String direction = sort.isDescending() ? " desc" : "";
        Map<String, Object> values = new HashMap<>(plan.values());
        String behind = "";
        if (after != null) {
            int tilde = after.lastIndexOf('~');
            String key = tilde < 0 ? "" : after.substring(0, tilde);
            values.put("key", sort.isText() ? key : (Object) Input.whole(key, 18));
            values.put("id", Input.whole(after.substring(tilde + 1), 18));
            behind = " and (" + sort.expression() + ", p.id) " + (sort.isDescending() ? "<" : ">") + " (:key, :id)";
        }
        List<ListedParcel> rows = new Plan(plan.from(), plan.where(), values)
                .query(
                        tx,
                        plan.from().replace("<columns>", """
                            p.*, o.number as order_number, o.customer_name, o.email, o.country, c.id as case_id,
                            c.owner as case_owner, %s as sort_key
                            """.formatted(sort.expression()))
                                + plan.where() + behind + " order by " + sort.expression() + direction + ", p.id"
                                + direction + " limit " + limit)
                .map((row, context) -> new ListedParcel(
                        ParcelStore.mapper().map(row, context),
                        row.getString("sort_key"),
                        row.getString("order_number"),
                        row.getString("customer_name"),
                        row.getString("email"),
                        row.getString("country"),
                        List.of(),
                        row.getObject("case_id") == null
                                ? null
                                : new ListedParcel.OpenCase(row.getLong("case_id"), row.getString("case_owner"))))
                .list();
        return withFlags(tx, rows);
    }

    /// How many pass; counted no further than one above `most`.
    long count(Tx tx, ParcelWanted wanted, long most, Instant now) {
        Plan plan = plan(tx, wanted, now);
        return plan.query(
                        tx,
                        "select count(*) from (" + plan.from().replace("<columns>", "1") + plan.where() + " limit "
                                + (most + 1) + ") counted")
                .mapTo(Long.class)
                .one();
    }

    /// The destinations there are, for the filter.
    List<String> countries(Tx tx) {
        // A loose walk over the index: one step for each country instead of one for each order.
        return tx.handle().createQuery("""
            with recursive known(country) as (
                select min(country) from customer_order
                union all
                select (select min(o.country) from customer_order o where o.country > known.country)
                from known where known.country is not null)
            select country from known where country is not null
            """).mapTo(String.class).list();
    }

    private Plan plan(Tx tx, ParcelWanted wanted, Instant now) {
        Map<String, Object> values = new HashMap<>();
        List<Narrowing> narrowings = ParcelNarrowings.of(tx.dialect(), wanted, now, values);
        Narrowing driver = driver(tx, narrowings, values);
        List<String> conditions = new ArrayList<>();
        conditions.add(driver == null ? "1 = 1" : "p.id = hit.id");
        narrowings.stream()
                .filter(n -> !n.equals(driver))
                .map(Narrowing::condition)
                .forEach(conditions::add);
        // "cross join" keeps SQLite from turning the order of the tables round.
        String from = driver == null
                ? "select <columns> from parcel p" + FROM
                : "with hit as materialized (select distinct id from (" + driver.ids()
                        + ") found) select <columns> from hit cross join parcel p" + FROM;
        return new Plan(from, " where " + String.join(" and ", conditions), values);
    }

    /// What leaves the fewest, if that is few.
    private static @Nullable Narrowing driver(Tx tx, List<Narrowing> narrowings, Map<String, Object> values) {
        Narrowing driver = null;
        int fewest = FEW + 1;
        for (Narrowing narrowing : narrowings) {
            if (narrowing.ids() != null) {
                String probe = "select count(*) from (" + narrowing.ids() + " limit " + (FEW + 1) + ") probe";
                int found = bound(tx, probe, values).mapTo(Integer.class).one();
                if (found < fewest) {
                    fewest = found;
                    driver = narrowing;
                }
            }
        }
        return driver;
    }

    /// Only the values that a statement names: it refuses others.
    private static Query bound(Tx tx, String sql, Map<String, Object> values) {
        Query query = tx.handle().createQuery(sql);
        NAMES.matcher(sql)
                .results()
                .map(name -> name.group(1))
                .distinct()
                .filter(values::containsKey)
                .forEach(name -> {
                    query.bind(name, values.get(name));
                });
        return query;
    }

    private static List<ListedParcel> withFlags(Tx tx, List<ListedParcel> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        Map<Long, List<ListedParcel.OpenFlag>> flags = tx
                .handle()
                .createQuery("""
                    select parcel_id, kind, for_staff, since_at from flag
                    where state = 'OPEN' and parcel_id in (<parcels>)
                    """)
                .bindList("parcels", rows.stream().map(row -> row.parcel().id()).toList())
                .map((row, context) -> new ListedParcel.OpenFlag(
                        row.getLong("parcel_id"),
                        FlagKind.valueOf(row.getString("kind")),
                        row.getInt("for_staff") == 1,
                        Instant.ofEpochMilli(row.getLong("since_at"))))
                .list()
                .stream()
                .sorted(Comparator.comparing(ListedParcel.OpenFlag::sinceAt))
                .collect(Collectors.groupingBy(ListedParcel.OpenFlag::parcelId));
        return rows.stream()
                .map(row -> new ListedParcel(
                        row.parcel(),
                        row.sortKey(),
                        row.orderNumber(),
                        row.customerName(),
                        row.email(),
                        row.country(),
                        flags.getOrDefault(row.parcel().id(), List.of()),
                        row.openCase()))
                .toList();
    }
}
