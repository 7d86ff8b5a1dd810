package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// What a reading doubts: codes that no table knows, and statements that cannot be true together.
class DoubtsTest {
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private static final TrackingNumber NUMBER = new TrackingNumber("6A11111111111");

    @Test
    void anEndThatTheWordsDenyHasNoMeaning() {
        CarrierReport report = laposte(
                "PC1 2026-11-17T10:00 Votre colis est pris en charge",
                "DI1 2026-11-18T10:00 Votre colis est en cours d'acheminement");
        assertThat(report.history().status()).isEqualTo(TrackingStatus.UNKNOWN_UNMAPPED);
        assertThat(kinds(report))
                .containsExactly(
                        Tuple.tuple(Contradiction.Kind.WORDS_DENY_THE_END, "DI1", "2026-11-18T10:00:00+01:00"));
        assertThat(report.doubts().contradictions().getFirst().code()).isEqualTo(TrackingStatus.DELIVERED_RECIPIENT);
        TrackingEvent doubtful = report.history().events().getLast();
        assertThat(report.doubts().isDenied(doubtful)).isTrue();
        assertThat(report.doubts().unmapped()).as("its table has it").isEmpty();
    }

    @Test
    void aDeliveryThatOnlyTheWordsSayIsTheCodesAndIsNoted() {
        CarrierReport report = laposte("ET1 2026-11-18T10:00 Votre colis est livré");
        assertThat(report.history().status()).isEqualTo(TrackingStatus.TRANSIT_MOVING);
        assertThat(kinds(report))
                .containsExactly(
                        Tuple.tuple(Contradiction.Kind.WORDS_SAY_DELIVERED, "ET1", "2026-11-18T10:00:00+01:00"));
    }

    @Test
    void deliveredAfterTheReturnAndMovingAfterTheDeliveryAreNoted() {
        assertThat(kinds(laposte(
                        "RE1 2026-11-15T10:00 Retour à l'expéditeur",
                        "DI2 2026-11-16T10:00 Livré à l'expéditeur",
                        "DI1 2026-11-17T10:00 Votre colis est livré")))
                .containsExactly(
                        Tuple.tuple(Contradiction.Kind.DELIVERED_AFTER_RETURN, "DI1", "2026-11-17T10:00:00+01:00"));
        assertThat(kinds(laposte(
                        "DI1 2026-11-16T10:00 Votre colis est livré",
                        "ET1 2026-11-17T10:00 En cours d'acheminement",
                        "RE1 2026-11-18T10:00 Retour à l'expéditeur")))
                .containsExactly(
                        Tuple.tuple(Contradiction.Kind.MOVING_AFTER_DELIVERY, "ET1", "2026-11-17T10:00:00+01:00"));
        assertThat(kinds(laposte(
                        "PC1 2026-11-15T10:00 Pris en charge",
                        "DI1 2026-11-16T10:00 Votre colis est livré",
                        "RE1 2026-11-18T10:00 Retour à l'expéditeur",
                        "DI1 2026-11-19T10:00 Livré")))
                .isEmpty();
    }

    @Test
    void theKeyThatATableWouldHaveToListIsTheTablesAndNotTheShownCode() {
        String json = """
            {"trackResponse": {"shipment": [{"package": [{"trackingNumber": "1Z5R89390357567127", "activity": [
              {"date": "20261118", "time": "101112", "location": {"address": {"city": "LYON", "countryCode": "FR"}},
               "status": {"type": "X", "code": "QZ", "statusCode": "999", "description": "Something new"}}]}]}]}}
            """;
        CarrierReport report = read("ups", new TrackingNumber("1Z5R89390357567127"), json);
        TrackingEvent odd = report.history().events().getFirst();
        assertThat(odd.status()).isEqualTo(TrackingStatus.UNKNOWN_UNMAPPED);
        String key = Objects.requireNonNull(report.doubts().unmapped().get(odd.identity()));
        assertThat(key).isNotEqualTo(odd.carrierCode());
        assertThat(StatusTable.draft(key, "", odd.carrierText())).isEqualTo(key + ",,,Something new");
    }

    @Test
    void aDraftedLineIsOneThatTheTableReadsOnceItHasAStatus() {
        assertThat(StatusTable.draft("A,B", "", "Say \"no\",\nor yes"))
                .isEqualTo("\"A,B\",,,\"Say \"\"no\"\", or yes\"");
        assertThat(StatusTable.draft("#1", "", "x")).isEqualTo("\"#1\",,,x");
        assertThat(StatusReading.draftRule("Colis livré (l'entrée)"))
                .isEqualTo("- { match: 'COLIS LIVRE \\(L''ENTREE\\)', status: }");
    }

    private static List<Tuple> kinds(CarrierReport report) {
        return report.doubts().contradictions().stream()
                .map(one -> Tuple.tuple(
                        one.kind(), one.event().carrierCode(), one.event().occurredText()))
                .toList();
    }

    private static CarrierReport laposte(String... statements) {
        List<String> events = new ArrayList<>();
        for (String statement : statements) {
            String[] parts = statement.split(" ", 3);
            events.add("{\"code\": \"%s\", \"date\": \"%s:00+01:00\", \"label\": \"%s\"}"
                    .formatted(parts[0], parts[1], parts[2]));
        }
        return read(
                "laposte",
                NUMBER,
                "{\"returnCode\": 200, \"shipment\": {\"idShip\": \"%s\", \"event\": [%s]}}"
                        .formatted(NUMBER, String.join(",", events)));
    }

    private static CarrierReport read(String carrier, TrackingNumber number, String json) {
        CarrierDefinition definition = CATALOG.definition(carrier);
        PollOutcome outcome = new ReplyReader(definition, CATALOG)
                .read(
                        List.of(new TrackingQuery(number, null, null, null)),
                        new RawReply(200, "application/json", Optional.empty(), json.getBytes(StandardCharsets.UTF_8)),
                        definition.language(),
                        Instant.parse("2026-11-20T12:00:00Z"))
                .get(number);
        return ((PollOutcome.Answered) Objects.requireNonNull(outcome)).report();
    }
}
