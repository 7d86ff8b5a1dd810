package prevenance.carrier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// Every folder of carriers/, as it is shipped.
class ShippedCarriersTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final String TOKEN = "token-of-the-test";

    private final Problems problems = new Problems();
    private final CarrierCatalog catalog = CarrierCatalog.load(FOLDER, problems);
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
    void everyDefinitionIsReadWithoutProblem() {
        assertThat(problems.list()).isEmpty();
        assertThat(catalog.codes()).contains("laposte", "mondial-relay");
    }

    @Test
    void theOfflineCheckFindsNothingAndReadsEverySample() {
        Problems found = new Problems();
        int replayed = CarrierCheck.check(FOLDER, List.of(), found);
        assertThat(found.list()).isEmpty();
        assertThat(replayed).isGreaterThan(15);
    }

    @Test
    void aNumberWithAnotherCheckDigitIsNotTaken() {
        for (String code : catalog.codes()) {
            for (NumberFormat format : catalog.definition(code).numbers()) {
                if (format.check().algorithm() == CheckDigit.Algorithm.NONE) {
                    continue;
                }
                for (String example : format.valid()) {
                    var match = format.pattern().matcher(new TrackingNumber(example).value());
                    assertThat(match.matches()).isTrue();
                    String check = match.group("check");
                    for (char other = '0'; other <= '9'; other++) {
                        String changed = new StringBuilder(match.group())
                                .replace(match.start("check"), match.end("check"), String.valueOf(other))
                                .toString();
                        assertThat(format.takes(new TrackingNumber(changed)))
                                .as("%s: %s", code, changed)
                                .isEqualTo(check.equals(String.valueOf(other)));
                    }
                }
            }
        }
    }

    @Test
    void everyPublishedCodeHasAMeaningOrAReasonAndWhoPublishesNoneSaysSo() {
        Problems found = new Problems();
        for (String code : catalog.codes()) {
            PublishedCodes.compare(FOLDER.resolve(code), catalog.definition(code), found);
        }
        assertThat(found.list()).isEmpty();
        assertThat(found.warnings()).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedReplyIsReadOverTheSocketAsExpected() {
        return catalog.codes().stream()
                .flatMap(code -> CarrierSample.readAll(FOLDER.resolve(code), problems).stream()
                        .map(sample -> DynamicTest.dynamicTest(sample.name(), () -> replay(code, sample))));
    }

    private void replay(String code, CarrierSample sample) throws Exception {
        carrier.resetAll();
        CarrierDefinition definition = catalog.definition(code);
        ResponseDefinitionBuilder response =
                aResponse().withStatus(sample.status()).withBody(sample.bytes());
        sample.headers().forEach(response::withHeader);
        carrier.stubFor(any(anyUrl()).willReturn(response));
        if (definition.auth() instanceof AuthRecipe.Token recipe) {
            String path = recipe.request().url().toString().replaceFirst("^https?://[^/]*", "");
            String body = recipe.format() == ReplyReading.Format.JSON
                    ? "{\"access_token\": \"" + TOKEN + "\", \"id_token\": \"" + TOKEN + "\", \"idToken\": \"" + TOKEN
                            + "\", \"expires_in\": \"3600\"}"
                    : elements(recipe.token().toString());
            carrier.stubFor(any(urlPathEqualTo(path)).willReturn(aResponse().withBody(body)));
        }
        CarrierSettings settings = inLanguage(settings(definition), sample.language());

        try (HttpCarrierClient client =
                new HttpCarrierClient(catalog, Map.of(code, settings), InstantSource.fixed(sample.now()))) {
            if (sample.registers()) {
                Map<TrackingNumber, List<String>> registered = new HashMap<>();
                client.register(code, sample.asked())
                        .forEach((number, outcome) -> registered.put(number, CarrierSample.describe(outcome)));
                assertThat(registered).isEqualTo(sample.expected());
            } else {
                Map<TrackingNumber, PollOutcome> outcomes = client.track(code, sample.asked());
                assertThat(sample.comparable(outcomes)).isEqualTo(sample.expected());
            }
        }
        theRequestSaysWhatTheDefinitionSays(
                sample.registers() ? definition.registering() : definition, settings, sample);
    }

    private static CarrierSettings inLanguage(CarrierSettings s, Optional<String> language) {
        return new CarrierSettings(
                s.enabled(),
                s.baseUrl(),
                s.environment(),
                s.credentials(),
                s.settings(),
                s.limits(),
                s.inFlight(),
                s.timeout(),
                language,
                s.aggregator());
    }

    /// The token where a path of plain names looks for it.
    private static String elements(String path) {
        List<String> names = List.of(path.split("\\."));
        String opening = names.stream().map(name -> "<" + name + ">").collect(Collectors.joining());
        String closing =
                names.reversed().stream().map(name -> "</" + name + ">").collect(Collectors.joining());
        return opening + TOKEN + closing;
    }

    private CarrierSettings settings(CarrierDefinition definition) {
        Map<String, Secret> credentials = new HashMap<>();
        definition.credentials().keySet().forEach(name -> credentials.put(name, Secret.of("secret-" + name)));
        Map<String, String> own = new HashMap<>();
        definition.settings().forEach((name, setting) -> {
            String standard = setting.standard();
            own.put(name, standard == null ? "own-" + name : standard);
        });
        return new CarrierSettings(
                true,
                Optional.of(URI.create(carrier.baseUrl())),
                Optional.empty(),
                credentials,
                own,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AggregatorSettings.defaults());
    }

    private void theRequestSaysWhatTheDefinitionSays(
            CarrierDefinition definition, CarrierSettings settings, CarrierSample sample) {
        List<LoggedRequest> all = new ArrayList<>();
        carrier.getAllServeEvents().forEach(event -> all.add(LoggedRequest.createFrom(event.getRequest())));
        boolean token = definition.auth() instanceof AuthRecipe.Token;
        assertThat(all.size()).isGreaterThanOrEqualTo(token ? 2 : 1);
        List<LoggedRequest> asking = all.stream()
                .filter(request -> request.getMethod()
                        .toString()
                        .equals(definition.request().method()))
                .filter(request -> sample.asked().stream()
                        .allMatch(query -> whole(request)
                                .contains(definition.asked(query.number()).value())))
                .toList();
        assertThat(asking).isNotEmpty();
        LoggedRequest request = asking.getLast();
        if (token) {
            assertThat(whole(request)).contains(TOKEN);
        }
        if (definition.auth() instanceof AuthRecipe.Basic) {
            assertThat(request.getHeader("Authorization")).startsWith("Basic ");
        }
        String everything =
                String.join("\n", all.stream().map(ShippedCarriersTest::whole).toList());
        boolean hashed = definition.signature().isPresent() || everything.contains("Basic ");
        if (!hashed) {
            settings.credentials()
                    .values()
                    .forEach(secret -> assertThat(everything).contains(secret.reveal()));
        }
        assertThat(everything)
                .doesNotContain("{credentials")
                .doesNotContain("{settings")
                .doesNotContain("{number");
    }

    private static String whole(LoggedRequest request) {
        return URLDecoder.decode(request.getUrl().replace("+", "%2B"), StandardCharsets.UTF_8)
                + "\n" + request.getHeaders() + "\n"
                + request.getBodyAsString() + "\n"
                + URLDecoder.decode(
                        request.getBodyAsString().replaceAll("%(?![0-9a-fA-F]{2})", "%25"), StandardCharsets.UTF_8);
    }
}
