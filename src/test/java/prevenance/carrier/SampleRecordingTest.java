package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// A recorded reply says nothing about whose parcel it was, and is read as the real one was.
class SampleRecordingTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(FOLDER, new Problems());

    private static final String REPLY = """
        {"returnCode": 200, "shipment": {"idShip": "6A12345678901", "isFinal": false,
         "recipient": {"name": "%1$s", "street": "%2$s", "zipCode": "%3$s", "mobile": "%4$s", "mail": "%5$s"},
         "url": "https://track.example.org/?code=6A12345678901&token=%6$s", "customerReference": %7$s,
         "signature": "%8$s", "contextData": {"removalPoint": {"name": "Tabac de la Gare"}},
         "event": [
          {"code": "DI1", "label": "Livré. Signé par %1$s", "date": "2026-11-20T10:00:00+01:00"},
          {"code": "MD2", "label": "6A 123 456 78901, %2$s, %3$s, tel %4$s, %5$s", "date": "2026-11-20T08:00:00+01:00"}]}}
        """;

    private static SampleRecording record(String code, String number, String reply, String type) {
        CarrierSettings settings = CarrierSettings.defaults(CATALOG.definition(code));
        TrackingQuery query = new TrackingQuery(new TrackingNumber(number), "75012", null, null);
        CarrierTrial trial = CarrierTrial.read(
                CATALOG, code, settings, query, 200, type, reply.getBytes(StandardCharsets.UTF_8), NOW);
        return SampleRecording.of(CATALOG, code, settings, query, trial, NOW);
    }

    /// Persons nobody invented in advance: no value of theirs is left, wherever it stood.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void noValueThatWasReplacedOccursInTheResult(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            List<String> person = List.of(
                    word(random, 5) + (random.nextBoolean() ? "-" : " ") + word(random, 6),
                    random.nextInt(200) + " rue " + word(random, 7),
                    String.format("%05d", 10_001 + random.nextInt(80_000)),
                    "+33 6" + digits(random, 4, " "),
                    word(random, 4).toLowerCase(java.util.Locale.ROOT) + "@" + word(random, 5) + ".fr",
                    word(random, 12) + digits(random, 3, ""),
                    String.valueOf(10_000_000 + random.nextInt(80_000_000)),
                    word(random, 300));
            SampleRecording sample =
                    record("laposte", "6A12345678901", REPLY.formatted(person.toArray()), "application/json");
            String written = sample.reply() + sample.expected();
            for (String value : person) {
                if (!Disguise.postcode(value).equals(value)) {
                    assertThat(written).as("seed %d", seed).doesNotContainIgnoringCase(value);
                }
            }
            assertThat(written.replaceAll("[ .-]", "")).doesNotContain("6A12345678901");
            assertThat(sample.same()).isTrue();
            assertThat(written).contains("Tabac de la Gare");
            assertThat(sample.replaced()).hasSizeGreaterThan(7);
        }
    }

    private static String word(Random random, int length) {
        StringBuilder word = new StringBuilder();
        IntStream.range(0, length).forEach(i -> word.append((char) ((i == 0 ? 'A' : 'a') + random.nextInt(26))));
        return word.toString();
    }

    private static String digits(Random random, int pairs, String before) {
        StringBuilder digits = new StringBuilder();
        IntStream.range(0, pairs)
                .forEach(_ -> digits.append(before).append(String.format("%02d", random.nextInt(100))));
        return digits.toString();
    }

    @Test
    void elementsAttributesAndTheNumberOfAnXmlReplyAreReplacedAndItsShapeStays() {
        String reply = """
            <?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
            <r:trackSkybillV2Response xmlns:r="http://cxf.tracking.soap.chronopost.fr/"><return><errorCode>0</errorCode>
            <!-- for Odile Martin --><listEventInfoComp><skybillNumber>XY746876977FR</skybillNumber>
            <events><code>D</code><eventDate>2026-11-18T10:00:00+01:00</eventDate><eventLabel>Livré &amp; signé par Odile Martin</eventLabel>
            <infoCompList><name>Nom du signataire</name><value phone="+33 6 12 34 56 78">Odile Martin</value></infoCompList>
            <officeLabel>NANTES CHRONOPOST</officeLabel><zipCode>44123</zipCode></events></listEventInfoComp></return>
            </r:trackSkybillV2Response></soap:Body></soap:Envelope>
            """;
        SampleRecording sample = record("chronopost", "XY746876977FR", reply, "text/xml; charset=iso-8859-1");

        assertThat(sample.format()).isEqualTo("xml");
        assertThat(sample.same()).isTrue();
        assertThat(sample.reply())
                .doesNotContain("Odile", "Martin", "XY746876977FR", "44123", "12 34 56")
                .contains("<officeLabel>NANTES CHRONOPOST</officeLabel>", "<zipCode>44000</zipCode>", "&amp;")
                .contains("Livré", "<code>D</code>", "xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"");
        assertThat(sample.expected()).startsWith("# NOT CHECKED YET").contains("delivered.", "NANTES CHRONOPOST");
    }

    @TestFactory
    Stream<DynamicTest> anotherNumberOfTheSameShapeHasTheCheckDigitThatBelongsToIt() {
        return CATALOG.codes().stream()
                .map(code -> DynamicTest.dynamicTest(code, () -> {
                    CarrierDefinition definition = CATALOG.definition(code);
                    for (NumberFormat format : definition.numbers()) {
                        OtherNumber others = new OtherNumber(definition);
                        List<TrackingNumber> seen = new ArrayList<>();
                        for (String example : format.valid()) {
                            TrackingNumber number = new TrackingNumber(example);
                            TrackingNumber other = others.of(number);
                            assertThat(others.takes(other))
                                    .as("%s became %s", number, other)
                                    .isTrue();
                            assertThat(other).isNotEqualTo(number).isNotIn(seen).isEqualTo(others.of(number));
                            seen.add(other);
                        }
                    }
                }));
    }

    /// The shipped samples hold invented people: recording one again must not change how it is read.
    @TestFactory
    Stream<DynamicTest> whatMattersForTheReadingIsNotTakenForPersonal() {
        return CATALOG.codes().stream()
                .map(code -> DynamicTest.dynamicTest(code, () -> {
                    for (CarrierSample sample : CarrierSample.readAll(FOLDER.resolve(code), new Problems())) {
                        if (sample.asked().size() == 1) {
                            again(code, sample);
                        }
                    }
                }));
    }

    private static void again(String code, CarrierSample sample) throws IOException {
        CarrierSettings settings = CarrierSettings.defaults(CATALOG.definition(code));
        TrackingQuery query = sample.asked().getFirst();
        CarrierTrial trial = CarrierTrial.read(
                CATALOG,
                code,
                settings,
                query,
                sample.status(),
                sample.headers().getOrDefault("Content-Type", ""),
                sample.bytes(),
                sample.now());
        SampleRecording recorded = SampleRecording.of(CATALOG, code, settings, query, trial, sample.now());
        assertThat(recorded.same())
                .as("%s: %s", sample.name(), recorded.replaced())
                .isTrue();
        roundTrip(code, sample.name(), recorded);
    }

    /// The expected result that is written is the one that the check reads.
    private static void roundTrip(String code, String name, SampleRecording recorded) throws IOException {
        Path copy = Files.createTempDirectory("recorded");
        Path samples = Files.createDirectories(copy.resolve(code).resolve("samples"));
        Files.writeString(samples.resolve("again." + recorded.format()), recorded.reply());
        Files.writeString(samples.resolve("again.expected.yaml"), recorded.expected());
        Problems problems = new Problems();
        CarrierSample sample =
                CarrierSample.readAll(copy.resolve(code), problems).getFirst();
        assertThat(problems.list()).as(name).isEmpty();
        RawReply reply = new RawReply(
                sample.status(),
                sample.headers().getOrDefault("Content-Type", ""),
                java.util.Optional.ofNullable(sample.headers().get("Retry-After")),
                sample.bytes());
        CarrierDefinition definition = CATALOG.definition(code);
        Map<TrackingNumber, PollOutcome> read =
                new ReplyReader(definition, CATALOG).read(sample.asked(), reply, definition.language(), sample.now());
        assertThat(sample.comparable(read)).as(name).isEqualTo(sample.expected());
    }
}
