package prevenance.console.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import prevenance.console.access.ApiToken;
import prevenance.store.Tx;

/// First answers to requests that came with an idempotency key, kept for a day.
final class IdempotencyStore {
    /// A first answer.
    record Kept(String requestHash, int status, String body) {}

    private static final Duration KEPT = Duration.ofHours(24);

    Optional<Kept> find(Tx tx, ApiToken token, String key, Instant now) {
        return tx.handle()
                .createQuery("""
                    select request_hash, status, body from api_idempotency
                    where token_id = :token and request_key = :key and created_at > :oldest
                    """)
                .bind("token", token.id())
                .bind("key", key)
                .bind("oldest", now.minus(KEPT))
                .map((row, context) ->
                        new Kept(row.getString("request_hash"), row.getInt("status"), row.getString("body")))
                .findOne();
    }

    void save(Tx tx, ApiToken token, String key, String requestHash, int status, String body, Instant now) {
        tx.handle()
                .createUpdate("delete from api_idempotency where token_id = :token and created_at <= :oldest")
                .bind("token", token.id())
                .bind("oldest", now.minus(KEPT))
                .execute();
        tx.handle()
                .createUpdate("""
                    insert into api_idempotency (token_id, request_key, request_hash, status, body, created_at)
                    values (:token, :key, :hash, :status, :body, :now)
                    on conflict (token_id, request_key) do update set request_hash = excluded.request_hash,
                        status = excluded.status, body = excluded.body
                    """)
                .bind("token", token.id())
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("status", status)
                .bind("body", body)
                .bind("now", now)
                .execute();
    }
}
