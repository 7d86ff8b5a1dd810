package prevenance.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import prevenance.store.Tx;

/// One-time links by which somebody chooses his password.
public final class InvitationStore {
    /// How long a link may be used.
    public static final Duration VALID = Duration.ofHours(24);

    private final StaffStore staff = new StaffStore();

    /// Makes a link's token; earlier ones of the same person are void.
    public String invite(Tx tx, long userId, Instant now) {
        String token = Tokens.fresh();
        tx.handle()
                .createUpdate("update staff_invitation set used_at = :now where user_id = :user and used_at is null")
                .bind("now", now)
                .bind("user", userId)
                .execute();
        tx.handle()
                .createUpdate("""
                    insert into staff_invitation (token_hash, user_id, created_at, expires_at)
                    values (:hash, :user, :now, :expires)
                    """)
                .bind("hash", Tokens.hash(token))
                .bind("user", userId)
                .bind("now", now)
                .bind("expires", now.plus(VALID))
                .execute();
        return token;
    }

    /// Who was invited; empty when the link is used, too old or invented.
    Optional<StaffMember> find(Tx tx, String token, Instant now) {
        return tx.handle()
                .createQuery("""
                    select user_id from staff_invitation
                    where token_hash = :hash and used_at is null and expires_at > :now
                    """)
                .bind("hash", Tokens.hash(token))
                .bind("now", now)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> staff.find(tx, id))
                .filter(StaffMember::active);
    }

    /// Uses a link up; false when somebody was faster.
    boolean use(Tx tx, String token, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update staff_invitation set used_at = :now
                            where token_hash = :hash and used_at is null and expires_at > :now
                            """)
                        .bind("now", now)
                        .bind("hash", Tokens.hash(token))
                        .execute()
                == 1;
    }
}
