package prevenance.cases;

import java.time.Instant;
import java.util.List;
import prevenance.store.Tx;

/// Finds cases whose hour has come, and mails that answered one.
final class CaseClockStore {
    /// The first mail to the customer after a case was opened.
    record Answer(long caseId, int version, Instant at) {}

    List<Long> toWake(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select id from service_case where state = 'OPEN' and waiting_until <= :now
                    order by waiting_until, id limit :limit
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// Open cases that nobody has answered so far and a mail has. That his own word has come in is no answer
    /// to it.
    List<Answer> answers(Tx tx, int limit) {
        return tx.handle()
                .createQuery("""
                    select c.id, c.version, min(m.sent_at) as at
                    from service_case c
                        join outbox_message m on m.order_id = c.order_id and m.sent_at >= c.opened_at
                            and (m.case_id = c.id or m.case_id is null and m.parcel_id = c.parcel_id)
                            and m.kind not in ('NOT_RECEIVED_ACK', 'DAMAGED_RECEIVED', 'REPORT_RECEIVED')
                    where c.state = 'OPEN' and c.answered_at is null
                    group by c.id, c.version limit :limit
                    """)
                .bind("limit", limit)
                .map((row, context) ->
                        new Answer(row.getLong("id"), row.getInt("version"), Instant.ofEpochMilli(row.getLong("at"))))
                .list();
    }

    /// Does not count as a change of the case: nobody did anything in it.
    boolean answered(Tx tx, Answer answer) {
        return tx.handle()
                        .createUpdate("""
                            update service_case set answered_at = :at
                            where id = :id and version = :version and answered_at is null
                            """)
                        .bind("at", answer.at())
                        .bind("id", answer.caseId())
                        .bind("version", answer.version())
                        .execute()
                == 1;
    }

    /// Keys of promises of news whose customer has been written to since they were made.
    List<String> newsGiven(Tx tx, int limit) {
        return tx.handle()
                .createQuery("""
                    select d.deadline_key from deadline d
                    where d.kind = 'NEWS' and d.state in ('OPEN', 'MISSED') and exists (
                        select 1 from outbox_message m
                        where m.order_id = d.order_id and m.sent_at >= d.set_at
                            and (m.case_id = d.case_id or m.case_id is null and m.parcel_id = d.parcel_id)
                            and m.kind not in ('NOT_RECEIVED_ACK', 'DAMAGED_RECEIVED', 'REPORT_RECEIVED'))
                    order by d.id limit :limit
                    """)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
