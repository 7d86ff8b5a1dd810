package prevenance.carrier;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// Judges a folder of carriers without the network: definitions, examples of numbers, numbers that two carriers take,
/// and every recorded reply.
public final class CarrierCheck {
    private final Path folder;
    private final CarrierCatalog catalog;
    private final Problems problems;
    private int carriers;
    private int rows;
    private int samples;
    private int parcels;

    /// What was looked at.
    ///
    /// @param carriers those whose definition could be read
    /// @param unreadable those whose definition could not
    /// @param rows     lines of their tables
    /// @param samples  recorded replies
    /// @param parcels  results in them
    public record Counts(int carriers, int unreadable, int rows, int samples, int parcels) {}

    private CarrierCheck(Path folder, CarrierCatalog catalog, Problems problems) {
        this.folder = folder;
        this.catalog = catalog;
        this.problems = problems;
    }

    /// Adds everything wrong to the problems.
    ///
    /// @param codes the carriers to judge, empty for all; definitions are read all
    /// @return how many recorded replies were read
    public static int check(Path carriersFolder, List<String> codes, Problems problems) {
        return check(carriersFolder, codes, problems, _ -> {}).samples();
    }

    /// As above.
    ///
    /// @param progress told of each carrier before it is judged
    public static Counts check(Path carriersFolder, List<String> codes, Problems problems, Consumer<String> progress) {
        Problems found = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(carriersFolder, found);
        found.list().stream().filter(problem -> concerns(problem, codes)).forEach(problems::add);
        found.warnings().stream().filter(problem -> concerns(problem, codes)).forEach(problems::warn);
        int unreadable = (int) CarrierCatalog.folders(carriersFolder, new Problems()).stream()
                .map(folder -> folder.getFileName().toString())
                .filter(code -> codes.isEmpty() || codes.contains(code))
                .filter(code -> !catalog.codes().contains(code))
                .count();
        CarrierCatalog.folders(carriersFolder, new Problems()).stream()
                .filter(each ->
                        codes.isEmpty() || codes.contains(each.getFileName().toString()))
                .forEach(each -> CarrierSkeleton.remind(each, problems));
        CarrierCheck check = new CarrierCheck(carriersFolder, catalog, problems);
        for (String code : catalog.codes()) {
            if (codes.isEmpty() || codes.contains(code)) {
                progress.accept(code);
                check.judge(catalog.definition(code));
            }
        }
        return new Counts(check.carriers, unreadable, check.rows, check.samples, check.parcels);
    }

    private static boolean concerns(Problem problem, List<String> codes) {
        return codes.isEmpty()
                || !problem.file().contains("/")
                || problem.file().startsWith("_")
                || codes.contains(problem.file().replaceFirst("/.*", ""));
    }

    private void judge(CarrierDefinition definition) {
        carriers++;
        rows += definition.reply().status().tables().stream()
                .mapToInt(table -> table.rows().size())
                .sum();
        collisions(definition);
        PublishedCodes.compare(folder.resolve(definition.code()), definition, problems);
        Set<SampleKind> lacking = EnumSet.allOf(SampleKind.class);
        for (CarrierSample sample : CarrierSample.readAll(folder.resolve(definition.code()), problems)) {
            lacking.removeAll(SampleKind.of(sample));
            replay(definition, sample);
        }
        if (!lacking.isEmpty()) {
            problems.warn(
                    definition.code() + "/samples",
                    null,
                    "",
                    "no sample shows "
                            + String.join(
                                    ", or ",
                                    lacking.stream().map(SampleKind::words).toList()),
                    "record one: prevenance carriers record " + definition.code() + " NUMBER");
        }
    }

    private void collisions(CarrierDefinition definition) {
        for (int i = 0; i < definition.numbers().size(); i++) {
            NumberFormat format = definition.numbers().get(i);
            for (String example : format.valid()) {
                TrackingNumber number = new TrackingNumber(example);
                for (String other : catalog.identify(number)) {
                    List<NumberFormat> theirs = catalog.definition(other).numbers().stream()
                            .filter(one -> one.takes(number))
                            .toList();
                    boolean declared = other.equals(definition.code())
                            || format.sharedWith().contains(other)
                            || theirs.stream().allMatch(one -> one.sharedWith().contains(definition.code()));
                    if (!declared) {
                        problems.add(
                                definition.code() + "/carrier.yaml",
                                format.line(),
                                "numbers[" + i + "]",
                                "'" + example + "' (" + format.name() + ") is taken by " + other + " too, as "
                                        + String.join(
                                                " and ",
                                                theirs.stream()
                                                        .map(one -> "'" + one.name() + "'")
                                                        .toList()),
                                "narrow the pattern, or write shared-with: [" + other + "]");
                    }
                }
            }
        }
    }

    private static Map<TrackingNumber, RegistrationOutcome> registered(
            CarrierDefinition definition, CarrierSample sample, RawReply reply) {
        return definition.registration().isEmpty()
                ? Map.of()
                : new RegistrationReader(definition).read(sample.asked(), reply, sample.now());
    }

    private void replay(CarrierDefinition definition, CarrierSample sample) {
        for (TrackingQuery query : sample.registers() ? List.<TrackingQuery>of() : sample.asked()) {
            if (Need.refusal(definition.needs(), query).isPresent()) {
                problems.add(
                        sample.expectedFile(),
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
        if (sample.unchecked()) {
            problems.warn(
                    sample.expectedFile(),
                    1,
                    "",
                    "was recorded and not checked by hand yet",
                    "hold each line against the carrier's documents, then delete the remark at its top");
        }
        samples++;
        parcels += sample.expected().size();
        RawReply reply = new RawReply(
                sample.status(),
                sample.headers().getOrDefault("Content-Type", ""),
                Optional.ofNullable(sample.headers().get("Retry-After")),
                body);
        ReadingTrace trace = ReadingTrace.collecting();
        Map<TrackingNumber, List<String>> actual = new LinkedHashMap<>();
        if (sample.registers()) {
            registered(definition, sample, reply)
                    .forEach((number, outcome) -> actual.put(number, CarrierSample.describe(outcome)));
        } else {
            actual.putAll(sample.comparable(new ReplyReader(definition, catalog, trace)
                    .read(sample.asked(), reply, sample.language().orElse(definition.language()), sample.now())));
        }
        if (actual.isEmpty()) {
            problems.add(
                    sample.expectedFile(),
                    null,
                    "of",
                    "the carrier wants none registered",
                    "leave out of: registration");
        }
        actual.forEach((number, lines) -> {
            List<String> wanted = sample.expected().getOrDefault(number, List.of());
            if (!lines.equals(wanted)) {
                problems.add(new Problem(
                        sample.expectedFile(),
                        sample.lines().get(number),
                        "expected." + number.value(),
                        "is not read so (- expected, + read)",
                        "correct the definition, its table or the expected result",
                        SampleDiff.lines(wanted, lines, deciders(trace))));
            }
        });
    }

    private static Map<String, String> deciders(ReadingTrace trace) {
        Map<String, String> deciders = new HashMap<>();
        for (ReadingTrace.Step step : trace.steps()) {
            switch (step) {
                case ReadingTrace.Step.Statement statement ->
                    statement
                            .event()
                            .ifPresent(event -> deciders.put(CarrierSample.line(event), statement.decidedBy()));
                case ReadingTrace.Step.Decided decided -> deciders.put("outcome: " + decided.outcome(), decided.by());
                case ReadingTrace.Step.Remark _ -> {}
            }
        }
        return deciders;
    }
}
