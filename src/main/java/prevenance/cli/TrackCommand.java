package prevenance.cli;

import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDefinition;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.HttpCarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.config.Secret;
import prevenance.config.Suggestions;
import prevenance.tracking.TrackingNumber;

/// Asks one carrier about one parcel, once, without any database.
@Command(
        name = "track",
        description = "Asks a carrier about one parcel, once, and tells its story.",
        sortOptions = false)
final class TrackCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CARRIER", description = "Code or name, see 'prevenance carriers list'.")
    private String carrier;

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The tracking number.")
    private String number;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Replaces scheme and host of every call to the carrier, the token's too.")
    private @Nullable URI baseUrl;

    @Option(names = "--postcode", description = "The recipient's, for carriers that ask for it.")
    private @Nullable String postcode;

    @Option(names = "--country", description = "The recipient's, ISO 3166-1 (FR).")
    private @Nullable String country;

    @Option(names = "--ship-date", description = "When it was handed over (2026-11-20), for numbers used twice.")
    private @Nullable LocalDate shipDate;

    @Option(names = "--service", description = "The carrier's product, likewise.")
    private @Nullable String service;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A credential or setting of the carrier, instead of the configuration's.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        CarrierCatalog catalog = root.program().carriers();
        String code = catalog.findCode(carrier)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "unknown carrier '" + carrier + "'"
                                + Suggestions.nearest(carrier, catalog.codes())
                                        .map(near -> ", did you mean '" + near + "'?")
                                        .orElse("; known: " + String.join(", ", catalog.codes()))));
        TrackingNumber asked;
        try {
            asked = new TrackingNumber(number);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(
                    spec.commandLine(), "'" + number + "' is no tracking number: " + impossible.getMessage());
        }
        CarrierDefinition definition = catalog.definition(code);
        CarrierSettings settings = settings(definition);
        List<String> missing = settings.missing(definition);
        TrackReport report;
        if (missing.isEmpty()) {
            try (HttpCarrierClient client = new HttpCarrierClient(
                    catalog, Map.of(code, settings), root.program().time())) {
                TrackingQuery query = new TrackingQuery(
                        asked, postcode, country == null ? null : country.toUpperCase(Locale.ROOT), shipDate, service);
                PollOutcome outcome = Objects.requireNonNull(
                        client.track(code, List.of(query)).get(asked));
                report = new TrackReport(code, definition.name(), asked, outcome);
            }
        } else {
            report = new TrackReport(
                    code,
                    definition.name(),
                    asked,
                    new PollOutcome.Refused("not asked, because " + String.join(", ", missing)
                            + " is missing: give it with --set "
                            + missing.getFirst().replaceFirst("^.*\\.", "")
                            + "=…, or below carriers." + code + " in the configuration"));
        }
        if (json) {
            root.terminal().json(report.json());
        } else {
            report.print(root.terminal());
        }
        return report.exitCode();
    }

    /// The configuration's, when there is one, with what the command line replaces. With another address nobody checks
    /// a
    /// credential that was not given: a placeholder stands for it.
    private CarrierSettings settings(CarrierDefinition definition) {
        CarrierSettings known = Optional.ofNullable(
                        baseUrl == null ? root.findConfig().orElse(null) : null)
                .map(config -> root.program().carrierSettings(config).get(definition.code()))
                .orElseGet(() -> CarrierSettings.defaults(definition));
        Map<String, Secret> credentials = new LinkedHashMap<>(known.credentials());
        Map<String, String> own = new LinkedHashMap<>(known.settings());
        set.forEach((key, value) -> {
            if (definition.credentials().containsKey(key)) {
                credentials.put(key, Secret.of(value));
            } else if (definition.settings().containsKey(key)) {
                own.put(key, value);
            } else {
                root.terminal()
                        .note("prevenance: " + definition.code() + " has no '" + key + "'; it takes "
                                + String.join(", ", definition.credentials().keySet())
                                + " " + String.join(", ", definition.settings().keySet()));
            }
        });
        if (baseUrl != null) {
            definition.credentials().keySet().forEach(name -> credentials.putIfAbsent(name, Secret.of("none")));
            definition.settings().keySet().forEach(name -> own.putIfAbsent(name, "none"));
        }
        return known.with(Optional.ofNullable(baseUrl).or(known::baseUrl), credentials, own);
    }
}
