package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseKind;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// What to do now: a list one begins at the top of.
class NowPageTest {
    private ConsoleRig rig;
    private DeskData data;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenNothingWaitsThePageIsCalm() {
        try (Browser french = rig.signedIn(Role.VIEWER, Locale.FRENCH);
                Browser english = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(french.get("/").page().select("p.calm").eachText())
                    .containsExactly(
                            "Rien n’attend. Chaque dossier a sa réponse, aucun appel n’est dû, aucun message n’attend"
                                    + " de validation.",
                            "Aucune échéance dans les 7 jours.",
                            "Aucun colis n’est en route.");
            assertThat(english.get("/").page().select("p.calm")).hasSize(3);
        }
    }

    @Test
    void whatIsMostUrgentStandsAtTheTop() {
        List<Long> parcels = data.morning();
        long near = data.openCase(1, parcels.get(0), CaseKind.LATE, 3, Duration.ofMinutes(20), "sam");
        long overdue = data.openCase(2, parcels.get(1), CaseKind.DAMAGED, 1, Duration.ofMinutes(-5), null);
        long call = data.openCase(3, parcels.get(2), CaseKind.CALL_BACK, 3, Duration.ofHours(-1), null);
        data.run("update service_case set answered_at = 1, call_back_at = "
                + rig.clock.instant().plus(Duration.ofMinutes(40)).toEpochMilli() + " where id = " + call);
        long later = data.openCase(4, parcels.get(3), CaseKind.LATE, 3, Duration.ofHours(5), null);
        long aside = data.openCase(5, parcels.get(4), CaseKind.LATE, 3, Duration.ofMinutes(-5), null);
        data.run("update service_case set waiting_until = "
                + rig.clock.instant().plus(Duration.ofDays(1)).toEpochMilli() + " where id = " + aside);
        long message = data.message(1, parcels.get(0), "LOST", "HELD", null);
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = browser.get("/");
            assertThat(page.page()
                            .select("[aria-labelledby=todo-title] a[data-row]")
                            .eachAttr("href"))
                    .containsExactly("/cases/" + overdue, "/cases/" + near, "/cases/" + call, "/messages/" + message)
                    .doesNotContain("/cases/" + later);
            assertThat(page.page()
                            .select("[aria-labelledby=todo-title] tbody tr")
                            .eachText())
                    .satisfiesExactly(
                            row -> assertThat(row).startsWith("5 min ago Answer Damaged on the way Hélène Dupré"),
                            row -> assertThat(row)
                                    .startsWith("in 20 min Answer Late")
                                    .endsWith("sam"),
                            row -> assertThat(row)
                                    .startsWith("in 40 min Call back")
                                    .contains("+33 1 99 00 12 34"),
                            row -> assertThat(row).startsWith("in 3 h Approve a message Lost"));
            assertThat(page.page().select("[aria-labelledby=todo-title] tr.bad"))
                    .hasSize(1);
            assertThat(page.page().select("[aria-labelledby=todo-title] tr.wait"))
                    .hasSize(1);
        }
    }

    @Test
    void deadlinesAreSortedAndTheEurosAtStakeAreSummedUpOnceEach() {
        List<Long> parcels = data.morning();
        data.openCase(1, parcels.get(0), CaseKind.DAMAGED, 1, Duration.ofHours(5), null);
        long now = rig.clock.instant().toEpochMilli();
        data.run("insert into deadline (deadline_key, kind, order_id, parcel_id, case_id, due_at, amount_minor,"
                + " currency, source, state, set_at) values ('a', 'CLAIM', 1, 1, 1, " + (now + 172_800_000)
                + ", 1990, 'EUR', 'terms.claim', 'OPEN', 0),"
                + " ('b', 'RESERVATION', 1, 1, 1, " + (now - 3_600_000)
                + ", 1990, 'EUR', 'law.l133-3-commerce', 'OPEN', 0),"
                + " ('c', 'REFUND_PAY', 2, null, null, " + (now + 86_400_000)
                + ", 500, 'EUR', 'law.l216-7', 'OPEN', 0),"
                + " ('d', 'CLAIM', 3, 3, null, " + (now + 30L * 86_400_000)
                + ", 500, 'EUR', 'terms.claim', 'OPEN', 0)");
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit page = browser.get("/");
            assertThat(page.page()
                            .select("[aria-labelledby=board-title] tbody tr")
                            .eachText())
                    .satisfiesExactly(
                            row -> assertThat(row).startsWith("il y a 1 h").contains("Réserves motivées"),
                            row -> assertThat(row).startsWith("dans 24 h").contains("Payer le remboursement", "5,00 €"),
                            row -> assertThat(row).startsWith("dans 2 jours").contains("Envoyer la réclamation"));
            assertThat(page.page().select("#board-title .chip").text()).isEqualTo("24,90 € en jeu");
        }
    }

    @Test
    void itSaysWhetherEveryParcelWasReadAndWhyNot() {
        data.morning();
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(browser.get("/")
                            .page()
                            .select("[aria-labelledby=read-title] p.calm")
                            .text())
                    .isEqualTo("24 parcels are under way, 24 read in the last 24 h.");
            long old = rig.clock.instant().minus(Duration.ofHours(25)).toEpochMilli();
            data.run(
                    "update parcel set last_answered_at = " + old + ", last_outcome = 'refused' where carrier = 'ups'");
            data.run("update parcel set last_answered_at = null, last_outcome = null where carrier = 'dhl' and id < 6");
            data.run("insert into carrier_health (carrier, state, failures, last_answered_at)"
                    + " values ('ups', 'REFUSED', 4, " + old + "), ('dhl', 'OPEN', 0, " + old + ")");
            Visit page = browser.get("/");
            assertThat(page.page()
                            .select("[aria-labelledby=read-title] p, [aria-labelledby=read-title] li")
                            .eachText())
                    .containsExactly(
                            "24 parcels are under way, 19 read in the last 24 h.",
                            "4 of UPS: refused us",
                            "1 of DHL: not asked yet",
                            "Show those that were not read");
            assertThat(page.page().select(".notice.bad").eachText())
                    .anySatisfy(
                            notice -> assertThat(notice).startsWith("UPS – Refuses our access, last answer 25 h ago."));
            Visit list = browser.get(
                    page.page().select("[aria-labelledby=read-title] a").attr("href"));
            assertThat(ParcelListTest.rows(list)).hasSize(5);
        }
    }
}
