package prevenance.console.access;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.SecondFactor.Enrolment;
import prevenance.console.access.SecondFactor.Proof;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What somebody does with his second factor: gives it at the sign-in, sets it up, renews its recovery codes, lays it
/// down.
public final class FactorDesk {
    /// A recovery code is longer than this, and nobody guesses one: a pause is not for it.
    private static final int LONGEST_CODE = 8;

    /// What became of a code.
    public sealed interface Outcome {
        /// The browser has its session.
        ///
        /// @param recoveryCodes to be shown now and never again; empty when there are no new ones
        record In(StaffMember person, List<String> recoveryCodes) implements Outcome {}

        /// The code is wrong, or was used before.
        record Wrong() implements Outcome {}

        /// Too many wrong ones: not looked at.
        record Wait(Duration pause) implements Outcome {}

        /// The password must be given anew.
        record Ended() implements Outcome {}
    }

    private final Database database;
    private final InstantSource time;
    private final Gate gate;
    private final SecondFactor factor;
    private final Entrance entrance;
    private final HalfwayStore halfways = new HalfwayStore();
    private final ThrottleStore throttle = new ThrottleStore();
    private final AuditStore audit = new AuditStore();

    public FactorDesk(Database database, InstantSource time, Gate gate, SecondFactor factor) {
        this.database = database;
        this.time = time;
        this.gate = gate;
        this.factor = factor;
        this.entrance = new Entrance(database, time, gate, factor);
    }

    /// Who has given his password in this browser and owes the second factor.
    public Optional<StaffMember> owing(Context context) {
        String token = gate.held(context);
        return token == null ? Optional.empty() : database.read(tx -> halfways.find(tx, token, time.instant()));
    }

    /// Whether somebody has one.
    public boolean isOn(StaffMember person) {
        return database.read(tx -> factor.isOn(tx, person));
    }

    /// Whether he cannot come in without.
    public boolean isDemandedOf(StaffMember person) {
        return factor.isDemandedOf(person);
    }

    public int recoveryCodesLeft(StaffMember person) {
        return database.read(tx -> factor.recoveryCodesLeft(tx, person));
    }

    /// What he is to set up; empty when nothing waits to be.
    public Optional<Enrolment> enrolment(StaffMember person) {
        return database.read(tx -> factor.enrolment(tx, person));
    }

    /// Gives the code that is owed at the sign-in, or the first one of an authenticator that was demanded.
    public Outcome give(Context context, String code) {
        Instant now = time.instant();
        StaffMember person = owing(context).orElse(null);
        String token = gate.held(context);
        if (person == null || token == null) {
            return new Outcome.Ended();
        }
        Duration pause = database.read(tx -> throttle.codePause(tx, person.login(), now));
        if (pause.isPositive() && code.strip().length() <= LONGEST_CODE) {
            return new Outcome.Wait(pause);
        }
        return database.write(tx -> {
            boolean on = factor.isOn(tx, person);
            Optional<Proof> proof = on ? factor.prove(tx, person, code, now) : Optional.empty();
            Optional<List<String>> codes = on ? Optional.empty() : factor.confirm(tx, person, code, now);
            if (proof.isEmpty() && codes.isEmpty()) {
                halfways.failed(tx, token);
                failed(tx, person, now);
                return new Outcome.Wrong();
            }
            if (!halfways.use(tx, token)) {
                return new Outcome.Ended();
            }
            throttle.codeSucceeded(tx, person.login());
            if (!on) {
                audit.write(tx, person.login(), "factor.on", null, null, now);
            } else if (proof.get() == Proof.RECOVERY) {
                audit.write(tx, person.login(), "factor.recovery", null, null, now);
            }
            entrance.open(tx, context, person, now);
            return new Outcome.In(person, codes.orElse(List.of()));
        });
    }

    /// Makes the key of a new authenticator for who is signed in; a former one stays in use until the new one is
    /// proven. False when the password is wrong.
    public boolean propose(Context context, String password) {
        StaffMember person = Gate.person(context);
        if (!entrance.knowsPassword(context, person, password)) {
            return false;
        }
        database.execute(tx -> factor.propose(tx, person, time.instant()));
        return true;
    }

    /// Takes a proposed authenticator into use; all other browsers are signed out.
    public Outcome confirm(Context context, String code) {
        StaffMember person = Gate.person(context);
        Instant now = time.instant();
        Duration pause = database.read(tx -> throttle.codePause(tx, person.login(), now));
        if (pause.isPositive()) {
            return new Outcome.Wait(pause);
        }
        return database.write(tx -> {
            @Nullable List<String> codes = factor.confirm(tx, person, code, now).orElse(null);
            if (codes == null) {
                failed(tx, person, now);
                return new Outcome.Wrong();
            }
            throttle.codeSucceeded(tx, person.login());
            audit.write(tx, person.login(), "factor.on", null, null, now);
            entrance.reopen(tx, context, person, now);
            return new Outcome.In(person, codes);
        });
    }

    /// New recovery codes; empty when the password is wrong or there is no second factor.
    public Optional<List<String>> renewCodes(Context context, String password) {
        StaffMember person = Gate.person(context);
        if (!entrance.knowsPassword(context, person, password)) {
            return Optional.empty();
        }
        return database.write(tx -> {
            if (!factor.isOn(tx, person)) {
                return Optional.empty();
            }
            audit.write(tx, person.login(), "factor.codes", null, null, time.instant());
            return Optional.of(factor.freshRecoveryCodes(tx, person));
        });
    }

    /// Lays the second factor down; all other browsers are signed out. False when the password is wrong, or his role
    /// demands one.
    public boolean remove(Context context, String password) {
        StaffMember person = Gate.person(context);
        if (factor.isDemandedOf(person) || !entrance.knowsPassword(context, person, password)) {
            return false;
        }
        Instant now = time.instant();
        database.execute(tx -> {
            factor.remove(tx, person);
            audit.write(tx, person.login(), "factor.off", null, null, now);
            entrance.reopen(tx, context, person, now);
        });
        return true;
    }

    private void failed(Tx tx, StaffMember person, Instant now) {
        throttle.codeFailed(tx, person.login(), now);
        audit.write(tx, person.login(), "factor.failed", null, null, now);
    }
}
