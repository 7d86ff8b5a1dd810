package prevenance.carrier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// What networks and carriers do wrong, over a real socket: each gives a typed outcome, one request, and no event.
class FaultMatrixTest {
    private static final TrackingNumber NUMBER = new TrackingNumber("6A11111111111");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private final WireMockServer carrier = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeEach
    void start() {
        carrier.start();
    }

    @AfterEach
    void stop() {
        carrier.stop();
    }

    @Test
    void retryAfterIsReadAsSecondsOrDateAndNeverBelievedBeyondADay() {
        assertThat(throttledFor("120")).contains(Duration.ofMinutes(2));
        assertThat(throttledFor("Fri, 20 Nov 2026 12:10:00 GMT")).contains(Duration.ofMinutes(10));
        assertThat(throttledFor("99999999999")).contains(Duration.ofHours(24));
        assertThat(throttledFor("99999999999999999999999999")).contains(Duration.ofHours(24));
        assertThat(throttledFor("0")).isEmpty();
        assertThat(throttledFor("Fri, 20 Nov 2026 11:00:00 GMT")).isEmpty();
        assertThat(throttledFor("soon")).isEmpty();
    }

    private Optional<Duration> throttledFor(String header) {
        PollOutcome outcome =
                ask(json("{\"code\":\"TOO_MANY_REQUESTS\"}").withStatus(429).withHeader("Retry-After", header));
        return ((PollOutcome.Throttled) outcome).retryAfter();
    }

