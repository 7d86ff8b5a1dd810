package prevenance.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import prevenance.store.Tx;

/// Who has given the right password and owes his second factor. It opens nothing but the page that asks for it.
final class HalfwayStore {
    private static final Duration VALID = Duration.ofMinutes(10);
    private static final int MOST_FAILURES = 5;

    private final StaffStore staff = new StaffStore();

    String start(Tx tx, long userId, Instant now) {
        String token = Tokens.fresh();
        tx.handle()
                .createUpdate("delete from staff_halfway where created_at < :oldest")
                .bind("oldest", now.minus(VALID))
                .execute();
        tx.handle()
                .createUpdate("insert into staff_halfway (token_hash, user_id, created_at) values (:hash, :user, :now)")
                .bind("hash", Tokens.hash(token))
                .bind("user", userId)
                .bind("now", now)
                .execute();
        return token;
    }

    /// Empty when it ended, was used, had too many wrong codes, or never was.
    Optional<StaffMember> find(Tx tx, String token, Instant now) {
        return tx.handle()
                .createQuery("""
                    select user_id from staff_halfway
                    where token_hash = :hash and created_at > :oldest and failures < :most
                    """)
                .bind("hash", Tokens.hash(token))
                .bind("oldest", now.minus(VALID))
                .bind("most", MOST_FAILURES)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> staff.find(tx, id))
                .filter(StaffMember::active);
    }

    void failed(Tx tx, String token) {
        tx.handle()
                .createUpdate("update staff_halfway set failures = failures + 1 where token_hash = :hash")
                .bind("hash", Tokens.hash(token))
                .execute();
    }

    /// Ends it; false when somebody was faster.
    boolean use(Tx tx, String token) {
        return tx.handle().execute("delete from staff_halfway where token_hash = ?", Tokens.hash(token)) == 1;
    }
}
