package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.tracking.TrackingNumber;

/// Whatever a carrier answers, or stands in a definition, is read or refused in words.
class CarrierFuzzTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(FOLDER, new Problems());
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int SEED_BYTES = 6000;

    /// One of each carrier's samples: where the numbers asked and the headers come from.
    private static final List<Sample> SAMPLES = CATALOG.codes().stream()
            .flatMap(code -> CarrierSample.readAll(FOLDER.resolve(code), new Problems()).stream()
                    .filter(sample -> !sample.registers() && bytes(sample).length < SEED_BYTES)
                    .limit(1)
                    .map(sample -> new Sample(code, sample)))
            .toList();

    private record Sample(String code, CarrierSample sample) {}

    /// The first byte chooses the carrier, the rest is what it answers.
    static Stream<Arguments> samples() {
        return SAMPLES.stream().map(each -> {
            byte[] body = bytes(each.sample);
            byte[] seed = new byte[body.length + 1];
            seed[0] = (byte) SAMPLES.indexOf(each);
            System.arraycopy(body, 0, seed, 1, body.length);
            return Arguments.of(seed);
        });
    }

    @MethodSource("samples")
    @FuzzTest(maxDuration = "3m")
    void aReplyIsAnOutcomeForEachNumberAsked(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Sample chosen = SAMPLES.get(Byte.toUnsignedInt(bytes[0]) % SAMPLES.size());
        CarrierSample sample = chosen.sample;
        CarrierDefinition definition = CATALOG.definition(chosen.code);
        RawReply reply = new RawReply(
                sample.status(),
                String.valueOf(sample.headers().get("Content-Type")),
                Optional.empty(),
                Arrays.copyOfRange(bytes, 1, bytes.length));
        Map<TrackingNumber, PollOutcome> outcomes = new ReplyReader(definition, CATALOG)
                .read(sample.asked(), reply, sample.language().orElse(definition.language()), sample.now());
        assertThat(outcomes.keySet())
                .containsExactlyInAnyOrderElementsOf(sample.asked().stream()
                        .map(TrackingQuery::number)
                        .distinct()
                        .toList());
        assertThat(outcomes).doesNotContainValue(null);
    }

    @FuzzTest(maxDuration = "2m")
    void whatTheHeadersSayIsBelievedWithinBounds(FuzzedDataProvider data) {
        String retryAfter = data.consumeString(60);
        RetryAfter.read(Optional.of(retryAfter), NOW)
                .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(1)));
        RawReply reply =
                new RawReply(200, data.consumeString(60), Optional.of(retryAfter), data.consumeRemainingAsBytes());
        assertThat(reply.beginning()).isNotNull();
        assertThat(ReplyReader.parse(reply, ReplyReading.Format.JSON)).isNotNull();
        assertThat(ReplyReader.parse(reply, ReplyReading.Format.XML)).isNotNull();
    }

    @FuzzTest(maxDuration = "2m")
    void aTimeIsReadByItsPatternOrIsNone(FuzzedDataProvider data) {
        TimePattern pattern;
        try {
            pattern = TimePattern.parse(data.consumeString(40));
        } catch (IllegalArgumentException noPattern) {
            pattern = TimePattern.parse(data.pickValue(new String[] {"iso", "epoch-millis", "dd/MM/yyyy HH:mm"}));
        }
        // Null where the text has another form; nothing is thrown.
        TimePattern.@Nullable Moment moment = pattern.read(data.consumeRemainingAsString());
        assertThat(moment == null || Math.abs(moment.local().getYear()) <= Year.MAX_VALUE)
                .isTrue();
    }

    @FuzzTest(maxDuration = "2m")
    void aNumberBelongsToSomeCarriersOrNone(byte[] bytes) {
        TrackingNumber number;
        try {
            number = new TrackingNumber(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException impossible) {
            return;
        }
        assertThat(CATALOG.codes()).containsAll(CATALOG.identify(number));
    }

    /// A definition is a folder's file; it is read from a text here, with the problems it has.
    static Stream<Arguments> definitions() {
        List<Arguments> texts = new ArrayList<>();
        for (String code : CATALOG.codes()) {
            try {
                String text = Files.readString(FOLDER.resolve(code).resolve("carrier.yaml"));
                if (text.length() < SEED_BYTES && texts.size() < 4) {
                    texts.add(Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return texts.stream();
    }

    @MethodSource("definitions")
    @FuzzTest(maxDuration = "3m")
    void aDefinitionIsReadOrItsProblemsAreNamed(byte[] bytes) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", "fuzzed"));
        Path file = folder.resolve("carrier.yaml");
        Files.write(file, bytes);
        Problems problems = new Problems();
        DefinitionReader.read(folder, problems);
        assertThat(problems.list())
                .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
        YamlFile.parse(new String(bytes, StandardCharsets.UTF_8), "fuzzed", References.none(), new Problems());
    }

    private static byte[] bytes(CarrierSample sample) {
        try {
            return sample.bytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
