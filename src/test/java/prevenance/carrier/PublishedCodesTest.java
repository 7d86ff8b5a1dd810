package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Published codes, ignored codes, second keys and what else an entry says, in a carrier of our own.
class PublishedCodesTest {
    private static final TrackingNumber NUMBER = new TrackingNumber("12345678");

    @TempDir
    private Path carriers;

    private Path folder;

    @BeforeEach
    void declare() throws IOException {
        folder = Files.createDirectories(carriers.resolve("north"));
        Files.writeString(folder.resolve("carrier.yaml"), """
            code: north
            name: North
            zone: Europe/Paris
            facts:
              checked: 2026-11-22
              sources: [a paper]
              unconfirmed: ["event codes: none published"]
            numbers:
              - { name: any, pattern: '\\d{8}', valid: ["12345678"], invalid: ["1"] }
            environments: { production: "https://north.example.org" }
            request:
              needs: [ship-date, postcode]
              path: /t/{number}
              query: { zip: "{postcode}", day: "{ship-date}" }
            limits:
              - { requests: 1, per: 1s, unconfirmed: invented }
            reply:
              format: json
              events: events
              event: { code: code, text: text, time: [{ value: date }] }
              promised-delivery: [{ value: promise, patterns: [iso] }]
              proof-of-delivery: [proof.link, proof.reference]
              status:
                tables: [statuses.csv]
                text:
                  - { match: DELIVERED, status: delivered.recipient }
                refine:
                  - { code: [HINT], match: REFUSED, status: attempt.refused }
            """);
        write("statuses.csv", "key,status,flags,meaning\nPC,accepted.scanned,,Taken over\nD*,transit.moving,,Moves\n");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    @Test
    void aPublishedCodeHasAMeaningOrAReasonAndNeverBoth() throws IOException {
        write("published-codes.txt", """
            # Tracking guide of North, page 3, read 2026-11-22
            PC
            DX    # taken by a beginning

            SMS
            NEW
            PC
            """);
        write("ignored-codes.csv", "code,why\nSMS,a text message was sent\nDZ,unclear\n");
        assertThat(problems())
                .containsExactly(
                        "north/published-codes.txt:7: PC: stands on line 2 already -> keep one line a code",
                        "north/published-codes.txt:6: NEW: has no meaning -> add it to the carrier's table, or to"
                                + " ignored-codes.csv with why",
                        "north/ignored-codes.csv:3: DZ: has a meaning in the carrier's table too -> keep it in one of"
                                + " them");
    }

    @Test
    void bothListsAreReadStrictly() throws IOException {
        write("published-codes.txt", "PC\n");
        assertThat(problems())
                .containsExactly("north/published-codes.txt:1: does not say where and when the codes were read -> begin"
                        + " with # source, 2026-11-22");
        write("published-codes.txt", "# nothing yet, 2026-11-22\n");
        assertThat(problems())
                .containsExactly(
                        "north/published-codes.txt:1: lists no code -> list the published codes, or delete the file");
        Files.delete(folder.resolve("published-codes.txt"));
        write("ignored-codes.csv", "code,why\nSMS\nPUSH,\nSMS,one\nSMS,two\n");
        assertThat(problems())
                .containsExactly(
                        "north/ignored-codes.csv:2: has not a code and why it is ignored -> write CODE,\"why, in our"
                                + " words\"",
                        "north/ignored-codes.csv:3: has not a code and why it is ignored -> write CODE,\"why, in our"
                                + " words\"",
                        "north/ignored-codes.csv:5: SMS: stands twice -> a code has one meaning: keep one line");
        write("ignored-codes.csv", "key,status,flags,meaning\n");
        assertThat(problems()).containsExactly("north/ignored-codes.csv:1: has other columns -> begin with code,why");
    }

    @Test
    void aCarrierWithoutListSaysThatNoCodesArePublished() throws IOException {
        Problems found = new Problems();
        write(
                "carrier.yaml",
                Files.readString(folder.resolve("carrier.yaml"))
                        .replace("[\"event codes: none published\"]", "[how long it is kept]"));
        CarrierCheck.check(carriers, List.of(), found);
        assertThat(found.warnings()).extracting(Problem::path).contains("facts.unconfirmed");
    }

    private List<String> problems() {
        Problems found = new Problems();
        CarrierCheck.check(carriers, List.of(), found);
        return found.list().stream().map(Problem::toString).toList();
    }

    @Test
    void anIgnoredCodeIsKeptAsItCameButDoesNotMoveTheParcel() throws IOException {
        write("ignored-codes.csv", "code,why\nSMS,a text message was sent\nHINT,its words decide\n");
        CarrierReport report = read("""
            {"events": [
              {"code": "PC", "text": "taken", "date": "2026-11-18T08:00:00Z"},
              {"code": "SMS", "text": "We wrote: it will be delivered", "date": "2026-11-19T08:00:00Z"},
              {"code": "HINT", "text": "A hint", "date": "2026-11-19T09:00:00Z"}]}
            """);
        assertThat(report.history().status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        assertThat(report.history().events())
                .extracting(
                        TrackingEvent::carrierCode,
                        TrackingEvent::carrierText,
                        TrackingEvent::status,
                        TrackingEvent::informational)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("PC", "taken", TrackingStatus.ACCEPTED_SCANNED, false),
                        org.assertj.core.groups.Tuple.tuple(
                                "SMS", "We wrote: it will be delivered", TrackingStatus.UNKNOWN_UNMAPPED, true),
                        org.assertj.core.groups.Tuple.tuple("HINT", "A hint", TrackingStatus.UNKNOWN_UNMAPPED, true));
        assertThat(read("""
            {"events": [{"code": "HINT", "text": "Refused at the door", "date": "2026-11-19T09:00:00Z"}]}
            """).history().status()).isEqualTo(TrackingStatus.ATTEMPT_REFUSED);
    }

    @Test
    void theCarriersPromiseAndItsProofAreReadButNeverTheProofItself() {
        CarrierReport report = read("""
            {"events": [], "promise": "2026-11-20", "proof": {"reference": "POD 4711"}}\
            """);
        assertThat(report.promisedDelivery()).hasToString("2026-11-20");
        assertThat(report.estimatedDelivery()).isNull();
        assertThat(report.proofOfDelivery()).isEqualTo("POD 4711");
        assertThat(CarrierSample.describe(new PollOutcome.Answered(report)))
                .containsExactly("outcome: answered", "promised-delivery: 2026-11-20", "proof-of-delivery: POD 4711");
        assertThat(read("{\"events\": [], \"proof\": {\"link\": \"data:image/png;base64,AAAA\"}}")
                        .proofOfDelivery())
                .isNull();
        assertThat(read("{\"events\": [], \"proof\": {\"link\": \"%s\"}}".formatted("A".repeat(501)))
                        .proofOfDelivery())
                .isNull();
    }

    private CarrierReport read(String json) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(carriers, problems);
        assertThat(problems.list()).isEmpty();
        PollOutcome outcome = new ReplyReader(catalog.definition("north"), catalog)
                .read(
                        List.of(new TrackingQuery(NUMBER, null, null, null)),
                        new RawReply(200, "application/json", Optional.empty(), json.getBytes(StandardCharsets.UTF_8)),
                        "en",
                        Instant.parse("2026-11-20T12:00:00Z"))
                .get(NUMBER);
        return ((PollOutcome.Answered) Objects.requireNonNull(outcome)).report();
    }
}
