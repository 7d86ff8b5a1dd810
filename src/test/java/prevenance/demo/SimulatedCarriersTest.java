package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prevenance.testing.ManualClock;
import tools.jackson.databind.JsonNode;

class SimulatedCarriersTest {
    /// A quiet evening: the stories of the first week are under way.
    private static final Instant EVENING = Instant.parse("2026-11-09T19:00:00Z");

    private static final List<ParcelScript> SCRIPTS = new ScriptWriter(7, 300, 28).write();

    private final ManualClock clock = new ManualClock(EVENING);
    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatedCarriers carriers;

    @BeforeEach
    void open() {
        carriers = SimulatedCarriers.open(SCRIPTS, new Trouble(7, 0), clock);
    }

    @AfterEach
    void close() {
        http.close();
        carriers.close();
    }

    @Test
    void laPosteAnswersOneNumberWithAnObjectAndSeveralWithAListThatHoldsItsNotFound() throws Exception {
        List<ParcelScript> two = known(DemoCarrier.LAPOSTE);
        HttpResponse<String> one = laPoste(two.get(0).number(), Credentials.LAPOSTE_KEY);
        assertThat(one.statusCode()).isEqualTo(200);
        JsonNode shipment = Json.read(one.body()).path("shipment");
        assertThat(shipment.path("idShip").asString()).isEqualTo(two.get(0).number());
        assertThat(shipment.path("event")).hasSize(two.get(0).saidBy(EVENING).size());
        assertThat(shipment.path("event").path(0).path("date").asString()).matches("2026-11-.*[+]01:00");

        HttpResponse<String> several =
                laPoste(two.get(0).number() + "," + two.get(1).number() + ",6A00000000000", Credentials.LAPOSTE_KEY);
        assertThat(several.statusCode()).isEqualTo(207);
        List<Integer> codes = Json.read(several.body())
                .valueStream()
                .map(entry -> entry.path("returnCode").asInt())
                .toList();
        assertThat(codes).containsExactly(200, 200, 404);
        assertThat(laPoste(two.get(0).number(), "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void mondialRelayWantsItsSignatureAndPadsTheListWithEmptyEvents() throws Exception {
        ParcelScript script = known(DemoCarrier.MONDIAL_RELAY).getFirst();
        String brand = Credentials.MONDIAL_RELAY_BRAND;
        String answer = mondialRelay(script.number(), MondialRelayService.signature(brand, script.number(), "FR"));
        assertThat(Soap.text(answer, "STAT")).isNotEmpty().get().isIn("80", "81", "82", "83");
        assertThat(answer).contains("<Libelle /><Date /><Heure />").containsPattern("<Date>../11/26</Date>");
        assertThat(Soap.text(mondialRelay(script.number(), "WRONG"), "STAT")).contains("97");
        assertThat(Soap.text(mondialRelay("10000000", MondialRelayService.signature(brand, "10000000", "FR")), "STAT"))
                .contains("94");
    }

    @Test
    void chronopostAnswersWithoutCredentialsAndWithAnEmptyListForWhatItDoesNotKnow() throws Exception {
        ParcelScript script = known(DemoCarrier.CHRONOPOST).getFirst();
        String answer = chronopost(script.number());
        assertThat(Soap.text(answer, "errorCode")).contains("0");
        assertThat(Soap.text(answer, "code")).contains("DC");
        assertThat(Soap.text(answer, "skybillNumber")).contains(script.number());
        assertThat(chronopost("XY000000005FR")).doesNotContain("<events>");
    }

    @Test
    void upsGivesATokenForTheRightSecretAndTellsOnlyWithAToken() throws Exception {
        ParcelScript script = known(DemoCarrier.UPS).getFirst();
        assertThat(upsToken("nobody:knows").statusCode()).isEqualTo(401);
        HttpResponse<String> token = upsToken(Credentials.UPS_CLIENT_ID + ":" + Credentials.UPS_CLIENT_SECRET);
        assertThat(Json.read(token.body()).path("expires_in").asString()).isEqualTo("14399");
        String bearer = Json.read(token.body()).path("access_token").asString();

        assertThat(ups(script.number(), "none").statusCode()).isEqualTo(401);
        JsonNode activity =
                Json.read(ups(script.number(), bearer).body()).at("/trackResponse/shipment/0/package/0/activity/0");
        assertThat(activity.path("date").asString()).matches("202611[0-9]{2}");
        assertThat(activity.path("gmtOffset").asString()).matches("[+]0[01]:00");
        assertThat(activity.path("status").path("statusCode").asString()).hasSize(3);
        assertThat(Json.read(ups("1Z0000000000000000", bearer).body())
                        .at("/trackResponse/shipment/0/warnings/0/code")
                        .asString())
                .isEqualTo("TW0001");

        clock.advance(Duration.ofHours(4));
        assertThat(ups(script.number(), bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void fedexTakesThirtyNumbersAndSaysNotFoundInsideTheEntry() throws Exception {
        ParcelScript script = known(DemoCarrier.FEDEX).getFirst();
        String form = "grant_type=client_credentials&client_id=%s&client_secret=%s";
        assertThat(post(DemoCarrier.FEDEX, "/oauth/token", form.formatted("a", "b"), "Accept", "*/*")
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> token = post(
                DemoCarrier.FEDEX,
                "/oauth/token",
                form.formatted(Credentials.FEDEX_CLIENT_ID, Credentials.FEDEX_CLIENT_SECRET),
                "Accept",
                "*/*");
        String bearer = "Bearer " + Json.read(token.body()).path("access_token").asString();

        HttpResponse<String> answer = fedex(List.of(script.number(), "100000000000"), bearer);
        JsonNode results = Json.read(answer.body()).at("/output/completeTrackResults");
        assertThat(results).hasSize(2);
        assertThat(results.at("/0/trackResults/0/scanEvents"))
                .hasSize(script.saidBy(EVENING).size());
        assertThat(results.at("/1/trackResults/0/error/code").asString()).isEqualTo("TRACKING.TRACKINGNUMBER.NOTFOUND");
        assertThat(fedex(java.util.Collections.nCopies(31, script.number()), bearer)
                        .statusCode())
                .isEqualTo(400);
        assertThat(fedex(List.of(script.number()), "Bearer no").statusCode()).isEqualTo(401);
    }

    @Test
    void dhlWantsItsKeyAndAnswersAProblemDocumentForWhatItDoesNotKnow() throws Exception {
        ParcelScript script = known(DemoCarrier.DHL).getFirst();
        HttpResponse<String> answer = dhl(script.number(), Credentials.DHL_KEY);
        JsonNode shipment = Json.read(answer.body()).at("/shipments/0");
        assertThat(shipment.path("id").asString()).isEqualTo(script.number());
        assertThat(shipment.path("events")).hasSize(script.saidBy(EVENING).size());

        HttpResponse<String> unknown = dhl("1000000000", Credentials.DHL_KEY);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(dhl(script.number(), "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void onItsBadAfternoonOneCarrierFirstHangsAndThenFails() throws Exception {
        ParcelScript script = known(DemoCarrier.DHL).getFirst();
        clock.set(Trouble.FAILS_FROM.toString());
        assertThat(dhl(script.number(), Credentials.DHL_KEY).statusCode()).isEqualTo(503);
        clock.set(Trouble.WELL_FROM.toString());
        assertThat(dhl(script.number(), Credentials.DHL_KEY).statusCode()).isEqualTo(200);
        assertThat(new Trouble(1, 0).kind(DemoCarrier.DHL, request("/track/shipments"), Trouble.HANGS_FROM))
                .isEqualTo(Trouble.Kind.HANGING);
    }

    @Test
    void theSameQuestionAtTheSameTimeHasTheSameLuckAndNowAndThenItIsBad() {
        Trouble trouble = new Trouble(7, 50);
        List<Trouble.Kind> first = lucks(trouble);
        assertThat(lucks(new Trouble(7, 50))).isEqualTo(first);
        assertThat(first)
                .contains(Trouble.Kind.NONE, Trouble.Kind.THROTTLED, Trouble.Kind.UNAVAILABLE, Trouble.Kind.CUT_SHORT)
                .doesNotContain(Trouble.Kind.HANGING);
    }

    @Test
    void everyCarrierHasWordsForEverythingThatItsScriptsSay() {
        Instant end = EVENING.plus(Duration.ofDays(60));
        for (int seed = 0; seed < 5; seed++) {
            for (ParcelScript script : new ScriptWriter(seed, 300, 28).write()) {
                CarrierService service =
                        SimulatedCarriers.service(script.carrier(), java.util.Map.of(script.number(), script));
                assertThat(Words.of(service, script, end))
                        .as(script.plot() + " " + script.carrier())
                        .isNotBlank();
            }
        }
    }

    private static List<Trouble.Kind> lucks(Trouble trouble) {
        return java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> trouble.kind(DemoCarrier.UPS, request("/track/" + i), EVENING))
                .toList();
    }

    private static CarrierRequest request(String path) {
        return new CarrierRequest("GET", path, java.util.Map.of(), java.util.Map.of(), "");
    }

    private static List<ParcelScript> known(DemoCarrier carrier) {
        return SCRIPTS.stream()
                .filter(script ->
                        script.carrier() == carrier && script.saidBy(EVENING).size() > 2)
                .limit(2)
                .toList();
    }

    private HttpResponse<String> laPoste(String numbers, String key) throws IOException, InterruptedException {
        return get(DemoCarrier.LAPOSTE, "/suivi/v2/idships/" + numbers + "?lang=fr_FR", "X-Okapi-Key", key);
    }

    private String mondialRelay(String number, String signature) throws IOException, InterruptedException {
        String body = """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
            <WSI2_TracingColisDetaille xmlns="http://www.mondialrelay.fr/webservice/"><Enseigne>%s</Enseigne>
            <Expedition>%s</Expedition><Langue>FR</Langue><Security>%s</Security></WSI2_TracingColisDetaille>
            </soap:Body></soap:Envelope>\
            """.formatted(Credentials.MONDIAL_RELAY_BRAND, number, signature);
        return post(DemoCarrier.MONDIAL_RELAY, "/Web_Services.asmx", body, "Content-Type", "text/xml")
                .body();
    }

    private String chronopost(String number) throws IOException, InterruptedException {
        String body = """
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
            xmlns:cxf="http://cxf.tracking.soap.chronopost.fr/"><soapenv:Body><cxf:trackSkybillV2>
            <language>fr_FR</language><skybillNumber>%s</skybillNumber></cxf:trackSkybillV2></soapenv:Body>
            </soapenv:Envelope>\
            """.formatted(number);
        return post(DemoCarrier.CHRONOPOST, "/tracking-cxf/TrackingServiceWS", body, "Content-Type", "text/xml")
                .body();
    }

    private HttpResponse<String> upsToken(String credentials) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return post(
                DemoCarrier.UPS,
                "/security/v1/oauth/token",
                "grant_type=client_credentials",
                "Authorization",
                "Basic " + basic);
    }

    private HttpResponse<String> ups(String number, String bearer) throws IOException, InterruptedException {
        return send(to(DemoCarrier.UPS, "/api/track/v1/details/" + number)
                .header("Authorization", "Bearer " + bearer)
                .header("transId", "t")
                .header("transactionSrc", "test"));
    }

    private HttpResponse<String> fedex(List<String> numbers, String authorization)
            throws IOException, InterruptedException {
        String list = numbers.stream()
                .map("{\"trackingNumberInfo\":{\"trackingNumber\":\"%s\"}}"::formatted)
                .collect(Collectors.joining(","));
        return post(
                DemoCarrier.FEDEX,
                "/track/v1/trackingnumbers",
                "{\"trackingInfo\":[" + list + "]}",
                "Authorization",
                authorization);
    }

    private HttpResponse<String> dhl(String number, String key) throws IOException, InterruptedException {
        String query = URLEncoder.encode(number, StandardCharsets.UTF_8);
        return get(DemoCarrier.DHL, "/track/shipments?trackingNumber=" + query, "DHL-API-Key", key);
    }

    private HttpResponse<String> get(DemoCarrier carrier, String path, String header, String value)
            throws IOException, InterruptedException {
        return send(to(carrier, path).header(header, value));
    }

    private HttpResponse<String> post(DemoCarrier carrier, String path, String body, String header, String value)
            throws IOException, InterruptedException {
        return send(to(carrier, path).header(header, value).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder to(DemoCarrier carrier, String path) {
        return HttpRequest.newBuilder(URI.create(carriers.address(carrier) + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
