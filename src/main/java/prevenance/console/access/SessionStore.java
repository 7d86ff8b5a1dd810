package prevenance.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Who is signed in. A session ends after half an hour without a request, or twelve hours (OWASP ASVS 5.0, 7.3).
public final class SessionStore {
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration SEEN_AGAIN = Duration.ofMinutes(1);

    private record Row(long userId, Instant lastSeenAt) {}

    private final StaffStore staff = new StaffStore();

    /// Starts a session; what is returned is for the cookie only.
    String start(Tx tx, long userId, Instant now) {
        String token = Tokens.fresh();
        tx.handle()
                .createUpdate("""
                    insert into staff_session (token_hash, user_id, created_at, last_seen_at)
                    values (:hash, :user, :now, :now)
                    """)
                .bind("hash", Tokens.hash(token))
                .bind("user", userId)
                .bind("now", now)
                .execute();
        return token;
    }

    /// Whose session it is; empty when it has ended or never was.
    Optional<StaffMember> find(Database database, String token, Instant now) {
        String hash = Tokens.hash(token);
        Optional<Row> row = database.read(tx -> tx.handle()
                .createQuery("""
                    select user_id, last_seen_at from staff_session
                    where token_hash = :hash and ended_at is null and last_seen_at > :idle and created_at > :oldest
                    """)
                .bind("hash", hash)
                .bind("idle", now.minus(IDLE))
                .bind("oldest", now.minus(LONGEST))
                .map((r, _) -> new Row(r.getLong("user_id"), Instant.ofEpochMilli(r.getLong("last_seen_at"))))
                .findOne());
        if (row.isEmpty()) {
            return Optional.empty();
        }
        if (row.get().lastSeenAt().isBefore(now.minus(SEEN_AGAIN))) {
            database.execute(tx -> tx.handle()
                    .createUpdate("update staff_session set last_seen_at = :now where token_hash = :hash")
                    .bind("now", now)
                    .bind("hash", hash)
                    .execute());
        }
        return database.<Optional<StaffMember>>read(
                        tx -> staff.find(tx, row.get().userId()))
                .filter(StaffMember::active);
    }

    void end(Tx tx, String token, Instant now) {
        tx.handle()
                .createUpdate("update staff_session set ended_at = :now where token_hash = :hash and ended_at is null")
                .bind("now", now)
                .bind("hash", Tokens.hash(token))
                .execute();
    }

    /// Forgets sessions that ended long ago.
    int prune(Tx tx, Instant now) {
        return tx.handle()
                .createUpdate("delete from staff_session where created_at < :oldest")
                .bind("oldest", now.minus(LONGEST.multipliedBy(14)))
                .execute();
    }
}
