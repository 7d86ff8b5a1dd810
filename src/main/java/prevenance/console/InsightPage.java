package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Role;
import prevenance.web.Refusal;

/// The lead's figures over a period, each with its chart, its table and its CSV.
final class InsightPage implements ConsolePage {
    private static final List<Integer> PERIODS = List.of(7, 30, 90, 365);
    private static final int USUAL = 30;

    /// Counting so many days of a large shop takes seconds: it is done once in a while, and for one reader at a time.
    private static final int LONG = 90;

    private static final Duration KEPT_FOR = Duration.ofMinutes(10);

    private final ConsoleParts parts;
    private final Shell shell;
    private final ReentrantLock counting = new ReentrantLock();
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Instant at, List<Figure> figures) {}

    InsightPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/insight", this::show, Role.VIEWER);
        routes.get("/insight/{key}.csv", this::csv, Role.VIEWER);
    }

    private void show(Context context) {
        int days = days(context);
        Instant now = shell.now();
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("figures", figures(context, days, now));
        model.put("days", days);
        model.put("periods", PERIODS);
        model.put("from", now.minus(Duration.ofDays(days)));
        model.put("enough", Insight.ENOUGH);
        shell.page(context, "insight", model);
    }

    private List<Figure> figures(Context context, int days, Instant now) {
        if (days < LONG) {
            return count(context, days, now);
        }
        String key = days + Shell.locale(context).getLanguage();
        counting.lock();
        try {
            Kept before = kept.get(key);
            if (before != null && now.isBefore(before.at().plus(KEPT_FOR)) && !now.isBefore(before.at())) {
                return before.figures();
            }
            List<Figure> figures = count(context, days, now);
            kept.put(key, new Kept(now, figures));
            return figures;
        } finally {
            counting.unlock();
        }
    }

    private List<Figure> count(Context context, int days, Instant now) {
        Insight insight = new Insight(shell.texts(), Shell.locale(context), parts);
        return parts.database().read(tx -> insight.figures(tx, now.minus(Duration.ofDays(days)), now));
    }

    private void csv(Context context) {
        int days = days(context);
        Figure figure = figures(context, days, shell.now()).stream()
                .filter(one -> one.key().equals(context.pathParam("key")))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CsvWriter csv = new CsvWriter(bytes);
            csv.byteOrderMark();
            csv.row(figure.columns());
            for (List<Figure.Cell> row : figure.rows()) {
                csv.row(row.stream().map(Figure.Cell::value).toList());
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        context.header("Content-Disposition", "attachment; filename=\"" + figure.key() + "-" + days + "d.csv\"");
        context.contentType("text/csv; charset=utf-8").result(bytes.toByteArray());
    }

    private static int days(Context context) {
        Long days = Requested.queryNumber(context, "days");
        return days != null && PERIODS.contains(days.intValue()) ? days.intValue() : USUAL;
    }
}
