package prevenance.console.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Keys of authenticators, and the recovery codes that stand in for a lost one.
public final class FactorStore {
    /// @param secret   that codes are checked with; null: none is
    /// @param pending  shown, but no code of it was seen yet; null: none
    /// @param lastStep of the last code taken
    @SuppressWarnings("ArrayRecordComponent")
    record Factor(byte @Nullable [] secret, byte @Nullable [] pending, long lastStep) {}

    Optional<Factor> find(Tx tx, long userId) {
        return tx.handle()
                .createQuery("select secret, pending, last_step from staff_factor where user_id = :user")
                .bind("user", userId)
                .map((row, _) -> new Factor(row.getBytes("secret"), row.getBytes("pending"), row.getLong("last_step")))
                .findOne();
    }

    /// Whether somebody has a second factor.
    public boolean isOn(Tx tx, long userId) {
        return find(tx, userId).filter(factor -> factor.secret() != null).isPresent();
    }

    /// Who has one, by id.
    public Set<Long> all(Tx tx) {
        return tx.handle()
                .createQuery("select user_id from staff_factor where secret is not null")
                .mapTo(Long.class)
                .set();
    }

    /// Keeps a key that is to be proven; what is in use stays in use.
    void propose(Tx tx, long userId, byte[] key, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into staff_factor (user_id, pending, created_at) values (:user, :key, :now)
                    on conflict (user_id) do update set pending = excluded.pending, created_at = excluded.created_at
                    """)
                .bind("user", userId)
                .bind("key", key)
                .bind("now", now)
                .execute();
    }

    /// Takes the proposed key into use, the code of a step having been seen.
    void confirm(Tx tx, long userId, long step) {
        tx.handle().createUpdate("""
            update staff_factor set secret = pending, pending = null, last_step = :step
            where user_id = :user and pending is not null
            """).bind("step", step).bind("user", userId).execute();
    }

    /// Notes that the code of a step was taken; false when it, or a later one, was already.
    boolean take(Tx tx, long userId, long step) {
        return tx.handle()
                        .createUpdate(
                                "update staff_factor set last_step = :step where user_id = :user and last_step < :step")
                        .bind("step", step)
                        .bind("user", userId)
                        .execute()
                == 1;
    }

    void remove(Tx tx, long userId) {
        tx.handle().execute("delete from staff_recovery_code where user_id = ?", userId);
        tx.handle().execute("delete from staff_factor where user_id = ?", userId);
    }

    void replaceRecoveryCodes(Tx tx, long userId, List<String> hashes) {
        tx.handle().execute("delete from staff_recovery_code where user_id = ?", userId);
        hashes.forEach(hash -> tx.handle()
                .execute("insert into staff_recovery_code (code_hash, user_id) values (?, ?)", hash, userId));
    }

    /// Uses a recovery code up; false when it is none of this person's, or used.
    boolean useRecoveryCode(Tx tx, long userId, String hash, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update staff_recovery_code set used_at = :now
                            where user_id = :user and code_hash = :hash and used_at is null
                            """)
                        .bind("now", now)
                        .bind("user", userId)
                        .bind("hash", hash)
                        .execute()
                == 1;
    }

    int recoveryCodesLeft(Tx tx, long userId) {
        return tx.handle()
                .createQuery("select count(*) from staff_recovery_code where user_id = :user and used_at is null")
                .bind("user", userId)
                .mapTo(Integer.class)
                .one();
    }
}
