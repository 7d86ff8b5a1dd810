package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.message.Suppression;
import prevenance.message.Suppressions;

/// The addresses that get no mail, and why: to look at, to add to, to take out of. Of an address only its pseudonym is
/// kept; the order that brought it here says whose it is.
final class SuppressedPage implements ConsolePage {
    private static final int ROWS = 200;
    private static final String PATH = "/messages/suppressed";

    private final ConsoleParts parts;
    private final Shell shell;
    private final Suppressions suppressions = new Suppressions();
    private final AuditStore audit = new AuditStore();

    SuppressedPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(PATH, this::list, Role.AGENT);
        routes.post(PATH + "/lift", this::lift, Role.LEAD);
        routes.post(PATH + "/add", this::add, Role.LEAD);
    }

    private void list(Context context) {
        String asked = Requested.query(context, "address");
        Map<String, @Nullable Object> model = new HashMap<>();
        List<Suppression> all = parts.database().read(tx -> suppressions.list(tx, ROWS));
        Optional<Suppression> found = asked == null || asked.isBlank()
                ? Optional.empty()
                : parts.database().read(tx -> suppressions.find(tx, asked));
        model.put("asked", asked == null ? "" : asked);
        model.put("found", found.orElse(null));
        model.put(
                "rows",
                (asked == null || asked.isBlank() ? all : found.stream().toList())
                        .stream().map(SuppressedPage::row).toList());
        model.put("mayLead", person(context).may(Role.LEAD));
        shell.page(context, "suppressed", model);
    }

    private static Map<String, @Nullable Object> row(Suppression one) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("one", one);
        row.put("mayBeLifted", one.cause().mayBeLifted());
        return row;
    }

    private void lift(Context context) {
        String handle = Requested.field(context, "handle");
        Instant now = shell.now();
        String who = person(context).login();
        Suppressions.Outcome outcome = parts.database().write(tx -> {
            Suppressions.Outcome lifted = suppressions.lift(tx, handle);
            if (lifted instanceof Suppressions.Outcome.Done done) {
                audit.write(
                        tx, who, "address.lift", "address:" + done.suppression().handle(), null, now);
            }
            return lifted;
        });
        shell.goOn(
                context,
                PATH,
                outcome instanceof Suppressions.Outcome.Done ? "said.address-lifted" : "said.address-not-lifted");
    }

    private void add(Context context) {
        String address = Requested.field(context, "address").strip();
        String why = Requested.field(context, "why").strip();
        Instant now = shell.now();
        String who = person(context).login();
        Suppressions.Outcome outcome = parts.database().write(tx -> {
            Suppressions.Outcome added = suppressions.add(tx, address, why, who, now);
            if (added instanceof Suppressions.Outcome.Done done) {
                audit.write(
                        tx,
                        who,
                        "address.suppress",
                        "address:" + done.suppression().handle(),
                        null,
                        now);
            }
            return added;
        });
        shell.goOn(
                context,
                PATH,
                outcome instanceof Suppressions.Outcome.Done ? "said.address-added" : "said.address-not-added");
    }
}
