package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.MemberListStore;
import prevenance.console.access.Role;

/// All incidents, the open ones first.
final class IncidentListPage implements ConsolePage {
    private static final int MOST = 100;

    private final Shell shell;
    private final ConsoleParts parts;
    private final IncidentWords words;
    private final IncidentStore incidents = new IncidentStore();
    private final MemberListStore members = new MemberListStore();

    IncidentListPage(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.parts = parts;
        this.words = new IncidentWords(shell.texts(), parts.carriers());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/incidents", this::list, Role.VIEWER);
    }

    private void list(Context context) {
        Locale locale = Shell.locale(context);
        Map<String, @Nullable Object> model = new HashMap<>();
        List<IncidentWords.Listed> rows = parts.database()
                .read(tx -> incidents.list(tx, null, MOST).stream()
                        .map(incident -> new IncidentWords.Listed(
                                incident, words.title(incident, locale), members.standing(tx, incident)))
                        .toList());
        model.put("rows", rows);
        shell.page(context, "incidents", model);
    }
}
