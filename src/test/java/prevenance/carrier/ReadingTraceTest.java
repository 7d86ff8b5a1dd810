package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import prevenance.config.Problems;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;

/// What a reading tells of itself: all of it, and never another reading.
class ReadingTraceTest {
    private static final Path FOLDER = Path.of("carriers");

    private final CarrierCatalog catalog = CarrierCatalog.load(FOLDER, new Problems());

    @TestFactory
    Stream<DynamicTest> aTracedReadingIsTheUntracedOneAndExplainsEveryEvent() {
        return catalog.codes().stream()
                .map(code -> DynamicTest.dynamicTest(code, () -> {
                    for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
                        compare(catalog.definition(code), sample);
                    }
                }));
    }

    private void compare(CarrierDefinition definition, CarrierSample sample) throws IOException {
        RawReply reply = new RawReply(
                sample.status(),
                sample.headers().getOrDefault("Content-Type", ""),
                Optional.ofNullable(sample.headers().get("Retry-After")),
                sample.bytes());
        Map<TrackingNumber, PollOutcome> plain =
                new ReplyReader(definition, catalog).read(sample.asked(), reply, definition.language(), sample.now());
        ReadingTrace trace = ReadingTrace.collecting();
        Map<TrackingNumber, PollOutcome> traced = new ReplyReader(definition, catalog, trace)
                .read(sample.asked(), reply, definition.language(), sample.now());
        assertThat(traced).as(sample.name()).isEqualTo(plain);
        assertThat(trace.steps()).as(sample.name()).anyMatch(step -> step instanceof ReadingTrace.Step.Decided);
        plain.values().forEach(outcome -> {
            if (outcome instanceof PollOutcome.Answered(CarrierReport report)) {
                report.history().events().forEach(event -> explained(sample, trace, event));
            }
        });
        assertThat(ReadingTrace.off().steps()).isEmpty();
    }

    private static void explained(CarrierSample sample, ReadingTrace trace, TrackingEvent event) {
        ReadingTrace.Step.Statement statement = trace.statement(event)
                .orElseThrow(() -> new AssertionError(sample.name() + " does not explain " + event));
        assertThat(statement.decidedBy()).as("%s: %s", sample.name(), event).isNotEmpty();
        assertThat(statement.occurred()).as("%s: %s", sample.name(), event).isNotEmpty();
        assertThat(statement.clock()).as("%s: %s", sample.name(), event).isNotEmpty();
    }

    @Test
    void aDroppedStatementSaysWhy() throws IOException {
        List<String> reasons = catalog.codes().stream()
                .flatMap(code -> CarrierSample.readAll(FOLDER.resolve(code), new Problems()).stream()
                        .flatMap(sample -> dropped(catalog.definition(code), sample)))
                .toList();
        assertThat(reasons).isNotEmpty().noneMatch(String::isBlank);
    }

    private Stream<String> dropped(CarrierDefinition definition, CarrierSample sample) {
        try {
            RawReply reply = new RawReply(
                    sample.status(),
                    sample.headers().getOrDefault("Content-Type", ""),
                    Optional.empty(),
                    sample.bytes());
            ReadingTrace trace = ReadingTrace.collecting();
            Map<TrackingNumber, PollOutcome> read = new ReplyReader(definition, catalog, trace)
                    .read(sample.asked(), reply, definition.language(), sample.now());
            assertThat(read).isNotEmpty();
            return trace.steps().stream()
                    .filter(step -> step instanceof ReadingTrace.Step.Statement s
                            && s.event().isEmpty())
                    .map(step -> ((ReadingTrace.Step.Statement) step).dropped());
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
