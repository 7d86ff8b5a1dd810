package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.LeadScene.EVIL;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.assess.RuleBook;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// Figures and rules, as the lead reads them.
class InsightTest {
    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void run(String sql) {
        rig.database.execute(tx -> tx.handle().execute(sql));
    }

    /// Thirty parcels of last week; the first three late, the first lost, the second come back.
    private void month() {
        LeadScene scene = new LeadScene(rig);
        long now = rig.clock.instant().toEpochMilli();
        long day = 86_400_000;
        for (int i = 1; i <= 30; i++) {
            scene.order(i, "A-" + i, "Camille", "c@example.org", null);
        }
        run("update parcel set shipped_at = " + (now - 7 * day) + ", promise_date = '2026-11-14', service = case when"
                + " id <= 25 then 'Domicile' else '=" + "cmd()' end");
        run("update customer_order set country = 'BE' where id > 28");
        flag(1, "LATE", Instant.parse("2026-11-16T10:00:00Z").toEpochMilli());
        flag(2, "LATE", Instant.parse("2026-11-14T10:00:00Z").toEpochMilli());
        flag(3, "LATE", Instant.parse("2026-11-12T10:00:00Z").toEpochMilli());
        flag(1, "LOST_SUSPECTED", now);
        flag(2, "RETURNING", now);
        for (int i = 1; i <= 4; i++) {
            long opened = now - i * day;
            run("insert into service_case (id, parcel_id, order_id, kind, priority, state, opened_at, due_at,"
                    + " answered_at, root_cause, closed_at) values (" + i + ", " + i + ", " + i
                    + ", 'LATE', 2, 'CLOSED', "
                    + opened + ", " + (opened + 7_200_000) + ", " + (opened + i * 3_600_000L) + ", "
                    + (i % 2 == 0 ? "'PACKAGING'" : "'PICKING'") + ", " + (now - 1) + ")");
            run("insert into customer_act (act_key, order_id, case_id, kind, choice, at) values ('s" + i + "', " + i
                    + ", " + i + ", 'SURVEY', '" + (i + 1) + "', " + (now - 1) + ")");
        }
        long mail = scene.message(5, "A-5", "Camille", "c@example.org");
        scene.sent(mail, MessagesTest.mail("x"), "x");
        run("update outbox_message set sent_at = " + (now - 2 * 3_600_000));
        run("insert into customer_act (act_key, order_id, kind, text, at) values ('a', 5, 'NOT_RECEIVED', '" + "x"
                + "', " + (now - 1) + ")");
        run("insert into customer_act (act_key, order_id, kind, at) values ('b', 6, 'CALL_ME', " + (now - 1) + ")");
    }

    private void flag(long parcel, String kind, long raised) {
        run("insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,"
                + " stepped_at, rule, reason_key, reason_args) values (" + parcel + ", '" + kind
                + "', 1, 'OPEN', 1, 1, 1, 0, " + raised + ", 0, 'late/1', 'x', '{}')");
    }

    private static Element figure(Visit visit, String key) {
        return visit.page().expectFirst("section[aria-labelledby=figure-" + key + "]");
    }

    private static List<String> table(Visit visit, String key) {
        return figure(visit, key).select("tbody tr").eachText();
    }

