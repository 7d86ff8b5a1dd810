package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.CloseReason;
import prevenance.cases.ServiceCase;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.store.Database;
import prevenance.watch.AskNow;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;
import prevenance.web.Refusal;

/// One act on many parcels, with one outcome each.
final class BulkParcels implements ConsolePage {
    /// What became of one row.
    ///
    /// @param path where it is shown, null when it is gone
    record Line(String name, @Nullable String path, boolean done, String text) {}

    private final Shell shell;
    private final Database database;
    private final CaseActions cases;
    private final AskNow askNow;
    private final OutcomeWords words;
    private final ParcelStore parcels = new ParcelStore();
    private final CaseStore caseStore = new CaseStore();
    private final AuditStore audit = new AuditStore();

    BulkParcels(Shell shell, ConsoleParts parts) {
        this.shell = shell;
        this.database = parts.database();
        this.cases = parts.cases();
        this.askNow = parts.desk().askNow();
        this.words = new OutcomeWords(shell);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.post("/parcels/bulk", this::act, Role.LEAD);
    }

    private interface Act {
        Line on(WatchedParcel parcel);
    }

    private void act(Context context) {
        List<Long> ids = Input.ids(context, ParcelListPage.ROWS);
        Act act = switch (Input.field(context, "act")) {
            case "assign" -> assigning(context);
            case "ask" -> parcel -> ask(context, parcel);
            case "close" -> closing(context);
            default -> throw Refusal.badRequest();
        };
        List<Line> lines = new ArrayList<>();
        for (long id : ids) {
            Optional<WatchedParcel> parcel = database.read(tx -> parcels.find(tx, id));
            lines.add(parcel.map(act::on)
                    .orElseGet(() -> new Line(
                            "#" + id, null, false, shell.text(context, "ask." + AskNow.Answer.NO_SUCH_PARCEL))));
        }
        Map<String, Object> model = new HashMap<>();
        model.put("lines", lines);
        model.put("done", lines.stream().filter(Line::done).count());
        model.put("back", "/parcels");
        shell.page(context, "bulk", model);
    }

    private Act assigning(Context context) {
        String owner = Input.field(context, "owner");
        return parcel -> onCase(
                context,
                parcel,
                "case.assign",
                (id, author, now) -> cases.assign(id, owner.isEmpty() ? null : owner, author, now));
    }

    private Act closing(Context context) {
        CloseReason reason = Input.choice(context, "reason", CloseReason.class);
        String note = Input.field(context, "note");
        return parcel -> onCase(
                context,
                parcel,
                "case.close",
                (id, author, now) -> cases.close(id, reason, note.isEmpty() ? null : note, author, now));
    }

    private interface CaseAct {
        CaseOutcome on(long caseId, String author, Instant now);
    }

    private Line onCase(Context context, WatchedParcel parcel, String action, CaseAct act) {
        Optional<ServiceCase> open = database.read(tx -> caseStore.openOf(tx, parcel.id()));
        if (open.isEmpty()) {
            return line(parcel, false, shell.text(context, "outcome-case.none-open"));
        }
        Instant now = shell.now();
        String author = person(context).login();
        long id = open.get().id();
        CaseOutcome outcome = database.together(tx -> {
            CaseOutcome became = act.on(id, author, now);
            if (OutcomeWords.isDone(became)) {
                audit.write(tx, author, action, "case:" + id, "bulk", now);
            }
            return became;
        });
        return line(parcel, OutcomeWords.isDone(outcome), words.of(context, outcome));
    }

    private Line ask(Context context, WatchedParcel parcel) {
        Instant now = shell.now();
        AskNow.Answer answer = database.<AskNow.Answer>write(tx -> {
            AskNow.Answer given = askNow.ask(tx, parcel.id(), now);
            audit.write(tx, person(context).login(), "parcel.ask", "parcel:" + parcel.id(), given.name(), now);
            return given;
        });
        return line(parcel, answer == AskNow.Answer.DUE, shell.text(context, "ask." + answer));
    }

    private static Line line(WatchedParcel parcel, boolean done, String text) {
        return new Line(parcel.trackingNumber().value(), "/parcels/" + parcel.id(), done, text);
    }
}
