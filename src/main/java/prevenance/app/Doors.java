package prevenance.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.SignIn;
import prevenance.console.access.StaffStore;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// What the running service answers at: the staff's site, the customers', and what those who watch it ask; each null
/// when it is off.
record Doors(
        @Nullable Listener console,
        @Nullable Listener page,
        @Nullable Listener health) implements AutoCloseable {

    /// Opens all and tells where they are.
    static Doors open(Prevenance program, Observing observing, Instant now) {
        Doors doors = takeOver(program, observing, new Doors(null, null, null));
        doors.tell(program, now);
        return doors;
    }

    /// Opens all beside those that are open already; the old ones may then be closed, and no visitor is turned
    /// away.
    ///
    /// @throws prevenance.web.ListenException when an address cannot be used; then none is open
    static Doors takeOver(Prevenance program, Observing observing, Doors old) {
        ListenerSettings staff = program.settings().console();
        ListenerSettings customers = program.settings().page();
        Listener console =
                staff.enabled() ? program.openConsole(beside(old.console, staff), observing.conditions()::now) : null;
        try {
            Listener page = customers.enabled() ? program.openPage(beside(old.page, customers)) : null;
            return new Doors(console, page, observing.open(old.health));
        } catch (RuntimeException notOpened) {
            new Doors(console, null, null).close();
            throw notOpened;
        }
    }

    /// @param open null when there is none yet
    static ListenerSettings beside(@Nullable Listener open, ListenerSettings wanted) {
        return open == null ? wanted : wanted.takingOver(open.port());
    }

    /// Tells where the console is. On the very first start also the one-time link by which the administrator
    /// comes in: on a terminal only, because what is written elsewhere is kept in a log. And where the customers'
    /// page is, or that mails cannot hold a link to it.
    private void tell(Prevenance program, Instant now) {
        if (console != null) {
            String url = url(program.settings().console(), console);
            System.out.println("console: " + url);
            if (isTerminal()) {
                SignIn.firstInvitation(
                                program.database(), program.settings().shop().locale(), now)
                        .ifPresent(
                                token -> System.out.println("first start: choose the administrator's password (login:"
                                        + " admin) within a day at\n  " + url + "/welcome/" + token));
            } else if (program.database().<Boolean>read(new StaffStore()::isEmpty)) {
                System.out.println("first start: 'prevenance users invite admin' prints the link by which the"
                        + " administrator comes in");
            }
        }
        ListenerSettings customers = program.settings().page();
        if (customers.publicUrl() == null) {
            System.out.println("customer page: mails have no link to it, because 'public-url' of the section 'page' is"
                    + " not set");
        }
        if (page != null) {
            System.out.println("customer page: " + url(customers, page));
        }
    }

    private static String url(ListenerSettings site, Listener open) {
        return site.publicUrl() == null
                ? "http://" + site.host() + ":" + open.port()
                : site.publicUrl().toString();
    }

    /// Java 25 gives no console where there is no terminal.
    @SuppressWarnings("SystemConsoleNull")
    static boolean isTerminal() {
        java.io.Console terminal = System.console();
        return terminal != null && terminal.isTerminal();
    }

    @Override
    public void close() {
        try (Listener _ = console;
                Listener _ = page;
                Listener _ = health) {
            // Closed in the reverse order.
        }
    }
}
