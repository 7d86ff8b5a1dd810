package prevenance.carrier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingNumber;

/// Requests and tokens of definitions that no shipped carrier has yet.
class RequestAndTokenTest {
    private static final String REST = """
        code: made-up
        name: Made up
        zone: Europe/Paris
        facts: { checked: 2026-11-22, sources: [a test] }
        numbers: [{ name: any, pattern: '[A-Z0-9]+', valid: [A1] }]
        credentials: { id: { description: id }, secret: { description: secret } }
        environments: { production: "https://api.example.org/v1" }
        limits: [{ requests: 1, per: 1s, unconfirmed: a test }]
        reply: { format: json, number: n, events: e, event: { code: c, time: [{ value: t }] } }
        """;
    private static final String OAUTH = REST + """
        request: { path: "/track/{number}" }
        auth:
          kind: oauth2
          url: https://login.example.org/token
          client: basic
          client-id: "{credentials.id}"
          client-secret: "{credentials.secret}"
          fields: { scope: tracking }
          throttled-status: [403]
          penalty: 10m
        """;
    private static final TrackingNumber NUMBER = new TrackingNumber("A1");
    private static final String FOUND = "{\"n\": \"A1\"}";

    @TempDir
    Path folder = Path.of("");

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-20T12:00:00Z"));
    private final WireMockServer carrier = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeEach
    void start() {
        carrier.start();
        carrier.stubFor(any(anyUrl()).willReturn(aResponse().withBody(FOUND)));
    }

    @AfterEach
    void stop() {
        carrier.stop();
    }

