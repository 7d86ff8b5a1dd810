package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseDesk;
import prevenance.cases.DeskSettings;
import prevenance.cases.IncidentDesk;
import prevenance.cases.TellingSettings;
import prevenance.cases.incident.IncidentSettings;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.Chromium;

/// An incident as the staff sees it and decides about it.
class IncidentPagesTest {
    private static final int PARCELS = 120;

    private ConsoleRig rig;
    private IncidentDesk incidents;
    private CaseDesk desk;

    @BeforeEach
    void storm(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        Instant now = rig.clock.instant();
        long before = now.minus(Duration.ofDays(5)).toEpochMilli();
        rig.database.execute(tx -> {
            for (int id = 1; id <= PARCELS; id++) {
                tx.handle()
                        .execute("insert into customer_order (id, number, customer_name, email, locale, country,"
                                + " postcode, imported_at, updated_at) values (" + id + ", 'W-" + id
                                + "', 'Camille Exemple',"
                                + " 'c" + id + "@example.org', '" + (id % 2 == 0 ? "fr-FR" : "en-GB")
                                + "', 'FR', '69001', "
                                + before + ", " + before + ")");
                tx.handle()
                        .execute("insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at,"
                                + " updated_at, shipped_at, promise_date, status, milestone) values (" + id + ", " + id
                                + ", 'laposte', '6A" + (10_000_000_000L + id) + "', 'OUTBOUND', " + before + ", "
                                + before
                                + ", " + before + ", '2026-11-16', 'transit.moving', 'IN_TRANSIT')");
                tx.handle()
                        .execute("insert into tracking_event (parcel_id, identity, carrier_code, carrier_text,"
                                + " occurred_local, utc_offset, occurred_at, status, informational, place,"
                                + " country,"
                                + " recorded_at)"
                                + " values"
                                + " (" + id + ", 'e', 'moving', '', '2026-11-12T10:00:00', '+01:00', " + before
                                + ", 'transit.moving', 0, 'Lyon', 'FR', " + before + ")");
                tx.handle()
                        .execute("insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer,"
                                + " since_at, raised_at, stepped_at, rule, reason_key, reason_args, place_key) values ("
                                + id
                                + ", 'LATE', 1, 'OPEN', 1, 1, 1, " + now.toEpochMilli() + ", " + now.toEpochMilli()
                                + ", "
                                + now.toEpochMilli() + ", 'late/1', 'late', '{}', 'lyon')");
            }
        });
        IncidentSettings settings = IncidentSettings.defaults();
        TellingSettings telling = TellingSettings.defaults().withoutQuietHours();
        incidents = new IncidentDesk(rig.database, settings, DeskSettings.defaults(), telling);
        desk = new CaseDesk(
                rig.database, rig.parts.outbox(), DeskSettings.defaults(), telling, settings, _ -> "La Poste");
        incidents.groupDue(now);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private long mails() {
        return rig.database.<Long>read(tx -> tx.handle()
                .createQuery("select count(*) from outbox_message where kind = 'MASS_DELAY'")
                .mapTo(Long.class)
                .one());
    }

    private static Map<String, String> words() {
        return Map.of(
                "text-fr", "Une grève retient vos colis.",
                "text-en", "A strike holds your parcels.",
                "cause", "STRIKE",
                "next", "2026-11-20");
    }

    /// As the button beside the approval does it.
    private static Visit preview(Browser browser, Visit page, String language) {
        Map<String, String> fields = new HashMap<>(words());
        page.page()
                .select("form[action$=approve] input[type=hidden]")
                .forEach(hidden -> fields.put(hidden.attr("name"), hidden.attr("value")));
        return browser.post(
                "/incidents/1/preview?language=" + language, fields, Map.of("Sec-Fetch-Site", "same-origin"));
    }

    @Test
    void theListAndTheStartPageLeadToItAndItSaysWhyItIsOne() {
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(browser.get("/").response().body()).contains("Late or stuck at Lyon, La Poste");
            assertThat(browser.get("/incidents").response().body()).contains("waits for a decision", "/incidents/1");
            String page = browser.get("/incidents/1").response().body();
            assertThat(page)
                    .contains("120 parcels with new flags at once: Lyon. 120 ", "it took 10 to call it")
                    .contains("6A10000000001", "/incidents/1?after=25")
                    .doesNotContain("Approve and tell");
            assertThat(browser.get("/incidents/1?after=100").response().body())
                    .contains("6A10000000120")
                    .doesNotContain("after=150");
            assertThat(browser.get("/incidents/1/members.csv").response().body().lines())
                    .hasSize(PARCELS + 1);
            assertThat(browser.get("/cases").response().body()).contains("/incidents/1", "I-1");
        }
    }

