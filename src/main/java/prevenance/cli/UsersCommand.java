package prevenance.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.console.access.Role;
import prevenance.console.access.SignIn;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.console.access.Staffing;
import prevenance.console.access.Staffing.Outcome;
import prevenance.console.access.Staffing.Wanted;

/// Who may come into the console.
@Command(name = "users", description = "Lists, adds, invites or disables the people of the staff.", sortOptions = false)
final class UsersCommand implements Callable<Integer> {
    private static final String FIRST = "admin";

    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    private final StaffStore staff = new StaffStore();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add, invite, disable or reset-factor");
    }

    @Command(name = "list", description = "Lists them.", mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "One JSON array, nothing else.") boolean json) {
        try (Workbench bench = root.open()) {
            List<StaffMember> all = bench.database().read(staff::all);
            root.show(
                    json,
                    all,
                    UsersCommand::json,
                    List.of("Login", "Name", "Role", "State", "Language", "Last here"),
                    one -> List.of(
                            one.login(),
                            one.name(),
                            one.role().name(),
                            state(one),
                            one.locale().getLanguage(),
                            one.lastLoginAt() == null ? "" : Times.minute(one.lastLoginAt(), bench.zone())));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "add",
            description = "Adds somebody and prints the one-time link to choose a password.",
            mixinStandardHelpOptions = true)
    int add(
            @Parameters(paramLabel = "LOGIN", description = "2 to 40 lower-case letters, digits, dots or dashes.")
                    String login,
            @Option(names = "--name", paramLabel = "NAME", description = "As colleagues know him (default: the login).")
                    @Nullable
                    String name,
            @Option(
                            names = "--role",
                            defaultValue = "AGENT",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    Role role,
            @Option(names = "--email", paramLabel = "ADDRESS", description = "For the morning digest and alerts.")
                    @Nullable
                    String email,
            @Option(
                            names = "--locale",
                            paramLabel = "fr|en",
                            defaultValue = "fr",
                            description = "Of console and mails (default: ${DEFAULT-VALUE}).")
                    String locale) {
        if (!locale.equals("fr") && !locale.equals("en")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + locale + "' is no language of the console: fr or en");
        }
        try (Workbench bench = root.open()) {
            if (role != Role.ADMIN && bench.database().<Boolean>read(staff::isEmpty)) {
                root.terminal().note("prevenance: the first one names the others: add '--role admin'");
                return ExitCode.NOTHING;
            }
            Wanted wanted = new Wanted(name == null ? login : name, email, role, Locale.of(locale), true);
            return told(
                    bench,
                    new Staffing(bench.database())
                            .add(login, wanted, Staffing.TERMINAL, bench.time().instant()));
        }
    }

    @Command(
            name = "invite",
            description = "Prints a new one-time link to choose a password; the former one is void.",
            mixinStandardHelpOptions = true)
    int invite(@Parameters(paramLabel = "LOGIN", description = "Of whom.") String login) {
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            if (login.equals(FIRST)) {
                // On a fresh installation there is nobody yet: this makes the administrator.
                Optional<String> token = SignIn.firstInvitation(bench.database(), bench.locale(), now);
                if (token.isPresent()) {
                    return link(bench, FIRST, token.get());
                }
            }
            Optional<StaffMember> person = find(bench, login);
            if (person.isEmpty()) {
                return nobody(login);
            }
            return told(
                    bench, new Staffing(bench.database()).invite(person.get().id(), Staffing.TERMINAL, now));
        }
    }

    @Command(
            name = "disable",
            description = "Switches somebody off, who is signed out at once.",
            mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "LOGIN", description = "Whom.") String login) {
        try (Workbench bench = root.open()) {
            Optional<StaffMember> person = find(bench, login);
            if (person.isEmpty()) {
                return nobody(login);
            }
            StaffMember seen = person.get();
            Wanted wanted = new Wanted(seen.name(), seen.email(), seen.role(), seen.locale(), false);
            return told(
                    bench,
                    new Staffing(bench.database())
                            .change(
                                    seen.id(),
                                    seen.version(),
                                    wanted,
                                    Staffing.TERMINAL,
                                    bench.time().instant()));
        }
    }

    @Command(
            name = "reset-factor",
            description = "Takes away the second factor of somebody who lost it, who is signed out.",
            mixinStandardHelpOptions = true)
    int resetFactor(@Parameters(paramLabel = "LOGIN", description = "Whose.") String login) {
        try (Workbench bench = root.open()) {
            Optional<StaffMember> person = find(bench, login);
            if (person.isEmpty()) {
                return nobody(login);
            }
            return told(
                    bench,
                    new Staffing(bench.database())
                            .resetFactor(
                                    person.get().id(),
                                    Staffing.TERMINAL,
                                    bench.time().instant()));
        }
    }

    private int told(Workbench bench, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done
            when done.token() != null -> {
                yield link(bench, done.person().login(), String.valueOf(done.token()));
            }
            case Outcome.Done done -> {
                root.terminal().note(done.person().login() + " is " + state(done.person()) + ".");
                yield ExitCode.OK;
            }
            case Outcome.Refused refused -> {
                root.terminal().note("prevenance: " + said(refused.why()));
                yield ExitCode.NOTHING;
            }
            case Outcome.Changed _ -> {
                root.terminal().note("prevenance: changed by somebody else meanwhile; look again");
                yield ExitCode.NOTHING;
            }
            case Outcome.NotFound _ -> {
                root.terminal().note("prevenance: there is nobody of that login");
                yield ExitCode.NOTHING;
            }
        };
    }

    private int link(Workbench bench, String login, String token) {
        root.terminal().note(login + " chooses a password, once and within 24 hours, at");
        root.terminal().line(bench.console() + "/welcome/" + token);
        return ExitCode.OK;
    }

    private static String said(Staffing.Obstacle why) {
        return switch (why) {
            case LOGIN_UNFIT -> "the login does not do: 2 to 40 lower-case letters, digits, dots or dashes";
            case LOGIN_TAKEN -> "the login is taken: choose another, or 'users invite' him";
            case NAME_UNFIT -> "the name does not do: at most 80 characters on one line";
            case EMAIL_UNFIT -> "that is no e-mail address";
            case LAST_ADMIN -> "this is the last active administrator: add another one first";
            case ONESELF -> "nobody takes his own rights";
            case SWITCHED_OFF -> "this person is switched off: switch on in the console first";
        };
    }

    private int nobody(String login) {
        root.terminal().note("prevenance: there is nobody of the login '" + login + "'; 'users list' names all");
        return ExitCode.NOTHING;
    }

    private Optional<StaffMember> find(Workbench bench, String login) {
        return bench.database().read(tx -> staff.find(tx, login));
    }

    private static String state(StaffMember one) {
        return !one.active() ? "DISABLED" : one.hasPassword() ? "ACTIVE" : "INVITED";
    }

    private static Map<String, @Nullable Object> json(StaffMember one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("login", one.login());
        json.put("name", one.name());
        json.put("role", one.role().name());
        json.put("state", state(one));
        json.put("locale", one.locale().toLanguageTag());
        json.put("email", one.email());
        json.put("lastLoginAt", Times.iso(one.lastLoginAt()));
        return json;
    }
}
