package prevenance.carrier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// Judges a folder of carriers without the network: definitions, examples of numbers, numbers that two carriers take,
/// and every recorded reply.
public final class CarrierCheck {
    private CarrierCheck() {}

    /// Adds everything wrong to the problems.
    ///
    /// @param codes the carriers whose samples are replayed, empty for all; definitions are read all
    /// @return how many recorded replies were read
    public static int check(Path carriersFolder, List<String> codes, Problems problems) {
        CarrierCatalog catalog = CarrierCatalog.load(carriersFolder, problems);
        int replayed = 0;
        for (String code : catalog.codes()) {
            if (!codes.isEmpty() && !codes.contains(code)) {
                continue;
            }
            CarrierDefinition definition = catalog.definition(code);
            collisions(catalog, definition, problems);
            PublishedCodes.compare(carriersFolder.resolve(code), definition, problems);
            List<CarrierSample> samples = CarrierSample.readAll(carriersFolder.resolve(code), problems);
            if (samples.isEmpty()) {
                problems.warn(code + "/samples", null, "", "holds no recorded reply", "add at least one");
            }
            for (CarrierSample sample : samples) {
                replay(catalog, definition, sample, problems);
                replayed++;
            }
        }
        return replayed;
    }

    private static void collisions(CarrierCatalog catalog, CarrierDefinition definition, Problems problems) {
        for (NumberFormat format : definition.numbers()) {
            for (String example : format.valid()) {
                TrackingNumber number = new TrackingNumber(example);
                for (String other : catalog.identify(number)) {
                    boolean declared = other.equals(definition.code())
                            || format.sharedWith().contains(other)
                            || catalog.definition(other).numbers().stream()
                                    .filter(theirs -> theirs.takes(number))
                                    .allMatch(theirs -> theirs.sharedWith().contains(definition.code()));
                    if (!declared) {
                        problems.add(
                                definition.code() + "/carrier.yaml",
                                null,
                                "numbers",
                                "'" + example + "' (" + format.name() + ") is taken by " + other + " too",
                                "narrow the pattern, or write shared-with: [" + other + "]");
                    }
                }
            }
        }
    }

    private static Map<TrackingNumber, RegistrationOutcome> registered(
            CarrierDefinition definition, CarrierSample sample, RawReply reply) {
        return definition
                .registration()
                .map(recipe -> new RegistrationReader(recipe).read(sample.asked(), reply, sample.now()))
                .orElse(Map.of());
    }

    private static void replay(
            CarrierCatalog catalog, CarrierDefinition definition, CarrierSample sample, Problems problems) {
        for (TrackingQuery query : sample.registers() ? List.<TrackingQuery>of() : sample.asked()) {
            if (Need.refusal(definition.needs(), query).isPresent()) {
                problems.add(
                        sample.name(),
                        null,
                        query.number().value(),
                        "is asked without what request.needs names",
                        "write queries: with number and "
                                + String.join(
                                        ", ",
                                        definition.needs().stream()
                                                .map(Need::word)
                                                .toList()));
                return;
            }
        }
        byte[] body;
        try {
            body = sample.bytes();
        } catch (IOException unreadable) {
            problems.add(sample.name(), null, "", "cannot be read", "check its rights");
            return;
        }
        RawReply reply = new RawReply(
                sample.status(),
                sample.headers().getOrDefault("Content-Type", ""),
                Optional.ofNullable(sample.headers().get("Retry-After")),
                body);
        Map<TrackingNumber, List<String>> actual = new LinkedHashMap<>();
        if (sample.registers()) {
            registered(definition, sample, reply)
                    .forEach((number, outcome) -> actual.put(number, CarrierSample.describe(outcome)));
        } else {
            actual.putAll(sample.comparable(new ReplyReader(definition, catalog)
                    .read(sample.asked(), reply, definition.language(), sample.now())));
        }
        if (actual.equals(sample.expected())) {
            return;
        }
        if (actual.isEmpty()) {
            problems.add(sample.name(), null, "of", "the carrier wants none registered", "leave out of: registration");
        }
        actual.forEach((number, lines) -> {
            List<String> wanted = sample.expected().getOrDefault(number, List.of());
            List<String> missing = new ArrayList<>(wanted);
            missing.removeAll(lines);
            List<String> surplus = new ArrayList<>(lines);
            surplus.removeAll(wanted);
            if (!lines.equals(wanted)) {
                problems.add(
                        sample.name(),
                        null,
                        number.value(),
                        missing.isEmpty() && surplus.isEmpty()
                                ? "is read in another order"
                                : "is not read as expected; missing " + missing + ", not expected " + surplus,
                        "correct the definition, its table or the expected result");
            }
        });
    }
}
