package prevenance.message;

import java.time.Instant;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;

/// What people change of a message. Every change is by compare-and-set on version and state; false means that
/// somebody, or the sender, was faster.
final class DecisionStore {
    /// Lets a held message go.
    boolean letGo(Tx tx, OutboxMessage seen, Instant next, String who, Instant now) {
        boolean changed = change(tx, seen, who, now, """
            state = 'QUEUED', state_reason = null, held_for = null, next_attempt_at = :next, desk_due_at = :now
            """).bind("next", next).execute() == 1;
        return ChangeLog.addIf(changed, tx, "message.queued", seen.id(), now);
    }

    /// Will not be said.
    boolean reject(Tx tx, OutboxMessage seen, String why, String who, Instant now) {
        boolean changed = change(tx, seen, who, now, """
            state = 'SUPPRESSED', state_reason = :why, held_for = null, next_attempt_at = null, desk_due_at = :now
            """).bind("why", why).execute() == 1;
        return ChangeLog.addIf(changed, tx, "message.withdrawn", seen.id(), now);
    }

    boolean hold(Tx tx, OutboxMessage seen, String why, String who, Instant now) {
        boolean changed = change(tx, seen, who, now, """
            state = 'HELD', state_reason = :why, held_for = 'STAFF', desk_due_at = :now
            """).bind("why", why).execute() == 1;
        return ChangeLog.addIf(changed, tx, "message.held", seen.id(), now);
    }

    /// Own words, or the template's again when there are none.
    boolean edit(Tx tx, OutboxMessage seen, @Nullable OwnWords words, String who, Instant now) {
        return change(tx, seen, who, now, "edited_subject = :subject, edited_body = :body")
                        .bind("subject", words == null ? null : words.subject())
                        .bind("body", words == null ? null : words.body())
                        .execute()
                == 1;
    }

    /// To another address, as if it had never been tried. What was written down for the old one is void.
    boolean startAgain(
            Tx tx, OutboxMessage seen, String recipient, String messageId, Instant next, String who, Instant now) {
        boolean changed = change(tx, seen, who, now, """
            state = 'QUEUED', state_reason = null, recipient = :recipient, message_id = :messageId, archive = null,
            subject_line = null, template = null, attempts = 0, first_deferred_at = null, next_attempt_at = :next,
            desk_due_at = null
            """)
                        .bind("recipient", recipient)
                        .bind("messageId", messageId)
                        .bind("next", next)
                        .execute()
                == 1;
        return ChangeLog.addIf(changed, tx, "message.queued", seen.id(), now);
    }

    /// The same mail once more to the same address.
    boolean tryAgain(Tx tx, OutboxMessage seen, Instant next, String who, Instant now) {
        boolean changed = change(tx, seen, who, now, """
            state = 'QUEUED', state_reason = null, first_deferred_at = null, next_attempt_at = :next, desk_due_at = null
            """).bind("next", next).execute() == 1;
        return ChangeLog.addIf(changed, tx, "message.queued", seen.id(), now);
    }

    /// Told another way: it leaves the call list.
    boolean told(Tx tx, OutboxMessage seen, String who, Instant now) {
        return change(
                                tx,
                                seen,
                                who,
                                now,
                                "state_reason = '" + Unmailed.CALLED
                                        + "' || coalesce(state_reason, ''), desk_due_at = null")
                        .execute()
                == 1;
    }

    private static Update change(Tx tx, OutboxMessage seen, String who, Instant now, String change) {
        return tx.handle()
                .createUpdate("update outbox_message set decided_by = :who, decided_at = :now, version = version + 1, "
                        + change + " where id = :id and version = :version and state = :state")
                .bind("id", seen.id())
                .bind("version", seen.version())
                .bind("state", seen.state().name())
                .bind("who", who)
                .bind("now", now);
    }
}
