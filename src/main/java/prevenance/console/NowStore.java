package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseKind;
import prevenance.store.Tx;
import prevenance.watch.Remembered;

/// What a person has to begin with, and whether every parcel was read.
final class NowStore {
    private static final Duration DAY = Duration.ofDays(1);

    private final Remembered<Coverage> remembered = new Remembered<>();

    /// An open case that waits for its first answer or for a call.
    ///
    /// @param at       until when it is to be done
    /// @param call true: the arranged call is what is due; false: the first answer
    record Waiting(
            long caseId,
            CaseKind kind,
            Instant at,
            boolean call,
            String orderNumber,
            @Nullable String customerName,
            @Nullable String phone,
            @Nullable String owner,
            @Nullable Long valueMinor,
            @Nullable String currency) {}

    /// How many parcels are watched, and how many of them a carrier answered about within a day.
    record Coverage(long open, long read, List<Unread> unread) {}

    /// @param outcome what the last question came to, null when none was asked yet
    record Unread(String carrier, @Nullable String outcome, long parcels) {}

    /// Open cases whose first answer, or an arranged call, is due before an hour; the first due first,
    /// of several due at one instant the more valuable. Of more than a thousand the later ones are not
    /// looked at.
    List<Waiting> waiting(Tx tx, Instant before, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select * from (
                        select * from (
                            select c.id, c.kind, c.due_at as at, 0 as call, c.owner, c.order_id, c.parcel_id,
                                c.incident_id
                            from service_case c
                            where c.state = 'OPEN' and case when c.answered_at is null then 0 else 1 end = 0
                                and c.due_at <= :before and coalesce(c.waiting_until, 0) <= :now
                            order by c.due_at, c.id limit 1000) answers
                        union all
                        select * from (
                            select c.id, c.kind, c.call_back_at as at, 1 as call, c.owner, c.order_id, c.parcel_id,
                                c.incident_id
                            from service_case c
                            where c.state = 'OPEN' and c.call_back_at is not null and c.call_back_at <= :before
                            order by c.call_back_at, c.id limit 1000) calls) todo
                    left join customer_order o on o.id = todo.order_id left join parcel p on p.id = todo.parcel_id
                    order by todo.at, coalesce(p.value_minor, 0) desc, todo.id limit :limit
                    """)
                .bind("before", before)
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) -> new Waiting(
                        row.getLong("id"),
                        CaseKind.valueOf(row.getString("kind")),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getInt("call") == 1,
                        row.getObject("incident_id") == null
                                ? row.getString("number")
                                : "I-" + row.getLong("incident_id"),
                        row.getString("customer_name"),
                        row.getString("phone"),
                        row.getString("owner"),
                        row.getObject("value_minor") == null ? null : Long.valueOf(row.getLong("value_minor")),
                        row.getString("currency")))
                .list();
    }

    /// Counts over indexes of the watched parcels alone.
    Coverage coverage(Tx tx, Instant now) {
        return remembered.get(tx, now, () -> readCoverage(tx, now));
    }

    private static Coverage readCoverage(Tx tx, Instant now) {
        Instant since = now.minus(DAY);
        List<Unread> unread = tx.handle()
                .createQuery("""
                    select carrier, last_outcome, count(*) as parcels from parcel
                    where next_poll_at is not null and coalesce(last_answered_at, 0) between 0 and :since
                    group by carrier, last_outcome order by count(*) desc, carrier
                    """)
                .bind("since", since)
                .map((row, context) ->
                        new Unread(row.getString("carrier"), row.getString("last_outcome"), row.getLong("parcels")))
                .list();
        long open = count(tx, "select count(*) from parcel where next_poll_at is not null");
        return new Coverage(
                open, open - unread.stream().mapToLong(Unread::parcels).sum(), unread);
    }

    private static long count(Tx tx, String sql) {
        return tx.handle().createQuery(sql).mapTo(Long.class).one();
    }
}
