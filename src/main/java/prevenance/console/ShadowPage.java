package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Reasons;
import prevenance.backtest.ShadowReport;
import prevenance.console.access.Role;
import prevenance.web.Refusal;

/// What would have gone out on a day, were it not in shadow.
final class ShadowPage implements ConsolePage {
    private final ConsoleParts parts;
    private final Shell shell;

    ShadowPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/rules/shadow", this::show, Role.VIEWER);
    }

    private void show(Context context) {
        Locale locale = Shell.locale(context);
        ZoneId zone = parts.zone();
        LocalDate today = parts.time().instant().atZone(zone).toLocalDate();
        LocalDate day = day(Input.text(context, "day"), today);
        ShadowReport report = parts.database().read(tx -> ShadowReport.of(tx, day, zone));
        ShadowReport.Scope scope = parts.lead().trials().shadow();
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("day", day);
        model.put("before", day.minusDays(1));
        model.put("after", day.isBefore(today) ? day.plusDays(1) : null);
        model.put("report", report);
        model.put("mails", lines(report.mails(), kind -> "message-kind." + kind, locale));
        model.put("flags", lines(report.flags(), kind -> "flag-kind." + kind, locale));
        model.put("on", scope.isOn());
        model.put("all", scope.mails().all());
        model.put("share", scope.mails().share().percent());
        model.put(
                "kinds",
                Stream.concat(
                                scope.flags().kinds().stream().sorted().map(kind -> Reasons.name(kind, locale)),
                                scope.mails().kinds().stream()
                                        .sorted()
                                        .map(kind -> shell.texts().text(locale, "message-kind." + kind)))
                        .toList());
        shell.page(context, "shadow", model);
    }

    private List<Map<String, Object>> lines(
            List<ShadowReport.Line> lines, java.util.function.UnaryOperator<String> key, Locale locale) {
        return lines.stream()
                .map(line -> {
                    String text = key.apply(line.kind());
                    return Map.<String, Object>of(
                            "title",
                            shell.texts().has(text) ? shell.texts().text(locale, text) : line.kind(),
                            "line",
                            line);
                })
                .toList();
    }

    private static LocalDate day(@Nullable String text, LocalDate today) {
        try {
            return text == null ? today : LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw Refusal.notFound();
        }
    }
}
