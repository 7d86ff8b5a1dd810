package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.store.Tx;

/// Where the desk finds its work: parcels and messages that are due.
final class DeskStore {
    /// A message that did not reach its reader, or that somebody decided about, or should have.
    ///
    /// @param orderId   null for a message to the staff
    /// @param parcelId  the message's parcel, or the newest of its order; null when the order has none
    /// @param reason    why it is in its state, null when nobody wrote it down
    /// @param decidedBy null when nobody has
    record DueMessage(
            long id,
            MessageKind kind,
            MessageState state,
            boolean awaitsApproval,
            @Nullable Long orderId,
            @Nullable Long parcelId,
            @Nullable Long caseId,
            @Nullable String reason,
            @Nullable String decidedBy) {}

    List<Long> dueParcels(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("select id from parcel where desk_due_at <= :now order by desk_due_at, id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// Sets when the desk looks at a parcel next, null for not before something new; false when something new
    /// came since the due instant was read, which then stands.
    boolean parcelSeen(Tx tx, long parcelId, Instant seenDueAt, @Nullable Instant nextAt) {
        return tx.handle()
                        .createUpdate("""
                            update parcel set desk_due_at = :next where id = :id and desk_due_at = :seen
                            """)
                        .bind("next", nextAt)
                        .bind("id", parcelId)
                        .bind("seen", seenDueAt)
                        .execute()
                == 1;
    }

    /// Makes the desk look at a parcel now.
    void wake(Tx tx, long parcelId, Instant now) {
        tx.handle()
                .createUpdate("update parcel set desk_due_at = :now where id = :id")
                .bind("now", now)
                .bind("id", parcelId)
                .execute();
    }

    /// Moves a parcel that cannot be handled out of the way.
    void postponeParcel(Tx tx, long parcelId, Instant now, Instant until) {
        tx.handle()
                .createUpdate("update parcel set desk_due_at = :until where id = :id and desk_due_at <= :now")
                .bind("until", until)
                .bind("id", parcelId)
                .bind("now", now)
                .execute();
    }

    List<Long> dueMessages(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select id from outbox_message where desk_due_at <= :now order by desk_due_at, id limit :limit
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// A due message; empty when somebody else has seen it meanwhile.
    Optional<DueMessage> dueMessage(Tx tx, long messageId, Instant now) {
        return tx.handle()
                .createQuery("""
                    select m.id, m.kind, m.state, m.held_for, m.order_id, m.case_id, m.state_reason, m.decided_by,
                        coalesce(m.parcel_id, (select max(p.id) from parcel p where p.order_id = m.order_id)) as parcel
                    from outbox_message m where m.id = :id and m.desk_due_at <= :now
                    """)
                .bind("id", messageId)
                .bind("now", now)
                .map((row, context) -> new DueMessage(
                        row.getLong("id"),
                        MessageKind.valueOf(row.getString("kind")),
                        MessageState.valueOf(row.getString("state")),
                        "APPROVAL".equals(row.getString("held_for")),
                        CaseStore.number(row, "order_id"),
                        CaseStore.number(row, "parcel"),
                        CaseStore.number(row, "case_id"),
                        row.getString("state_reason"),
                        row.getString("decided_by")))
                .findOne();
    }

    /// A case that has ended.
    record Ended(long id, CloseReason reason, Instant at) {}

    /// The newest case of a parcel that was closed since an instant; empty when none was, or when one is open.
    Optional<Ended> ended(Tx tx, long parcelId, Instant since) {
        return tx.handle()
                .createQuery("""
                    select c.id, c.close_reason, c.closed_at from service_case c
                    where c.parcel_id = :id and c.state = 'CLOSED' and c.closed_at > :since
                        and not exists (select 1 from service_case o where o.parcel_id = :id and o.state = 'OPEN')
                    order by c.closed_at desc, c.id desc limit 1
                    """)
                .bind("id", parcelId)
                .bind("since", since)
                .map((row, context) -> new Ended(
                        row.getLong("id"),
                        CloseReason.valueOf(row.getString("close_reason")),
                        Instant.ofEpochMilli(row.getLong("closed_at"))))
                .findOne();
    }

    /// Sets when the desk looks at a message next, null for never again.
    void messageSeen(Tx tx, long messageId, @Nullable Instant nextAt) {
        tx.handle()
                .createUpdate("update outbox_message set desk_due_at = :next where id = :id")
                .bind("next", nextAt)
                .bind("id", messageId)
                .execute();
    }
}
