package prevenance.carrier;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.Secret;
import prevenance.config.YamlSection;

/// What a shop says about one carrier: `carriers.<code>` of prevenance.yaml.
///
/// @param enabled     whether it is asked; by default when nothing that it needs is missing
/// @param baseUrl     replaces scheme, host and port of every call, the token's too; a path in it is put before the
///                    definition's
/// @param environment one of the definition's; empty for its first
/// @param credentials by name
/// @param settings    by name, the definition's defaults included
/// @param limits      instead of the definition's; empty for the definition's
/// @param inFlight    instead of the definition's
/// @param timeout     of one call, instead of the definition's
/// @param language    instead of the definition's
/// @param aggregator  what only an aggregator has
public record CarrierSettings(
        boolean enabled,
        Optional<URI> baseUrl,
        Optional<String> environment,
        Map<String, Secret> credentials,
        Map<String, String> settings,
        List<RateLimit> limits,
        Optional<Integer> inFlight,
        Optional<Duration> timeout,
        Optional<String> language,
        AggregatorSettings aggregator) {

    public CarrierSettings {
        credentials = Map.copyOf(credentials);
        settings = Map.copyOf(settings);
        limits = List.copyOf(limits);
    }

    /// What holds when the shop says nothing: on when the carrier needs no credentials.
    public static CarrierSettings defaults(CarrierDefinition definition) {
        Map<String, String> settings = standards(definition);
        return new CarrierSettings(
                missing(definition, Map.of(), settings).isEmpty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                settings,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AggregatorSettings.defaults());
    }

    /// Reads the section; unknown keys are left to the caller, because other parts of the program read the same
    /// section.
    public static CarrierSettings read(YamlSection section, CarrierDefinition definition) {
        YamlSection secrets = section.section("credentials");
        Map<String, Secret> credentials = new LinkedHashMap<>();
        for (String name : definition.credentials().keySet()) {
            secrets.optionalSecret(name).ifPresent(secret -> credentials.put(name, secret));
        }
        YamlSection own = section.section("settings");
        Map<String, String> settings = standards(definition);
        for (String name : definition.settings().keySet()) {
            own.optionalText(name).ifPresent(value -> settings.put(name, value));
        }
        List<String> missing = missing(definition, credentials, settings);
        boolean enabled = section.yesNo("enabled", missing.isEmpty());
        boolean begun = !credentials.isEmpty() || !own.keys().isEmpty();
        if (!missing.isEmpty() && (enabled || begun && !section.has("enabled"))) {
            section.problem(
                    missing.getFirst().replaceFirst("\\..*", ""),
                    String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing",
                    "add what is missing, or write enabled: false");
        }
        Optional<String> environment = section.optionalText("environment").filter(name -> {
            boolean known = definition.environments().containsKey(name);
            if (!known) {
                section.problem(
                        "environment",
                        "'" + name + "' is none of this carrier's",
                        "take one of "
                                + String.join(", ", definition.environments().keySet()));
            }
            return known;
        });
        Optional<String> language = section.optionalText("language").filter(name -> {
            boolean known =
                    definition.languages().isEmpty() || definition.languages().contains(name);
            if (!known) {
                section.problem(
                        "language",
                        "'" + name + "' is none of this carrier's",
                        "take one of " + String.join(", ", definition.languages()));
            }
            return known;
        });
        return new CarrierSettings(
                enabled,
                section.parsed("base-url", "an address such as http://127.0.0.1:8080", DefinitionReader::address),
                environment,
                credentials,
                settings,
                limits(section),
                section.optionalInteger("in-flight", 1, 1000),
                section.optionalDuration("timeout"),
                language,
                AggregatorSettings.read(section, definition));
    }

    private static Map<String, String> standards(CarrierDefinition definition) {
        Map<String, String> settings = new LinkedHashMap<>();
        definition.settings().forEach((name, setting) -> {
            if (setting.standard() != null) {
                settings.put(name, setting.standard());
            }
        });
        return settings;
    }

    /// What the carrier needs and these settings lack, such as `credentials.key` and `settings.brand`; empty when
    /// nothing is missing.
    public List<String> missing(CarrierDefinition definition) {
        return missing(definition, credentials, settings);
    }

    private static List<String> missing(
            CarrierDefinition definition, Map<String, Secret> credentials, Map<String, String> settings) {
        List<String> missing = new ArrayList<>();
        definition.credentials().forEach((name, credential) -> {
            boolean replaced = credentials.keySet().stream()
                    .map(definition.credentials()::get)
                    .anyMatch(given -> given != null && given.insteadOf().contains(name));
            if (credential.required() && !replaced && !credentials.containsKey(name)) {
                missing.add("credentials." + name);
            }
        });
        definition.settings().keySet().stream()
                .filter(name -> !settings.containsKey(name))
                .forEach(name -> missing.add("settings." + name));
        return missing;
    }

    static List<RateLimit> limits(YamlSection section) {
        List<RateLimit> limits = new ArrayList<>();
        for (YamlSection entry : section.list("limits")) {
            entry.text("requests");
            entry.text("per");
            limits.add(new RateLimit(
                    entry.integer("requests", 1, 1, 10_000_000), entry.duration("per", Duration.ofSeconds(1))));
        }
        return limits;
    }

    /// The same, switched on, with these values added or put in place of the old ones.
    ///
    /// @param address where every call goes; empty for no change
    public CarrierSettings with(
            Optional<URI> address, Map<String, Secret> moreCredentials, Map<String, String> moreSettings) {
        Map<String, Secret> allCredentials = new LinkedHashMap<>(credentials);
        allCredentials.putAll(moreCredentials);
        Map<String, String> allSettings = new LinkedHashMap<>(settings);
        allSettings.putAll(moreSettings);
        return new CarrierSettings(
                true,
                address.or(() -> baseUrl),
                environment,
                allCredentials,
                allSettings,
                limits,
                inFlight,
                timeout,
                language,
                aggregator);
    }

    /// The same in another of the definition's environments.
    public CarrierSettings in(String otherEnvironment) {
        return new CarrierSettings(
                enabled,
                baseUrl,
                Optional.of(otherEnvironment),
                credentials,
                settings,
                limits,
                inFlight,
                timeout,
                language,
                aggregator);
    }

    CarrierTraits applyTo(CarrierTraits traits) {
        return new CarrierTraits(
                traits.code(),
                traits.name(),
                traits.batchSize(),
                limits.isEmpty() ? traits.limits() : limits,
                inFlight.orElse(traits.inFlight()),
                traits.zone(),
                traits.needs(),
                traits.carriers(),
                applyTo(traits.registration()));
    }

    private CarrierTraits.@Nullable Registration applyTo(CarrierTraits.@Nullable Registration registration) {
        return registration == null || aggregator.limits().isEmpty()
                ? registration
                : new CarrierTraits.Registration(
                        registration.batchSize(), aggregator.limits(), registration.firstLook());
    }
}