    @Test
    void whoLeadsTheDeskReadsTheMailChangesTheWordsAndApprovesOnce() {
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.FRENCH)) {
            Visit page = browser.get("/incidents/1");
            assertThat(page.response().body()).contains("La Poste retient en ce moment de nombreux colis à Lyon");
            assertThat(preview(browser, page, "fr").response().body())
                    .contains("Une grève retient vos colis.", "W-2", "20 novembre");
            assertThat(preview(browser, page, "en").response().body()).contains("A strike holds your parcels.");
            Visit approved = browser.submit(page, "/incidents/1/approve", words());
            assertThat(approved.response().body())
                    .contains("Approuvé.", "Un nouveau texte pour ceux qui attendent encore");
            assertThat(browser.submit(page, "/incidents/1/approve", words()).status())
                    .isEqualTo(409);
        }
        incidents.groupDue(rig.clock.instant());
        desk.handleDue(rig.clock.instant());
        assertThat(mails()).isEqualTo(PARCELS);
        List<String> audit = rig.database.read(tx -> tx.handle()
                .createQuery("select action from audit_entry where subject = 'incident:1'")
                .mapTo(String.class)
                .list());
        assertThat(audit).containsExactly("incident.approve");
    }

    @Test
    void anAgentMayReadTheMailButNotApprove() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.FRENCH)) {
            Visit page = browser.get("/incidents/1");
            assertThat(preview(browser, page, "fr").status()).isEqualTo(200);
            assertThat(browser.submit(page, "/incidents/1/approve", words()).status())
                    .isEqualTo(403);
        }
        assertThat(mails()).isZero();
    }

    @Test
    void aWordingInOneLanguageOnlyIsNotApprovedAndWhatWasTypedIsKept() {
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit refused = browser.submit(
                    browser.get("/incidents/1"),
                    "/incidents/1/approve",
                    Map.of("text-fr", "Une grève retient tout.", "text-en", " "));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.response().body())
                    .contains("Write the wording in both languages", "Une grève retient tout.");
        }
    }

    @Test
    void whoLeadsTheDeskIsToldOfItOnceByMail() {
        rig.database.execute(tx -> tx.handle()
                .execute("insert into staff_user (login, name, email, role, locale, state,"
                        + " created_at) values ('lea', 'Léa Exemple', 'lea@example.org', 'LEAD', 'fr', 'ACTIVE', 0)"));
        Alerts alerts = new Alerts(rig.parts, DigestSettings.defaults(), null);
        alerts.alertsDue(rig.clock.instant());
        alerts.alertsDue(rig.clock.advance(Duration.ofHours(1)));
        assertThat(rig.database.<List<String>>read(tx -> tx.handle()
                        .createQuery("select facts from outbox_message where message_key like '%/incident/%'")
                        .mapTo(String.class)
                        .list()))
                .singleElement()
                .asString()
                .contains("120 colis dans la même difficulté : Lyon, La Poste");
    }

    @Test
    void aWrongIncidentIsDroppedWithANote() {
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit closed = browser.submit(
                    browser.get("/incidents/1"),
                    "/incidents/1/close",
                    Map.of("end", "DROPPED", "note", "The carrier's clock was wrong."));
            assertThat(closed.response().body())
                    .contains("The incident is closed.", "It was nothing", "clock was wrong");
            assertThat(browser.get("/cases/1").response().uri().getPath()).endsWith("/incidents/1");
        }
        incidents.groupDue(rig.clock.instant());
        assertThat(rig.database.<Long>read(tx -> tx.handle()
                        .createQuery("select count(*) from flag where state = 'OPEN'")
                        .mapTo(Long.class)
                        .one()))
                .isZero();
    }

    @Test
    @Tag("browser")
    void itIsAccessibleAndFitsThePhoneAndTheDesktopInLightAndDark() {
        try (Browser session = rig.signedIn(Role.LEAD, Locale.FRENCH);
                Chromium chromium = Chromium.start()) {
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr")) {
                        visitor.addCookies(List.of(
                                new Cookie("prevenance", session.cookies().get("prevenance"))
                                        .setUrl("http://127.0.0.1:" + rig.listener.port())));
                        Page page = visitor.newPage();
                        for (String path : List.of("/", "/incidents", "/incidents/1")) {
                            page.navigate("http://127.0.0.1:" + rig.listener.port() + path);
                            assertThat(Chromium.accessibilityProblems(page))
                                    .as("%s %s %s", path, screen, scheme)
                                    .isEmpty();
                            assertThat(Chromium.scrollsSideways(page))
                                    .as("%s %s %s is wider than its window", path, screen, scheme)
                                    .isFalse();
                            page.screenshot(new Page.ScreenshotOptions()
                                    .setPath(Path.of("target/screens/incident" + path.replace('/', '-') + "-" + screen
                                            + "-" + scheme + ".png"))
                                    .setFullPage(true));
                        }
                    }
                }
            }
        }
    }
}
