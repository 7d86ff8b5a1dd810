package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import prevenance.node.Nodes;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;
import tools.jackson.databind.json.JsonMapper;

/// The outbox as the sender sees it. Every change is by compare-and-set; false means that somebody was
/// faster.
final class DispatchStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Messages due now, the longest due first: queued, or taken by a worker whose lease has ended.
    /// While the outbox is paused only those to the staff.
    ///
    /// @param toMany only the words to many in one trouble, or only the others, which go before them
    List<Batch.Due> due(Tx tx, Instant now, boolean toMany, int limit) {
        return tx.handle()
                .createQuery("""
                    select id, recipient from outbox_message
                    where next_attempt_at <= :now and state in ('QUEUED', 'SENDING')
                        and case when kind = 'MASS_DELAY' then 1 else 0 end = :many
                        and (order_id is null
                            or not exists (select 1 from outbox_pause where paused_at is not null))
                    order by next_attempt_at, id limit :limit
                    """)
                .bind("now", now)
                .bind("many", toMany ? 1 : 0)
                .bind("limit", limit)
                .map((row, context) -> new Batch.Due(row.getLong("id"), domain(row.getString("recipient"))))
                .list();
    }

    private static String domain(@Nullable String recipient) {
        return recipient == null
                ? ""
                : recipient.substring(recipient.lastIndexOf('@') + 1).strip().toLowerCase(Locale.ROOT);
    }

    /// Takes a due message until the lease ends; not when it has changed since it was read.
    boolean claim(Tx tx, OutboxMessage seen, Instant now, Instant until) {
        return tx.handle()
                        .createUpdate("""
                            update outbox_message set state = 'SENDING', claimed_until = :until, claimed_by = :node,
                                next_attempt_at = :until
                            where id = :id and version = :version and state in ('QUEUED', 'SENDING')
                                and next_attempt_at <= :now
                                and (order_id is null
                                    or not exists (select 1 from outbox_pause where paused_at is not null))
                            """)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("now", now)
                        .bind("until", until)
                        .bind("node", tx.node())
                        .execute()
                == 1;
    }

    /// Whether a message may be taken: it is due, and nothing is paused that concerns it.
    boolean isDue(Tx tx, long id, Instant now) {
        return tx.handle()
                        .createQuery("""
                            select count(*) from outbox_message
                            where id = :id and state in ('QUEUED', 'SENDING') and next_attempt_at <= :now
                                and (order_id is null
                                    or not exists (select 1 from outbox_pause where paused_at is not null))
                            """)
                        .bind("id", id)
                        .bind("now", now)
                        .mapTo(Integer.class)
                        .one()
                == 1;
    }

    /// Moves a message on whose sending failed by a fault of ours.
    void setAside(Tx tx, long id, Instant until) {
        tx.handle().createUpdate("""
            update outbox_message set next_attempt_at = :until
            where id = :id and state in ('QUEUED', 'SENDING')
            """).bind("until", until).bind("id", id).execute();
    }

    /// Moves a message on that waits, be it for its own sending or in shadow.
    void postpone(Tx tx, OutboxMessage seen, String why, Instant until) {
        untried(tx, seen, "state_reason = :why, next_attempt_at = :until")
                .bind("why", why)
                .bind("until", until)
                .execute();
    }

    /// Not to be said any more; nothing for the desk to do.
    void silence(Tx tx, OutboxMessage seen, String why, Instant now) {
        boolean changed = untried(
                                tx,
                                seen,
                                "state = 'SUPPRESSED', state_reason = :why, next_attempt_at = null, desk_due_at = null")
                        .bind("why", why)
                        .execute()
                == 1;
        ChangeLog.addIf(changed, tx, "message.withdrawn", seen.id(), now);
    }

    /// Gives a queued message other facts.
    void renew(Tx tx, OutboxMessage seen, Map<String, @Nullable Object> facts) {
        untried(tx, seen, "facts = :facts")
                .bind("facts", JSON.writeValueAsString(facts))
                .execute();
    }

    private static Update untried(Tx tx, OutboxMessage seen, String change) {
        return tx.handle()
                .createUpdate("update outbox_message set version = version + 1, " + change
                        + " where id = :id and version = :version and state in ('QUEUED', 'SHADOW')")
                .bind("id", seen.id())
                .bind("version", seen.version());
    }

    /// When the mail was sent that must grow a day old before another may go to the recipient; empty
    /// when fewer than `most` were sent to him since.
    ///
    /// @param shadow count those in shadow too, as if they had left
    Optional<Instant> sentSince(Tx tx, String recipient, Instant since, int most, boolean shadow) {
        List<Instant> sent = tx.handle()
                .createQuery("""
                    select left_at from (
                        select sent_at as left_at from outbox_message
                        where recipient = :recipient and sent_at > :since
                        union all
                        select shadow_left_at as left_at from outbox_message
                        where :shadow = 1 and recipient = :recipient and shadow_left_at > :since) gone
                    order by left_at desc limit :most
                    """)
                .bind("shadow", shadow ? 1 : 0)
                .bind("recipient", recipient)
                .bind("since", since)
                .bind("most", most)
                .mapTo(Instant.class)
                .list();
        return sent.size() < most ? Optional.empty() : Optional.of(sent.getLast());
    }

    /// Ends the leases of those who are gone.
    int endLeases(Tx tx, Instant now) {
        return tx.handle()
                .createUpdate("update outbox_message set claimed_until = :now, next_attempt_at = :now"
                        + " where state = 'SENDING' and next_attempt_at > :now and " + Nodes.LEFT_BEHIND)
                .bind("now", now)
                .execute();
    }

    /// What was put off or taken by a clock that went ahead is due that much sooner.
    int bringForward(Tx tx, Duration by) {
        return tx.handle().createUpdate("""
            update outbox_message
            set next_attempt_at = next_attempt_at - :by, claimed_until = claimed_until - :by
            where state <> 'SENT'
                and (state = 'SENDING' or state = 'QUEUED' and attempts > 0 and next_attempt_at is not null)
            """).bind("by", by.toMillis()).execute();
    }

    /// Keeps the bytes that this and every later attempt sends.
    void archive(Tx tx, long id, Rendering.Ready mail) {
        tx.handle()
                .createUpdate("""
                    update outbox_message set archive = :bytes, subject_line = :subject, template = :template
                    where id = :id and archive is null
                    """)
                .bind("id", id)
                .bind("bytes", mail.bytes())
                .bind("subject", mail.subject())
                .bind("template", mail.template())
                .execute();
    }

    /// The server has it, whoever holds the lease now.
    boolean sent(Tx tx, long id, Instant acceptedAt) {
        boolean changed = tx.handle()
                        .createUpdate("""
                            update outbox_message
                            set state = 'SENT', state_reason = null, sent_at = :at, attempts = attempts + 1,
                                next_attempt_at = null, claimed_until = null
                            where id = :id and state in ('QUEUED', 'SENDING')
                            """)
                        .bind("id", id)
                        .bind("at", acceptedAt)
                        .execute()
                == 1;
        return ChangeLog.addIf(changed, tx, "message.sent", id, acceptedAt);
    }

    /// Back into the queue without having used up an attempt: the server could not be spoken to. One
    /// that never used any has not been anywhere, and is looked at and written anew.
    boolean release(Tx tx, long id, Instant lease, String reason, Instant next) {
        return settle(tx, id, lease, reason, """
            state = 'QUEUED', claimed_until = null, next_attempt_at = :next,
            archive = case when attempts = 0 then null else archive end
            """).bind("next", next).execute() == 1;
    }

    /// Back into the queue after an attempt of its own.
    boolean defer(Tx tx, long id, Instant lease, String reason, Instant now, Instant next) {
        return settle(tx, id, lease, reason, """
            state = 'QUEUED', claimed_until = null, next_attempt_at = :next, attempts = attempts + 1,
            first_deferred_at = coalesce(first_deferred_at, :now)
            """)
                        .bind("now", now)
                        .bind("next", next)
                        .execute()
                == 1;
    }

    /// Never to be tried again; the desk must look.
    boolean dead(Tx tx, long id, Instant lease, String reason, Instant now, int attempts) {
        boolean changed = settle(tx, id, lease, reason, """
            state = 'DEAD', claimed_until = null, next_attempt_at = null, attempts = attempts + :attempts,
            desk_due_at = :now
            """)
                        .bind("now", now)
                        .bind("attempts", attempts)
                        .execute()
                == 1;
        return ChangeLog.addIf(changed, tx, "message.failed", id, now);
    }

    /// Not to be said by mail; the desk must look.
    boolean suppress(Tx tx, long id, Instant lease, String reason, Instant now) {
        boolean changed = settle(tx, id, lease, reason, """
            state = 'SUPPRESSED', claimed_until = null, next_attempt_at = null, desk_due_at = :now
            """).bind("now", now).execute() == 1;
        return ChangeLog.addIf(changed, tx, "message.failed", id, now);
    }

    /// When a server first put the message off; empty when none has.
    Optional<Instant> firstDeferredAt(Tx tx, long id) {
        return tx.handle()
                .createQuery("select first_deferred_at from outbox_message where id = :id and first_deferred_at > 0")
                .bind("id", id)
                .mapTo(Instant.class)
                .findOne();
    }

    private static Update settle(Tx tx, long id, Instant lease, String reason, String change) {
        return tx.handle()
                .createUpdate("update outbox_message set state_reason = :reason, " + change
                        + " where id = :id and state = 'SENDING' and claimed_until = :lease")
                .bind("id", id)
                .bind("lease", lease)
                .bind("reason", reason);
    }
}
