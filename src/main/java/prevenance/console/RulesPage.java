package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Confidence;
import prevenance.assess.EvidenceWords;
import prevenance.assess.Limit;
import prevenance.assess.Reasons;
import prevenance.assess.Rule;
import prevenance.assess.RuleBook;
import prevenance.assess.RuleSettings;
import prevenance.assess.Threshold;
import prevenance.assess.ThresholdEntry;
import prevenance.assess.Where;
import prevenance.console.access.Role;

/// By which rules parcels are judged: their limits in force, where these come from, how sure they are.
/// To be read only; limits are changed in the configuration.
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
        model.put(
                "general",
                Stream.of(Limit.values())
                        .filter(limit -> limit.kind().isEmpty())
                        .map(limit -> limit(limit, rules, locale))
                        .toList());
        model.put("silences", silences());
        model.put("origin", rules.originCountry());
        model.put("fresh", rules.freshEvidence().toHours());
        shell.page(context, "rules", model);
    }

    /// What the own parcels have taught; a proposal, no rule follows it by itself.
    private List<Map<String, Object>> silences() {
        return parts.lead().model().get().silences().stream()
                .map(usual -> Map.<String, Object>of(
                        "carrier", names.of(usual.carrier()),
                        "status", usual.status().wireName(),
                        "days", Math.max(1, (usual.limit().toHours() + 23) / 24),
                        "sample", usual.sampleSize()))
                .toList();
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
                Stream.of(Limit.values())
                        .filter(limit ->
                                limit.kind().filter(rule.kind()::equals).isPresent())
                        .map(limit -> limit(limit, rules, locale))
                        .toList());
        return row;
    }

    private Map<String, @Nullable Object> limit(Limit limit, RuleSettings rules, Locale locale) {
        Optional<Threshold> standard = rules.standard(limit);
        Optional<Threshold> common = rules.common(limit);
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("key", limit.key());
        row.put("standard", length(standard, locale));
        row.put("common", length(common, locale));
        row.put("changed", !standard.equals(common));
        row.put("source", source(standard, locale));
        row.put(
                "confidence",
                standard.flatMap(of -> Optional.ofNullable(of.confidence()))
                        .map(Confidence::name)
                        .orElse(""));
        row.put(
                "confident",
                standard.flatMap(of -> Optional.ofNullable(of.confidence()))
                        .map(sure -> EvidenceWords.confidence(sure, locale))
                        .orElse(""));
        row.put(
                "exceptions",
                rules.limits().getOrDefault(limit, List.of()).stream()
                        .filter(entry -> !entry.where().isEverywhere())
                        .map(entry -> exception(entry, locale))
                        .toList());
        return row;
    }

    /// A place for which another limit holds.
    private Map<String, @Nullable Object> exception(ThresholdEntry entry, Locale locale) {
        Where where = entry.where();
        List<String> parts = new ArrayList<>();
        if (where.shop() != null) {
            parts.add(where.shop());
        }
        if (where.carrier() != null) {
            parts.add(names.of(where.carrier()));
        }
        if (where.service() != null) {
            parts.add(where.service());
        }
        if (where.country() != null) {
            parts.add(where.country());
        }
        if (where.place() != null) {
            parts.add(shell.texts().text(locale, "rules.place." + where.place()));
        }
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("where", String.join(" · ", parts));
        row.put("value", EvidenceWords.length(entry.threshold(), locale));
        row.put("source", EvidenceWords.origin(entry.threshold(), locale));
        return row;
    }

    private String source(Optional<Threshold> standard, Locale locale) {
        return standard.map(of -> EvidenceWords.source(of, locale))
                .map(text -> text.substring(0, 1).toUpperCase(locale) + text.substring(1))
                .orElseGet(() -> shell.texts().text(locale, "rules.no-standard"));
    }

    private String length(Optional<Threshold> threshold, Locale locale) {
        return threshold
                .map(of -> EvidenceWords.length(of, locale))
                .orElseGet(() -> shell.texts().text(locale, "rules.unset"));
    }
}
