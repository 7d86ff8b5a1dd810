package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.EvidenceWords;
import prevenance.assess.Limit;
import prevenance.assess.Measure;
import prevenance.assess.Reasons;
import prevenance.assess.RuleBook;
import prevenance.assess.RuleSettings;
import prevenance.assess.Threshold;
import prevenance.backtest.Backtest.Book;
import prevenance.backtest.BacktestReport;
import prevenance.backtest.Period;
import prevenance.backtest.RuleFile;
import prevenance.backtest.WhatIf;
import prevenance.backtest.WhatIfRuns;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.console.access.Role;
import prevenance.web.Refusal;

/// What other limits would have done with one's own closed parcels. Nothing here touches the live rules.
final class WhatIfPage implements ConsolePage {
    private static final String HERE = "/rules/what-if";
    private static final List<Integer> DAYS = List.of(30, 90, 180, 365, 0);
    private static final int LONGEST_TEXT = 20_000;

    private final ConsoleParts parts;
    private final Shell shell;
    private final CarrierNames names;

    WhatIfPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
        names = new CarrierNames(parts.carriers());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get(HERE, context -> form(context, List.of(), null), Role.LEAD);
        routes.post(HERE, this::start, Role.LEAD);
        routes.get(HERE + "/{id}", this::show, Role.LEAD);
    }

    private WhatIf whatIf() {
        return parts.lead().trials().whatIf();
    }

    /// @param problems with what was just sent
    /// @param busy     said when nothing could be started
    private void form(Context context, List<Problem> problems, @Nullable String busy) {
        Locale locale = Shell.locale(context);
        RuleSettings rules = whatIf().rules();
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put(
                "rules",
                new RuleBook()
                        .rules().stream()
                                .map(rule -> Map.of(
                                        "kind",
                                        rule.kind().name(),
                                        "title",
                                        Reasons.name(rule.kind(), locale),
                                        "limits",
                                        fields(rules, rule.kind().name(), context, locale)))
                                .filter(rule -> rule.get("limits") instanceof List<?> limits && !limits.isEmpty())
                                .toList());
        model.put("days", DAYS);
        model.put("chosen", Input.field(context, "days"));
        model.put("carrier", Input.field(context, "carrier"));
        model.put("carriers", names.all());
        model.put("yaml", Input.field(context, "yaml"));
        model.put("problems", problems.stream().map(Problem::toString).toList());
        model.put("busy", busy);
        model.put("runs", whatIf().runs().recent());
        shell.page(context, "what-if", model);
    }

    /// The limits of a rule that are a number.
    private static List<Map<String, Object>> fields(RuleSettings rules, String kind, Context context, Locale locale) {
        List<Map<String, Object>> fields = new ArrayList<>();
        changeable(rules)
                .filter(limit -> limit.kind().orElseThrow().name().equals(kind))
                .forEach(limit -> {
                    Threshold now = rules.common(limit).orElseThrow();
                    String sent = Input.field(context, limit.key());
                    fields.add(Map.of(
                            "key",
                            limit.key(),
                            "now",
                            EvidenceWords.length(now, locale),
                            "value",
                            sent.isEmpty() ? number(now) : sent));
                });
        return fields;
    }

    private static Stream<Limit> changeable(RuleSettings rules) {
        return Stream.of(Limit.values())
                .filter(limit -> limit.kind().isPresent())
                .filter(limit -> limit.measure() == Measure.HOURS
                        || limit.measure() == Measure.DAYS
                        || limit.measure() == Measure.BUSINESS_DAYS)
                .filter(limit -> rules.common(limit).isPresent());
    }

    private static String number(Threshold threshold) {
        return threshold.measure() == Measure.HOURS
                ? Long.toString(threshold.duration().toHours())
                : threshold.value();
    }

    private void start(Context context) {
        RuleSettings rules = whatIf().rules();
        String pasted = Input.field(context, "yaml");
        if (pasted.length() > LONGEST_TEXT) {
            throw Refusal.badRequest();
        }
        String changes = pasted.isEmpty() ? changes(context, rules) : pasted;
        Problems problems = new Problems();
        RuleSettings proposal = RuleFile.change(rules, changes, "YAML", problems);
        if (!problems.isEmpty()) {
            form(context, problems.list(), null);
            return;
        }
        Instant now = parts.time().instant();
        Optional<WhatIfRuns.Run> run = whatIf().runs()
                .start(
                        person(context).login(),
                        changes,
                        List.of(new Book(WhatIf.IN_FORCE, rules), new Book("proposal", proposal)),
                        period(context, now),
                        now);
        if (run.isEmpty()) {
            form(context, List.of(), shell.text(context, "what-if.busy"));
            return;
        }
        shell.goOn(context, HERE + "/" + run.get().id(), null);
    }

    /// What the form's fields change, as one would write it into the configuration.
    private static String changes(Context context, RuleSettings rules) {
        StringBuilder text = new StringBuilder("rules:\n");
        boolean any = false;
        for (Limit limit : changeable(rules).toList()) {
            String sent = Input.field(context, limit.key());
            if (!sent.isEmpty() && !sent.equals(number(rules.common(limit).orElseThrow()))) {
                String unit = limit.measure() == Measure.HOURS ? "h" : "";
                text.append("  ")
                        .append(limit.key())
                        .append(": ")
                        .append(sent.replaceAll("\\s", ""))
                        .append(unit);
                text.append('\n');
                any = true;
            }
        }
        return any ? text.toString() : "rules: {}\n";
    }

    private Period period(Context context, Instant now) {
        String days = Input.field(context, "days");
        String carrier = Input.field(context, "carrier");
        if (!days.matches("\\d{1,4}")
                || !carrier.isEmpty() && !parts.carriers().codes().contains(carrier)) {
            throw Refusal.badRequest();
        }
        int number = Integer.parseInt(days);
        return new Period(
                number == 0 ? null : now.minus(Duration.ofDays(number)), null, carrier.isEmpty() ? null : carrier);
    }

    private void show(Context context) {
        WhatIfRuns.Run run = whatIf().runs().find(Input.id(context, "id")).orElseThrow(Refusal::notFound);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("run", run);
        model.put("percent", run.total() == 0 ? 0 : 100 * run.done() / run.total());
        model.put(
                "carrier",
                run.period().carrier() == null ? null : names.of(run.period().carrier()));
        if (run.reports().size() == 2) {
            WhatIfTable table = new WhatIfTable(Shell.locale(context));
            model.put("inForce", run.reports().getFirst());
            model.put(
                    "rows", table.rules(run.reports().getFirst(), run.reports().getLast()));
            model.put("sums", table.sums(run.reports().getFirst(), run.reports().getLast()));
            model.put("cases", table.change(now(run).cases(), then(run).cases()));
            model.put("mails", table.change(now(run).mails(), then(run).mails()));
        }
        shell.page(context, "what-if-run", model);
    }

    private static BacktestReport now(WhatIfRuns.Run run) {
        return run.reports().getFirst();
    }

    private static BacktestReport then(WhatIfRuns.Run run) {
        return run.reports().getLast();
    }
}
