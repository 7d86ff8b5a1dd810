package prevenance.console.access;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;

/// How somebody comes in and goes out: with login and password, by a one-time link, and never by a default.
public final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger(SignIn.class);

    /// What became of an attempt.
    public sealed interface Outcome {
        /// The browser has its session.
        record In(StaffMember person) implements Outcome {}

        /// The password is right, and a second factor is owed.
        record Halfway() implements Outcome {}

        /// Wrong, whatever of it was wrong.
        record Wrong() implements Outcome {}

        /// Too many wrong ones: not looked at.
        record Wait(Duration pause) implements Outcome {}
    }

    /// What became of a new password.
    public sealed interface NewPassword {
        record Set(StaffMember person) implements NewPassword {}

        /// It is set, and a second factor is owed.
        record Halfway() implements NewPassword {}

        /// @param why a key: `too-short`, `too-long`, `easy-to-guess`, `differ`, `wrong`
        record Refused(String why) implements NewPassword {}

        /// The link is used up, too old or invented.
        record NoInvitation() implements NewPassword {}
    }

    private final Database database;
    private final InstantSource time;
    private final Gate gate;
    private final Entrance entrance;
    private final StaffStore staff = new StaffStore();
    private final SessionStore sessions = new SessionStore();
    private final InvitationStore invitations = new InvitationStore();
    private final ThrottleStore throttle = new ThrottleStore();
    private final AuditStore audit = new AuditStore();

    public SignIn(Database database, InstantSource time, Gate gate, SecondFactor factor) {
        this.entrance = new Entrance(database, time, gate, factor);
        this.database = database;
        this.time = time;
        this.gate = gate;
    }

    /// On the very first start: makes the administrator, who has no password, and returns the token of the one-time
    /// link
    /// by which he chooses it. Empty when there are people already.
    ///
    /// @param locale the administrator's language until he chooses another
    public static Optional<String> firstInvitation(Database database, Locale locale, Instant now) {
        StaffStore staff = new StaffStore();
        return database.write(tx -> {
            if (!staff.isEmpty(tx)) {
                return Optional.empty();
            }
            StaffMember admin = staff.add(tx, "admin", "Admin", null, Role.ADMIN, locale, now)
                    .orElseThrow();
            return Optional.of(new InvitationStore().invite(tx, admin.id(), now));
        });
    }

    public Outcome with(Context context, String login, String password) {
        Instant now = time.instant();
        Optional<String> hash = database.read(tx -> staff.passwordHash(tx, login));
        ThrottleStore.Visitor visitor = gate.visitor(context, login, hash.orElse(null));
        Duration pause = database.read(tx -> throttle.pause(tx, visitor, now));
        if (pause.isPositive()) {
            return new Outcome.Wait(pause);
        }
        if (!Passwords.matches(password, hash.orElse(null))) {
            database.execute(tx -> {
                throttle.failed(tx, visitor, now);
                staff.find(tx, login)
                        .ifPresent(known -> audit.write(tx, known.login(), "login.failed", null, null, now));
            });
            LOG.atWarn().log("a sign-in failed");
            return new Outcome.Wrong();
        }
        return database.write(tx -> {
            throttle.succeeded(tx, visitor);
            StaffMember person = staff.find(tx, login).orElseThrow();
            return entrance.admit(tx, context, person, now) ? new Outcome.In(person) : new Outcome.Halfway();
        });
    }

    /// Who may choose a password by a link.
    public Optional<StaffMember> invited(String token) {
        return database.read(tx -> invitations.find(tx, token, time.instant()));
    }

    /// Chooses the password by a link, and signs in.
    public NewPassword welcome(Context context, String token, String password, String again) {
        Optional<StaffMember> invited = invited(token);
        if (invited.isEmpty()) {
            return new NewPassword.NoInvitation();
        }
        String refusal = refusal(password, again, invited.get());
        if (refusal != null) {
            return new NewPassword.Refused(refusal);
        }
        String hash = Passwords.hash(password);
        Instant now = time.instant();
        return database.write(tx -> {
            if (!invitations.use(tx, token, now)) {
                return new NewPassword.NoInvitation();
            }
            staff.setPassword(tx, invited.get().id(), hash, now);
            audit.write(tx, invited.get().login(), "password.chosen", null, null, now);
            return entrance.admit(tx, context, invited.get(), now)
                    ? new NewPassword.Set(invited.get())
                    : new NewPassword.Halfway();
        });
    }

    /// Changes one's own password; all other sessions end.
    public NewPassword change(Context context, String current, String password, String again) {
        StaffMember person = Gate.person(context);
        if (!entrance.knowsPassword(context, person, current)) {
            return new NewPassword.Refused("wrong");
        }
        String refusal = refusal(password, again, person);
        if (refusal != null) {
            return new NewPassword.Refused(refusal);
        }
        String fresh = Passwords.hash(password);
        Instant now = time.instant();
        return database.write(tx -> {
            staff.setPassword(tx, person.id(), fresh, now);
            audit.write(tx, person.login(), "password.changed", null, null, now);
            entrance.reopen(tx, context, person, now);
            return new NewPassword.Set(person);
        });
    }

    public void out(Context context) {
        String token = gate.sessionToken(context);
        if (token != null) {
            Instant now = time.instant();
            database.execute(tx -> {
                sessions.end(tx, token, now);
                Gate.findPerson(context)
                        .ifPresent(person -> audit.write(tx, person.login(), "logout", null, null, now));
            });
        }
        gate.signOut(context);
    }

    private static @Nullable String refusal(String password, String again, StaffMember person) {
        if (!password.equals(again)) {
            return "differ";
        }
        Passwords.Weakness weakness = Passwords.weakness(password, person.login(), person.name(), "prevenance");
        return weakness == null
                ? null
                : weakness.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
