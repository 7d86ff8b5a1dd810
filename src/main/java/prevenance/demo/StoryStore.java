package prevenance.demo;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Reason;
import prevenance.store.Tx;
import tools.jackson.databind.JsonNode;

/// What is worth telling, read from the program's own tables in the order in which it was written.
final class StoryStore {
    /// A flag that was raised.
    record RaisedFlag(
            long id, long parcelId, String order, String carrier, String kind, Reason reason, boolean forStaff) {}

    /// A flag that ended.
    record EndedFlag(long parcelId, String order, String kind, Reason reason) {}

    /// A case that was opened.
    ///
    /// @param trouble what it is about when it is about many parcels; null when it is about one
    record OpenedCase(
            long id,
            long parcelId,
            String kind,
            int priority,
            Instant dueAt,
            @Nullable Trouble trouble) {}

    /// One trouble of many parcels.
    ///
    /// @param place the depot or area as its carrier writes it
    record Trouble(String carrier, String place) {}

    /// A mail that a server accepted.
    ///
    /// @param parcelId null for a mail about no parcel
    record SentMail(long id, @Nullable Long parcelId, String order, String customer, String kind, String subject) {}

    /// How a carrier's feed is doing.
    record Feed(String carrier, String state) {}

    /// What came about between two beats, and how the feeds are doing.
    record News(
            List<RaisedFlag> raised,
            List<OpenedCase> opened,
            List<SentMail> sent,
            List<EndedFlag> ended,
            List<Feed> feeds) {}

    /// How many of what.
    record Tally(
            long orders,
            long parcels,
            long ended,
            long events,
            long casesOpen,
            long casesClosed,
            long mailsSent,
            long mailsDead,
            Map<String, Long> flagsByKind,
            Map<String, Long> openFlagsByKind,
            Map<String, Long> mailsByKind) {}

    /// Everything that is new since `after`, up to `until`.
    ///
    /// @param lastFlag the newest flag already told
    /// @param lastCase the newest case already told
    News news(Tx tx, long lastFlag, long lastCase, Instant after, Instant until) {
        return new News(
                flagsAfter(tx, lastFlag),
                casesAfter(tx, lastCase),
                mailsSent(tx, after, until),
                flagsEnded(tx, after, until),
                feeds(tx));
    }

    private List<RaisedFlag> flagsAfter(Tx tx, long id) {
        return tx.handle()
                .createQuery("""
                    select f.id, f.parcel_id, o.number, p.carrier, f.kind, f.reason_key, f.reason_args, f.for_staff
                    from flag f
                    join parcel p on p.id = f.parcel_id
                    join customer_order o on o.id = p.order_id
                    where f.id > :id order by f.id
                    """)
                .bind("id", id)
                .map((row, context) -> new RaisedFlag(
                        row.getLong("id"),
                        row.getLong("parcel_id"),
                        row.getString("number"),
                        row.getString("carrier"),
                        row.getString("kind"),
                        reason(row.getString("reason_key"), row.getString("reason_args")),
                        row.getInt("for_staff") == 1))
                .list();
    }

    private List<EndedFlag> flagsEnded(Tx tx, Instant after, Instant until) {
        return tx.handle()
                .createQuery("""
                    select f.parcel_id, o.number, f.kind, f.closed_key, f.closed_args
                    from flag f
                    join parcel p on p.id = f.parcel_id
                    join customer_order o on o.id = p.order_id
                    where f.closed_at > :after and f.closed_at <= :until and f.closed_key is not null order by f.id
                    """)
                .bind("after", after)
                .bind("until", until)
                .map((row, context) -> new EndedFlag(
                        row.getLong("parcel_id"),
                        row.getString("number"),
                        row.getString("kind"),
                        reason(row.getString("closed_key"), row.getString("closed_args"))))
                .list();
    }

