package prevenance.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDefinition;
import prevenance.carrier.CarrierList;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.CarrierTrial;
import prevenance.carrier.TrackingQuery;
import prevenance.config.ConfigurationException;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.config.Suggestions;
import prevenance.tracking.TrackingNumber;

/// What is asked of one carrier about one number, or read from a file in place of its reply.
final class CarrierQuestion {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CODE", description = "The carrier's folder.")
    private String code;

    @Parameters(index = "1", paramLabel = "NUMBER", description = "The tracking number.")
    private String number;

    @Option(names = "--postcode", description = "The recipient's, for carriers that ask for it.")
    private @Nullable String postcode;

    @Option(names = "--country", description = "The recipient's, ISO 3166-1 (FR).")
    private @Nullable String country;

    @Option(names = "--ship-date", paramLabel = "DAY", description = "When it was handed over (2026-11-22).")
    private @Nullable String shipDate;

    @Option(
            names = "--carrier",
            paramLabel = "NAME",
            description = "For an aggregator: who takes the parcel, by a name or code of its carriers.csv.")
    private @Nullable String carrier;

    @Option(names = "--environment", paramLabel = "NAME", description = "One of the carrier's (default: the shop's).")
    private @Nullable String environment;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A credential or setting, instead of the configuration's.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--base-url", paramLabel = "URL", description = "Replaces scheme and host of every call.")
    private @Nullable URI baseUrl;

    @Option(names = "--reply", paramLabel = "FILE", description = "Reads this file; nothing is asked.")
    private @Nullable Path reply;

    @Option(
            names = "--status",
            defaultValue = "200",
            description = "The HTTP status that came with FILE (default: ${DEFAULT-VALUE}).")
    private int status;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "Its content type (default: by its name).")
    private @Nullable String contentType;

    /// All carriers that can be read.
    ///
    /// @throws ConfigurationException with what is wrong when this one cannot be
    CarrierCatalog catalog(CarriersCommand carriers) {
        return carriers.catalogWith(code, spec);
    }

    String code() {
        return code;
    }

    boolean fromFile() {
        return reply != null;
    }

    int status() {
        return status;
    }

    TrackingQuery query(CarrierCatalog catalog) {
        try {
            return new TrackingQuery(
                    new TrackingNumber(number),
                    postcode,
                    country == null ? null : country.toUpperCase(Locale.ROOT),
                    shipDate == null ? null : LocalDate.parse(shipDate),
                    null,
                    carrier == null ? null : behind(catalog.definition(code).carriers(), carrier));
        } catch (DateTimeParseException noDay) {
            throw new ParameterException(spec.commandLine(), "--ship-date is a day such as 2026-11-22");
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(
                    spec.commandLine(), "'" + number + "' is no tracking number: " + impossible.getMessage());
        }
    }

    /// The aggregator's own code of a carrier.
    private String behind(CarrierList carriers, String name) {
        return carriers.find(name)
                .map(CarrierList.Row::code)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        carriers.isEmpty()
                                ? code + " asks for nobody but itself: leave --carrier out"
                                : code + "/" + CarrierList.FILE + " has no '" + name + "'"
                                        + Suggestions.nearest(name, names(carriers))
                                                .map(near -> "; did you mean '" + near + "'?")
                                                .orElse("")));
    }

    private static List<String> names(CarrierList carriers) {
        return carriers.rows().stream().map(CarrierList.Row::name).toList();
    }

    /// Asks, or reads the file.
    CarrierTrial trial(CarriersCommand carriers, CarrierCatalog catalog) {
        CarrierDefinition definition = catalog.definition(code);
        CarrierSettings settings = settings(carriers.root(), catalog);
        if (reply == null) {
            List<String> missing = settings.missing(definition);
            if (!missing.isEmpty()) {
                Problems problems = new Problems();
                problems.add(
                        carriers.root().findConfig().map(Path::toString).orElse("prevenance.yaml"),
                        null,
                        "carriers." + code,
                        String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing",
                        "give it there, or with --set "
                                + missing.getFirst().replaceFirst("^.*\\.", "") + "=…; without an account read a"
                                + " file: --reply FILE");
                problems.throwIfAny();
            }
            return CarrierTrial.ask(
                    catalog,
                    code,
                    settings,
                    query(catalog),
                    carriers.root().program().time());
        }
        return CarrierTrial.read(
                catalog,
                code,
                settings,
                query(catalog),
                status,
                contentType(definition),
                bytes(reply),
                carriers.root().program().time().instant());
    }

    private String contentType(CarrierDefinition definition) {
        if (contentType != null) {
            return contentType;
        }
        String name = String.valueOf(reply).toLowerCase(Locale.ROOT);
        boolean xml = name.endsWith(".xml")
                || !name.endsWith(".json") && definition.reply().format().name().equals("XML");
        return xml ? "text/xml; charset=utf-8" : "application/json";
    }

    private byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new ParameterException(spec.commandLine(), file + " cannot be read");
        }
    }

    /// The shop's, with what the command line replaces.
    CarrierSettings settings(RootCommand root, CarrierCatalog catalog) {
        CarrierDefinition definition = catalog.definition(code);
        CarrierSettings known = Optional.ofNullable(
                        baseUrl == null ? root.findConfig().orElse(null) : null)
                .map(config -> root.program().carrierSettings(config, catalog).get(code))
                .orElseGet(() -> CarrierSettings.defaults(definition));
        Map<String, Secret> credentials = new LinkedHashMap<>(known.credentials());
        Map<String, String> own = new LinkedHashMap<>(known.settings());
        set.forEach((key, value) -> {
            if (definition.credentials().containsKey(key)) {
                credentials.put(key, Secret.of(value));
            } else if (definition.settings().containsKey(key)) {
                own.put(key, value);
            } else {
                throw new ParameterException(
                        spec.commandLine(),
                        code + " has no '" + key + "'; it takes "
                                + String.join(", ", definition.credentials().keySet()) + " "
                                + String.join(", ", definition.settings().keySet()));
            }
        });
        if (baseUrl != null || reply != null) {
            // Nobody checks them there.
            definition.credentials().keySet().forEach(name -> credentials.putIfAbsent(name, Secret.of("none")));
            definition.settings().keySet().forEach(name -> own.putIfAbsent(name, "none"));
        }
        CarrierSettings all = known.with(Optional.ofNullable(baseUrl).or(known::baseUrl), credentials, own);
        if (environment == null) {
            return all;
        }
        if (!definition.environments().containsKey(environment)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'" + environment + "' is none of " + code + ": take one of "
                            + String.join(", ", definition.environments().keySet()));
        }
        return all.in(environment);
    }
}
