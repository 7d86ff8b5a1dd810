package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Role;
import prevenance.watch.Coverage;
import prevenance.watch.Coverage.Unread;
import prevenance.watch.CoverageStore;
import prevenance.watch.Remembered;

/// The proof that every open parcel is read every day, with the list of those that were not and why, and the daemons
/// that read them.
final class CoveragePage implements ConsolePage {
    private static final int SHOWN = 200;

    private final ConsoleParts parts;
    private final Shell shell;
    private final CoverageStore store;
    private final Remembered<Coverage> counted = new Remembered<>();

    CoveragePage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
        store = new CoverageStore(parts.carriers(), parts.lead()::isOn);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/coverage", this::page, Role.VIEWER);
        routes.get("/coverage.csv", this::csv, Role.VIEWER);
    }

    private void page(Context context) {
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        Coverage coverage = parts.database().<Coverage>read(tx -> counted.get(tx, now, () -> store.count(tx, now)));
        List<Unread> unread = parts.database().<List<Unread>>read(tx -> store.unread(tx, now, SHOWN));
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (Coverage.Reason reason : Coverage.Reason.values()) {
            Long count = coverage.unread().get(reason);
            if (count != null) {
                reasons.add(Map.of("key", reason.name(), "count", count));
            }
        }
        model.put("coverage", coverage);
        model.put("missed", coverage.open() - coverage.read());
        model.put("reasons", reasons);
        model.put("unread", unread);
        model.put("carriers", new CarrierNames(parts.carriers()));
        model.put("shown", SHOWN);
        model.put("nodes", parts.database().<NodeLine.All>read(tx -> NodeLine.all(tx, parts.nodes(), now)));
        shell.page(context, "coverage", model);
    }

    private void csv(Context context) {
        Instant now = shell.now();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CsvWriter csv = new CsvWriter(bytes);
        row(csv, List.of("order", "tracking_number", "carrier", "reason", "last_answer", "next_look", "detail"));
        parts.database().<Boolean>read(tx -> {
            store.unread(tx, now, Integer.MAX_VALUE, one -> row(csv, cells(one)));
            return true;
        });
        LocalDate day = LocalDate.ofInstant(now, shell.zone());
        context.header("Content-Disposition", "attachment; filename=\"unread-" + day + ".csv\"");
        context.contentType("text/csv; charset=utf-8").result(bytes.toByteArray());
    }

    private static List<@Nullable Object> cells(Unread one) {
        return Arrays.asList(
                one.order(),
                one.number(),
                one.carrier(),
                one.reason().name(),
                one.answeredAt(),
                one.nextAt(),
                one.detail());
    }

    private static void row(CsvWriter csv, List<? extends @Nullable Object> cells) {
        try {
            csv.row(cells);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }
}
