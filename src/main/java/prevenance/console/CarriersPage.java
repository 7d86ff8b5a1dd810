package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDefinition;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.RateLimit;
import prevenance.carrier.StatusReading;
import prevenance.carrier.StatusTable;
import prevenance.console.CarrierPageStore.Load;
import prevenance.console.access.Role;
import prevenance.store.Tx;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.CarrierHealth;
import prevenance.watch.CarrierHealthStore;
import prevenance.watch.ContradictionStore;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.FeedReport;
import prevenance.watch.FeedReportStore;
import prevenance.watch.QuotaLedger;
import prevenance.watch.RegistrationPauseStore;
import prevenance.watch.RegistrationStore;
import prevenance.watch.UnmappedCodeStore;
import prevenance.watch.UnmappedCodeStore.UnmappedCode;
import prevenance.web.Refusal;

/// How each carrier's feed is doing, what it says that we do not understand, and what we know about it.
final class CarriersPage implements ConsolePage {
    private static final int REVERSALS = 20;
    private static final int TIGHT_PERCENT = 80;

    private final ConsoleParts parts;
    private final Shell shell;
    private final CarrierPageStore store = new CarrierPageStore();
    private final CarrierHealthStore healths = new CarrierHealthStore();
    private final RegistrationStore registrations = new RegistrationStore();
    private final RegistrationPauseStore pauses = new RegistrationPauseStore();
    private final UnmappedCodeStore unmapped = new UnmappedCodeStore();
    private final ContradictionStore contradictions = new ContradictionStore();
    private final FeedReportStore reports = new FeedReportStore();
    private final FeedOutageStore outages = new FeedOutageStore();

    CarriersPage(ConsoleParts parts, Shell shell) {
        this.parts = parts;
        this.shell = shell;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/carriers", this::all, Role.VIEWER);
        routes.get("/carriers/{code}", this::one, Role.VIEWER);
    }

    private void all(Context context) {
        Locale locale = Shell.locale(context);
        Instant now = shell.now();
        Map<String, @Nullable Object> model = parts.database().read(tx -> {
            Map<String, Load> loads = store.loads(tx, now);
            Map<String, Long> codes = unmapped.all(tx).stream()
                    .collect(Collectors.groupingBy(UnmappedCode::carrier, Collectors.counting()));
            Map<String, CarrierHealth> known = known(tx);
            Map<String, @Nullable Object> names = new HashMap<>();
            names.put(
                    "feeds",
                    // Whom the shop works with comes first.
                    parts.carriers().codes().stream()
                            .sorted(Comparator.comparing(code -> settings(code)
                                    .filter(CarrierSettings::enabled)
                                    .isEmpty()))
                            .map(code -> feed(tx, code, known.get(code), loads, codes, locale, now))
                            .toList());
            names.put("unmapped", unmapped.all(tx).stream().map(this::code).toList());
            names.put("reversals", store.reversals(tx, REVERSALS));
            names.put("ambiguous", store.ambiguous(tx));
            names.put("contradictions", contradictions.newest(tx, null, REVERSALS));
            return names;
        });
        model.put("through", CarrierPageStore.LOOKED_THROUGH);
        shell.page(context, "carriers", model);
    }

    private void one(Context context) {
        String code = context.pathParam("code");
        if (!parts.carriers().codes().contains(code)) {
            throw Refusal.notFound();
        }
        Locale locale = Shell.locale(context);
        Instant now = shell.now();
        CarrierDefinition definition = parts.lead().catalog().definition(code);
        Map<String, @Nullable Object> model = parts.database().read(tx -> {
            Map<String, @Nullable Object> names = new HashMap<>();
            Map<String, Long> counts = Map.of();
            names.put("feed", feed(tx, code, known(tx).get(code), store.loads(tx, now), counts, locale, now));
            names.put(
                    "unmapped",
                    unmapped.all(tx).stream()
                            .filter(found -> found.carrier().equals(code))
                            .map(this::code)
                            .toList());
            names.put(
                    "ambiguous",
                    store.ambiguous(tx).stream()
                            .filter(found -> found.carrier().equals(code))
                            .toList());
            return names;
        });
        FeedReport report = parts.database().<FeedReport>read(tx -> reports.of(tx, code, shell.zone(), now));
        model.putAll(FeedPicture.of(report, shell.texts(), locale, shell.zone()));
        model.put("facts", definition.facts());
        model.put("limits", definition.limits().stream().map(this::limit).toList());
        model.put(
                "ownLimits", settings(code).map(own -> !own.limits().isEmpty()).orElse(false));
        model.put("otherNames", String.join(", ", definition.otherNames()));
        model.put(
                "numbers",
                definition.numbers().stream().map(format -> format.name()).toList());
        model.put("behind", definition.carriers().rows().size());
        model.put("inFlight", parts.carriers().traits(code).inFlight());
        model.put("batchSize", definition.batchSize());
        model.put("timeout", definition.timeout().toSeconds());
        model.put("zoneName", definition.zone().getId());
        model.put("table", table(definition));
        model.put("statuses", TrackingStatus.wireNames());
        shell.page(context, "carrier", model);
    }

