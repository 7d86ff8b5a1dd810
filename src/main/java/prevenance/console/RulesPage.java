package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Reasons;
import prevenance.assess.Rule;
import prevenance.assess.RuleBook;
import prevenance.assess.RuleSettings;
import prevenance.assess.Thresholds;
import prevenance.console.access.Role;

/// By which rules parcels are judged: their limits in force, where these come from, how sure they are. To be read only;
/// limits are changed in the configuration.
final class RulesPage implements ConsolePage {
    private final ConsoleParts parts;
    private final Shell shell;
    private final CarrierNames names;
    private final WaitingStore store = new WaitingStore();

    RulesPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
        names = new CarrierNames(parts.carriers());
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/rules", this::show, Role.VIEWER);
    }

    private void show(Context context) {
        Locale locale = Shell.locale(context);
        RuleSettings rules = parts.lead().rules();
        Map<String, Integer> open = parts.database().read(store::openFlags);
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put(
                "rules",
                new RuleBook()
                        .rules().stream()
                                .map(rule -> rule(rule, rules, open, locale))
                                .toList());
        model.put("origin", rules.originCountry());
        model.put("fresh", rules.freshEvidence().toHours());
        shell.page(context, "rules", model);
    }

    private Map<String, @Nullable Object> rule(
            Rule rule, RuleSettings rules, Map<String, Integer> open, Locale locale) {
        String name = rule.name();
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("kind", rule.kind().name());
        row.put("title", Reasons.name(rule.kind(), locale));
        row.put("name", name);
        row.put("version", name.substring(name.indexOf('/') + 1));
        row.put("open", open.getOrDefault(rule.kind().name(), 0));
        row.put(
                "limits",
                KnownThreshold.ALL.stream()
                        .filter(known -> known.kind() == rule.kind())
                        .map(known -> limit(known, rules, locale))
                        .toList());
        return row;
    }

    private Map<String, @Nullable Object> limit(KnownThreshold known, RuleSettings rules, Locale locale) {
        RuleSettings defaults = RuleSettings.defaults();
        Integer standard = known.value().apply(defaults.thresholds());
        Integer common = known.value().apply(rules.thresholds());
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("key", known.key());
        row.put("standard", length(known, standard, locale));
        row.put("common", length(known, common, locale));
        row.put("changed", !Objects.equals(standard, common));
        row.put("confidence", known.confidence().name());
        row.put("exceptions", exceptions(known, rules, defaults, common, locale));
        return row;
    }

    /// The carriers for which another limit holds.
    private List<Map<String, @Nullable Object>> exceptions(
            KnownThreshold known, RuleSettings rules, RuleSettings defaults, @Nullable Integer common, Locale locale) {
        List<Map<String, @Nullable Object>> exceptions = new ArrayList<>();
        for (Map.Entry<String, Thresholds> entry : new TreeMap<>(rules.carriers()).entrySet()) {
            Integer own = known.value().apply(entry.getValue());
            if (Objects.equals(own, common)) {
                continue;
            }
            Integer booked = known.value().apply(defaults.thresholdsOf(entry.getKey()));
            String source = "rules.book." + entry.getKey() + "." + known.key();
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("carrier", names.of(entry.getKey()));
            row.put("value", length(known, own, locale));
            boolean ours = Objects.equals(own, booked) && shell.texts().has(source);
            row.put("source", shell.texts().text(locale, ours ? source : "rules.by-configuration"));
            exceptions.add(row);
        }
        return exceptions;
    }

    private String length(KnownThreshold known, @Nullable Integer value, Locale locale) {
        return value == null
                ? shell.texts().text(locale, "rules.unset")
                : shell.texts().text(locale, "rules.unit." + known.unit(), value);
    }
}
