package prevenance.cases;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.store.WhereClause;

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

    /// Open cases that nobody has answered so far and a mail has. That his own word has come in is no
    /// answer to it.
    ///
    /// @param since looks at mails that left since then; null looks at every case
    List<Answer> answers(Tx tx, @Nullable Instant since, int limit) {
        WhereClause mails = new WhereClause().and("m.sent_at >= :since", "since", since);
        return mails.bind(tx.handle()
                        .createQuery("select c.id, c.version, min(m.sent_at) as at from "
                                + (since == null
                                        ? "service_case c cross join outbox_message m"
                                        : "outbox_message m cross join service_case c")
                                + mails.and("""
                                    c.order_id = m.order_id and m.sent_at >= c.opened_at
                                        and (m.case_id = c.id or m.case_id is null and m.parcel_id = c.parcel_id)
                                        and m.kind not in ('NOT_RECEIVED_ACK', 'DAMAGED_RECEIVED', 'REPORT_RECEIVED')
                                        and c.state = 'OPEN' and case when c.answered_at is null then 0 else 1 end = 0
                                    group by c.id, c.version limit :limit
                                    """).sql()))
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
    ///
    /// @param since as with [#answers]
    List<String> newsGiven(Tx tx, @Nullable Instant since, int limit) {
        WhereClause mails = new WhereClause().and("m.sent_at >= :since", "since", since);
        return mails.bind(tx.handle()
                        .createQuery("select distinct d.deadline_key from "
                                + (since == null
                                        ? "deadline d cross join outbox_message m"
                                        : "outbox_message m cross join deadline d")
                                + mails.and("""
                                    d.order_id = m.order_id
                                        and d.kind = 'NEWS' and d.state in ('OPEN', 'MISSED') and m.sent_at >= d.set_at
                                        and (m.case_id = d.case_id or m.case_id is null and m.parcel_id = d.parcel_id)
                                        and m.kind not in ('NOT_RECEIVED_ACK', 'DAMAGED_RECEIVED', 'REPORT_RECEIVED')
                                    order by d.deadline_key limit :limit
                                    """).sql()))
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }
}
