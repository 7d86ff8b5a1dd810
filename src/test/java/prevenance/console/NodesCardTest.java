package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Chromium;
import prevenance.testing.TestStore;

/// The daemons of an installation, where the parcels that they read are counted.
class NodesCardTest {
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
    void eachDaemonStandsThereWithItsLastSignOfLifeItsClockAndWhatItHolds(String language) {
        Assumptions.assumeTrue(TestStore.isServer());
        scene();
        boolean french = language.equals("fr");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.of(language))) {
            Element card = viewer.get("/coverage").page().select("#nodes").getFirst();
            assertThat(card).isNotNull();
            assertThat(card.select("p").getFirst().text()).contains(french ? "en 10 s" : "within 10 s");
            assertThat(card.select("tbody tr").eachText())
                    .containsExactlyElementsOf(
                            french
                                    ? List.of(
                                            "web1-4711-9f3a01c2 version 1.0, processus 4711 16 nov. 10:00 il y a 2 s"
                                                    + " à l’heure 2 colis un courriel",
                                            "web2-4712-77aa0102 version 1.0, processus 4712 17 nov. 09:00 il y a 9 s"
                                                    + " muette en avance de 1,5 s aucun colis aucun courriel")
                                    : List.of(
                                            "web1-4711-9f3a01c2 version 1.0, process 4711 16 Nov 10:00 2 s ago right"
                                                    + " 2 parcels one mail",
                                            "web2-4712-77aa0102 version 1.0, process 4712 17 Nov 09:00 9 s ago silent"
                                                    + " 1.5 s ahead no parcel no mail"));
            assertThat(card.select(".chip").eachAttr("class")).containsExactly("chip bad", "chip wait");
            assertThat(card.select("p").getLast().text())
                    .startsWith(french ? "Une machine disparue" : "One thing is still held");
        }
    }

    @Test
    void theOneDaemonOfAFileIsOneLine() {
        Assumptions.assumeFalse(TestStore.isServer());
        scene();
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(viewer.get("/coverage").page().select("#nodes").eachText())
                    .containsExactly("On one machine, web1, version 1.0, since 16 Nov 10:00.");
        }
    }

    @Test
    @Tag("browser")
    void theyAreAccessibleAndFitThePhoneAndTheDesktopInLightAndDark() {
        scene();
        try (Browser session = rig.signedIn(Role.LEAD, Locale.FRENCH);
                Chromium chromium = Chromium.start()) {
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr")) {
                        String home = "http://127.0.0.1:" + rig.listener.port();
                        visitor.addCookies(List.of(
                                new Cookie("prevenance", session.cookies().get("prevenance")).setUrl(home)));
                        Page page = visitor.newPage();
                        page.navigate(home + "/coverage");
                        assertThat(Chromium.accessibilityProblems(page))
                                .as("%s %s", screen, scheme)
                                .isEmpty();
                        assertThat(Chromium.scrollsSideways(page))
                                .as("%s %s", screen, scheme)
                                .isFalse();
                        page.screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of("target/screens/nodes-" + screen + "-" + scheme + ".png")));
                    }
                }
            }
        }
    }

    /// Two at work, of which one is silent and fast, and a third that is gone.
    private void scene() {
        long now = rig.clock.instant().toEpochMilli();
        node("web1-4711-9f3a01c2", "web1", 4711, now - 86_400_000, now - 2_000, 40);
        node("web2-4712-77aa0102", "web2", 4712, now - 3_600_000, now - 9_000, 1_500);
        new LeadScene(rig)
                .order(1, "A-1", "Camille", null, null)
                .order(2, "A-2", "Camille", null, null)
                .order(3, "A-3", "Camille", null, null)
                .order(4, "A-4", "Camille", null, null);
        run("update parcel set next_poll_at = " + now + ", claimed_by = case when id <= 2 then 'web1-4711-9f3a01c2'"
                + " when id = 3 then 'web9-1-00000000' else 'web2-4712-77aa0102' end, claimed_until = case"
                + " when id = 4 then " + (now - 1) + " else " + (now + 60_000) + " end");
        run("insert into outbox_message (message_key, kind, locale, facts, state, created_at, message_id,"
            + " next_attempt_at, claimed_until, claimed_by) values ('k', 'STAFF_ALERT', 'fr', '{}', 'SENDING', 1, 'm',"
            + " "
                + (now + 60_000) + ", " + (now + 60_000) + ", 'web1-4711-9f3a01c2')");
    }

    private void node(String id, String host, long pid, long started, long seen, long skew) {
        run("insert into node values ('%s', '%s', %d, '1.0', %d, %d, %d)"
                .formatted(id, host, pid, started, seen, skew));
    }

    private void run(String sql) {
        rig.database.execute(tx -> tx.handle().execute(sql));
    }
}