    @Test
    void manyCallersShareOneTokenAndItIsRenewedBeforeItsEnd() throws Exception {
        tokens("{\"access_token\": \"one\", \"expires_in\": \"600\"}");
        try (HttpCarrierClient client = client(OAUTH);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                calls.add(() -> word(client));
            }
            for (Future<String> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo("answered");
            }
            carrier.verify(1, postRequestedFor(urlPathEqualTo("/token")));

            clock.advance(Duration.ofMinutes(8));
            word(client);
            carrier.verify(1, postRequestedFor(urlPathEqualTo("/token")));
            clock.advance(Duration.ofMinutes(1));
            word(client);
            carrier.verify(2, postRequestedFor(urlPathEqualTo("/token")));
        }
        LoggedRequest token =
                carrier.findAll(postRequestedFor(urlPathEqualTo("/token"))).getFirst();
        assertThat(token.getBodyAsString()).isEqualTo("grant_type=client_credentials&scope=tracking");
        assertThat(token.getHeader("Authorization"))
                .isEqualTo(okhttp3.Credentials.basic("the-id", "the secret & more"));
        LoggedRequest asked = carrier.findAll(getRequestedFor(anyUrl())).getFirst();
        assertThat(asked.getUrl()).isEqualTo("/v1/track/A1");
        assertThat(asked.getHeader("Authorization")).isEqualTo("Bearer one");
    }

    @Test
    void aBarcodeIsAskedForByTheNumberInItAndKnownByItInTheReply() {
        String definition = REST.replace("'[A-Z0-9]+', valid: [A1]", "'P(?<asked>[A-Z0-9]+)Q', valid: [PA1Q]") + """
            request: { path: "/track/{number}" }
            customer-page: "https://example.org/{number}"
            """;
        TrackingNumber barcode = new TrackingNumber("PA1Q");
        try (HttpCarrierClient client = client(definition)) {
            PollOutcome outcome =
                    client.track("made-up", List.of(query("PA1Q"))).get(barcode);
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            PollOutcome.Answered.class,
                            answered ->
                                    assertThat(answered.report().customerPage()).isEqualTo("https://example.org/A1"));
        }
        assertThat(carrier.findAll(getRequestedFor(anyUrl())))
                .extracting(LoggedRequest::getUrl)
                .containsExactly("/v1/track/A1");
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndThenTheRefusalStands() {
        tokens("{\"access_token\": \"one\", \"expires_in\": 600}");
        carrier.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(401)));
        try (HttpCarrierClient client = client(OAUTH)) {
            assertThat(word(client)).isEqualTo("refused");
        }
        carrier.verify(2, postRequestedFor(urlPathEqualTo("/token")));
        carrier.verify(2, getRequestedFor(anyUrl()));
    }

    @Test
    void aRefusalThatComesWithAnotherStatusIsARefusalWhereTheDefinitionSaysSo() {
        tokens("{\"access_token\": \"one\", \"expires_in\": 600}");
        carrier.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500).withBody("{\"fault\": \"old token\"}")));
        try (HttpCarrierClient client = client(OAUTH + "  refused-when: 'fault = \"old token\"'\n")) {
            assertThat(word(client)).isEqualTo("unreachable");
            carrier.verify(2, postRequestedFor(urlPathEqualTo("/token")));
            carrier.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(500).withBody("{\"fault\": \"none\"}")));
            assertThat(word(client)).isEqualTo("unreachable");
        }
        carrier.verify(2, postRequestedFor(urlPathEqualTo("/token")));
        carrier.verify(3, getRequestedFor(anyUrl()));
        carrier.stubFor(post(urlPathEqualTo("/token"))
                .willReturn(aResponse().withStatus(500).withBody("{\"fault\": \"old token\"}")));
        try (HttpCarrierClient client = client(OAUTH + "  refused-when: 'fault = \"old token\"'\n")) {
            assertThat(word(client)).isEqualTo("refused");
        }
    }

    @Test
    void aTokenEndpointThatSaysTooOftenIsLeftAloneForThePenalty() {
        carrier.stubFor(post(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(403)));
        try (HttpCarrierClient client = client(OAUTH)) {
            PollOutcome outcome = client.track("made-up", List.of(query("A1"))).get(NUMBER);
            assertThat(outcome)
                    .isEqualTo(new PollOutcome.Throttled(Optional.of(Duration.ofMinutes(10)), "token: HTTP 403"));
            clock.advance(Duration.ofMinutes(9));
            assertThat(word(client)).isEqualTo("throttled");
            carrier.verify(1, postRequestedFor(anyUrl()));
            clock.advance(Duration.ofMinutes(2));
            tokens("{\"access_token\": \"one\"}");
            assertThat(word(client)).isEqualTo("answered");
        }
    }

    @Test
    void wrongClientCredentialsAreRefusedAndBrokenTokenAnswersAreTemporary() {
        carrier.stubFor(post(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(401)));
        assertThat(fresh(OAUTH)).isEqualTo("refused");
        carrier.stubFor(post(urlPathEqualTo("/token")).willReturn(aResponse().withStatus(503)));
        assertThat(fresh(OAUTH)).isEqualTo("unreachable");
        tokens("{\"access_token\": ");
        assertThat(fresh(OAUTH)).isEqualTo("unreachable");
        tokens("{}");
        assertThat(fresh(OAUTH)).isEqualTo("unreachable");
    }

    @Test
    void aLoginThatIsNoOAuthGivesTheTokenForTheBody() {
        tokens("<e:Envelope xmlns:e='urn:x'><Body><authToken>t &lt;1&gt;</authToken></Body></e:Envelope>");
        String login = REST + """
            request:
              method: POST
              path: /soap
              body: { type: xml, template: "<a><t>{token}</t><n>{number}</n></a>" }
            auth:
              kind: login
              url: /token
              body: { type: xml, template: "<l>{credentials.secret}</l>" }
              format: xml
              token: Envelope.Body.authToken
              lifetime: 1h
            """;
        assertThat(fresh(login.replace("/token", "https://login.example.org/token")))
                .isEqualTo("answered");
        assertThat(carrier.findAll(postRequestedFor(urlPathEqualTo("/token")))
                        .getFirst()
                        .getBodyAsString())
                .isEqualTo("<l>the secret &amp; more</l>");
        assertThat(carrier.findAll(postRequestedFor(urlPathEqualTo("/v1/soap")))
                        .getFirst()
                        .getBodyAsString())
                .isEqualTo("<a><t>t &lt;1&gt;</t><n>A1</n></a>");
    }

    @Test
    void aBatchBecomesJsonObjectsWithWhatIsKnownOfEachParcel() {
        String json = REST + """
            request:
              method: POST
              path: /track
              body:
                type: json
                template: '{"key": "{credentials.secret}", "all": [{numbers}]}'
            batch: { size: 3, item: '{"n": "{number}"{?, "from": "{ship-date-2}"?}}' }
            """;
        try (HttpCarrierClient client = client(json)) {
            client.track(
                    "made-up",
                    List.of(
                            query("A1"),
                            new TrackingQuery(new TrackingNumber("B\"2"), null, null, LocalDate.of(2026, 3, 1))));
        }
        assertThat(carrier.findAll(postRequestedFor(anyUrl())).getFirst().getBodyAsString())
                .isEqualTo("{\"key\": \"the secret & more\", \"all\": "
                        + "[{\"n\": \"A1\"},{\"n\": \"B\\\"2\", \"from\": \"2026-02-27\"}]}");
    }

    @Test
    void aParameterIsRepeatedJoinedLeftOutOrADocument() {
        String query = REST + """
            request:
              path: /track
              query:
                id: "{number}"
                ids: "{numbers}"
                zip: "{settings.zip}"
              xml-query: { xml: '<d p="{credentials.secret}" c="{numbers}"/>' }
            settings: { zip: { description: optional, default: "" } }
            batch: { size: 2, join: ";" }
            """;
        try (HttpCarrierClient client = client(query)) {
            client.track("made-up", List.of(query("A1"), query("B/2")));
        }
        assertThat(carrier.findAll(getRequestedFor(anyUrl())).getFirst().getUrl())
                .isEqualTo("/v1/track?id=A1&id=B%2F2&ids=A1;B%2F2"
                        + "&xml=%3Cd%20p%3D%22the%20secret%20%26amp%3B%20more%22%20c%3D%22A1%3BB%2F2%22%2F%3E");
    }

    @Test
    void aSignatureCanCoverTheBytesOfTheBody() throws Exception {
        String signed = REST + """
            request:
              method: POST
              path: /track
              headers: { X-Service: "{credentials.id};{now-millis};{signature}" }
              body: { type: json, template: '{"noSuivi":"{number}"}' }
            signature:
              algorithm: sha-256
              parts: ["{credentials.secret}", "{credentials.id}", "{now-millis}", "{body}"]
              separator: ";"
            """;
        assertThat(fresh(signed)).isEqualTo("answered");
        LoggedRequest sent = carrier.findAll(postRequestedFor(anyUrl())).getFirst();
        String millis = String.valueOf(clock.instant().toEpochMilli());
        String message = "the secret & more;the-id;" + millis + ";" + sent.getBodyAsString();
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8)));
        assertThat(sent.getHeader("X-Service")).isEqualTo("the-id;" + millis + ";" + hash);
    }

    @Test
    void aDefinitionsMistakesAreAllNamedWithLineAndRemedy() throws IOException {
        String broken = OAUTH.replace("zone: Europe/Paris", "zone: Europe/Pariss")
                .replace("valid: [A1]", "valid: [a-1, '$']")
                .replace("/track/{number}", "/track/{nummer}")
                .replace("format: json", "formats: json")
                .replace("code: made-up", "code: other")
                .replace("events: e", "events: 'e['");
        Problems problems = new Problems();
        load(broken, problems);
        assertThat(problems.list()).allMatch(problem -> problem.file().equals("made-up/carrier.yaml"));
        assertThat(problems.list())
                .extracting(problem -> problem.path())
                .contains("zone", "numbers[0].valid", "request.path", "reply.formats", "code", "reply.events");
        assertThat(problems.list()).allMatch(problem -> !problem.remedy().isEmpty());
    }

    private void tokens(String body) {
        carrier.stubFor(post(urlPathEqualTo("/token")).willReturn(aResponse().withBody(body)));
    }

    private String fresh(String yaml) {
        try (HttpCarrierClient client = client(yaml)) {
            return word(client);
        }
    }

    private static String word(HttpCarrierClient client) {
        return String.valueOf(Optional.ofNullable(
                        client.track("made-up", List.of(query("A1"))).get(NUMBER))
                .map(PollOutcome::word)
                .orElse(null));
    }

    private HttpCarrierClient client(String yaml) {
        Problems problems = new Problems();
        CarrierCatalog catalog;
        try {
            catalog = load(yaml, problems);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        assertThat(problems.list()).isEmpty();
        CarrierSettings settings = CarrierSettings.defaults(catalog.definition("made-up"))
                .with(
                        Optional.of(URI.create(carrier.baseUrl())),
                        Map.of("id", Secret.of("the-id"), "secret", Secret.of("the secret & more")),
                        Map.of());
        return new HttpCarrierClient(catalog, Map.of("made-up", settings), clock);
    }

    private CarrierCatalog load(String yaml, Problems problems) throws IOException {
        Path home = Files.createDirectories(folder.resolve("made-up"));
        Files.writeString(home.resolve("carrier.yaml"), yaml);
        return CarrierCatalog.load(folder, problems);
    }

    private static TrackingQuery query(String number) {
        return new TrackingQuery(new TrackingNumber(number), null, null, null);
    }
}
