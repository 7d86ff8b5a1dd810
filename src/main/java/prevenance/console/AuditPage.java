package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.AuditStore;
import prevenance.console.access.AuditStore.Entry;
import prevenance.console.access.Role;
import prevenance.store.Database;

/// Who did what, newest first.
final class AuditPage implements ConsolePage {
    private static final int ROWS = 100;

    private final Database database;
    private final Shell shell;
    private final AuditStore audit = new AuditStore();

    AuditPage(Database database, Shell shell) {
        this.database = database;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/people/audit", this::list, Role.ADMIN);
    }

    private void list(Context context) {
        String actor = Requested.query(context, "actor");
        String text = Requested.query(context, "q");
        Long before = Requested.queryNumber(context, "before");
        List<Entry> entries = database.read(tx -> audit.page(tx, before, actor, text, ROWS + 1));
        boolean more = entries.size() > ROWS;
        List<Entry> shown = more ? entries.subList(0, ROWS) : entries;
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("entries", shown.stream().map(this::row).toList());
        model.put("more", more);
        model.put("last", shown.isEmpty() ? null : shown.getLast().id());
        model.put("actor", actor);
        model.put("q", text);
        shell.page(context, "audit", model);
    }

    private Map<String, @Nullable Object> row(Entry entry) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("entry", entry);
        row.put("link", link(entry.subject()));
        row.put("key", shell.texts().has("audit." + entry.action()) ? "audit." + entry.action() : null);
        return row;
    }

    /// Where the subject can be looked at; null when it has no page.
    private static @Nullable String link(@Nullable String subject) {
        if (subject == null || !subject.matches("(case|message|parcel):\\d{1,18}")) {
            return null;
        }
        int colon = subject.indexOf(':');
        return "/" + subject.substring(0, colon) + "s/" + subject.substring(colon + 1);
    }
}
