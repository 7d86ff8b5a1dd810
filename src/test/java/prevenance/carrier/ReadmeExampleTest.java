package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// The README's example of a new carrier works as it stands there.
class ReadmeExampleTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path carriers;

    private static String block(String language) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String example = readme.substring(readme.indexOf("### An example, from nothing to done"));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(example);
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void theExampleIsReadAndTellsWhatTheReadmeSays() throws IOException {
        CarrierSkeleton.write(carriers, "swift-post", null);
        Path folder = carriers.resolve("swift-post");
        Files.writeString(folder.resolve("carrier.yaml"), block("yaml"));
        Files.writeString(folder.resolve("statuses.csv"), block("csv"));
        Files.writeString(
                folder.resolve("published-codes.txt"), "# Tracking 1.4, 2026-11-22\nANN\nCOL\nHUB\nVAN\nFAIL\nOK\n");
        byte[] reply = block("json").getBytes(StandardCharsets.UTF_8);
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(carriers, problems);
        assertThat(problems.list()).isEmpty();
        CarrierSettings settings = CarrierSettings.defaults(catalog.definition("swift-post"));
        TrackingQuery query = new TrackingQuery(new TrackingNumber("SW1234567895"), null, null, null);

        CarrierTrial trial =
                CarrierTrial.read(catalog, "swift-post", settings, query, 200, "application/json", reply, NOW);
        ReadingTrace.Step.Statement last =
                (ReadingTrace.Step.Statement) trial.steps().getLast();
        assertThat(block("text").strip())
                .contains(
                        last.event().orElseThrow().occurredText() + "  "
                                + last.event().orElseThrow().status().wireName(),
                        "time  " + last.occurred() + "; zone: " + last.clock(),
                        "key   " + last.keys().getFirst(),
                        "by    " + last.decidedBy());

        SampleRecording sample = SampleRecording.of(catalog, "swift-post", settings, query, trial, NOW);
        assertThat(sample.same()).isTrue();
        assertThat(sample.reply() + sample.expected())
                .doesNotContain("Brennan", "Aoife", "Mill Lane", "SW1234567895", "X2P1");
        Files.writeString(folder.resolve("samples/nobody-in.json"), sample.reply());
        Files.writeString(folder.resolve("samples/nobody-in.expected.yaml"), sample.expected());
        CarrierCheck.Counts counts = CarrierCheck.check(carriers, List.of(), problems, _ -> {});
        assertThat(problems.list()).isEmpty();
        assertThat(counts).isEqualTo(new CarrierCheck.Counts(1, 0, 6, 1, 1));
        assertThat(problems.warnings()).extracting(problem -> problem.message()).hasSize(2);
    }
}
