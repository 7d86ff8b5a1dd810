package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.FactorStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.console.access.Staffing;
import prevenance.console.access.Staffing.Outcome;
import prevenance.console.access.Staffing.Wanted;
import prevenance.store.Database;
import prevenance.web.ListenerSettings;
import prevenance.web.Refusal;
import prevenance.web.Texts;

/// Who belongs to the staff: adding, one-time links, roles, switching off.
final class PeoplePage implements ConsolePage {
    private final Database database;
    private final Shell shell;
    private final ListenerSettings listener;
    private final Staffing staffing;
    private final StaffStore staff = new StaffStore();
    private final FactorStore factors = new FactorStore();

    PeoplePage(Database database, Shell shell, ListenerSettings listener) {
        this.database = database;
        this.shell = shell;
        this.listener = listener;
        staffing = new Staffing(database);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/people", context -> list(context, null, Map.of()), Role.ADMIN);
        routes.post("/people/add", this::add, Role.ADMIN);
        routes.get("/people/person/{id}", context -> show(context, null), Role.ADMIN);
        routes.post("/people/person/{id}", this::change, Role.ADMIN);
        routes.post("/people/person/{id}/invite", this::invite, Role.ADMIN);
        routes.post("/people/person/{id}/factor", this::resetFactor, Role.ADMIN);
    }

    private void list(Context context, @Nullable String problem, Map<String, String> typed) {
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("people", database.<List<StaffMember>>read(staff::all));
        model.put("factors", database.<Set<Long>>read(factors::all));
        model.put("problem", problem);
        model.put("login", typed.getOrDefault("login", ""));
        model.put("name", typed.getOrDefault("name", ""));
        model.put("email", typed.getOrDefault("email", ""));
        model.put("roles", roles());
        model.put("roleChosen", typed.getOrDefault("role", Role.AGENT.name()));
        shell.page(context, "people", model);
    }

    private static List<String> roles() {
        return List.of(Role.values()).stream().map(Enum::name).toList();
    }

    private void add(Context context) {
        String login = Requested.field(context, "login");
        switch (staffing.add(login, wanted(context, true), person(context).login(), shell.now())) {
            case Outcome.Done done -> link(context, done);
            case Outcome.Refused refused -> {
                context.status(422);
                list(
                        context,
                        said(context, refused),
                        Map.of(
                                "login", login,
                                "name", Requested.field(context, "name"),
                                "email", Requested.field(context, "email"),
                                "role", Requested.field(context, "role")));
            }
            case Outcome.Changed _, Outcome.NotFound _ -> throw new Refusal(409);
        }
    }

    private void invite(Context context) {
        long id = Requested.id(context);
        switch (staffing.invite(id, person(context).login(), shell.now())) {
            case Outcome.Done done -> link(context, done);
            case Outcome.Refused refused -> {
                context.status(422);
                show(context, said(context, refused));
            }
            case Outcome.NotFound _ -> throw Refusal.notFound();
            case Outcome.Changed _ -> throw new Refusal(409);
        }
    }

    private void resetFactor(Context context) {
        long id = Requested.id(context);
        switch (staffing.resetFactor(id, person(context).login(), shell.now())) {
            case Outcome.Done _ -> shell.goOn(context, "/people/person/" + id, "said.factor-reset");
            case Outcome.Refused refused -> {
                context.status(422);
                show(context, said(context, refused));
            }
            case Outcome.NotFound _ -> throw Refusal.notFound();
            case Outcome.Changed _ -> throw new Refusal(409);
        }
    }

    /// The only page that ever shows the link.
    private void link(Context context, Outcome.Done done) {
        String base = listener.publicUrl() == null
                ? context.scheme() + "://" + context.host()
                : listener.publicUrl().toString();
        shell.page(context, "people-link", Map.of("invited", done.person(), "link", base + "/welcome/" + done.token()));
    }

    private void show(Context context, @Nullable String problem) {
        StaffMember member =
                database.read(tx -> staff.find(tx, Requested.id(context))).orElseThrow(Refusal::notFound);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("member", member);
        model.put("factor", database.<Boolean>read(tx -> factors.isOn(tx, member.id())));
        model.put("memberRole", member.role().name());
        model.put("memberLanguage", Texts.language(member.locale()).getLanguage());
        model.put("oneself", member.id() == person(context).id());
        model.put("roles", roles());
        model.put("problem", problem);
        shell.page(context, "person", model);
    }

    private void change(Context context) {
        long id = Requested.id(context);
        boolean active = Requested.field(context, "active").equals("yes");
        Outcome outcome = staffing.change(
                id,
                Requested.number(context, "version"),
                wanted(context, active),
                person(context).login(),
                shell.now());
        switch (outcome) {
            case Outcome.Done _ -> shell.goOn(context, "/people", "said.person-changed");
            case Outcome.Refused refused -> {
                context.status(422);
                show(context, said(context, refused));
            }
            case Outcome.Changed _ -> {
                context.status(409);
                show(context, shell.text(context, "people.faster"));
            }
            case Outcome.NotFound _ -> throw Refusal.notFound();
        }
    }

    private static Wanted wanted(Context context, boolean active) {
        Role role =
                Requested.constant(Role.class, Requested.field(context, "role")).orElseThrow(Refusal::badRequest);
        return new Wanted(
                Requested.field(context, "name"),
                Requested.field(context, "email"),
                role,
                Texts.language(Locale.of(Requested.field(context, "locale"))),
                active);
    }

    private String said(Context context, Outcome.Refused refused) {
        return shell.text(context, "people.obstacle." + refused.why());
    }
}
