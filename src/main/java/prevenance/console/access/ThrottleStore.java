package prevenance.console.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Slows down who guesses passwords: by account and address together, by address alone, and, for guesses from many
/// addresses, by account alone. Each failure doubles the pause. By account alone it stays short, and a browser in which
/// its owner has signed in before does not share it, or anybody could keep him out. Codes of a second factor are
/// counted by account alone: who guesses them knows the password.
final class ThrottleStore {
    private static final int FREE_TRIES = 5;
    private static final int FREE_TRIES_OF_ADDRESS = 15;
    private static final int FREE_TRIES_OF_ACCOUNT = 30;
    private static final int FREE_CODES = 10;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    /// 1440 guesses a day at most, at passwords that stand a hundred million of them; and the owner in a browser that
    /// he has never used waits no longer.
    private static final Duration LONGEST_PAUSE_OF_ACCOUNT = Duration.ofMinutes(1);

    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(12);
    private static final int MOST_DOUBLINGS = 12;

    private record Subject(String key, int freeTries, Duration longest) {
        Subject(String key, int freeTries) {
            this(key, freeTries, LONGEST_PAUSE);
        }
    }

    /// Who tries.
    ///
    /// @param browser what a browser shows in which this account's owner has signed in ([KnownBrowser]); null: none
    record Visitor(String login, String address, @Nullable String browser) {}

    /// How long somebody must wait before he may try; zero when he may.
    Duration pause(Tx tx, Visitor visitor, Instant now) {
        return pause(tx, subjects(visitor), now);
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

    void failed(Tx tx, Visitor visitor, Instant now) {
        failed(tx, subjects(visitor), now);
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
                        .bind("until", now.plus(pause.compareTo(subject.longest) < 0 ? pause : subject.longest))
                        .bind("subject", subject.key)
                        .execute();
            }
        }
    }

    /// The right password: this person on this address starts afresh.
    void succeeded(Tx tx, Visitor visitor) {
        forget(tx, subjects(visitor).getFirst());
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

    private static List<Subject> subjects(Visitor visitor) {
        String login = StaffStore.normal(visitor.login);
        // A browser that was stolen is counted too, by itself.
        String alone =
                visitor.browser == null ? "account:" + Tokens.hash(login) : "browser:" + Tokens.hash(visitor.browser);
        return List.of(
                new Subject("login:" + Tokens.hash(login + "\n" + visitor.address), FREE_TRIES),
                new Subject("address:" + Tokens.hash(visitor.address), FREE_TRIES_OF_ADDRESS),
                new Subject(alone, FREE_TRIES_OF_ACCOUNT, LONGEST_PAUSE_OF_ACCOUNT));
    }
}
