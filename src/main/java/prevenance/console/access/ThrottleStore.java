package prevenance.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.store.Tx;

/// Slows down who guesses passwords: by account and address together and by address alone, each failure doubling the
/// pause. An account alone is never locked, or anybody could keep its owner out. Codes of a second factor are counted
/// by account alone: who guesses them knows the password.
final class ThrottleStore {
    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 15;
    private static final int FREE_CODES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(12);
    private static final int MOST_DOUBLINGS = 12;

    private record Subject(String key, int freeTries) {}

    /// How long somebody must wait before he may try; zero when he may.
    Duration pause(Tx tx, String login, String address, Instant now) {
        return pause(tx, subjects(login, address), now);
    }

    /// As above, for codes of a second factor.
    Duration codePause(Tx tx, String login, Instant now) {
        return pause(tx, List.of(code(login)), now);
    }

    private static Duration pause(Tx tx, List<Subject> subjects, Instant now) {
        Duration longest = Duration.ZERO;
        for (Subject subject : subjects) {
            Optional<Instant> until = tx.handle()
                    .createQuery("select blocked_until from login_throttle where subject = :subject")
                    .bind("subject", subject.key)
                    .mapTo(Instant.class)
                    .findOne();
            if (until.isPresent()) {
                Duration pause = Duration.between(now, until.get());
                longest = pause.compareTo(longest) > 0 ? pause : longest;
            }
        }
        return longest;
    }

    void failed(Tx tx, String login, String address, Instant now) {
        failed(tx, subjects(login, address), now);
    }

    void codeFailed(Tx tx, String login, Instant now) {
        failed(tx, List.of(code(login)), now);
    }

    private static void failed(Tx tx, List<Subject> subjects, Instant now) {
        for (Subject subject : subjects) {
            int failures = tx.handle()
                    .createQuery("""
                        insert into login_throttle (subject, failures, last_failed_at) values (:subject, 1, :now)
                        on conflict (subject) do update set last_failed_at = :now, failures =
                            case when login_throttle.last_failed_at < :forgotten then 1
                            else login_throttle.failures + 1 end
                        returning failures
                        """)
                    .bind("subject", subject.key)
                    .bind("now", now)
                    .bind("forgotten", now.minus(FORGOTTEN_AFTER))
                    .mapTo(Integer.class)
                    .one();
            int over = failures - subject.freeTries;
            if (over >= 0) {
                Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(over, MOST_DOUBLINGS));
                tx.handle()
                        .createUpdate("update login_throttle set blocked_until = :until where subject = :subject")
                        .bind("until", now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE))
                        .bind("subject", subject.key)
                        .execute();
            }
        }
    }

    /// The right password: this person on this address starts afresh.
    void succeeded(Tx tx, String login, String address) {
        forget(tx, subjects(login, address).getFirst());
    }

    /// The right code: its guesses are forgotten.
    void codeSucceeded(Tx tx, String login) {
        forget(tx, code(login));
    }

    private static void forget(Tx tx, Subject subject) {
        tx.handle()
                .createUpdate("delete from login_throttle where subject = :subject")
                .bind("subject", subject.key)
                .execute();
    }

    private static Subject code(String login) {
        return new Subject("code:" + Tokens.hash(StaffStore.normal(login)), FREE_CODES);
    }

    private static List<Subject> subjects(String login, String address) {
        return List.of(
                new Subject("login:" + Tokens.hash(StaffStore.normal(login) + "\n" + address), FREE_TRIES),
                new Subject("address:" + Tokens.hash(address), FREE_TRIES_OF_ADDRESS));
    }
}
