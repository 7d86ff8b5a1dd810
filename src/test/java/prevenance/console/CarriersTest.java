package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.LeadScene.EVIL;

import java.nio.file.Path;
import java.util.Locale;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// How carriers' feeds do, as the lead sees it.
class CarriersTest {
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

    private long now() {
        return rig.clock.instant().toEpochMilli();
    }

    private static Element feed(Visit visit, String code) {
        return visit.page().expectFirst("article[aria-labelledby=feed-" + code + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void eachCarrierShowsItsHealthQuotaAndLoad(String language) {
        run("insert into carrier_health values ('chronopost', 'RESTING', " + (now() + 600_000) + ", 6, "
                + (now() - 7_200_000) + ", " + now() + ", 'HTTP 503')");
        run("insert into carrier_quota values ('chronopost', 1000, " + now() + ", 3)");
        new LeadScene(rig).order(1, "A-1", "Camille", null, null).order(2, "A-2", "Camille", null, null);
        run("update parcel set carrier = 'chronopost', next_poll_at = " + (now() - 7_200_000));
        run("update parcel set last_answered_at = " + now() + " where id = 1");
        boolean french = language.equals("fr");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.of(language))) {
            Visit visit = viewer.get("/carriers");
            assertThat(feed(visit, "chronopost").text())
                    .contains(french ? "Laissé au repos" : "Left to rest")
                    .contains(french ? "panne chez lui (HTTP 503)" : "trouble on its side (HTTP 503)")
                    .contains(french ? "50 % lus en 24 h" : "50 % read within 24 h")
                    .contains(french ? "2 en retard" : "2 overdue");
            assertThat(feed(visit, "laposte").text())
                    .contains(french ? "Éteint" : "Off")
                    .contains("credentials.key");
            assertThat(visit.page().select("nav .count.bad").text()).isEqualTo("1");
            for (String code : rig.parts.carriers().codes()) {
                Visit one = viewer.get("/carriers/" + code);
                assertThat(one.status()).as(code).isEqualTo(200);
                assertThat(one.page().select("section").size()).isGreaterThan(3);
            }
            assertThat(viewer.get("/carriers/nobody").status()).isEqualTo(404);
        }
    }

    @Test
    void aCodeWithoutMeaningIsShownAsTextWithTheLineForItsTable() {
        rig.database.execute(tx -> tx.handle()
                .createUpdate("insert into unmapped_code values ('laposte', :evil, :evil, :text, null, 7, 0, :now)")
                .bind("evil", "Q,\"" + EVIL)
                .bind("text", "Colis, retenu\n" + EVIL)
                .bind("now", rig.clock.instant())
                .execute());
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            for (String path : new String[] {"/carriers", "/carriers/laposte"}) {
                Visit visit = viewer.get(path);
                assertThat(visit.page().select("main script, main img")).isEmpty();
                assertThat(visit.page().select("#unmapped td code").getLast().text())
                        .startsWith("\"Q,\"\"<img")
                        .contains(",STATUS,,\"Colis, retenu <img");
            }
        }
    }

    @Test
    void whatContradictsItselfIsListed() {
        new LeadScene(rig).order(1, "A-1", "Camille", null, null).order(2, "A-2", "Camille", null, null);
        run("insert into flag (id, parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,"
                + " stepped_at, rule, reason_key, reason_args)"
                + " values (1, 1, 'RETURNING', 1, 'CLOSED', 1, 1, 1, 0, 0, 0, 'returning/1', 'x', '{}')");
        run("update parcel set milestone = 'DELIVERED' where id = 1");
        for (int i = 1; i <= 2; i++) {
            run("insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,"
                    + " occurred_at, status, informational, recorded_at) values (" + i + ", 'x', 'ZZ9', 'en cours',"
                    + " '2026-11-17T08:00', 0, '" + (i == 1 ? "transit.moving" : "pickup.ready") + "', 0, 0)");
        }
        run("insert into contradiction (parcel_id, kind, event_identity, carrier, carrier_code, carrier_text,"
                + " code_status, status, seen_at) values (2, 'WORDS_DENY_THE_END', 'x', 'laposte', 'DI1',"
                + " '<b>En cours</b>', 'delivered.recipient', 'unknown.unmapped', 0)");
        try (Browser viewer = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit visit = viewer.get("/carriers");
            assertThat(visit.page().select("#contradictions a[href=/parcels/1]"))
                    .hasSize(1);
            assertThat(visit.page().select("#contradictions a[href=/parcels/2]"))
                    .hasSize(1);
            assertThat(visit.text()).contains("The words deny what the code says", "<b>En cours</b>");
            assertThat(visit.page().select("#contradictions code").eachText())
                    .containsExactly("DI1", "ZZ9", "pickup.ready", "ZZ9", "transit.moving");
        }
    }
}
