package prevenance.console.access;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Lets in whoever has proven himself: all the way, or to the page that asks for his second factor.
final class Entrance {
    private final Database database;
    private final InstantSource time;
    private final Gate gate;
    private final SecondFactor factor;
    private final StaffStore staff = new StaffStore();
    private final SessionStore sessions = new SessionStore();
    private final HalfwayStore halfways = new HalfwayStore();
    private final ThrottleStore throttle = new ThrottleStore();
    private final AuditStore audit = new AuditStore();

    Entrance(Database database, InstantSource time, Gate gate, SecondFactor factor) {
        this.database = database;
        this.time = time;
        this.gate = gate;
        this.factor = factor;
    }

    /// After the right password, or the link to choose one: false when a second factor is owed.
    boolean admit(Tx tx, Context context, StaffMember person, Instant now) {
        boolean on = factor.isOn(tx, person);
        if (!on && !factor.isDemandedOf(person)) {
            open(tx, context, person, now);
            return true;
        }
        if (!on) {
            factor.propose(tx, person, now);
        }
        gate.hold(context, halfways.start(tx, person.id(), now));
        return false;
    }

    /// Starts his session.
    void open(Tx tx, Context context, StaffMember person, Instant now) {
        staff.signedIn(tx, person.id(), now);
        audit.write(tx, person.login(), "login", null, null, now);
        gate.letGo(context);
        gate.signIn(context, sessions.start(tx, person.id(), now));
        remember(tx, context, person);
    }

    /// Starts one's session anew, all others being ended.
    void reopen(Tx tx, Context context, StaffMember person, Instant now) {
        staff.endSessions(tx, person.id(), now);
        gate.signIn(context, sessions.start(tx, person.id(), now));
        remember(tx, context, person);
    }

    private void remember(Tx tx, Context context, StaffMember person) {
        staff.passwordHash(tx, person.login())
                .ifPresent(hash -> gate.remember(context, KnownBrowser.mark(person.login(), hash)));
    }

    /// Whether somebody who is signed in knows his password; guesses are slowed down as at the sign-in.
    boolean knowsPassword(Context context, StaffMember person, String password) {
        Instant now = time.instant();
        Optional<String> hash = database.read(tx -> staff.passwordHash(tx, person.login()));
        ThrottleStore.Visitor visitor = gate.visitor(context, person.login(), hash.orElse(null));
        boolean waits = database.read(tx -> throttle.pause(tx, visitor, now)).isPositive();
        if (waits || !Passwords.matches(password, hash.orElse(null))) {
            database.execute(tx -> throttle.failed(tx, visitor, now));
            return false;
        }
        return true;
    }
}
