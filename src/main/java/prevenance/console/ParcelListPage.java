package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CloseReason;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.store.Database;
import prevenance.tracking.Milestone;

/// Flags and parcels: one list with filters, search, kept views and acts on many.
final class ParcelListPage implements ConsolePage {
    static final int ROWS = 50;

    private final Shell shell;
    private final Database database;
    private final CarrierNames carriers;
    private final SavedViews views;
    private final ParcelListStore store = new ParcelListStore();
    private final StaffStore staff = new StaffStore();

    ParcelListPage(Shell shell, Database database, CarrierDirectory carriers, SavedViews views) {
        this.shell = shell;
        this.database = database;
        this.carriers = new CarrierNames(carriers);
        this.views = views;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/parcels", this::list, Role.VIEWER);
    }

    private void list(Context context) {
        ParcelWanted wanted = ParcelWanted.of(context);
        String after = Input.text(context, "after");
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        List<ListedParcel> rows = database.read(tx -> {
            model.put("count", store.count(tx, wanted, ParcelListStore.COUNTED, now));
            model.put("countries", store.countries(tx));
            model.put(
                    "staff", staff.all(tx).stream().filter(StaffMember::active).toList());
            // One more than is shown tells whether there is another page.
            return store.list(tx, wanted, after, ROWS + 1, now);
        });
        List<ListedParcel> shown = rows.subList(0, Math.min(rows.size(), ROWS));
        model.put("rows", shown);
        model.put("next", rows.size() > ROWS ? shown.getLast().after() : null);
        model.put("counted", ParcelListStore.COUNTED);
        model.put("wanted", wanted);
        model.put("narrowing", wanted.narrowing().size());
        model.put("query", wanted.query());
        model.put("continued", after != null);
        model.put("views", views.of(context, "parcels"));
        model.put("carriers", carriers);
        model.put("kinds", FlagKind.values());
        model.put("milestones", Milestone.values());
        model.put("sorts", ParcelWanted.Sort.values());
        model.put(
                "reasons",
                Arrays.stream(CloseReason.values())
                        .filter(CloseReason::byPerson)
                        .toList());
        model.put("lead", person(context).may(Role.LEAD));
        model.put("agent", person(context).may(Role.AGENT));
        shell.page(context, "parcels", model);
    }
}
