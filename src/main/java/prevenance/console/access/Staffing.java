package prevenance.console.access;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.mail.LetterWriter;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Who belongs to the staff and what he may do. Somebody always stays who can name others.
public final class Staffing {
    /// Who acts from the terminal of the machine itself.
    public static final String TERMINAL = "prevenance";

    private static final String LOGIN = "[a-z0-9][a-z0-9._-]{1,39}";
    private static final int LONGEST_NAME = 80;

    private final Database database;
    private final StaffStore staff = new StaffStore();
    private final FactorStore factors = new FactorStore();
    private final InvitationStore invitations = new InvitationStore();
    private final AuditStore audit = new AuditStore();

    /// What somebody is to be.
    ///
    /// @param email null for none
    public record Wanted(String name, @Nullable String email, Role role, Locale locale, boolean active) {}

    /// Why something cannot be.
    public enum Obstacle {
        /// Two to 40 lower-case letters, digits, dots, dashes and underscores.
        LOGIN_UNFIT,
        LOGIN_TAKEN,
        NAME_UNFIT,
        EMAIL_UNFIT,
        /// Nobody would be left who can name others.
        LAST_ADMIN,
        /// Nobody takes his own rights or switches himself off.
        ONESELF,
        /// Who is switched off gets no link.
        SWITCHED_OFF
    }

    /// What became of it.
    public sealed interface Outcome {
        /// @param token of the one-time link to choose a password; null when none was made
        record Done(StaffMember person, @Nullable String token) implements Outcome {}

        record Refused(Obstacle why) implements Outcome {}

        /// Changed by somebody else meanwhile.
        record Changed() implements Outcome {}

        record NotFound() implements Outcome {}
    }

    public Staffing(Database database) {
        this.database = database;
    }

    /// Adds somebody and makes his one-time link.
    public Outcome add(String login, Wanted wanted, String who, Instant now) {
        String normal = StaffStore.normal(login);
        if (!normal.matches(LOGIN)) {
            return new Outcome.Refused(Obstacle.LOGIN_UNFIT);
        }
        Optional<Obstacle> unfit = unfit(wanted);
        if (unfit.isPresent()) {
            return new Outcome.Refused(unfit.get());
        }
        return database.write(tx -> {
            Optional<StaffMember> added =
                    staff.add(tx, normal, wanted.name, email(wanted), wanted.role, wanted.locale, now);
            if (added.isEmpty()) {
                return new Outcome.Refused(Obstacle.LOGIN_TAKEN);
            }
            audit.write(tx, who, "user.add", "user:" + normal, wanted.role.name(), now);
            return new Outcome.Done(
                    added.get(), invitations.invite(tx, added.get().id(), now));
        });
    }

    /// Makes a new one-time link; the former one is void.
    public Outcome invite(long id, String who, Instant now) {
        return database.write(tx -> {
            Optional<StaffMember> person = staff.find(tx, id);
            if (person.isEmpty()) {
                return new Outcome.NotFound();
            }
            if (!person.get().active()) {
                return new Outcome.Refused(Obstacle.SWITCHED_OFF);
            }
            audit.write(tx, who, "user.invite", "user:" + person.get().login(), null, now);
            return new Outcome.Done(person.get(), invitations.invite(tx, id, now));
        });
    }

    /// Changes what somebody is.
    ///
    /// @param seenVersion [StaffMember#version()] as it was looked at
    public Outcome change(long id, int seenVersion, Wanted wanted, String who, Instant now) {
        Optional<Obstacle> unfit = unfit(wanted);
        if (unfit.isPresent()) {
            return new Outcome.Refused(unfit.get());
        }
        return database.write(tx -> {
            Optional<StaffMember> found = staff.find(tx, id);
            if (found.isEmpty()) {
                return new Outcome.NotFound();
            }
            StaffMember seen = found.get();
            if (seen.version() != seenVersion) {
                return new Outcome.Changed();
            }
            Optional<Obstacle> obstacle = obstacle(tx, seen, wanted, who);
            if (obstacle.isPresent()) {
                return new Outcome.Refused(obstacle.get());
            }
            if (!staff.change(tx, seen, wanted.name, email(wanted), wanted.role, wanted.locale, wanted.active, now)) {
                return new Outcome.Changed();
            }
            audit.write(tx, who, action(seen, wanted), "user:" + seen.login(), wanted.role.name(), now);
            return new Outcome.Done(staff.find(tx, id).orElseThrow(), null);
        });
    }

    /// Takes away the second factor of somebody who lost it, and signs him out; where it is demanded of him he sets
    /// a new one up at his next sign-in.
    public Outcome resetFactor(long id, String who, Instant now) {
        return database.write(tx -> {
            Optional<StaffMember> person = staff.find(tx, id);
            if (person.isEmpty()) {
                return new Outcome.NotFound();
            }
            if (person.get().login().equals(who)) {
                return new Outcome.Refused(Obstacle.ONESELF);
            }
            factors.remove(tx, id);
            staff.endSessions(tx, id, now);
            audit.write(tx, who, "factor.reset", "user:" + person.get().login(), null, now);
            return new Outcome.Done(person.get(), null);
        });
    }

    private static String action(StaffMember seen, Wanted wanted) {
        if (seen.active() == wanted.active) {
            return "user.change";
        }
        return wanted.active ? "user.enable" : "user.disable";
    }

    private Optional<Obstacle> obstacle(Tx tx, StaffMember seen, Wanted wanted, String who) {
        boolean loses = seen.active() && (!wanted.active || !wanted.role.includes(seen.role()));
        if (!loses) {
            return Optional.empty();
        }
        if (seen.login().equals(who)) {
            return Optional.of(Obstacle.ONESELF);
        }
        boolean others = staff.all(tx).stream()
                .anyMatch(other -> other.id() != seen.id() && other.active() && other.role() == Role.ADMIN);
        return seen.role() == Role.ADMIN && !others ? Optional.of(Obstacle.LAST_ADMIN) : Optional.empty();
    }

    private static Optional<Obstacle> unfit(Wanted wanted) {
        if (wanted.name.isBlank()
                || wanted.name.length() > LONGEST_NAME
                || wanted.name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(Obstacle.NAME_UNFIT);
        }
        String email = email(wanted);
        return email != null && LetterWriter.encodable(email) == null
                ? Optional.of(Obstacle.EMAIL_UNFIT)
                : Optional.empty();
    }

    private static @Nullable String email(Wanted wanted) {
        return wanted.email == null || wanted.email.isBlank() ? null : wanted.email.strip();
    }
}
