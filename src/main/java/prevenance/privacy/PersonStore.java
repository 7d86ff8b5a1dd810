package prevenance.privacy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Register.Table;
import prevenance.store.Tx;

/// Finds a person: his orders, what goes on about them, and the texts by which he can be recognised.
final class PersonStore {
    private static final String OWN_NUMBERS = """
        select distinct tracking_number from parcel p where order_id = :order and not exists (
            select 1 from parcel other where other.tracking_number = p.tracking_number
                and other.order_id <> :order)
        """;

    /// An order of his in which something still names him.
    record Order(
            long id,
            String number,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            String locale,
            Instant importedAt) {}

    List<Order> orders(Tx tx, Person person) {
        String which = person.email() != null ? "email is not null and lower(email) = :who" : "number = :who";
        return tx.handle()
                .createQuery("""
                    select id, number, customer_name, email, phone, locale, imported_at from customer_order
                    where %s and not exists (select 1 from order_blanked b where b.order_id = customer_order.id)
                    order by id
                    """.formatted(which))
                .bind("who", person.email() != null ? person.email() : person.order())
                .map((row, context) -> new Order(
                        row.getLong("id"),
                        row.getString("number"),
                        row.getString("customer_name"),
                        row.getString("email"),
                        row.getString("phone"),
                        row.getString("locale"),
                        Instant.ofEpochMilli(row.getLong("imported_at"))))
                .list();
    }

    /// What goes on about an order.
    Set<OpenMatter> matters(Tx tx, long orderId) {
        Set<OpenMatter> found = EnumSet.noneOf(OpenMatter.class);
        for (OpenMatter matter : OpenMatter.values()) {
            if (tx.handle()
                    .createQuery("select case when " + matter.exists(":order") + " then 1 else 0 end")
                    .bind("order", orderId)
                    .mapTo(Boolean.class)
                    .one()) {
                found.add(matter);
            }
        }
        return found;
    }

    /// A mail of an order is on its way to the server, or a carrier is being asked about it: wait a moment.
    boolean isBusy(Tx tx, long orderId, Instant now) {
        return tx.handle()
                .createQuery("""
                    select case when exists (select 1 from outbox_message where order_id = :order and state = 'SENDING'
                            and claimed_until > :now)
                        or exists (select 1 from parcel where order_id = :order and claimed_until > :now)
                        then 1 else 0 end
                    """)
                .bind("order", orderId)
                .bind("now", now)
                .mapTo(Boolean.class)
                .one();
    }

    /// How many rows are about orders, by table; also mails to an address that belong to no order of his.
    Map<String, Integer> rows(Tx tx, List<Order> orders, @Nullable String email) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        for (Table table : Register.get().ofOrders()) {
            int count = 0;
            for (Order order : orders) {
                count += tx.handle()
                        .createQuery("select count(*) from " + table.name() + " where " + table.belongs())
                        .bind("order", order.id())
                        .mapTo(Integer.class)
                        .one();
            }
            if (count > 0) {
                rows.put(table.name(), count);
            }
        }
        int others = email == null ? 0 : otherMails(tx, email).size();
        if (others > 0) {
            rows.merge("outbox_message", others, Integer::sum);
        }
        return rows;
    }

    /// Mails to an address about nobody's order, or somebody else's.
    List<Long> otherMails(Tx tx, String email) {
        return tx.handle()
                .createQuery("""
                    select m.id from outbox_message m left join customer_order o on o.id = m.order_id
                    where m.recipient is not null and lower(m.recipient) = :email
                        and (o.id is null or o.email is null or lower(o.email) <> :email)
                        and not exists (select 1 from staff_user s where lower(s.email) = :email)
                    order by m.id
                    """)
                .bind("email", email)
                .mapTo(Long.class)
                .list();
    }

    /// The texts that recognise him; not those that also stand in an order of somebody else.
    Traces traces(Tx tx, Person person, List<Order> orders) {
        Set<Trace> found = new LinkedHashSet<>();
        Set<Trace> shared = new HashSet<>();
        if (person.email() != null) {
            found.add(new Trace(Trace.Kind.EMAIL, person.email()));
        }
        if (person.order() != null) {
            found.add(new Trace(Trace.Kind.ORDER, person.order()));
        }
        List<Long> ids = orders.stream().map(Order::id).toList();
        for (Order order : orders) {
            found.add(new Trace(Trace.Kind.ORDER, order.number()));
            add(found, shared, tx, ids, Trace.Kind.EMAIL, "email", order.email());
            add(found, shared, tx, ids, Trace.Kind.NAME, "customer_name", order.name());
            add(found, shared, tx, ids, Trace.Kind.PHONE, "phone", order.phone());
            for (String recipient : texts(
                    tx,
                    order.id(),
                    "select distinct recipient from outbox_message"
                            + " where order_id = :order and recipient is not null")) {
                add(found, shared, tx, ids, Trace.Kind.EMAIL, "email", recipient);
            }
            for (String number : texts(tx, order.id(), OWN_NUMBERS)) {
                found.add(new Trace(Trace.Kind.NUMBER, number));
            }
            for (String number : texts(tx, order.id(), OWN_NUMBERS.replace("not exists", "exists"))) {
                shared.add(new Trace(Trace.Kind.NUMBER, number));
            }
        }
        List<Trace> all = found.stream().filter(Trace::isTelling).toList();
        found.removeAll(all);
        shared.addAll(found);
        Map<Trace.Kind, Integer> leftOut = new TreeMap<>();
        shared.forEach(trace -> leftOut.merge(trace.kind(), 1, Integer::sum));
        return new Traces(all, leftOut);
    }

    private static void add(
            Set<Trace> found,
            Set<Trace> shared,
            Tx tx,
            List<Long> his,
            Trace.Kind kind,
            String column,
            @Nullable String text) {
        if (text == null || text.isBlank()) {
            return;
        }
        Trace trace = new Trace(kind, text.strip());
        if (found.contains(trace) || shared.contains(trace)) {
            // Each is looked up once: names and phones have no index.
            return;
        }
        List<Long> with = tx.handle()
                .createQuery("select id from customer_order where " + column + " is not null and lower(" + column
                        + ") = lower(cast(:text as text))")
                .bind("text", text)
                .mapTo(Long.class)
                .list();
        (new HashSet<>(his).containsAll(with) ? found : shared).add(trace);
    }

    private static List<String> texts(Tx tx, long orderId, String query) {
        return tx.handle()
                .createQuery(query)
                .bind("order", orderId)
                .mapTo(String.class)
                .list();
    }
}
