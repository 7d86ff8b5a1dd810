package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// The proof that every parcel is read, and what stands above every page while a feed is down.
class CoverageTest {
    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void whatWasNotReadStandsThereWithItsReasonAndAnOutageAboveEveryPage(String language) {
        boolean french = language.equals("fr");
        long now = rig.clock.instant().toEpochMilli();
        new LeadScene(rig).order(1, "A-1", "Camille", null, null).order(2, "A-2", "Camille", null, null);
        run("update parcel set carrier = 'chronopost', next_poll_at = " + (now + 60_000) + ", last_answered_at = case"
                + " when id = 1 then " + now + " else " + (now - 90_000_000) + " end");
        run("insert into feed_outage (carrier, began_at, noticed_at, cause) values ('chronopost', " + (now - 7_200_000)
                + ", 1, 'NO_EVENTS')");
        run("insert into feed_hour values ('chronopost', " + now / 3_600_000 * 3_600_000 + ", 8, 2, 3, 600000, " + now
                + ")");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.of(language))) {
            Visit visit = viewer.get("/coverage");
            assertThat(visit.page().select("main h2").getFirst().text())
                    .isEqualTo(
                            french ? "2 colis ouverts, 1 lus depuis 24 h" : "2 parcels open, 1 read in the last 24 h");
            assertThat(visit.page().select("tbody tr")).hasSize(1);
            assertThat(visit.page().select("tbody tr").text())
                    .contains("A-2", french ? "le flux du transporteur est en panne" : "the carrier’s feed is down");
            assertThat(viewer.get("/coverage.csv").text()).contains("A-2,").contains(",chronopost,CARRIER_DOWN,");
            for (String path : new String[] {"/", "/parcels", "/coverage"}) {
                assertThat(viewer.get(path).page().select("p.banner").text())
                        .contains(
                                french
                                        ? "Chronopost répond, mais ne dit plus rien de nouveau"
                                        : "Chronopost answers, but has told nothing new");
            }
            String feed =
                    viewer.get("/carriers/chronopost").page().select("#feed").text();
            assertThat(feed).contains("80 %").contains(french ? "toujours en panne" : "still down");
        }
    }

    private void run(String sql) {
        rig.database.execute(tx -> tx.handle().execute(sql));
    }
}
