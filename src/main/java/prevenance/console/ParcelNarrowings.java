package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.intake.OrderSearch;
import prevenance.store.Dialect;
import prevenance.tracking.TrackingNumber;

/// What a filter of the list of parcels says to the database, part by part: as a query for ids where an
/// index answers it, and as a condition for walking by.
final class ParcelNarrowings {
    private static final int SHORTEST_NUMBER = 4;

    /// Currencies without a smaller unit (ISO 4217), of the places we know shops to sell to.
    private static final String WITHOUT_CENTS = "'JPY', 'KRW', 'XPF', 'XAF', 'XOF', 'ISK', 'CLP', 'VND'";

    /// @param ids       a query for the parcels' ids, null when only the condition can be asked
    /// @param condition on `p`, `o` and `c`
    record Narrowing(@Nullable String ids, String condition) {}

    private ParcelNarrowings() {}

    /// The parts that narrow; the values they name are put into `values`.
    static List<Narrowing> of(Dialect dialect, ParcelWanted wanted, Instant now, Map<String, Object> values) {
        List<Narrowing> all = new ArrayList<>();
        if (wanted.q() != null) {
            all.add(search(dialect, wanted.q(), values));
        }
        if (wanted.asksForFlags()) {
            all.add(flags(wanted, now, values));
        }
        if (wanted.carrier() != null) {
            values.put("carrier", wanted.carrier());
            all.add(new Narrowing("select id from parcel where carrier = :carrier", "p.carrier = :carrier"));
        }
        if (wanted.milestone() != null) {
            values.put("milestone", wanted.milestone().name());
            all.add(new Narrowing("select id from parcel where milestone = :milestone", "p.milestone = :milestone"));
        }
        if (wanted.age() != null) {
            values.put("born", now.minus(Duration.ofDays(wanted.age())));
            all.add(new Narrowing(null, "p.imported_at <= :born"));
        }
        if (wanted.silent() != null) {
            values.put("heard", now.minus(Duration.ofDays(wanted.silent())));
            // Nothing more is expected of a parcel that has ended, so it is not silent.
            all.add(new Narrowing(
                    null,
                    "coalesce(p.last_event_at, p.imported_at) <= :heard and p.milestone not in ('DELIVERED',"
                            + " 'RETURNED')"));
        }
        if (wanted.value() != null) {
            values.put("worth", wanted.value());
            all.add(new Narrowing(
                    null,
                    "p.value_minor >= :worth * case when p.currency in (" + WITHOUT_CENTS + ") then 1 else 100 end"));
        }
        if (wanted.country() != null) {
            values.put("country", wanted.country());
            all.add(new Narrowing(
                    "select p.id from customer_order o cross join parcel p where p.order_id = o.id and o.country ="
                            + " :country",
                    "o.country = :country"));
        }
        if (wanted.order() != null) {
            values.put("order", wanted.order());
            all.add(new Narrowing(
                    "select p.id from customer_order o cross join parcel p where p.order_id = o.id and o.number ="
                            + " :order",
                    "o.number = :order"));
        }
        if (wanted.unread()) {
            values.put("unread", now.minus(Duration.ofDays(1)));
            String never = "next_poll_at is not null and coalesce(%slast_answered_at, 0) <= :unread";
            all.add(new Narrowing("select id from parcel where " + never.formatted(""), "p." + never.formatted("p.")));
        }
        if (wanted.owner() != null) {
            boolean nobody = wanted.owner().equals(ParcelWanted.NOBODY);
            if (!nobody) {
                values.put("owner", wanted.owner());
            }
            String has = nobody ? "owner is null" : "owner = :owner";
            all.add(new Narrowing(
                    "select parcel_id as id from service_case where state = 'OPEN' and parcel_id is not null and "
                            + has,
                    "c.id is not null and c." + has));
        }
        return all;
    }

    private static Narrowing flags(ParcelWanted wanted, Instant now, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        FlagKind kind = wanted.flag();
        if (kind != null) {
            values.put("flag", kind.name());
            conditions.add("f.kind = :flag");
        }
        if (wanted.open()) {
            conditions.add("f.state = 'OPEN'");
        }
        if (wanted.flagged() != null) {
            values.put("raised", now.minus(Duration.ofDays(wanted.flagged())));
            conditions.add("f.raised_at <= :raised");
        }
        String where = String.join(" and ", conditions);
        return new Narrowing(
                "select f.parcel_id as id from flag f where " + where,
                "exists (select 1 from flag f where f.parcel_id = p.id and " + where + ")");
    }

    /// The beginning of a tracking number, an order number or an e-mail address, or the beginnings of all words of a
    /// name or address.
    private static Narrowing search(Dialect dialect, String text, Map<String, Object> values) {
        List<String> ofOrder = new ArrayList<>();
        between(values, "orderText", text);
        ofOrder.add("o.number >= :orderText and o.number < :orderTextEnd");
        between(values, "orderUpper", text.toUpperCase(Locale.ROOT));
        ofOrder.add("o.number >= :orderUpper and o.number < :orderUpperEnd");
        boolean isAddress = text.indexOf('@') > 0;
        if (isAddress) {
            between(values, "address", text.toLowerCase(Locale.ROOT));
            ofOrder.add("o.email is not null and lower(o.email) >= :address and lower(o.email) < :addressEnd");
        }
        // One query for each, so that each has its index.
        List<String> ids = new ArrayList<>(ofOrder.stream()
                .map(one -> "select p.id from customer_order o cross join parcel p where p.order_id = o.id and " + one)
                .toList());
        String sought = isAddress ? "" : OrderSearch.sought(dialect, text);
        if (!sought.isEmpty()) {
            values.put("sought", sought);
            String found = OrderSearch.ids(dialect, "sought");
            ids.add("select p.id from (" + found + ") o cross join parcel p where p.order_id = o.id");
            ofOrder.add("o.id in (" + found + ")");
        }
        String bare = number(text);
        if (bare.length() >= SHORTEST_NUMBER) {
            between(values, "number", bare);
            ids.add("select p.id from parcel p where p.tracking_number >= :number and p.tracking_number < :numberEnd");
            ofOrder.add("p.tracking_number >= :number and p.tracking_number < :numberEnd");
        }
        return new Narrowing(
                String.join(" union all ", ids),
                ofOrder.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" or ", "(", ")")));
    }

    private static void between(Map<String, Object> values, String name, String beginning) {
        values.put(name, beginning);
        values.put(name + "End", beginning + "\uffff");
    }

    private static String number(String text) {
        try {
            return new TrackingNumber(text).value();
        } catch (IllegalArgumentException none) {
            return "";
        }
    }
}
