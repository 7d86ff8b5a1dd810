package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import prevenance.console.SavedViewStore.SavedView;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.store.Database;
import prevenance.web.Refusal;

/// Keeping filters of lists under a name.
final class SavedViews implements ConsolePage {
    private static final Map<String, String> PAGES = Map.of("parcels", "/parcels", "cases", "/cases");
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_QUERY = 1000;

    private final Shell shell;
    private final Database database;
    private final SavedViewStore views = new SavedViewStore();
    private final AuditStore audit = new AuditStore();

    SavedViews(Shell shell, Database database) {
        this.shell = shell;
        this.database = database;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/views", this::keep, Role.VIEWER);
        routes.post("/views/{id}/forget", this::forget, Role.VIEWER);
    }

    /// Those of a page that somebody may use.
    List<SavedView> of(Context context, String page) {
        long user = person(context).id();
        return database.read(tx -> views.list(tx, page, user));
    }

    private void keep(Context context) {
        StaffMember who = person(context);
        String page = Input.field(context, "page");
        String path = PAGES.get(page);
        String name = Input.field(context, "name");
        String query = Input.field(context, "query");
        // Sharing changes what colleagues see, which somebody who only looks does not.
        boolean shared = !Input.field(context, "shared").isEmpty() && who.may(Role.AGENT);
        if (path == null
                || name.isEmpty()
                || name.length() > LONGEST_NAME
                || query.length() > LONGEST_QUERY
                || !query.matches("[A-Za-z0-9=&%._~*+-]*")) {
            throw Refusal.badRequest();
        }
        Instant now = shell.now();
        database.execute(tx -> {
            views.keep(tx, who.id(), page, name, query, shared);
            audit.write(tx, who.login(), "view.keep", page, shared ? "shared" : null, now);
        });
        shell.goOn(context, path + "?" + query, "said.view-kept");
    }

    private void forget(Context context) {
        StaffMember who = person(context);
        long id = Input.id(context, "id");
        String path = PAGES.get(Input.field(context, "page"));
        if (path == null) {
            throw Refusal.badRequest();
        }
        Instant now = shell.now();
        boolean forgotten = database.<Boolean>write(tx -> {
            boolean done = views.forget(tx, who.id(), id);
            if (done) {
                audit.write(tx, who.login(), "view.forget", "view:" + id, null, now);
            }
            return done;
        });
        if (!forgotten) {
            throw Refusal.notFound();
        }
        shell.goOn(context, path, "said.view-forgotten");
    }
}
