package prevenance.carrier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// What is shown of replies beside what is read from them.
class RepliesTest {
    private static final String KEY = "the-key-of-the-shop";

    private final WireMockServer carrier =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    private final CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private HttpCarrierClient client;

    @BeforeEach
    void start() {
        carrier.start();
        CarrierSettings settings = CarrierSettings.defaults(catalog.definition("laposte"))
                .with(Optional.of(URI.create(carrier.baseUrl())), Map.of("key", Secret.of(KEY)), Map.of());
        client = new HttpCarrierClient(
                catalog, Map.of("laposte", settings), InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
    }

    @AfterEach
    void stop() {
        client.close();
        carrier.stop();
    }

    @Test
    void ofABatchEachNumberGetsItsOwnEntryOnly() {
        reply(207, """
            [{"returnCode": 200, "shipment": {"idShip": "6A00000000001", "event": [], "urlDetail": "https://a.example"}},
             {"returnCode": 404, "idShip": "6A00000000002", "returnMessage": "inconnu"}]
            """);
        assertThat(replies("6A00000000001", "6A00000000002"))
                .isEqualTo(new TreeMap<>(Map.of(
                        "6A00000000001",
                        "application/json {\"returnCode\":\"200\",\"shipment\":{\"idShip\":\"6A00000000001\","
                                + "\"urlDetail\":\"https://a.example\"}}",
                        "6A00000000002",
                        "application/json {\"returnCode\":\"404\",\"idShip\":\"6A00000000002\","
                                + "\"returnMessage\":\"inconnu\"}")));
    }

    @Test
    void oneReplyAboutOneNumberIsShownByteForByteWhateverItIs() {
        reply(500, "<html>en   panne</html>");
        assertThat(replies("6A00000000001"))
                .isEqualTo(Map.of("6A00000000001", "application/json <html>en   panne</html>"));
    }

    @Test
    void aCredentialThatTheCarrierRepeatsIsNotShown() {
        reply(401, "{\"error\": \"key " + KEY + " refused\"}");
        assertThat(replies("6A00000000001"))
                .isEqualTo(Map.of("6A00000000001", "application/json {\"error\": \"key *** refused\"}"));
    }

    @Test
    void whatTheOutcomeSaysHoldsNoCredentialNorItsBeginningWhereItIsCut() {
        for (int before = 0; before < 400; before += 7) {
            reply(401, "{\"code\": \"x\", \"message\": \"" + "a".repeat(before) + " " + KEY + "\"}");
            assertThat(client.ask(
                                    "laposte",
                                    List.of(new TrackingQuery(new TrackingNumber("6A00000000001"), null, null, null)))
                            .outcomes()
                            .values())
                    .allSatisfy(outcome -> assertThat(outcome.detail()).doesNotContain(KEY.substring(0, 6)));
        }
    }

    @Test
    void whereNothingCameThereIsNothingToShow() {
        carrier.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(replies("6A00000000001")).isEmpty();
    }

    private void reply(int status, String body) {
        carrier.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", "application/json")
                        .withBody(body.getBytes(StandardCharsets.UTF_8))));
    }

    private Map<String, String> replies(String... numbers) {
        List<TrackingQuery> queries = Stream.of(numbers)
                .map(number -> new TrackingQuery(new TrackingNumber(number), null, null, null))
                .toList();
        Map<String, String> shown = new TreeMap<>();
        client.ask("laposte", queries)
                .replies()
                .forEach((number, reply) -> shown.put(
                        number.value(), reply.mediaType() + " " + new String(reply.body(), StandardCharsets.UTF_8)));
        return shown;
    }
}
