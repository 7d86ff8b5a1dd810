package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.config.Problems;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// What others got wrong about the meaning of codes and times.
class MeaningTest {
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final TrackingNumber NUMBER = new TrackingNumber("6A11111111111");

    @ParameterizedTest
    @CsvSource({
        "ET1, Votre colis est en transit., transit.moving",
        "PB1, Un problème est en cours de résolution., transit.problem_open",
        "AG1, Votre colis vous attend., pickup.ready",
        "RE1, Votre colis est retourné., return.under_way",
        "DO3, Retenu en douane., customs.held",
        "DI2, Votre colis est livré à l'expéditeur., return.arrived",
        "DI3, Votre colis est retardé., transit.delay_announced",
        "MD2, Nous le préparons pour le mettre en livraison., transit.delivery_depot",
        "MD2, Votre colis est en cours de livraison., out.on_vehicle",
        "ND1, Adresse incomplète., attempt.address",
        "ND1, Vous étiez absent., attempt.absent",
        "ND1, Non livré., attempt.other",
        "DI1, Votre colis a été retiré au bureau de poste., delivered.collected",
        "AN1, Code nouveau., unknown.unmapped"
    })
    void aLaPosteCodeMeansWhatLaPosteSays(String code, String text, String status) {
        assertThat(laposte("{\"code\": \"%s\", \"label\": \"%s\", \"date\": \"2026-11-19T10:00:00+01:00\"}"
                                .formatted(code, text))
                        .status()
                        .wireName())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "COLIS REMIS AU LIVREUR, 81, out.on_vehicle",
        "COLIS LIVRÉ, 82, delivered.recipient",
        "Colis non livré, 83, attempt.other",
        "DISPONIBLE AU POINT RELAIS, 81, pickup.ready",
        "Paquete entregado al Destinata, 82, delivered.recipient",
        "RETOUR À L'EXPÉDITEUR, 83, return.under_way",
        "Texte nouveau, 83, transit.problem_open",
        "Texte nouveau, 0, unknown.unmapped"
    })
    void aMondialRelayTextIsReadAsWholeWords(String text, String stat, String status) {
        String xml = """
            <Envelope><Body><WSI2_TracingColisDetailleResponse><WSI2_TracingColisDetailleResult><STAT>%s</STAT>
            <Tracing><ret_WSI2_sub_TracingColisDetaille><Libelle>%s</Libelle><Date>19/11/26</Date><Heure>10:00</Heure>
            </ret_WSI2_sub_TracingColisDetaille></Tracing></WSI2_TracingColisDetailleResult>
            </WSI2_TracingColisDetailleResponse></Body></Envelope>\
            """.formatted(stat, text);
        TrackingNumber number = new TrackingNumber("12345678");
        PollOutcome outcome = read("mondial-relay", number, "text/xml", xml);
        assertThat(((PollOutcome.Answered) outcome).report().history().status().wireName())
                .isEqualTo(status);
    }

    @Test
    void theOffsetOfATimeIsConvertedAndNotRelabelled() {
        ParcelHistory history =
                laposte("{\"code\": \"ET1\", \"label\": \"x\", \"date\": \"2023-03-09T09:38:00+01:00\"}");
        assertThat(history.events().getFirst().occurredAt()).isEqualTo(Instant.parse("2023-03-09T08:38:00Z"));
    }

    @Test
    void timesAreReadInEveryShapeThatCarriersWrite() {
        String[][] shapes = {
            {"iso", "2024-10-07T10:46:14+0200", "2024-10-07T10:46:14", "+02:00"},
            {"iso", "2024-10-07 10:46:14.123456789-7:00", "2024-10-07T10:46:14.123456789", "-07:00"},
            {"iso", "2024-10-07T10:46Z", "2024-10-07T10:46", "Z"},
            {"iso", "2024-10-07", "2024-10-07T00:00", "null"},
            {"epoch-millis", "1700000000000", "2023-11-14T22:13:20", "Z"},
            {"M/d/yyyy h:mm:ss a", "8/17/2021 7:11:26 PM", "2021-08-17T19:11:26", "null"},
            {"yyyyMMdd HHmmss", "20210210 071356", "2021-02-10T07:13:56", "null"},
            {"dd.MM.yyyy HH:mm", "01.02.2026 03:04", "2026-02-01T03:04", "null"},
            {"yyyy-MM-dd HH:mm:ss z", "2026-07-01 10:00:00 EDT", "2026-07-01T10:00", "-04:00"}
        };
        for (String[] shape : shapes) {
            TimePattern.Moment moment = TimePattern.parse(shape[0]).read(shape[1]);
            assertThat(moment).as(shape[1]).isNotNull();
            assertThat(String.valueOf(moment == null ? null : moment.local())).isEqualTo(shape[2]);
            assertThat(String.valueOf(moment == null ? null : moment.offset())).isEqualTo(shape[3]);
        }
        assertThat(TimePattern.parse("iso").read("2024-13-07T10:46Z")).isNull();
        assertThat(TimePattern.parse("dd/MM/yyyy").read("03/10/26")).isNull();
    }

    @Test
    void aCountryWithSeveralClocksGivesNoZone() {
        assertThat(Countries.zone("FR")).contains(java.time.ZoneId.of("Europe/Paris"));
        assertThat(Countries.zone("US")).isEmpty();
        assertThat(Countries.zone("ES")).isEmpty();
        assertThat(Countries.code("UK")).contains("GB");
        assertThat(Countries.code("deu")).contains("DE");
        assertThat(Countries.code("Atlantis")).isEmpty();
    }

    @Test
    void noCodeHasTwoMeanings() throws Exception {
        Path table = Files.createTempFile("statuses", ".csv");
        Files.writeString(table, """
            key,status,flags,meaning
            LT,exc.lost_declared,,Lost
            LT,transit.delay_announced,,Late
            D*,delivered.recipient,,Delivered
            DR,return.arrived,informational,"Back, at the sender"
            XX,delivered.somewhere,loud,What
            """);
        Problems problems = new Problems();
        StatusTable read = StatusTable.read(table, "t.csv", problems);
        Files.delete(table);
        assertThat(problems.list())
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("t.csv:3: LT: stands twice"),
                        second -> assertThat(second).startsWith("t.csv:6: XX: 'delivered.somewhere' is no status"));
        assertThat(read.find("DX").map(StatusTable.Row::status)).contains(TrackingStatus.DELIVERED_RECIPIENT);
        assertThat(read.find("DR"))
                .contains(new StatusTable.Row(
                        "DR", TrackingStatus.RETURN_ARRIVED, true, "Back, at the sender", "t.csv", 5));
        assertThat(read.find("Q")).isEmpty();
    }

    @Test
    void aCodeCanMeanWhatAnotherMeansInATableThatSeveralCarriersShare(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("own.csv"), """
            key,status,flags,meaning
            40,=LIVCFM,,
            184,=LIVCFM,informational,The receipt can be seen
            400,delivered.collected,,Delivered by the pickup point
            41,=40,,A reference to a reference
            42,=NOTHING,,
            40,transit.moving,,Twice
            """);
        Files.writeString(folder.resolve("shared.csv"), """
            key,status,flags,meaning
            LIVCFM,delivered.recipient,,Delivered
            """);
        Problems problems = new Problems();
        StatusTable own = StatusTable.read(folder.resolve("own.csv"), "own.csv", problems);
        StatusTable shared = StatusTable.read(folder.resolve("shared.csv"), "shared.csv", problems);
        own.resolve(List.of(own, shared), problems);
        assertThat(problems.list())
                .extracting(Object::toString)
                .satisfiesExactly(
                        twice -> assertThat(twice).startsWith("own.csv:7: 40: stands twice"),
                        chain -> assertThat(chain).startsWith("own.csv:5: 41: '=40' has no meaning of its own"),
                        missing -> assertThat(missing).startsWith("own.csv:6: 42: '=NOTHING' has no meaning"));
        assertThat(own.rows())
                .containsExactly(
                        new StatusTable.Row(
                                "400",
                                TrackingStatus.DELIVERED_COLLECTED,
                                false,
                                "Delivered by the pickup point",
                                "own.csv",
                                4),
                        new StatusTable.Row("40", TrackingStatus.DELIVERED_RECIPIENT, false, "Delivered", "own.csv", 2),
                        new StatusTable.Row(
                                "184",
                                TrackingStatus.DELIVERED_RECIPIENT,
                                true,
                                "The receipt can be seen",
                                "own.csv",
                                3));
    }

    @Test
    void theOrderOfEventsInAReplyDoesNotMatter() {
        List<String> events = new ArrayList<>();
        String[] codes = {"DR1", "PC1", "ET1", "ET1", "ZZ9", "DI3", "ND1", "AG1", "DI1", "ID0"};
        for (int i = 0; i < codes.length; i++) {
            events.add("{\"code\": \"%s\", \"label\": \"Texte %d\", \"date\": \"2026-11-1%dT10:00:00+01:00\"}"
                    .formatted(codes[i], i, i / 2));
        }
        ParcelHistory expected = laposte(String.join(",", events));
        assertThat(expected.events()).hasSize(9);
        Random random = new Random(4711);
        for (int round = 0; round < 1000; round++) {
            Collections.shuffle(events, random);
            assertThat(laposte(String.join(",", events)).events())
                    .extracting(event -> event.occurredText() + event.carrierCode() + event.status())
                    .isEqualTo(expected.events().stream()
                            .map(event -> event.occurredText() + event.carrierCode() + event.status())
                            .toList());
        }
    }

    private static ParcelHistory laposte(String events) {
        String json = "{\"returnCode\": 200, \"shipment\": {\"idShip\": \"%s\", \"isFinal\": true, \"event\": [%s]}}"
                .formatted(NUMBER, events);
        return ((PollOutcome.Answered) read("laposte", NUMBER, "application/json", json))
                .report()
                .history();
    }

    private static PollOutcome read(String carrier, TrackingNumber number, String type, String body) {
        RawReply reply = new RawReply(200, type, Optional.empty(), body.getBytes(StandardCharsets.UTF_8));
        CarrierDefinition definition = CATALOG.definition(carrier);
        PollOutcome outcome = new ReplyReader(definition, CATALOG)
                .read(List.of(new TrackingQuery(number, null, null, null)), reply, definition.language(), NOW)
                .get(number);
        return java.util.Objects.requireNonNull(outcome);
    }
}
