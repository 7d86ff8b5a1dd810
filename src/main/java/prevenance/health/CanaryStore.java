package prevenance.health;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageState;
import prevenance.store.Tx;

/// Reads what became of the canary's mails.
final class CanaryStore {
    /// @param sentAt null until the server had accepted it
    record Canary(
            MessageState state, Instant createdAt, @Nullable Instant sentAt) {}

    /// @param key the message's
    Optional<Canary> find(Tx tx, String key) {
        return tx.handle()
                .createQuery("select state, created_at, sent_at from outbox_message where message_key = :key")
                .bind("key", key)
                .map((row, _) -> {
                    long sent = row.getLong("sent_at");
                    return new Canary(
                            MessageState.valueOf(row.getString("state")),
                            Instant.ofEpochMilli(row.getLong("created_at")),
                            row.wasNull() && sent == 0 ? null : Instant.ofEpochMilli(sent));
                })
                .findOne();
    }
}
