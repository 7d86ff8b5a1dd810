package prevenance.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Messages in shadow: decided, and never sent. Such a message waits for its time as a queued one does, can be taken
/// back
/// until then, and has "left" when its time has come. Nothing leads from there into the queue.
final class ShadowStore {
    private final ShadowSettings settings;

    ShadowStore(ShadowSettings settings) {
        this.settings = settings;
    }

    private record Customer(@Nullable String email, String number) {}

    /// Whether a mail of that kind is only computed for the customer of an order; never for the staff, who have no
    /// order.
    boolean covers(Tx tx, MessageKind kind, @Nullable Long orderId) {
        if (orderId == null || !settings.isOn()) {
            return false;
        }
        if (settings.share().percent() == 0) {
            return settings.covers(kind, null, "");
        }
        Optional<Customer> customer = tx.handle()
                .createQuery("select email, number from customer_order where id = :id")
                .bind("id", orderId)
                .map((row, context) -> new Customer(row.getString("email"), row.getString("number")))
                .findOne();
        return customer.isPresent()
                && settings.covers(kind, customer.get().email(), customer.get().number());
    }

    /// Takes a due message that was queued before it came to be covered out of the queue.
    void divert(Tx tx, long id, Instant now) {
        tx.handle().createUpdate("""
            update outbox_message set state = 'SHADOW', shadow = 1, version = version + 1, claimed_until = null
            where id = :id and state in ('QUEUED', 'SENDING') and next_attempt_at <= :now
            """).bind("now", now).bind("id", id).execute();
    }

    /// Those whose time has come, the longest due first.
    List<Long> due(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select id from outbox_message where next_attempt_at <= :now and state = 'SHADOW'
                    order by next_attempt_at, id limit :limit
                    """)
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// It would have left now.
    void left(Tx tx, OutboxMessage seen, Instant now) {
        tx.handle()
                .createUpdate("""
                    update outbox_message set shadow_left_at = :now, next_attempt_at = null, version = version + 1
                    where id = :id and version = :version and state = 'SHADOW' and shadow_left_at is null
                    """)
                .bind("now", now)
                .bind("id", seen.id())
                .bind("version", seen.version())
                .execute();
    }

    /// Moves one that cannot be looked at out of the way.
    void setAside(Tx tx, long id, Instant until) {
        tx.handle()
                .createUpdate("update outbox_message set next_attempt_at = :until where id = :id and state = 'SHADOW'")
                .bind("until", until)
                .bind("id", id)
                .execute();
    }
}
