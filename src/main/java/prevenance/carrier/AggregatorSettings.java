package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import prevenance.config.YamlSection;

/// What a shop says about an aggregator: `carriers.<code>` of prevenance.yaml, beside what every carrier has.
///
/// @param carriers asked by way of it even though they have a folder that is switched on; names that its table knows
/// @param rank     of several that list a carrier, the one with the lowest is asked
/// @param limits   of registrations, instead of the definition's; empty for the definition's
public record AggregatorSettings(List<String> carriers, int rank, List<RateLimit> limits) {
    private static final int USUAL_RANK = 50;

    public AggregatorSettings {
        carriers = List.copyOf(carriers);
        limits = List.copyOf(limits);
    }

    /// What holds when the shop says nothing.
    public static AggregatorSettings defaults() {
        return new AggregatorSettings(List.of(), USUAL_RANK, List.of());
    }

    /// Reads the section; of a carrier that is no aggregator the keys stay unknown.
    static AggregatorSettings read(YamlSection section, CarrierDefinition definition) {
        List<RateLimit> limits = definition.registration().isPresent()
                ? CarrierSettings.limits(section.section("registration"))
                : List.of();
        if (definition.carriers().isEmpty()) {
            return new AggregatorSettings(List.of(), USUAL_RANK, limits);
        }
        List<String> carriers = new ArrayList<>();
        for (String name : section.texts("for")) {
            if (definition.carriers().find(name).isPresent()) {
                carriers.add(name);
            } else {
                section.problem(
                        "for",
                        "'" + name + "' is none of the carriers of " + definition.name(),
                        "take a name of " + definition.code() + "/" + CarrierList.FILE + ", or add it there");
            }
        }
        return new AggregatorSettings(carriers, section.integer("rank", USUAL_RANK, 1, 99), limits);
    }
}