    @Test
    void serverErrorsAreTemporaryAndSentOnce() {
        for (int status : new int[] {408, 500, 502, 503, 504}) {
            assertThat(ask(json("{}").withStatus(status).withHeader("Retry-After", "0"))
                            .word())
                    .isEqualTo("unreachable");
            assertThat(ask(json("{}").withStatus(status).withHeader("Retry-After", "99999999999"))
                            .word())
                    .isEqualTo("unreachable");
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThat(ask(aResponse().withStatus(302).withHeader("Location", carrier.baseUrl() + "/elsewhere"))
                        .word())
                .isEqualTo("unreachable");
    }

    @Test
    void whatIsNoDataIsNoAnswer() {
        assertUnreachable(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody("<html>Bonjour</html>"));
        assertUnreachable(aResponse()
                .withStatus(200)
                .withHeader("Content-Type", "text/html")
                .withBody(moving()));
        assertUnreachable(json(""));
        assertUnreachable(aResponse().withStatus(204));
        assertUnreachable(json("{}"));
        assertUnreachable(json("[]"));
        assertUnreachable(json("null"));
        assertUnreachable(json("{\"returnCode\": NaN}"));
        assertUnreachable(json(moving() + moving()));
        assertUnreachable(json(moving().substring(0, moving().length() / 2)));
        assertUnreachable(json(moving().replaceFirst("\\{", "{\"returnCode\": 200, \"returnCode\": 404,")));
        assertUnreachable(json("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)));
        assertUnreachable(json("{\"shipment\": {\"idShip\": \"6A11111111111\"}}"));
    }

    @Test
    void textInAnotherCharacterSetIsReadOrRejectedButNeverGarbled() {
        byte[] latin1 = moving().getBytes(StandardCharsets.ISO_8859_1);
        assertUnreachable(
                aResponse().withHeader("Content-Type", "application/json").withBody(latin1));
        PollOutcome named = ask(aResponse()
                .withHeader("Content-Type", "application/json; charset=ISO-8859-1")
                .withBody(latin1));
        PollOutcome utf8 = ask(json(moving()));
        assertThat(named).isEqualTo(utf8);
        assertThat(named.word()).isEqualTo("answered");
    }

    @Test
    void aLargeOrBombLikeBodyIsBounded() throws IOException {
        byte[] large = "[\"%s\"]".formatted("a".repeat(3 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        assertUnreachable(
                aResponse().withHeader("Content-Type", "application/json").withBody(large));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] block = new byte[1024 * 1024];
            for (int i = 0; i < 100; i++) {
                gzip.write(block);
            }
        }
        assertUnreachable(aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("Content-Encoding", "gzip")
                .withBody(packed.toByteArray()));
        assertUnreachable(aResponse()
                .withHeader("Content-Type", "application/json")
                .withHeader("Content-Encoding", "gzip")
                .withBody("no gzip at all"));
    }

    @Test
    void brokenConnectionsAndSlowAnswersEndInTime() {
        for (Fault fault : Fault.values()) {
            assertUnreachable(aResponse().withFault(fault));
        }
        long begin = System.nanoTime();
        assertUnreachable(json(moving()).withChunkedDribbleDelay(100, 30_000));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anAnswerAboutAnotherParcelIsNeverGivenToThisOne() {
        assertUnreachable(json(moving().replace(NUMBER.value(), "6A99999999999")));
    }

    @Test
    void aSwappedBatchIsJoinedByTheNumberInside() {
        String other = moving().replace(NUMBER.value(), "6A99999999999").replace("\"MD2\"", "\"DI1\"");
        carrier.stubFor(any(anyUrl()).willReturn(json("[" + other + "," + moving() + "]")));
        TrackingNumber second = new TrackingNumber("6A99999999999");
        TrackingNumber absent = new TrackingNumber("6A88888888888");
        try (HttpCarrierClient client = client()) {
            Map<TrackingNumber, PollOutcome> outcomes =
                    client.track("laposte", List.of(query(NUMBER), query(second), query(absent)));
            assertThat(outcomes.keySet()).containsExactly(NUMBER, second, absent);
            assertThat(newestCode(outcomes.get(NUMBER))).isEqualTo("MD2");
            assertThat(newestCode(outcomes.get(second))).isEqualTo("DI1");
            assertThat(outcomes.get(absent)).isInstanceOf(PollOutcome.Unreachable.class);
        }
    }

    private static String newestCode(@Nullable PollOutcome outcome) {
        assertThat(outcome).isInstanceOf(PollOutcome.Answered.class);
        return ((PollOutcome.Answered) Objects.requireNonNull(outcome))
                .report()
                .history()
                .events()
                .getLast()
                .carrierCode();
    }

    @Test
    void anEventThatCannotBeDatedMakesTheWholeAnswerUnreadable() {
        assertUnreachable(json(moving().replace("2026-11-19T22:40:00+01:00", "yesterday")));
    }

    @Test
    void anEventFromTheFutureOrFromTheYearOneIsNone() {
        PollOutcome outcome = ask(json(moving().replace("2026-11-20T08:12:00+01:00", "2027-11-20T08:12:00+01:00")
                .replace("2026-11-17T16:00:00+01:00", "0001-01-01T00:00:00+01:00")));
        assertThat(((PollOutcome.Answered) outcome).report().history().events())
                .extracting(event -> event.carrierCode())
                .containsExactly("PC1", "ET1");
    }

    @Test
    void aDocumentTypeIsRefusedBeforeAnythingIsResolved() {
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + carrier.baseUrl()
                + "/canary\">]><Envelope><Body>&e;</Body></Envelope>";
        carrier.resetAll();
        carrier.stubFor(any(anyUrl())
                .willReturn(aResponse().withHeader("Content-Type", "text/xml").withBody(xml)));
        try (HttpCarrierClient client = client()) {
            TrackingNumber number = new TrackingNumber("12345678");
            assertThat(client.track("mondial-relay", List.of(query(number))))
                    .containsExactly(Map.entry(
                            number, new PollOutcome.Unreachable("the reply has a document type, which is refused")));
        }
        carrier.verify(1, anyRequestedFor(anyUrl()));
    }

    @Test
    void aCredentialThatFitsNoHeaderIsSaidWithoutShowingIt() {
        CarrierSettings broken = settings("secret\nof the shop");
        try (HttpCarrierClient client =
                new HttpCarrierClient(catalog, Map.of("laposte", broken), InstantSource.fixed(NOW))) {
            PollOutcome outcome =
                    client.track("laposte", List.of(query(NUMBER))).get(NUMBER);
            assertThat(outcome).isInstanceOf(PollOutcome.Refused.class);
            assertThat(String.valueOf(outcome)).doesNotContain("secret\n").doesNotContain("of the shop");
        }
    }

    private void assertUnreachable(ResponseDefinitionBuilder response) {
        assertThat(ask(response)).isInstanceOf(PollOutcome.Unreachable.class);
    }

    /// Asks once and holds that one request was made.
    private PollOutcome ask(ResponseDefinitionBuilder response) {
        carrier.resetAll();
        carrier.stubFor(any(anyUrl()).willReturn(response));
        try (HttpCarrierClient client = client()) {
            PollOutcome outcome =
                    client.track("laposte", List.of(query(NUMBER))).get(NUMBER);
            carrier.verify(1, anyRequestedFor(anyUrl()));
            assertThat(outcome).isNotNull();
            return Objects.requireNonNull(outcome);
        }
    }

    private HttpCarrierClient client() {
        return new HttpCarrierClient(
                catalog,
                Map.of("laposte", settings("a-key"), "mondial-relay", settings("a-key")),
                InstantSource.fixed(NOW));
    }

    private CarrierSettings settings(String key) {
        return new CarrierSettings(
                true,
                Optional.of(URI.create(carrier.baseUrl())),
                Optional.empty(),
                Map.of("key", Secret.of(key), "private-key", Secret.of(key)),
                Map.of("brand", "BDTEST13", "service", "Web_Services.asmx"),
                List.of(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(2)),
                Optional.empty(),
                AggregatorSettings.defaults());
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    private static String moving() {
        try {
            return Files.readString(Path.of("carriers/laposte/samples/moving.json"));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException(gone);
        }
    }

    private static TrackingQuery query(TrackingNumber number) {
        return new TrackingQuery(number, null, null, null);
    }
}
