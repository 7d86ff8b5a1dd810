package prevenance.message;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import prevenance.store.ChangeLog;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;

/// What came back, and the key that signs where it comes back to.
final class ReturnedStore {
    private static final int KEY_BYTES = 32;

    /// The key that signs return tokens, made when there is none.
    byte[] key(Tx tx) {
        return findKey(tx).orElseGet(() -> {
            byte[] secret = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(secret);
            tx.handle()
                    .createUpdate(
                            "insert into return_key (only_row, secret) values (1, :secret) on conflict do nothing")
                    .bind("secret", secret)
                    .execute();
            return findKey(tx).orElseThrow();
        });
    }

    Optional<byte[]> findKey(Tx tx) {
        return tx.handle()
                .createQuery("select secret from return_key")
                .mapTo(byte[].class)
                .findOne();
    }

    /// False when this arrival was written down before.
    boolean add(Tx tx, OutboxMessage message, String arrival, ReturnedAs as, String code, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            insert into returned_mail (message, arrival, address, cause, code, at)
                            values (:message, :arrival, :address, :cause, :code, :now)
                            on conflict (message, arrival) do nothing
                            """)
                        .bind("message", message.id())
                        .bind("arrival", arrival)
                        .bind("address", Pseudonyms.of(tx).ofAddress(String.valueOf(message.recipient())))
                        .bind("cause", as.name())
                        .bind("code", code)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Whether another mail to the same address came back softly since an instant.
    boolean wasSoftBefore(Tx tx, OutboxMessage message, Instant since) {
        return tx.handle()
                .createQuery("""
                    select 1 from returned_mail
                    where address = :address and at > :since and cause = 'SOFT' and message <> :message limit 1
                    """)
                .bind("address", Pseudonyms.of(tx).ofAddress(String.valueOf(message.recipient())))
                .bind("since", since)
                .bind("message", message.id())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// The message of a Message-ID.
    Optional<Long> messageOf(Tx tx, String messageId) {
        return tx.handle()
                .createQuery("select id from outbox_message where message_id = :name")
                .bind("name", messageId)
                .mapTo(Long.class)
                .findOne();
    }

    /// A sent message did not arrive; the desk must look. False when it is not one that counts as sent.
    boolean cameBack(Tx tx, long id, String reason, Instant now) {
        boolean changed = tx.handle()
                        .createUpdate("""
                            update outbox_message
                            set state = 'DEAD', state_reason = :reason, desk_due_at = :now, version = version + 1
                            where id = :id and state = 'SENT'
                            """)
                        .bind("id", id)
                        .bind("reason", reason)
                        .bind("now", now)
                        .execute()
                == 1;
        return ChangeLog.addIf(changed, tx, "message.failed", id, now);
    }
}
