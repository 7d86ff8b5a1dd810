package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.HttpCarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// The simulated carriers, asked with the real definitions and the demo's own configuration: what the scripts say is
/// what is understood.
class PolledCarriersTest {
    private static final Instant AFTER_ALL = Instant.parse("2026-12-24T19:00:00Z");

    /// What a carrier's published codes cannot tell apart, as script and understanding.
    private static final Set<String> COARSER = Set.of(
            "dhl transit.arrived_country transit.arrived_hub",
            "dhl transit.moving transit.departed",
            "fedex transit.arrived_country transit.moving",
            "fedex transit.delivery_depot transit.arrived_hub",
            "laposte pickup.expired return.under_way",
            "laposte transit.delay_weather transit.delay_announced",
            "mondial-relay accepted.scanned transit.arrived_hub",
            "mondial-relay delivered.collected delivered.recipient",
            "mondial-relay transit.moving transit.arrived_hub",
            "ups transit.moving transit.departed");

    @TempDir
    Path folder;

    @Test
    void whatTheScriptsSayIsWhatIsUnderstood() throws IOException {
        List<ParcelScript> scripts = new ScriptWriter(7, 300, 28).write();
        ManualClock clock = new ManualClock(AFTER_ALL);
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), problems);
        Set<String> misunderstood = new TreeSet<>();
        try (SimulatedCarriers carriers = SimulatedCarriers.open(scripts, new Trouble(7, 0), clock);
                DemoMailbox mailbox = DemoMailbox.open(folder.resolve("mails"))) {
            YamlSection all = YamlFile.read(
                            DemoConfiguration.write(folder, carriers, mailbox),
                            "prevenance.yaml",
                            name -> null,
                            problems)
                    .section("carriers");
            Map<String, CarrierSettings> settings = new LinkedHashMap<>();
            for (DemoCarrier carrier : DemoCarrier.values()) {
                CarrierSettings own =
                        CarrierSettings.read(all.section(carrier.code()), catalog.definition(carrier.code()));
                assertThat(own.enabled()).as(carrier.code()).isTrue();
                settings.put(carrier.code(), own);
            }
            assertThat(problems.isEmpty()).as(problems.list().toString()).isTrue();
            try (HttpCarrierClient client = new HttpCarrierClient(catalog, settings, clock)) {
                for (ParcelScript script : scripts) {
                    assertThat(catalog.identify(new TrackingNumber(script.number())))
                            .contains(script.carrier().code());
                    compare(client, script, misunderstood);
                }
            }
        }
        assertThat(misunderstood).isEmpty();
    }

    private static void compare(HttpCarrierClient client, ParcelScript script, Set<String> misunderstood) {
        TrackingNumber number = new TrackingNumber(script.number());
        Customer customer = script.customer();
        PollOutcome outcome = client.track(
                        script.carrier().code(),
                        List.of(new TrackingQuery(
                                number,
                                customer.home().postcode(),
                                customer.home().country(),
                                null)))
                .get(number);
        if (!(outcome instanceof PollOutcome.Answered answered)) {
            misunderstood.add(script.carrier().code() + " " + script.plot() + " " + outcome);
            return;
        }
        List<TrackingEvent> events = answered.report().history().events();
        List<TrackingStatus> said =
                new ArrayList<>(script.steps().stream().map(Step::status).toList());
        if (events.size() != said.size()) {
            misunderstood.add(script.carrier().code() + " " + script.plot() + " " + events.size() + " of " + said);
            return;
        }
        for (int i = 0; i < said.size(); i++) {
            String pair = script.carrier().code() + " " + said.get(i) + " "
                    + events.get(i).status();
            if (said.get(i) != events.get(i).status() && !COARSER.contains(pair)) {
                misunderstood.add(pair);
            }
        }
    }
}
