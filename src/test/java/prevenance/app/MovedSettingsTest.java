package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.watch.PollSettings;

class MovedSettingsTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void aLimitOfThePollerIsSetWhereAllLimitsAreAndForACarrierOfItsOwn() throws IOException {
        Settings settings = read("""
            rules:
              old-events-margin: 3d
              carriers:
                ups: { old-events-margin: 12h, tracking-end-days: 40 }
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(settings.polling("ups").reuseMargin()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.polling("ups").cadence().trackingEnd()).isEqualTo(Duration.ofDays(40));
        assertThat(settings.polling("laposte").reuseMargin()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void withoutSettingsThePollerGoesByTheThresholdBook() throws IOException {
        assertThat(read("").polling("ups")).isEqualTo(PollSettings.defaults());
    }

    @Test
    void whatHasMovedIsRefusedAndSaysWhereTo() throws IOException {
        read("""
            polling:
              reuse-margin: 1d
              cadence: { tracking-end: 90d }
            carriers:
              ups: { cadence: { tracking-end: 50d } }
            desk: { dispute-days: 5 }
            aftersales:
              claims: { laposte: { loss-days: 30 } }
            rules:
              countries: { BE: { old-events-margin: 1d } }
            """);
        assertThat(problems.list())
                .extracting(Problem::path, Problem::message)
                .map(Object::toString)
                .contains(
                        "(\"polling.reuse-margin\", \"has moved to 'rules.old-events-margin'\")",
                        "(\"polling.cadence.tracking-end\", \"has moved to 'rules.tracking-end-days'\")",
                        "(\"carriers.ups.cadence.tracking-end\", \"has moved to 'rules.tracking-end-days'\")",
                        "(\"desk.dispute-days\", \"has moved to 'rules.dispute-days'\")",
                        "(\"aftersales.claims\", \"has moved to 'rules.carriers.<carrier>.claim-loss-days,"
                                + " claim-damage-days and so on'\")",
                        "(\"rules.countries.BE.old-events-margin\", \"holds for a carrier as a whole\")")
                .hasSize(6);
    }

    private Settings read(String yaml) throws IOException {
        Path file = folder.resolve("prevenance.yaml");
        Files.writeString(file, """
            shop: { name: Maison Exemple, sender: shop@example.org }
            mail: { host: localhost }
            """ + yaml);
        return Settings.read(file, Map.of(), CarrierCatalog.load(Path.of("carriers"), problems), problems);
    }
}
