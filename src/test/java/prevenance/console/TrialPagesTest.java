package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.backtest.PastShop;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.GeneratedHistory;

/// What-if runs and the shadow report, as whoever leads the desk sees them.
class TrialPagesTest {
    private static final String HERE = "/rules/what-if";

    @TempDir
    Path folder;

    private ConsoleRig rig;

    @BeforeEach
    void open() {
        rig = new ConsoleRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void past() {
        new PastShop(rig.database).fill(GeneratedHistory.of(5, 300, LocalDate.of(2026, 9, 1), 60), rig.clock.instant());
    }

    /// Fills the form, and waits for the run's end.
    private Document run(Browser browser, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(Map.of("days", "90", "carrier", ""));
        all.putAll(fields);
        Visit started = browser.submit(browser.get(HERE), HERE, all);
        assertThat(started.status()).isEqualTo(200);
        String path = started.response().uri().getPath();
        assertThat(path).matches(HERE + "/\\d+");
        for (int look = 0; look < 3_000; look++) {
            Document page = browser.get(path).page();
            if (page.select("progress").isEmpty()) {
                return page;
            }
        }
        throw new AssertionError("the run does not end");
    }

    @Test
    void aLeadTriesALimitOnThePastAndSeesBothSideBySide() {
        past();
        Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH);
        Document page = run(browser, Map.of("late-days", "9", "late-customer-days", "9"));
        assertThat(page.select("pre").text())
                .contains("late-days: 9", "late-customer-days: 9")
                .doesNotContain("stalled");
        assertThat(page.select("tr.changed th[scope=row]").eachText()).contains("Late");
        assertThat(page.select("tr.changed").text()).contains("→");
        assertThat(page.select("tbody.sums th").eachText())
                .containsExactly(
                        "Any warning",
                        "Customer told",
                        "Rule of thumb: 7 calendar days",
                        "Rule of thumb: 72 h without a scan");
        // The rules in force are what they were.
        assertThat(browser.get("/rules").page().select("td b").eachText()).doesNotContain("9 business days");
        assertThat(browser.get(HERE).page().select("a[href^=" + HERE + "/]").eachText())
                .containsExactly("Run 1");
    }

    @Test
    void aPastedSectionIsTriedInFrenchToo() {
        past();
        Document page = run(
                rig.signedIn(Role.LEAD, Locale.FRENCH),
                Map.of("yaml", "rules:\n  carriers:\n    laposte:\n      stalled-days: 1\n", "late-days", "77"));
        assertThat(page.select("pre").text()).contains("laposte").doesNotContain("77");
        assertThat(page.select("tr.changed").text()).contains("l'arrêt");
        assertThat(page.html()).doesNotContain("what-if.");
    }

    @Test
    void whatCannotBeReadIsSaidWithItsLineAndNothingIsStarted() {
        Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH);
        Visit refused =
                browser.submit(browser.get(HERE), HERE, Map.of("days", "90", "yaml", "rules:\n  late-dais: 3\n"));
        assertThat(refused.page().select("[role=alert]").text()).contains("late-dais", "late-days");
        assertThat(refused.page().select("textarea").text()).contains("late-dais");
        Visit word = browser.submit(browser.get(HERE), HERE, Map.of("days", "90", "late-days", "soon"));
        assertThat(word.page().select("[role=alert]").text()).contains("late-days", "'soon'");
        assertThat(browser.get(HERE).page().select("a[href^=" + HERE + "/]")).isEmpty();
    }

    @Test
    void anAgentMayLookAtShadowAndNotStartRuns() {
        Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH);
        assertThat(browser.get(HERE).status()).isEqualTo(403);
        assertThat(browser.get("/rules").page().select("nav.tabs a").eachText())
                .isEqualTo(List.of("In force", "In shadow"));
        assertThat(browser.get("/rules/shadow").text()).contains("Nothing is in shadow", "No mail would have left");
        assertThat(browser.get("/rules/shadow?day=tomorrow").status()).isEqualTo(404);
    }

    @Test
    void theShadowReportNamesKindsWithLinksToParcels() {
        long at = rig.clock.instant().minus(Duration.ofDays(1)).toEpochMilli();
        new LeadScene(rig).order(1, "A-1001", "Camille Exemple", "camille@example.org", null);
        rig.database.execute(tx -> {
            for (long i = at; i < at + 2; i++) {
                tx.handle()
                        .execute(
                                "insert into outbox_message (message_key, kind, order_id, parcel_id, locale, facts,"
                                    + " state, created_at, message_id, shadow, shadow_left_at) values ('parcel:1/x/'"
                                    + " || ?, 'DELAY_KNOWN', 1, 1, 'fr', '{}', 'SHADOW', ?, 'm' || ?, 1, ?)",
                                i,
                                i,
                                i,
                                i);
            }
            tx.handle()
                    .execute(
                            "insert into shadow_flag (parcel_id, kind, step, for_staff, for_customer, since_at,"
                                + " raised_at, stepped_at, rule, reason_key, reason_args) values (1, 'WILL_MISS', 1,"
                                + " 1, 0, ?, ?, ?, 'will-miss/1', 'x', '{}')",
                            at,
                            at,
                            at);
        });
        Document page = rig.signedIn(Role.VIEWER, Locale.FRENCH)
                .get("/rules/shadow?day=2026-11-16")
                .page();
        assertThat(page.text())
                .contains("2 messages seraient partis", "Une alerte aurait été levée", "lundi 16 novembre");
        assertThat(page.select("a[href=/parcels/1]")).hasSize(3);
        assertThat(page.html()).doesNotContain("shadow.");
    }
}
