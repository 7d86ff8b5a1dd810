package prevenance.carrier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Durations;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;

/// A recorded reply in a carrier's `samples` folder, and what must be read from it: `<name>.json` or `<name>.xml`
/// beside `<name>.expected.yaml`.
///
/// @param name     such as `swift-post/delivered`
/// @param registers whether it answers a registration (`of: registration`), not a question
/// @param asked    the numbers asked: `queries`, or those of `expected`
/// @param language in which the carrier was asked, when that is not the definition's own
/// @param now      when it was answered
/// @param status   HTTP status
/// @param headers  `Content-Type` and what else matters
/// @param body     the file's bytes
/// @param expected per number, the whole result as lines, see [#describe]
/// @param unchecked whether its expected result still says that nobody checked it
/// @param lines    per number, where its result begins in the file of the expected results
public record CarrierSample(
        String name,
        boolean registers,
        List<TrackingQuery> asked,
        Optional<String> language,
        Instant now,
        int status,
        Map<String, String> headers,
        Path body,
        Map<TrackingNumber, List<String>> expected,
        Map<TrackingNumber, Integer> lines,
        boolean unchecked) {
    private static final String SUFFIX = ".expected.yaml";
    private static final String PAGE = "customer-page: ";
    private static final String REFERENCE = "reference: ";
    private static final List<String> RESULTS = List.of(
            "estimated-delivery",
            "promised-delivery",
            "proof-of-delivery",
            "pickup-place",
            "pickup-until",
            "customer-page");

    /// All samples of one carrier's folder, by name.
    public static List<CarrierSample> readAll(Path carrierFolder, Problems problems) {
        Path folder = carrierFolder.resolve("samples");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<CarrierSample> samples = new ArrayList<>();
            List<Path> all = files.sorted().toList();
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX)) {
                    read(file, carrierFolder, problems).ifPresent(samples::add);
                } else if (!all.contains(folder.resolve(stem(name) + SUFFIX))) {
                    problems.add(
                            carrierFolder.getFileName() + "/samples/" + name,
                            null,
                            "",
                            "has no expected result",
                            "add " + stem(name) + SUFFIX);
                }
            }
            return samples;
        } catch (IOException unreadable) {
            problems.add(carrierFolder.getFileName() + "/samples", null, "", "cannot be read", "check its rights");
            return List.of();
        }
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static Optional<CarrierSample> read(Path file, Path carrierFolder, Problems problems) {
        String stem = file.getFileName().toString().replace(SUFFIX, "");
        String carrier = carrierFolder.getFileName().toString();
        String label = carrier + "/samples/" + file.getFileName();
        Path json = file.resolveSibling(stem + ".json");
        Path xml = file.resolveSibling(stem + ".xml");
        Path body = Files.exists(json) ? json : xml;
        if (!Files.exists(body)) {
            problems.add(label, null, "", "has no reply", "add " + stem + ".json or " + stem + ".xml");
            return Optional.empty();
        }
        YamlSection section = YamlFile.read(file, label, References.none(), problems);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", body.equals(json) ? "application/json" : "text/xml; charset=utf-8");
        headers.putAll(section.textMap("headers"));
        Map<TrackingNumber, List<String>> expected = new LinkedHashMap<>();
        Map<TrackingNumber, Integer> lines = new LinkedHashMap<>();
        YamlSection results = section.section("expected");
        results.sections().forEach((number, result) -> {
            expected.put(new TrackingNumber(number), expectedLines(result));
            lines.put(new TrackingNumber(number), Objects.requireNonNullElse(results.lineOf(number), 1));
        });
        CarrierSample sample = new CarrierSample(
                carrier + "/" + stem,
                registers(section),
                asked(section, expected),
                section.optionalText("language"),
                section.parsed("now", "an instant such as 2026-11-22T12:00:00Z", Instant::parse)
                        .orElse(Instant.parse("2026-11-22T12:00:00Z")),
                section.integer("status", 200, 100, 599),
                headers,
                body,
                expected,
                lines,
                unchecked(file));
        section.rejectUnknown();
        return Optional.of(sample);
    }

    private static boolean unchecked(Path file) {
        try {
            return Files.readString(file).startsWith(SampleRecording.UNCHECKED);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean registers(YamlSection section) {
        String of = section.text("of", "question");
        if (!of.equals("question") && !of.equals("registration")) {
            section.problem("of", "'" + of + "' is no kind of reply", "write question or registration");
        }
        return of.equals("registration");
    }

    private static List<TrackingQuery> asked(YamlSection section, Map<TrackingNumber, List<String>> expected) {
        List<TrackingQuery> queries = new ArrayList<>();
        for (YamlSection entry : section.list("queries")) {
            queries.add(new TrackingQuery(
                    new TrackingNumber(entry.text("number")),
                    entry.optionalText("postcode").orElse(null),
                    entry.optionalText("country").orElse(null),
                    entry.optionalDate("ship-date").orElse(null),
                    entry.optionalText("service").orElse(null)));
        }
        if (queries.isEmpty()) {
            expected.keySet().forEach(number -> queries.add(new TrackingQuery(number, null, null, null)));
        }
        return queries;
    }

    private static List<String> expectedLines(YamlSection result) {
        List<String> lines = new ArrayList<>();
        lines.add("outcome: " + result.text("outcome"));
        result.optionalText("retry-after").ifPresent(text -> lines.add("retry-after: " + text));
        result.optionalText("reference").ifPresent(text -> lines.add(REFERENCE + text));
        for (YamlSection event : result.list("events")) {
            lines.add(eventLine(
                    event.text("occurred"),
                    event.text("status"),
                    event.text("code", ""),
                    event.text("text", ""),
                    event.text("place", ""),
                    event.text("country", ""),
                    event.yesNo("informational", false)));
        }
        for (String key : RESULTS) {
            result.optionalText(key).ifPresent(text -> lines.add(key + ": " + text));
        }
        return lines;
    }

    private static String eventLine(
            String occurred,
            String status,
            String code,
            String text,
            String place,
            String country,
            boolean informational) {
        return String.join(
                " | ", "event: " + occurred, status, code, text, place, country, informational ? "informational" : "");
    }

    /// The outcome of a registration as lines.
    public static List<String> describe(RegistrationOutcome outcome) {
        return switch (outcome) {
            case RegistrationOutcome.Registered(boolean _, Optional<String> reference) -> {
                List<String> lines = new ArrayList<>(List.of("outcome: " + outcome.word()));
                reference.ifPresent(text -> lines.add(REFERENCE + text));
                yield lines;
            }
            case RegistrationOutcome.Rejected(PollOutcome why) -> describe(why);
            case RegistrationOutcome.Failed(PollOutcome why) -> describe(why);
        };
    }

    /// An outcome as lines, events newest first. Details of what is no answer are left out, they are for people.
    public static List<String> describe(PollOutcome outcome) {
        List<String> lines = new ArrayList<>();
        lines.add("outcome: " + outcome.word());
        if (outcome instanceof PollOutcome.Throttled(Optional<Duration> wait, String _)) {
            wait.ifPresent(time -> lines.add("retry-after: " + Durations.format(time)));
        }
        if (outcome instanceof PollOutcome.Answered(CarrierReport report)) {
            for (TrackingEvent event : report.history().events().reversed()) {
                lines.add(line(event));
            }
            line(lines, "estimated-delivery: ", report.estimatedDelivery());
            line(lines, "promised-delivery: ", report.promisedDelivery());
            line(lines, "proof-of-delivery: ", report.proofOfDelivery());
            line(lines, "pickup-place: ", report.pickupPlace());
            line(lines, "pickup-until: ", report.pickupUntil());
            line(lines, PAGE, report.customerPage());
        }
        return lines;
    }

    /// An event as it stands in [#describe].
    static String line(TrackingEvent event) {
        return eventLine(
                event.occurredText(),
                event.status().wireName(),
                event.carrierCode(),
                event.carrierText(),
                event.place() == null ? "" : event.place(),
                event.country() == null ? "" : event.country(),
                event.informational());
    }

    /// The file of the expected results, below the folder of carriers.
    String expectedFile() {
        return name.replaceFirst("/", "/samples/") + SUFFIX;
    }

    private static void line(List<String> lines, String key, @Nullable Object value) {
        if (value != null) {
            lines.add(key + value);
        }
    }

    /// What was read, without the customer page when none is expected: comparable with [#expected].
    public Map<TrackingNumber, List<String>> comparable(Map<TrackingNumber, PollOutcome> outcomes) {
        Map<TrackingNumber, List<String>> lines = new LinkedHashMap<>();
        outcomes.forEach((number, outcome) -> {
            boolean page = expected.getOrDefault(number, List.of()).stream().anyMatch(line -> line.startsWith(PAGE));
            lines.put(
                    number,
                    describe(outcome).stream()
                            .filter(line -> page || !line.startsWith(PAGE))
                            .toList());
        });
        return lines;
    }

    /// The reply's bytes.
    public byte[] bytes() throws IOException {
        return Files.readAllBytes(body);
    }
}
