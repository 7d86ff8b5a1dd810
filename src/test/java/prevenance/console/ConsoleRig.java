package prevenance.console;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import prevenance.console.access.FactorSettings;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.SignIn;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.store.Database;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.transit.TransitModel;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// A console on a free port over a real database, and people to use it.
final class ConsoleRig implements AutoCloseable {
    static final String PASSWORD = "lanterne brioche glacier 42";

    final ManualClock clock = ManualClock.at("2026-11-17T09:00:00Z");
    final Database database;
    final ConsoleParts parts;
    final Listener listener;

    ConsoleRig(Path folder) {
        this(folder, ListenerSettings.local());
    }

    ConsoleRig(Path folder, ListenerSettings settings) {
        this(folder, settings, FactorSettings.defaults());
    }

    ConsoleRig(Path folder, ListenerSettings settings, FactorSettings factors) {
        this(folder, settings, factors, _ -> TransitModel.none());
    }

    /// @param learned what the shop's parcels have taught, once the database is open
    ConsoleRig(Path folder, ListenerSettings settings, Function<Database, TransitModel> learned) {
        this(folder, settings, FactorSettings.defaults(), learned);
    }

    private ConsoleRig(
            Path folder, ListenerSettings settings, FactorSettings factors, Function<Database, TransitModel> learned) {
        database = TestStore.open(folder.resolve("console.db"), Database.Use.DAEMON);
        ConsoleParts usual = ConsoleWiring.parts(database, clock, Optional.empty());
        TransitModel model = learned.apply(database);
        LeadParts lead = usual.lead();
        parts = new ConsoleParts(
                usual.database(),
                usual.time(),
                usual.zone(),
                usual.cases(),
                usual.outbox(),
                usual.carriers(),
                usual.desk(),
                new LeadParts(
                        lead.messages(),
                        lead.preview(),
                        lead.rules(),
                        lead.catalog(),
                        lead.carriers(),
                        lead.mail(),
                        lead.trials(),
                        () -> model),
                usual.programs(),
                factors,
                usual.privacy(),
                usual.nodes());
        listener = Console.open(parts, settings);
    }

    Browser browser() {
        return new Browser(listener.port());
    }

    /// The administrator's first link, as the terminal shows it.
    String firstLink() {
        Optional<String> token = SignIn.firstInvitation(database, Locale.FRENCH, clock.instant());
        return "/welcome/" + token.orElseThrow();
    }

    /// A browser in which somebody of that role is signed in.
    Browser signedIn(Role role, Locale locale) {
        String login = role.name().toLowerCase(Locale.ROOT) + "-" + locale.getLanguage();
        String token = database.write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, login, "Camille " + role, null, role, locale, clock.instant())
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), clock.instant());
        });
        Browser browser = browser();
        Visit welcome = browser.get("/welcome/" + token);
        browser.submit(welcome, "", Map.of("password", PASSWORD, "again", PASSWORD));
        return browser;
    }

    @Override
    public void close() {
        listener.close();
        database.close();
    }
}
