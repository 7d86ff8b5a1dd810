package prevenance.carrier;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// Carriers that find a parcel only by its number and something else.
class NeedTest {
    @TempDir
    private Path carriers;

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
    void whatLacksASecondKeyIsNotAskedAndTheOthersOfItsBatchAre() throws IOException {
        CarrierCatalog catalog = catalog("[postcode, ship-date]");
        TrackingNumber whole = new TrackingNumber("11111111");
        TrackingNumber bare = new TrackingNumber("22222222");
        TrackingNumber dateless = new TrackingNumber("33333333");
        carrier.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json")
                        .withBody("[{\"n\": \"11111111\", \"events\": []}]")));
        try (HttpCarrierClient client = client(catalog)) {
            Map<TrackingNumber, PollOutcome> outcomes = client.track(
                    "north",
                    List.of(
                            new TrackingQuery(bare, " ", null, null),
                            new TrackingQuery(whole, "75001", null, LocalDate.of(2026, 11, 18)),
                            new TrackingQuery(dateless, "75001", null, null)));
            assertThat(outcomes.keySet()).containsExactly(bare, whole, dateless);
            assertThat(outcomes.get(whole)).isInstanceOf(PollOutcome.Answered.class);
            assertThat(outcomes.get(bare))
                    .isEqualTo(new PollOutcome.Refused("not asked: the carrier needs the recipient's postcode and the"
                            + " day on which it was handed over, add it to the order"));
            assertThat(outcomes.get(dateless))
                    .isEqualTo(new PollOutcome.Refused(
                            "not asked: the carrier needs the day on which it was handed over, add it to the order"));
            carrier.verify(1, anyRequestedFor(anyUrl()));
            assertThat(carrier.getAllServeEvents().getFirst().getRequest().getUrl())
                    .contains("11111111")
                    .doesNotContain("22222222")
                    .doesNotContain("33333333");
            client.track("north", List.of(new TrackingQuery(bare, null, null, null)));
            carrier.verify(1, anyRequestedFor(anyUrl()));
        }
    }

    @Test
    void anUnknownNeedIsAProblemOfTheDefinition() throws IOException {
        Problems problems = new Problems();
        catalog("[postcode, zip]", problems);
        assertThat(problems.list())
                .extracting(Object::toString)
                .containsExactly(
                        "north/carrier.yaml:8: request.needs: 'zip' is no second key -> write postcode, country"
                                + " or ship-date");
    }

    private CarrierCatalog catalog(String needs) throws IOException {
        Problems problems = new Problems();
        CarrierCatalog catalog = catalog(needs, problems);
        assertThat(problems.list()).isEmpty();
        return catalog;
    }

    private CarrierCatalog catalog(String needs, Problems problems) throws IOException {
        Path folder = Files.createDirectories(carriers.resolve("north"));
        Files.writeString(folder.resolve("statuses.csv"), "key,status,flags,meaning\n");
        Files.writeString(folder.resolve("carrier.yaml"), """
            code: north
            name: North
            zone: Europe/Paris
            facts: { checked: 2026-11-22, sources: [a paper], unconfirmed: [codes] }
            numbers: [{ name: any, pattern: '\\d{8}', valid: ["12345678"], invalid: ["1"] }]
            environments: { production: "https://north.example.org" }
            request:
              needs: %s
              path: /t/{numbers}
            batch: { size: 5, item: "{number}:{postcode}" }
            limits: [{ requests: 1, per: 1s, unconfirmed: invented }]
            reply:
              format: json
              number: n
              events: events
              event: { code: code, time: [{ value: date }] }
              status: { tables: [statuses.csv] }
            """.formatted(needs));
        return CarrierCatalog.load(carriers, problems);
    }

    private HttpCarrierClient client(CarrierCatalog catalog) {
        CarrierSettings settings = CarrierSettings.defaults(catalog.definition("north"))
                .with(Optional.of(URI.create(carrier.baseUrl())), Map.of(), Map.of());
        return new HttpCarrierClient(
                catalog, Map.of("north", settings), InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z")));
    }
}