    @Test
    void eachFigureCountsWhatHappenedInThePeriod() {
        month();
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit visit = viewer.get("/insight?days=30");
            assertThat(table(visit, "carrier")).containsExactly("La Poste 30 10% 3.3% 3.3%");
            assertThat(table(visit, "service"))
                    .containsExactly("La Poste · Domicile 25 12% 4% 4%", "La Poste · =cmd() 5 0% 0% 0%");
            assertThat(table(visit, "lane")).containsExactly("FR → FR 28 10.7% 3.6% 3.6%", "FR → BE 2 0% 0% 0%");
            assertThat(table(visit, "lead"))
                    .containsExactly(
                            "3 days before or more 0 0%",
                            "2 days before 1 33.3%",
                            "the day before 0 0%",
                            "on the promised day 1 33.3%",
                            "the day after 0 0%",
                            "2 days after or more 1 33.3%");
            assertThat(figure(visit, "goal").text())
                    .contains("4 cases: 50% within the goal")
                    .contains("100% within the 24");
            assertThat(table(visit, "causes")).containsExactly("Packaging 2 50%", "Picking 2 50%");
            assertThat(table(visit, "mails")).hasSize(1);
            assertThat(table(visit, "marks-carrier")).containsExactly("La Poste 4 3.5");
            assertThat(table(visit, "contact")).contains("no mail before 1 50%", "within a day 1 50%");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyChartHasItsNamesItsValuesAndItsTableAndFewAreSaidToBeFew(String language) {
        month();
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.of(language))) {
            Visit visit = viewer.get("/insight");
            assertThat(visit.page().select("svg.chart")).hasSize(10).allSatisfy(svg -> {
                assertThat(svg.attr("role")).isEqualTo("img");
                assertThat(svg.select("title").text()).isNotBlank();
                assertThat(svg.select("desc").text()).isNotBlank();
                assertThat(svg.select("text.value").size())
                        .isEqualTo(svg.select("rect").size());
                assertThat(java.util.Objects.requireNonNull(svg.parent()).select("table tbody tr"))
                        .isNotEmpty();
            });
            assertThat(figure(visit, "lane").select(".name").text())
                    .contains(language.equals("fr") ? "trop peu" : "too few");
            assertThat(figure(visit, "lane").select("rect.few")).hasSize(3);
            assertThat(viewer.get("/insight?days=7&x=" + "%3Cb%3E").status()).isEqualTo(200);
            assertThat(viewer.get("/insight?days=100000").status()).isEqualTo(200);
        }
    }

    @Test
    void aCsvCellIsNeverAFormula() {
        month();
        run("update parcel set service = '=cmd|'' /c calc''!A0' where id > 25");
        run("update parcel set carrier = '" + EVIL.replace("'", "''") + "' where id = 30");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit visit = viewer.get("/insight");
            assertThat(visit.page().select("main script, main img")).isEmpty();
            Visit csv = viewer.get("/insight/service.csv");
            assertThat(csv.header("Content-Type")).startsWith("text/csv");
            assertThat(csv.header("Content-Disposition")).startsWith("attachment");
            assertThat(csv.response().body().lines()).noneMatch(line -> line.matches("^\"?[=+@-].*"));
            assertThat(viewer.get("/insight/nothing.csv").status()).isEqualTo(404);
        }
    }

    @Test
    void anEmptyShopHasNoFiguresAndNoErrors() {
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit visit = viewer.get("/insight");
            assertThat(visit.page().select("svg.chart")).isEmpty();
            assertThat(visit.page().select("p.empty")).hasSize(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyRuleIsShownWithItsVersionItsLimitsAndItsOpenFlags(String language) {
        month();
        boolean french = language.equals("fr");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.of(language))) {
            Visit visit = viewer.get("/rules");
            assertThat(visit.page().select("section"))
                    .hasSize(new RuleBook().rules().size() + 1);
            Element late = visit.page().expectFirst("section[aria-labelledby=rule-LATE]");
            assertThat(late.text())
                    .contains("version 3")
                    .contains(french ? "3 alertes ouvertes" : "3 open flags")
                    .contains(french ? "1 jour ouvré" : "1 business day");
            assertThat(visit.page()
                            .select("section[aria-labelledby=rule-PICKUP_WAITING]")
                            .text())
                    .contains(
                            french
                                    ? "Mondial Relay : 5 jours 5 jours en relais et consigne depuis le 8 octobre"
                                    : "Mondial Relay : 5 days 5 days at relay and locker since 8 October");
        }
    }
}
