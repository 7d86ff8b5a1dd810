package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.message.Suppression;
import prevenance.message.Suppressions;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.Chromium;

/// The addresses that get no mail, for the staff.
class SuppressedTest {
    private static final String PATH = "/messages/suppressed";

    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        new LeadScene(rig).order(1, "A-1", "Camille Exemple", "camille@example.org", "+33 1 99 00 00 01");
        rig.database.execute(tx -> {
            Suppressions list = new Suppressions();
            list.add(tx, "camille@example.org", "asked by telephone", "lou", rig.clock.instant());
            list.add(tx, "dominique@example.org", "wrote a letter", "lou", rig.clock.instant());
            tx.handle().execute("update suppressed_address set cause = 'COMPLAINT' where reason = 'wrote a letter'");
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private List<Suppression> list() {
        return rig.database.read(tx -> new Suppressions().list(tx, 10));
    }

    @Test
    void aLeadLiftsAnAddressButNoneWhoseOwnerComplainedAndItIsRecorded() {
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit page = lead.get(PATH);
            assertThat(page.page().select("tbody tr")).hasSize(2);
            assertThat(page.page().select("tbody form")).hasSize(1);
            assertThat(page.text()).doesNotContain("camille@example.org");
            String token = ParcelListTest.token(page);
            String complained = list().stream()
                    .filter(one -> !one.cause().mayBeLifted())
                    .findFirst()
                    .orElseThrow()
                    .handle();
            assertThat(lead.post(PATH + "/lift", token + "&handle=" + complained)
                            .status())
                    .isIn(200, 303);
            assertThat(list()).hasSize(2);
            assertThat(lead.post(PATH + "/lift", token + "&handle=camille%40example.org")
                            .status())
                    .isIn(200, 303);
            assertThat(list()).extracting(Suppression::handle).containsExactly(complained);
            assertThat(rig.database.<List<AuditStore.Entry>>read(tx -> new AuditStore().list(tx, null, null, 5)))
                    .extracting(AuditStore.Entry::action)
                    .contains("address.lift");
        }
    }

    @Test
    void anAddressIsLookedUpAndAdded() {
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.FRENCH)) {
            assertThat(lead.get(PATH + "?address=CAMILLE%40example.org").page().select("tbody tr"))
                    .hasSize(1);
            Visit unknown = lead.get(PATH + "?address=other%40example.org");
            assertThat(unknown.text()).contains("Cette adresse reçoit ses e-mails.");
            String token = ParcelListTest.token(unknown);
            lead.post(PATH + "/add", token + "&address=other%40example.org&why=demande");
            assertThat(list()).hasSize(3);
            lead.post(
                    PATH + "/add",
                    token + "&address=" + URLEncoder.encode("no address", StandardCharsets.UTF_8) + "&why=x");
            assertThat(list()).hasSize(3);
        }
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.FRENCH)) {
            Visit page = agent.get(PATH);
            assertThat(page.page().select("main form[method=post]")).isEmpty();
        }
    }

    @Test
    @Tag("browser")
    void itIsAccessibleAndFitsThePhoneAndTheDesktopInLightAndDark() {
        try (Browser session = rig.signedIn(Role.LEAD, Locale.FRENCH);
                Chromium chromium = Chromium.start()) {
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr")) {
                        String home = "http://127.0.0.1:" + rig.listener.port();
                        visitor.addCookies(List.of(
                                new Cookie("prevenance", session.cookies().get("prevenance")).setUrl(home)));
                        Page page = visitor.newPage();
                        page.navigate(home + PATH);
                        assertThat(Chromium.accessibilityProblems(page))
                                .as("%s %s", screen, scheme)
                                .isEmpty();
                        assertThat(Chromium.scrollsSideways(page))
                                .as("%s %s is wider than its window", screen, scheme)
                                .isFalse();
                        page.screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of("target/screens/suppressed-" + screen + "-" + scheme + ".png")));
                    }
                }
            }
        }
    }
}
