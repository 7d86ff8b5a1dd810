package prevenance.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// The one row about a database that began anew from a copy, and what came of it.
final class EpochStore {
    Optional<Afterlife> find(Tx tx) {
        return tx.handle()
                .createQuery(
                        "select backed_up_at, last_message, restored_at, resume_after, decided_at from outbox_epoch")
                .map((row, context) -> new Afterlife(
                        Instant.ofEpochMilli(row.getLong("backed_up_at")),
                        row.getLong("last_message"),
                        instant(row.getLong("restored_at")),
                        instant(row.getLong("resume_after")),
                        instant(row.getLong("decided_at"))))
                .findOne();
    }

    /// Makes the database one that began anew from a copy of an instant.
    void mark(Tx tx, Instant backedUpAt) {
        tx.handle().execute("delete from outbox_epoch");
        tx.handle().createUpdate("""
            insert into outbox_epoch (only_row, backed_up_at, last_message)
            select 1, :at, coalesce(max(id), 0) from outbox_message
            """).bind("at", backedUpAt).execute();
    }

    void started(Tx tx, Instant now) {
        tx.handle()
                .createUpdate("update outbox_epoch set restored_at = :now where restored_at is null")
                .bind("now", now)
                .execute();
        // The staff was told then; what is new is told again by itself.
        tx.handle()
                .createUpdate("""
                    update outbox_message
                    set state = 'SUPPRESSED', state_reason = :why, next_attempt_at = null, claimed_until = null
                    where order_id is null and state in ('QUEUED', 'SENDING')
                        and id <= (select last_message from outbox_epoch)
                    """)
                .bind("why", OutboxEpoch.REASON + "to the staff, may have left before")
                .execute();
    }

    /// False when somebody was faster.
    boolean decide(Tx tx, Instant after, String who, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update outbox_epoch set resume_after = :after, decided_at = :now, decided_by = :who
                            where resume_after is null
                            """)
                        .bind("after", after)
                        .bind("now", now)
                        .bind("who", who)
                        .execute()
                == 1;
    }

    /// Takes for said what was to leave, or was leaving, when the copy was made, and was due until then.
    int takeForSaid(Tx tx, Afterlife epoch, Instant after, String why) {
        return tx.handle()
                .createUpdate("""
                    update outbox_message
                    set state = 'SUPPRESSED', state_reason = :why, next_attempt_at = null, claimed_until = null,
                        version = version + 1
                    where id <= :last and order_id is not null
                        and (state = 'QUEUED' and next_attempt_at <= :after or state = 'SENDING' and :copied <= :after)
                    """)
                .bind("why", why)
                .bind("last", epoch.lastMessage())
                .bind("after", after)
                .bind("copied", epoch.backedUpAt())
                .execute();
    }

    /// Messages to customers that are to leave, oldest first.
    ///
    /// @param arisen those that have come since the copy was made, else those before
    List<OutboxMessage> waiting(Tx tx, Afterlife epoch, boolean arisen, int limit) {
        return tx.handle()
                .createQuery(MessageStore.SELECT + """
                    where m.state in ('QUEUED', 'SENDING') and m.order_id is not null
                        and case when m.id > :last then 1 else 0 end = :arisen
                    order by m.id limit :limit
                    """)
                .bind("last", epoch.lastMessage())
                .bind("arisen", arisen ? 1 : 0)
                .bind("limit", limit)
                .map(MessageStore.MESSAGE)
                .list();
    }

    /// What a message rests on.
    ///
    /// @param at      when it began
    /// @param knownAt when we saw it
    record Cause(Instant at, Instant knownAt) {}

    /// The flag of its rule, or else the newest statement about its parcel; empty for a message about no parcel.
    Optional<Cause> causeOf(Tx tx, OutboxMessage message, @Nullable String rule) {
        if (message.parcelId() == null) {
            return Optional.empty();
        }
        String query = rule == null ? """
            select occurred_at as began, recorded_at as known from tracking_event
            where parcel_id = :parcel and withdrawn_at is null order by occurred_at desc, id desc limit 1
            """ : """
                select since_at as began, raised_at as known from flag
                where parcel_id = :parcel and rule = :rule order by id desc limit 1
                """;
        var question = tx.handle().createQuery(query).bind("parcel", message.parcelId());
        if (rule != null) {
            question.bind("rule", rule);
        }
        return question.map((row, context) -> new Cause(
                        Instant.ofEpochMilli(row.getLong("began")), Instant.ofEpochMilli(row.getLong("known"))))
                .findOne();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
