package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Chromium;
import prevenance.tracking.TrackingStatus;

/// The agents' pages in a real browser: for everybody's eyes and hands, and by keyboard alone.
class DeskInBrowserTest {
    private ConsoleRig rig;
    private Browser session;
    private long parcel;
    private long late;
    private long stalled;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        DeskData data = new DeskData(rig.database, rig.clock.instant());
        List<Long> parcels = data.morning();
        parcel = parcels.get(0);
        data.flag(
                parcel, FlagKind.LATE, true, Duration.ofDays(2), "late", Map.of("promise", "2026-11-12", "over", "3"));
        data.flag(parcels.get(1), FlagKind.STALLED, false, Duration.ofDays(1), "closed.no-longer", Map.of());
        data.says(parcel, TrackingStatus.ATTEMPT_ABSENT, "ND1", "Absent", "Lyon", "2026-11-13T11:20:00", "+01:00");
        late = data.openCase(1, parcel, CaseKind.LATE, 3, Duration.ofMinutes(-20), null);
        stalled = data.openCase(2, parcels.get(1), CaseKind.STALLED, 3, Duration.ofMinutes(50), "sam");
        data.entry(late, "customer", "CUSTOMER_SAID", "Where is it?");
        data.message(1, parcel, "DELAY_UNKNOWN", "HELD", null);
        session = rig.signedIn(Role.LEAD, Locale.FRENCH);
        session.submit(session.get("/cases/" + late), "/claim", Map.of("kind", "LOSS"));
    }

    @AfterEach
    void close() {
        session.close();
        rig.close();
    }

    @Test
    void everyPageIsAccessibleAndFitsThePhoneAndTheDesktopInLightAndDark() {
        List<String> paths = List.of(
                "/",
                "/parcels",
                "/parcels?sort=NEWEST&age=1",
                "/parcels/" + parcel,
                "/cases",
                "/cases/" + late,
                "/cases?tab=CLOSED");
        try (Chromium chromium = Chromium.start()) {
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                    try (BrowserContext visitor = visitor(chromium, screen, scheme)) {
                        Page page = visitor.newPage();
                        for (String path : paths) {
                            page.navigate(base() + path);
                            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })");
                            assertThat(Chromium.accessibilityProblems(page))
                                    .as(screen + " " + scheme + " " + path)
                                    .isEmpty();
                            assertThat(Chromium.scrollsSideways(page)).as(path).isFalse();
                        }
                    }
                }
            }
        }
    }

    @Test
    void anAgentBeginsAtTheTopOfTheListByKeyboardAlone() {
        try (Chromium chromium = Chromium.start();
                BrowserContext visitor = visitor(chromium, Chromium.Screen.DESKTOP, ColorScheme.LIGHT)) {
            Page page = visitor.newPage();
            page.navigate(base() + "/");
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            // The other one was answered when its claim was opened.
            arrives(page, "/cases/" + stalled);
            page.focus("#note");
            page.keyboard().type("J’ai appelé l’agence.");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector(".notice.good");
            assertThat(page.textContent("[aria-labelledby=story-title]")).contains("J’ai appelé l’agence.");
            page.keyboard().press("g");
            page.keyboard().press("p");
            arrives(page, "/parcels");
            page.keyboard().press("/");
            page.keyboard().type("dupre");
            page.keyboard().press("Enter");
            arrives(page, "/parcels?q=dupre");
            assertThat(page.locator("tbody tr").count()).isEqualTo(3);
        }
    }

    private void arrives(Page page, String path) {
        try {
            page.waitForURL(base() + path);
        } catch (TimeoutError never) {
            throw new AssertionError("not at " + path + " but at " + page.url(), never);
        }
    }

    private BrowserContext visitor(Chromium chromium, Chromium.Screen screen, ColorScheme scheme) {
        BrowserContext visitor = chromium.visitor(screen, scheme, "fr-FR");
        visitor.addCookies(List.of(new Cookie("prevenance", session.cookies().get("prevenance")).setUrl(base())));
        return visitor;
    }

    private String base() {
        return "http://127.0.0.1:" + rig.listener.port();
    }
}
