package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.Chromium;

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

    @Test
    @Tag("browser")
    void theyAreAccessibleAndFitThePhoneAndTheDesktopInLightAndDark() {
        long hour = 3_600_000;
        long now = rig.clock.instant().toEpochMilli() / hour * hour;
        new LeadScene(rig).order(1, "A-1", "Camille", null, null);
        run("update parcel set carrier = 'chronopost', next_poll_at = " + (now + 60_000));
        for (int back = 0; back < 24 * 21; back++) {
            long at = now - back * hour;
            long events = at / hour % 24 < 6 ? 0 : 5 + at / hour % 7;
            run("insert into feed_hour values ('chronopost', %d, 40, %d, %d, 600000, %d)"
                    .formatted(at, back == 30 ? 4 : 0, events, at));
        }
        run("insert into feed_outage (carrier, began_at, ended_at, noticed_at, cause) values ('chronopost', %d, %d, 1,"
                        .formatted(now - 90 * hour, now - 80 * hour)
                + " 'FAILED_READS')");
        run("insert into feed_outage (carrier, began_at, noticed_at, cause) values ('chronopost', " + (now - 2 * hour)
                + ", 1, 'REFUSED')");
        try (Browser session = rig.signedIn(Role.LEAD, Locale.FRENCH);
                Chromium chromium = Chromium.start()) {
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr")) {
                        String home = "http://127.0.0.1:" + rig.listener.port();
                        visitor.addCookies(List.of(
                                new Cookie("prevenance", session.cookies().get("prevenance")).setUrl(home)));
                        Page page = visitor.newPage();
                        for (String path : List.of("/coverage", "/carriers/chronopost")) {
                            page.navigate(home + path);
                            assertThat(Chromium.accessibilityProblems(page))
                                    .as("%s %s %s", path, screen, scheme)
                                    .isEmpty();
                            assertThat(Chromium.scrollsSideways(page))
                                    .as("%s %s %s is wider than its window", path, screen, scheme)
                                    .isFalse();
                            page.screenshot(new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(Path.of("target/screens/feed" + path.replace('/', '-') + "-" + screen + "-"
                                            + scheme + ".png")));
                        }
                    }
                }
            }
        }
    }

    private void run(String sql) {
        rig.database.execute(tx -> tx.handle().execute(sql));
    }
}