    private static List<StatusTable.Row> table(CarrierDefinition definition) {
        return definition.reply().status().tables().stream()
                .flatMap(table -> table.rows().stream())
                .toList();
    }

    private Map<String, CarrierHealth> known(Tx tx) {
        return healths.all(tx).stream().collect(Collectors.toMap(CarrierHealth::carrier, health -> health));
    }

    private Optional<CarrierSettings> settings(String code) {
        return Optional.ofNullable(parts.lead().carriers().get(code));
    }

    private Map<String, @Nullable Object> feed(
            Tx tx,
            String code,
            @Nullable CarrierHealth health,
            Map<String, Load> loads,
            Map<String, Long> codes,
            Locale locale,
            Instant now) {
        CarrierTraits traits = parts.carriers().traits(code);
        Optional<CarrierSettings> own = settings(code);
        boolean enabled = own.map(CarrierSettings::enabled).orElse(false);
        List<String> missing = own.map(it -> it.missing(parts.lead().catalog().definition(code)))
                .orElse(List.of());
        Load load = loads.getOrDefault(code, Load.NONE);
        Map<String, @Nullable Object> feed = new HashMap<>();
        feed.put("code", code);
        feed.put("name", traits.name());
        feed.put("enabled", enabled);
        feed.put("missing", String.join(", ", missing));
        String state = FeedWords.state(enabled, health);
        feed.put("state", state);
        feed.put(
                "tone",
                switch (state) {
                    case "open" -> "good";
                    case "resting" -> "wait";
                    case "refused" -> "bad";
                    default -> "";
                });
        feed.put("outage", outages.current(tx, code).orElse(null));
        feed.put("health", health);
        feed.put("error", health == null ? null : FeedWords.error(shell.texts(), locale, health.lastError()));
        feed.put("load", load);
        feed.put("readPercent", load.open() == 0 ? null : Math.floorDiv(load.read() * 100, load.open()));
        feed.put("unmapped", codes.getOrDefault(code, 0L));
        CarrierTraits registering = traits.ofRegistration();
        feed.put("quotas", quotas(tx, traits, now));
        feed.put("registration", registering == null || !enabled ? null : registration(tx, traits, registering, now));
        return feed;
    }

    private Map<String, @Nullable Object> registration(
            Tx tx, CarrierTraits traits, CarrierTraits registering, Instant now) {
        Map<String, @Nullable Object> shown = new HashMap<>();
        shown.put("registered", registrations.registered(tx, traits.code()));
        shown.put("waiting", registrations.waiting(tx, traits.code()));
        shown.put(
                "pause",
                pauses.pause(tx, traits.code())
                        .filter(pause -> pause.until().isAfter(now))
                        .orElse(null));
        shown.put("quotas", quotas(tx, registering, now));
        return shown;
    }

    private List<Map<String, @Nullable Object>> quotas(Tx tx, CarrierTraits traits, Instant now) {
        List<Map<String, @Nullable Object>> quotas = new ArrayList<>();
        for (RateLimit limit : traits.limits()) {
            long used = QuotaLedger.used(tx, traits.code(), limit, now);
            long percent = Math.min(100, used * 100 / Math.max(1, limit.requests()));
            Map<String, @Nullable Object> quota = new HashMap<>();
            quota.put("used", used);
            quota.put("most", limit.requests());
            quota.put("window", Windows.of(limit.window()));
            quota.put("percent", percent);
            quota.put("tight", percent >= TIGHT_PERCENT);
            quotas.add(quota);
        }
        return quotas;
    }

    private Map<String, @Nullable Object> limit(CarrierDefinition.Limit limit) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("requests", limit.rate().requests());
        row.put("window", Windows.of(limit.rate().window()));
        row.put("source", limit.source());
        row.put("unconfirmed", limit.unconfirmed());
        return row;
    }

    private Map<String, @Nullable Object> code(UnmappedCode found) {
        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("found", found);
        row.put(
                "name",
                parts.carriers().codes().contains(found.carrier())
                        ? parts.carriers().traits(found.carrier()).name()
                        : found.carrier());
        String key = found.tableKey();
        row.put("known", key != null && parts.carriers().knows(found.carrier(), key));
        row.put(
                "line",
                key == null
                        ? StatusReading.draftRule(found.sampleText())
                        : StatusTable.draft(key, "STATUS", found.sampleText()));
        return row;
    }
}
