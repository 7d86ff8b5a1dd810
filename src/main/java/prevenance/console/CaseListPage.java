package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CloseReason;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.store.Database;
import prevenance.web.Refusal;

/// The cases by urgency, and acts on many of them.
final class CaseListPage implements ConsolePage {
    private static final int ROWS = 50;

    private final Shell shell;
    private final Database database;
    private final CaseActions actions;
    private final CarrierNames carriers;
    private final SavedViews views;
    private final OutcomeWords words;
    private final CaseListStore store = new CaseListStore();
    private final StaffStore staff = new StaffStore();
    private final AuditStore audit = new AuditStore();

    CaseListPage(Shell shell, ConsoleParts parts, SavedViews views) {
        this.shell = shell;
        this.database = parts.database();
        this.actions = parts.cases();
        this.carriers = new CarrierNames(parts.carriers());
        this.views = views;
        this.words = new OutcomeWords(shell);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/cases", this::list, Role.VIEWER);
        routes.post("/cases/bulk", this::bulk, Role.LEAD);
    }

    private void list(Context context) {
        CasesWanted wanted = CasesWanted.of(context);
        String after = Input.text(context, "after");
        String me = person(context).login();
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        List<ListedCase> rows = database.read(tx -> {
            Map<CasesWanted.Tab, Integer> counts = new LinkedHashMap<>();
            for (CasesWanted.Tab tab : CasesWanted.Tab.values()) {
                counts.put(tab, tab == CasesWanted.Tab.CLOSED ? 0 : store.count(tx, tab, me, now));
            }
            model.put("counts", counts);
            model.put(
                    "staff", staff.all(tx).stream().filter(StaffMember::active).toList());
            return store.list(tx, wanted, me, after, ROWS + 1, now);
        });
        List<ListedCase> shown = rows.subList(0, Math.min(rows.size(), ROWS));
        model.put("rows", shown);
        model.put("next", rows.size() > ROWS ? shown.getLast().after() : null);
        model.put("continued", after != null);
        model.put("wanted", wanted);
        model.put("kinds", CaseKind.values());
        model.put("carriers", carriers);
        model.put("views", views.of(context, "cases"));
        model.put("reasons", reasons());
        model.put("agent", person(context).may(Role.AGENT));
        model.put("lead", person(context).may(Role.LEAD));
        shell.page(context, "cases", model);
    }

    static List<CloseReason> reasons() {
        return Arrays.stream(CloseReason.values()).filter(CloseReason::byPerson).toList();
    }

    private void bulk(Context context) {
        List<Long> ids = Input.ids(context, ROWS);
        String author = person(context).login();
        Instant now = shell.now();
        String act = Input.field(context, "act");
        List<CaseOutcome> outcomes = database.together(tx -> {
            List<CaseOutcome> became = onAll(context, act, ids, author, now);
            for (int i = 0; i < ids.size(); i++) {
                if (OutcomeWords.isDone(became.get(i))) {
                    audit.write(tx, author, "case." + act, "case:" + ids.get(i), "bulk", now);
                }
            }
            return became;
        });
        List<BulkParcels.Line> lines = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            long id = ids.get(i);
            CaseOutcome outcome = outcomes.get(i);
            lines.add(new BulkParcels.Line(
                    shell.text(context, "parcels.case-number", id),
                    outcome instanceof CaseOutcome.NotFound ? null : "/cases/" + id,
                    OutcomeWords.isDone(outcome),
                    words.of(context, outcome)));
        }
        shell.page(
                context,
                "bulk",
                Map.of(
                        "lines",
                        lines,
                        "done",
                        lines.stream().filter(BulkParcels.Line::done).count(),
                        "back",
                        "/cases"));
    }

    private List<CaseOutcome> onAll(Context context, String act, List<Long> ids, String author, Instant now) {
        return switch (act) {
            case "assign" -> {
                String owner = Input.field(context, "owner");
                yield actions.assignAll(ids, owner.isEmpty() ? null : owner, author, now);
            }
            case "close" -> {
                String note = Input.field(context, "note");
                CloseReason reason = Input.choice(context, "reason", CloseReason.class);
                yield actions.closeAll(ids, reason, note.isEmpty() ? null : note, author, now);
            }
            case "note" -> actions.noteAll(ids, Input.field(context, "text"), author, now);
            default -> throw Refusal.badRequest();
        };
    }
}
