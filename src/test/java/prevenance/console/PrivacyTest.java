package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.assess.FlagKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.Chromium;

/// What a customer asks about his data, on the desk.
class PrivacyTest {
    private static final String HERE = "/people/privacy";
    private static final String EMAIL = "camille.kanari@example.org";

    private ConsoleRig rig;
    private DeskData data;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
        long order = data.order("KANARI-1001", "Camille Kanari", EMAIL, "FR");
        long parcel = data.parcel(order, "laposte", "6A00000077001", "2026-11-20", 4990L);
        data.run("update parcel set next_poll_at = null, items = 'Kanari en porcelaine'");
        data.flag(parcel, FlagKind.LATE, false, Duration.ofDays(2), "late.promise", Map.of());
        data.message(order, parcel, "DELAY_KNOWN", "SENT", "Votre colis, Camille Kanari");
        data.order("PERRUCHE-1002", "Noé Perruche", "noe.perruche@example.org", "FR");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = EnumSource.Mode.EXCLUDE)
    void onlyAdministratorsSeeIt(Role role) {
        try (Browser browser = rig.signedIn(role, Locale.ENGLISH)) {
            assertThat(browser.get(HERE).status()).isEqualTo(403);
            String token = browser.get("/account")
                    .page()
                    .select("input[name=form-token]")
                    .val();
            assertThat(browser.post(
                                    HERE + "/erase",
                                    Map.of("form-token", token, "who", EMAIL, "again", EMAIL),
                                    Map.of("Sec-Fetch-Site", "same-origin"))
                            .status())
                    .isEqualTo(403);
            assertThat(data.rows("erasure")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void whoIsAskedForIsShownWithAllThatWouldGoAndGetsHisFile(String language) {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.of(language))) {
            Visit shown = admin.submit(admin.get(HERE), HERE + "/look", Map.of("who", EMAIL));
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.text()).contains("KANARI-1001").doesNotContain("PERRUCHE");
            assertThat(shown.response().uri().toString()).doesNotContain("kanari");

            Visit zip = admin.submit(shown, HERE + "/export", Map.of("who", EMAIL));
            assertThat(zip.header("Content-Type")).isEqualTo("application/zip");
            assertThat(zip.header("Content-Disposition")).contains("person-").doesNotContain("kanari");
            assertThat(zip.response().body()).startsWith("PK");
            assertThat(data.rows("audit_entry").getLast().toString())
                    .contains("privacy.export")
                    .doesNotContainIgnoringCase("kanari");
        }
    }

    @Test
    void whoIsErasedIsConfirmedByTypingHimAgainAndIsGoneFromEveryPage() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit shown = admin.submit(admin.get(HERE), HERE + "/look", Map.of("who", EMAIL));
            Visit refused = admin.submit(shown, HERE + "/erase", Map.of("who", EMAIL, "again", "somebody else"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(data.rows("erasure")).isEmpty();

            Visit done =
                    admin.submit(shown, HERE + "/erase", Map.of("who", EMAIL, "again", EMAIL.toUpperCase(Locale.ROOT)));

            assertThat(done.response().uri().getPath()).matches(HERE + "/erasures/\\d+");
            assertThat(done.text()).contains("found nothing of him").doesNotContainIgnoringCase("kanari");
            assertThat(data.rows("customer_order").toString())
                    .contains("PERRUCHE-1002")
                    .doesNotContainIgnoringCase("kanari");
            assertThat(data.rows("audit_entry").toString())
                    .contains("privacy.erase", "erasure:1")
                    .doesNotContainIgnoringCase("kanari");
            for (String path : List.of(HERE, "/parcels", "/messages?tab=archive", "/people/audit", "/", "/insight")) {
                Visit page = admin.get(path);
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(page.response().body()).as(path).doesNotContainIgnoringCase("kanari");
            }
            assertThat(admin.submit(admin.get(HERE), HERE + "/look", Map.of("who", EMAIL))
                            .text())
                    .contains("Nothing is known of that person. He was erased before.");
        }
    }

    @Test
    void theRecordOfAnErasedPersonCanStillBeLookedAt() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            long message = number(data.rows("outbox_message").getFirst().get("id"));
            long parcel = number(data.rows("parcel").getFirst().get("id"));
            Visit shown = admin.submit(admin.get(HERE), HERE + "/look", Map.of("who", EMAIL));
            admin.submit(shown, HERE + "/erase", Map.of("who", EMAIL, "again", EMAIL));
            assertThat(data.rows("erasure")).hasSize(1);
            for (String path : List.of("/messages/" + message, "/parcels/" + parcel)) {
                Visit page = admin.get(path);
                assertThat(page.status()).as(path).isEqualTo(200);
                assertThat(page.response().body()).as(path).doesNotContainIgnoringCase("kanari");
            }
        }
    }

    @Test
    void whatGoesOnHoldsItUpUntilTheBoxIsTicked() {
        data.run("update parcel set next_poll_at = 1");
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit shown = admin.submit(admin.get(HERE), HERE + "/look", Map.of("who", "KANARI-1001"));
            assertThat(shown.text()).contains("a parcel is under way", "Erase all the same");
            Map<String, String> typed = Map.of("who", "KANARI-1001", "again", "KANARI-1001");
            assertThat(admin.submit(shown, HERE + "/erase", typed).status()).isEqualTo(422);
            assertThat(data.rows("erasure")).isEmpty();
            Visit done = admin.submit(
                    shown, HERE + "/erase", Map.of("who", "KANARI-1001", "again", "KANARI-1001", "force", "yes"));
            assertThat(done.text()).contains("PARCEL_UNDER_WAY");
            assertThat(data.rows("erasure")).hasSize(1);
        }
    }

    @Test
    @Tag("browser")
    void itIsAccessibleOnEveryScreenInBothSchemes() {
        try (Chromium chromium = Chromium.start()) {
            String home = "http://127.0.0.1:" + rig.listener.port();
            String link = rig.firstLink();
            try (BrowserContext visitor = chromium.visitor(Chromium.Screen.DESKTOP, ColorScheme.LIGHT, "fr-FR")) {
                Page page = visitor.newPage();
                page.navigate(home + link);
                page.fill("#password", ConsoleRig.PASSWORD);
                page.fill("#again", ConsoleRig.PASSWORD);
                page.click("button.first");
            }
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr-FR")) {
                        Page page = visitor.newPage();
                        page.navigate(home + "/login");
                        page.fill("#login", "admin");
                        page.fill("#password", ConsoleRig.PASSWORD);
                        page.click("button.first");
                        page.navigate(home + HERE);
                        page.fill("#who", EMAIL);
                        page.click("main button.first");
                        assertThat(page.content()).contains("KANARI-1001");
                        assertThat(Chromium.accessibilityProblems(page)).isEmpty();
                        assertThat(Chromium.scrollsSideways(page)).isFalse();
                        keep(page, screen + "-" + scheme);
                    }
                }
            }
        }
    }

    /// For whoever wants to look at it.
    private static void keep(Page page, String name) {
        String folder = System.getProperty("prevenance.pictures");
        if (folder != null) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(folder, "privacy-" + name + ".png"))
                    .setFullPage(true));
        }
    }

    private static long number(@Nullable Object id) {
        return ((Number) Objects.requireNonNull(id)).longValue();
    }
}
