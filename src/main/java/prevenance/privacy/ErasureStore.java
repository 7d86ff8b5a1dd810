package prevenance.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.privacy.Register.Column;
import prevenance.privacy.Register.Table;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;

/// Ends what goes on about an erased order, and keeps that it was erased.
final class ErasureStore {
    /// As a message's reason, for the staff.
    static final String REASON = "erased at the customer's wish";

    private static final RowMapper<PastErasure> PAST = (row, context) -> new PastErasure(
            row.getLong("id"),
            row.getString("subject_hash"),
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("actor"),
            row.getInt("orders"),
            row.getString("certificate"));

    /// Nothing is asked, sent, judged or waited for any more; what people see says why. Gives how many mails were
    /// cancelled.
    int stop(Tx tx, long orderId, Instant now) {
        List<Long> mails = tx.handle()
                .createQuery("""
                    select id from outbox_message where order_id = :order and state in ('HELD', 'QUEUED', 'SENDING')
                    """)
                .bind("order", orderId)
                .mapTo(Long.class)
                .list();
        mails.forEach(id -> cancel(tx, id, now));
        for (String change : List.of(
                "update parcel set next_poll_at = null, claimed_until = null, assess_after = null, desk_due_at = null,"
                        + " probe_at = null where order_id = :order",
                "update flag set state = 'CLOSED', closed_at = :now, settled_at = coalesce(settled_at, :now)"
                        + " where state = 'OPEN' and parcel_id in (select id from parcel where order_id = :order)",
                "update incident_member set left_at = :now, left_why = 'ENDED' where left_at is null"
                        + " and parcel_id in (select id from parcel where order_id = :order)",
                "update deadline set state = 'DROPPED', ended_at = :now where state = 'OPEN' and order_id = :order",
                "update claim set state = 'DROPPED', answered_at = :now, version = version + 1"
                        + " where state in ('GATHERING', 'SENT')"
                        + " and case_id in (select id from service_case where order_id = :order)",
                "update refund set check_at = null, version = version + 1 where order_id = :order",
                "update exchange set check_at = null, version = version + 1 where order_id = :order")) {
            var update = tx.handle().createUpdate(change).bind("order", orderId);
            (change.contains(":now") ? update.bind("now", now) : update).execute();
        }
        List<Long> cases = tx.handle()
                .createQuery("select id from service_case where order_id = :order and state = 'OPEN'")
                .bind("order", orderId)
                .mapTo(Long.class)
                .list();
        cases.forEach(id -> close(tx, id, now));
        return mails.size();
    }

    private static void cancel(Tx tx, long messageId, Instant now) {
        tx.handle()
                .createUpdate("""
                    update outbox_message set state = 'SUPPRESSED', state_reason = :reason, held_for = null,
                        next_attempt_at = null, claimed_until = null, approve_until = null, desk_due_at = null,
                        version = version + 1
                    where id = :id
                    """)
                .bind("id", messageId)
                .bind("reason", REASON)
                .execute();
        ChangeLog.add(tx, "message.suppressed", messageId, now);
    }

    private static void close(Tx tx, long caseId, Instant now) {
        tx.handle().createUpdate("""
            update service_case set state = 'CLOSED', closed_at = :now, close_reason = 'NO_ACTION_NEEDED',
                waiting_until = null, call_back_at = null, version = version + 1
            where id = :id
            """).bind("id", caseId).bind("now", now).execute();
        ChangeLog.add(tx, "case.closed", caseId, now);
    }

    /// After an order was blanked: its cancelled mails say why, and so do its cases.
    void explain(Tx tx, long orderId, Instant now) {
        tx.handle()
                .createUpdate("""
                    update outbox_message set state_reason = :reason
                    where order_id = :order and state = 'SUPPRESSED' and state_reason is null and sent_at is null
                    """)
                .bind("order", orderId)
                .bind("reason", REASON)
                .execute();
        tx.handle().createUpdate("""
            insert into case_entry (case_id, at, author, kind, text)
            select id, :now, 'prevenance', 'NOTE', 'The data about the customer was erased at his wish.'
            from service_case where order_id = :order
            """).bind("order", orderId).bind("now", now).execute();
    }

    /// A mail to him that belongs to no order of his.
    void blankMail(Tx tx, long messageId, Instant now) {
        boolean waits = tx.handle()
                        .createQuery("select count(*) from outbox_message where id = :id and state in"
                                + " ('HELD', 'QUEUED', 'SENDING')")
                        .bind("id", messageId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        if (waits) {
            cancel(tx, messageId, now);
        }
        Table table = Register.get().table("outbox_message").orElseThrow();
        StringBuilder set = new StringBuilder();
        for (Column column : table.columns().values()) {
            if (column.end().isPersonal()) {
                set.append(set.isEmpty() ? "" : ", ")
                        .append(column.name())
                        .append(column.end() == End.OBJECT ? " = '{}'" : " = null");
            }
        }
        tx.handle()
                .createUpdate("update outbox_message set " + set + " where id = :id")
                .bind("id", messageId)
                .execute();
    }

    /// Keeps that somebody was erased; gives the id.
    long add(Tx tx, String hash, String actor, int orders, Instant now) {
        long id = tx.handle()
                .createQuery("""
                    insert into erasure (subject_hash, at, actor, orders, certificate)
                    values (:hash, :now, :actor, :orders, '{}') returning id
                    """)
                .bind("hash", hash)
                .bind("now", now)
                .bind("actor", actor)
                .bind("orders", orders)
                .mapTo(Long.class)
                .one();
        audit(tx, actor, "privacy.erase", "erasure:" + id, now);
        return id;
    }

    /// In the record of who did what, without the person.
    void audit(Tx tx, String actor, String action, @Nullable String subject, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into audit_entry (at, actor, action, subject, detail)
                    values (:now, :actor, :action, :subject, null)
                    """)
                .bind("now", now)
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .execute();
    }

    void certify(Tx tx, long id, String certificate) {
        tx.handle()
                .createUpdate("update erasure set certificate = :certificate where id = :id")
                .bind("id", id)
                .bind("certificate", certificate)
                .execute();
    }

    Optional<PastErasure> ofSubject(Tx tx, String hash) {
        return tx.handle()
                .createQuery("select * from erasure where subject_hash = :hash order by id desc limit 1")
                .bind("hash", hash)
                .map(PAST)
                .findOne();
    }

    /// The newest first, at most so many.
    List<PastErasure> list(Tx tx, int limit) {
        return tx.handle()
                .createQuery("select * from erasure order by id desc limit :limit")
                .bind("limit", limit)
                .map(PAST)
                .list();
    }

    Optional<PastErasure> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select * from erasure where id = :id")
                .bind("id", id)
                .map(PAST)
                .findOne();
    }
}
