package prevenance.carrier;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// All carriers that a folder declares: one folder each, with a `carrier.yaml`. Folders that begin with `_` hold what
/// several carriers share.
public final class CarrierCatalog implements CarrierDirectory {
    private final SortedMap<String, CarrierDefinition> definitions;
    private final Map<String, CarrierTraits> traits;
    private final Set<String> codes;
    private final Set<String> enabled;
    private final Aggregators aggregators;
    private final Map<String, Claim> names = new TreeMap<>();

    /// A carrier that answers to a name; the smaller the rank, the better its right to it.
    private record Claim(String code, int rank) {}

    /// One carrier's folder.
    private record Read(CarrierDefinition definition, Problems problems) {
        static Read of(Path folder) {
            Problems problems = new Problems();
            return new Read(DefinitionReader.read(folder, problems), problems);
        }
    }

    private CarrierCatalog(
            SortedMap<String, CarrierDefinition> definitions,
            Map<String, CarrierTraits> traits,
            Set<String> enabled,
            Map<String, CarrierSettings> settings) {
        this.definitions = definitions;
        this.traits = traits;
        this.enabled = Collections.unmodifiableSet(new TreeSet<>(enabled));
        this.codes = Collections.unmodifiableSet(definitions.keySet());
        for (String code : this.codes) {
            // Whom the shop has an account with is meant, though another carrier has the name as its own.
            int rank = this.enabled.contains(code) ? 0 : 3;
            claim(code, new Claim(code, rank));
            claim(definition(code).name(), new Claim(code, rank + 1));
            definition(code).otherNames().forEach(name -> claim(name, new Claim(code, rank + 2)));
        }
        this.aggregators = new Aggregators(definitions, this.enabled, settings);
    }

    private void claim(String name, Claim claim) {
        names.merge(plain(name), claim, (first, other) -> other.rank() < first.rank() ? other : first);
    }

    /// Reads a folder of definitions strictly. A carrier whose definition has a problem is not in the catalogue.
    public static CarrierCatalog load(Path carriersFolder, Problems problems) {
        SortedMap<String, CarrierDefinition> definitions = new TreeMap<>();
        // Each is read by itself; what is wrong is told in the order of the folders.
        List<Read> each =
                folders(carriersFolder, problems).parallelStream().map(Read::of).toList();
        for (Read read : each) {
            read.problems().list().forEach(problems::add);
            read.problems().warnings().forEach(problems::warn);
            if (read.problems().isEmpty()) {
                definitions.put(read.definition().code(), read.definition());
            }
        }
        Map<String, CarrierTraits> traits = new TreeMap<>();
        definitions.forEach((code, definition) -> traits.put(code, definition.traits()));
        return new CarrierCatalog(definitions, traits, definitions.keySet(), Map.of());
    }

    static List<Path> folders(Path carriersFolder, Problems problems) {
        try (Stream<Path> entries = Files.list(carriersFolder)) {
            return entries.filter(Files::isDirectory)
                    .filter(folder -> !folder.getFileName().toString().startsWith("_"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            problems.add(
                    String.valueOf(carriersFolder.getFileName()),
                    null,
                    "",
                    "cannot be read",
                    "name the folder that holds one folder per carrier");
            return List.of();
        }
    }

    /// @throws IllegalArgumentException for a code that is not declared
    public CarrierDefinition definition(String code) {
        CarrierDefinition definition = definitions.get(code);
        if (definition == null) {
            throw new IllegalArgumentException("there is no carrier '" + code + "'");
        }
        return definition;
    }

    /// The same carriers with the shop's limits. A name and a number without carrier are first taken for those of
    /// a carrier it has switched on; all stay known, because there may be parcels of theirs.
    public CarrierDirectory configured(Map<String, CarrierSettings> settings) {
        Map<String, CarrierTraits> overridden = new TreeMap<>(traits);
        Set<String> enabled = new TreeSet<>();
        settings.forEach((code, own) -> {
            overridden.put(code, own.applyTo(traits(code)));
            if (own.enabled()) {
                enabled.add(code);
            }
        });
        return new CarrierCatalog(definitions, overridden, enabled, settings);
    }

    @Override
    public Set<String> codes() {
        return codes;
    }

    @Override
    public Optional<String> findCode(String codeOrName) {
        return Optional.ofNullable(names.get(plain(codeOrName))).map(Claim::code);
    }

    @Override
    public Optional<CarrierRoute> route(String codeOrName) {
        return aggregators.route(codeOrName, findCode(codeOrName).orElse(null));
    }

    @Override
    public boolean hasNumbers(String code) {
        return !definition(code).numbers().isEmpty();
    }

    @Override
    public List<String> behindAggregators() {
        return aggregators.names();
    }

    /// A name without case, accents and separators.
    static String plain(String name) {
        return Accents.fold(name).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    @Override
    public boolean knows(String code, String key) {
        CarrierDefinition found = definitions.get(code);
        return found != null && found.knows(key);
    }

    @Override
    public CarrierTraits traits(String code) {
        CarrierTraits found = traits.get(code);
        if (found == null) {
            throw new IllegalArgumentException("there is no carrier '" + code + "'");
        }
        return found;
    }

    @Override
    public List<String> identify(TrackingNumber number) {
        List<String> ours = takers(enabled, number);
        return ours.isEmpty() ? takers(codes, number) : ours;
    }

    private List<String> takers(Set<String> among, TrackingNumber number) {
        return among.stream()
                .filter(code -> definition(code).numbers().stream().anyMatch(format -> format.takes(number)))
                .toList();
    }

    /// An aggregator's own page would name somebody the recipient never heard of; that of the carrier which takes the
    /// parcel is known when it has a folder.
    private @Nullable Template ownPage(CarrierDefinition definition, TrackingQuery query) {
        String behind = query.carrier();
        if (definition.customerPage() != null || behind == null) {
            return definition.customerPage();
        }
        return definition
                .carriers()
                .find(behind)
                .flatMap(row -> findCode(row.name()))
                .map(code -> definition(code).customerPage())
                .orElse(null);
    }

    @Override
    public @Nullable String customerPage(String code, TrackingQuery query, String language) {
        Template page = ownPage(definition(code), query);
        if (page == null) {
            return null;
        }
        return page.fill(
                (name, _) -> switch (name) {
                    case "number" -> definition(code).asked(query.number()).value();
                    case "postcode" -> query.postcode();
                    case "country" -> query.country();
                    case "language" -> language;
                    default -> null;
                },
                value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
