package prevenance.carrier;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who is asked about whose parcels: a carrier that is switched on is asked itself; of one that is not, or has no
/// folder, an aggregator is asked that is switched on and lists it.
final class Aggregators {
    private final Map<String, CarrierDefinition> definitions;
    private final Set<String> enabled;
    private final Map<String, CarrierSettings> settings;
    private final List<CarrierDefinition> ranked;

    /// @param enabled  the carriers that are asked
    /// @param settings the shop's, by code; of those without, the defaults hold
    Aggregators(
            SortedMap<String, CarrierDefinition> definitions,
            Set<String> enabled,
            Map<String, CarrierSettings> settings) {
        this.definitions = definitions;
        this.enabled = enabled;
        this.settings = settings;
        this.ranked = definitions.values().stream()
                .filter(definition -> enabled.contains(definition.code())
                        && !definition.carriers().isEmpty())
                .sorted(Comparator.comparingInt((CarrierDefinition definition) ->
                                own(definition).rank())
                        .thenComparing(CarrierDefinition::code))
                .toList();
    }

    /// @param code the declared carrier that is meant; null when there is none
    Optional<CarrierRoute> route(String name, @Nullable String code) {
        CarrierDefinition meant = code == null ? null : definitions.get(code);
        if (meant == null) {
            return ranked.stream()
                    .flatMap(aggregator -> aggregator.carriers().find(name).stream()
                            .map(row -> new CarrierRoute(aggregator.code(), row.name())))
                    .findFirst();
        }
        return ranked.stream()
                .filter(aggregator -> !aggregator.code().equals(meant.code())
                        && (isFor(aggregator, meant)
                                || !enabled.contains(meant.code())
                                        && row(aggregator.carriers(), meant).isPresent()))
                .min(Comparator.comparing(aggregator -> !isFor(aggregator, meant)))
                .map(aggregator -> new CarrierRoute(aggregator.code(), meant.name()))
                .or(() -> Optional.of(new CarrierRoute(meant.code(), null)));
    }

    /// The carriers that can be asked about so.
    List<String> names() {
        return ranked.stream()
                .flatMap(aggregator -> aggregator.carriers().rows().stream())
                .map(CarrierList.Row::name)
                .distinct()
                .toList();
    }

    private boolean isFor(CarrierDefinition aggregator, CarrierDefinition carrier) {
        return own(aggregator).carriers().stream()
                .flatMap(name -> aggregator.carriers().find(name).stream())
                .anyMatch(row -> row(aggregator.carriers(), carrier).stream().anyMatch(row::equals));
    }

    private static Optional<CarrierList.Row> row(CarrierList table, CarrierDefinition carrier) {
        return Stream.concat(Stream.of(carrier.name(), carrier.code()), carrier.otherNames().stream())
                .flatMap(name -> table.find(name).stream())
                .findFirst();
    }

    private AggregatorSettings own(CarrierDefinition definition) {
        CarrierSettings own = settings.get(definition.code());
        return own == null ? AggregatorSettings.defaults() : own.aggregator();
    }
}
