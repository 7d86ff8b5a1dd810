package prevenance.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Counts for the lead's figures. Each question reads one period by an index.
final class InsightStore {
    /// Parcels of the period that are alike.
    ///
    /// @param area first two digits of the postcode, for the home country only; empty elsewhere
    record Sent(
            String carrier,
            String service,
            String country,
            String area,
            long parcels,
            long late,
            long lost,
            long returned) {}

    /// When a parcel's trouble was first flagged, beside what was promised.
    record Noticed(LocalDate promised, Instant raisedAt) {}

    /// A case of the period.
    record Answered(
            Instant openedAt, Instant dueAt, @Nullable Instant answeredAt) {}

    /// So many of a kind.
    record Count(String kind, long times) {}

    /// Marks that customers gave.
    record Marks(String carrier, String kind, long times, long sum) {}

    /// A customer's first word in the period, and the last mail he had before.
    record Contact(Instant at, @Nullable Instant mailedAt) {}

    /// The shares of parcels sent in a period.
    ///
    /// @param home country whose parcels are told apart by area
    List<Sent> sent(Tx tx, Instant from, Instant until, String home) {
        return tx.handle()
                .createQuery("""
                    with flagged as (
                        select parcel_id, max(case when kind = 'LATE' then 1 else 0 end) as late,
                            max(case when kind in ('LOST_SUSPECTED', 'LOST_DECLARED') then 1 else 0 end) as lost,
                            max(case when kind in ('RETURNING', 'RETURNED') then 1 else 0 end) as returned
                        from flag
                        where kind in ('LATE', 'LOST_SUSPECTED', 'LOST_DECLARED', 'RETURNING', 'RETURNED')
                            and state in ('OPEN', 'CLOSED') and raised_at >= :from
                        group by parcel_id)
                    select p.carrier, coalesce(p.service, '') as service, o.country,
                        case when o.country = :home then substr(coalesce(o.postcode, ''), 1, 2) else '' end as area,
                        count(*) as parcels, sum(coalesce(x.late, 0)) as late, sum(coalesce(x.lost, 0)) as lost,
                        sum(coalesce(x.returned, 0)) as returned
                    from parcel p join customer_order o on o.id = p.order_id left join flagged x on x.parcel_id = p.id
                    where coalesce(p.shipped_at, p.imported_at) >= :from
                        and coalesce(p.shipped_at, p.imported_at) < :until and p.leg <> 'RETURN'
                    group by 1, 2, 3, 4
                    """)
                .bind("home", home)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> new Sent(
                        row.getString("carrier"),
                        row.getString("service"),
                        row.getString("country"),
                        row.getString("area"),
                        row.getLong("parcels"),
                        row.getLong("late"),
                        row.getLong("lost"),
                        row.getLong("returned")))
                .list();
    }

    /// Parcels of the period that had a promise and got into trouble on their way.
    List<Noticed> noticed(Tx tx, Instant from, Instant until) {
        return tx.handle()
                .createQuery("""
                    select p.promise_date, min(f.raised_at) as raised_at
                    from parcel p cross join flag f
                    where f.parcel_id = p.id and coalesce(p.shipped_at, p.imported_at) >= :from
                        and coalesce(p.shipped_at, p.imported_at) < :until and p.leg <> 'RETURN'
                        and p.promise_date is not null
                        and f.kind in ('NUMBER_UNKNOWN', 'NOT_HANDED_OVER', 'STALLED', 'LATE', 'DELAY_ANNOUNCED',
                            'ADDRESS_PROBLEM', 'DAMAGED', 'LOST_SUSPECTED', 'LOST_DECLARED')
                    group by p.id, p.promise_date
                    """)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> new Noticed(
                        LocalDate.parse(row.getString("promise_date")), Instant.ofEpochMilli(row.getLong("raised_at"))))
                .list();
    }

    /// Cases opened in the period.
    List<Answered> cases(Tx tx, Instant from, Instant until) {
        return tx.handle()
                .createQuery("""
                    select opened_at, due_at, answered_at from service_case
                    where opened_at >= :from and opened_at < :until
                    """)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> {
                    long answered = row.getLong("answered_at");
                    Instant answeredAt = row.wasNull() ? null : Instant.ofEpochMilli(answered);
                    return new Answered(
                            Instant.ofEpochMilli(row.getLong("opened_at")),
                            Instant.ofEpochMilli(row.getLong("due_at")),
                            answeredAt);
                })
                .list();
    }

    /// What logistics can learn from the cases closed in the period.
    List<Count> causes(Tx tx, Instant from, Instant until) {
        return counts(tx, """
            select root_cause as kind, count(*) as times from service_case
            where closed_at >= :from and closed_at < :until and root_cause is not null
            group by root_cause order by times desc, root_cause
            """, from, until);
    }

    /// Mails that left for customers in the period.
    List<Count> mails(Tx tx, Instant from, Instant until) {
        return counts(tx, """
            select kind, count(*) as times from outbox_message
            where sent_at >= :from and sent_at < :until and order_id is not null
            group by kind order by times desc, kind
            """, from, until);
    }

    /// Marks from 1 to 5 after an incident, by carrier and by what the case was about.
    List<Marks> marks(Tx tx, Instant from, Instant until) {
        return tx.handle()
                .createQuery("""
                    select coalesce(p.carrier, '') as carrier, coalesce(c.kind, '') as kind, count(*) as times,
                        sum(cast(a.choice as integer)) as total
                    from customer_act a left join service_case c on c.id = a.case_id
                        left join parcel p on p.id = coalesce(a.parcel_id, c.parcel_id)
                    where a.at >= :from and a.at < :until and a.kind = 'SURVEY'
                        and a.choice in ('1', '2', '3', '4', '5')
                    group by 1, 2
                    """)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> new Marks(
                        row.getString("carrier"), row.getString("kind"), row.getLong("times"), row.getLong("total")))
                .list();
    }

    /// Customers who wanted something of us in the period, each counted once.
    List<Contact> contacts(Tx tx, Instant from, Instant until) {
        return tx.handle()
                .createQuery("""
                    select a.first_at, (select max(m.sent_at) from outbox_message m
                        where m.order_id = a.order_id and m.sent_at <= a.first_at) as mailed_at
                    from (select order_id, min(at) as first_at from customer_act
                        where at >= :from and at < :until and kind in ('NOT_RECEIVED', 'DAMAGED', 'WRONG_ITEM', 'ADDRESS',
                            'CALL_ME', 'REFUND_NOT_ARRIVED') group by order_id) a
                    """)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> {
                    long mailed = row.getLong("mailed_at");
                    Instant mailedAt = row.wasNull() ? null : Instant.ofEpochMilli(mailed);
                    return new Contact(Instant.ofEpochMilli(row.getLong("first_at")), mailedAt);
                })
                .list();
    }

    private static List<Count> counts(Tx tx, String query, Instant from, Instant until) {
        return tx.handle()
                .createQuery(query)
                .bind("from", from)
                .bind("until", until)
                .map((row, _) -> new Count(row.getString("kind"), row.getLong("times")))
                .list();
    }
}