    private List<OpenedCase> casesAfter(Tx tx, long id) {
        return tx.handle()
                .createQuery("""
                    select c.id, c.kind, c.priority, c.due_at, i.carrier,
                        coalesce(c.parcel_id, (select min(m.parcel_id) from incident_member m
                            join incident k on k.id = m.incident_id and k.worry = 'CODE'
                            where m.incident_id = c.incident_id)) as parcel_id,
                        coalesce(i.label, i.scope_value) as place
                    from service_case c left join incident i on i.id = c.incident_id and i.worry <> 'CODE'
                    where c.id > :id order by c.id
                    """)
                .bind("id", id)
                .map((row, context) -> new OpenedCase(
                        row.getLong("id"),
                        row.getLong("parcel_id"),
                        row.getString("kind"),
                        row.getInt("priority"),
                        Instant.ofEpochMilli(row.getLong("due_at")),
                        row.getString("carrier") == null
                                ? null
                                : new Trouble(row.getString("carrier"), row.getString("place"))))
                .list();
    }

    private List<SentMail> mailsSent(Tx tx, Instant after, Instant until) {
        return tx.handle()
                .createQuery("""
                    select m.id, m.parcel_id, o.number, o.customer_name, m.kind, m.subject_line
                    from outbox_message m join customer_order o on o.id = m.order_id
                    where m.sent_at > :after and m.sent_at <= :until order by m.id
                    """)
                .bind("after", after)
                .bind("until", until)
                .map((row, context) -> {
                    long parcelId = row.getLong("parcel_id");
                    Long parcel = row.wasNull() ? null : parcelId;
                    return new SentMail(
                            row.getLong("id"),
                            parcel,
                            row.getString("number"),
                            text(row.getString("customer_name")),
                            row.getString("kind"),
                            text(row.getString("subject_line")));
                })
                .list();
    }

    private List<Feed> feeds(Tx tx) {
        return tx.handle()
                .createQuery("select carrier, state from carrier_health order by carrier")
                .map((row, context) -> new Feed(row.getString("carrier"), row.getString("state")))
                .list();
    }

    private static long count(Tx tx, String table) {
        return one(tx, "select count(*) from " + table);
    }

    /// Parcels whose journey has ended.
    long ended(Tx tx) {
        return one(tx, "select count(*) from parcel where milestone in ('DELIVERED', 'RETURNED')");
    }

    Tally tally(Tx tx) {
        return new Tally(
                count(tx, "customer_order"),
                count(tx, "parcel"),
                ended(tx),
                count(tx, "tracking_event"),
                one(tx, "select count(*) from service_case where state = 'OPEN'"),
                one(tx, "select count(*) from service_case where state = 'CLOSED'"),
                one(tx, "select count(*) from outbox_message where state = 'SENT'"),
                one(tx, "select count(*) from outbox_message where state = 'DEAD'"),
                groups(tx, "select kind, count(*) as n from flag group by kind order by kind"),
                groups(tx, "select kind, count(*) as n from flag where state = 'OPEN' group by kind order by kind"),
                groups(
                        tx,
                        "select kind, count(*) as n from outbox_message where state = 'SENT' group by kind order by"
                                + " kind"));
    }

    private static long one(Tx tx, String sql) {
        return tx.handle().createQuery(sql).mapTo(Long.class).one();
    }

    private static Map<String, Long> groups(Tx tx, String sql) {
        Map<String, Long> groups = new LinkedHashMap<>();
        tx.handle()
                .createQuery(sql)
                .map((row, context) -> Map.entry(row.getString("kind"), row.getLong("n")))
                .forEach(entry -> groups.put(entry.getKey(), entry.getValue()));
        return groups;
    }

    private static Reason reason(String key, @Nullable String args) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (args != null) {
            for (Map.Entry<String, JsonNode> fact : Json.read(args).properties()) {
                facts.put(fact.getKey(), fact.getValue().asString());
            }
        }
        return new Reason(key, facts);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
    }
}
