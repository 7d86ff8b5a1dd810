package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.tracking.TrackingNumber;

/// Links in replies carry the recipient's postcode so that he need not type it; a sample must not. The names of places
/// are nobody's and stay.
class LinksInSamplesTest {
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aPostcodeInALinkIsReplacedUnderWhateverNameItStands() {
        String sample = recorded("""
            {"returnCode": 200, "shipment": {"idShip": "6A12345678901",
             "url": "https://track.example.org/?number=6A12345678901&postal_code=5611+EM&lang=fr",
             "partner": {"link": "https://other.example.org/go?country=nl&verification=5611+EM&type=parcel"},
             "event": [{"code": "MD2", "label": "En livraison", "date": "2026-11-20T10:00:00+01:00"}]}}
            """);
        assertThat(sample)
                .doesNotContain("5611")
                .contains("postal_code=x&lang=fr")
                .contains("country=nl&verification=x&type=parcel");
    }

    @Test
    void theNameOfAPlaceStaysAndSoDoesTheTownElsewhere() {
        String sample = recorded("""
            {"returnCode": 200, "shipment": {"idShip": "6A12345678901",
             "location": {"displayName": "Nantes"},
             "event": [{"code": "MD2", "label": "En livraison, Nantes", "date": "2026-11-20T10:00:00+01:00"}]}}
            """);
        assertThat(sample).contains("\"Nantes\"").contains("En livraison, Nantes");
    }

    private static String recorded(String reply) {
        CarrierSettings settings = CarrierSettings.defaults(CATALOG.definition("laposte"));
        TrackingQuery query = new TrackingQuery(new TrackingNumber("6A12345678901"), null, null, null);
        CarrierTrial trial = CarrierTrial.read(
                CATALOG,
                "laposte",
                settings,
                query,
                200,
                "application/json",
                reply.getBytes(StandardCharsets.UTF_8),
                NOW);
        return SampleRecording.of(CATALOG, "laposte", settings, query, trial, NOW)
                .reply();
    }
}
