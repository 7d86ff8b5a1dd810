package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
import prevenance.testing.Browser.Visit;
import prevenance.tracking.TrackingStatus;

/// One parcel, all that is known of it, and what can be done.
class ParcelPageTest {
    private ConsoleRig rig;
    private DeskData data;
    private long parcel;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
        parcel = data.morning().get(0);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void allThatIsKnownStandsThereInTheReadersLanguage() {
        data.flag(parcel, FlagKind.LATE, true, Duration.ofDays(3), "late.promise-passed", Map.of());
        long flag = data.flag(
                parcel,
                FlagKind.STALLED,
                false,
                Duration.ofDays(4),
                "stalled",
                Map.of("at", "2026-11-10T01:12:00Z", "place", "Lyon PFC", "carrier", "La Poste", "days", "3"));
        data.endFlag(flag, rig.clock.instant());
        data.message(1, parcel, "DELAY_UNKNOWN", "SENT", "Votre colis a du retard");
        data.message(1, null, "REFUND_DECIDED", "HELD", null);
        data.message(2, null, "SHIPPED", "SENT", "Somebody else’s");
        data.run("insert into refund (reference, order_id, state, amount_minor, currency, means, decided_at,"
                + " imported_at, updated_at) values ('R-1', 1, 'DECIDED', 1990, 'EUR', 'CARD', 0, 0, 0)");
        data.run("insert into exchange (reference, order_id, state, items, promised_at, imported_at, updated_at)"
                + " values ('X-1', 1, 'PROMISED', '1 lamp', 0, 0, 0)");
        long sibling = data.parcel(1, "ups", "1Z999AA10123456784", null, null);
        long open = data.openCase(1, parcel, CaseKind.LATE, 3, Duration.ofHours(1), null);
        try (Browser french = rig.signedIn(Role.AGENT, Locale.FRENCH);
                Browser english = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = english.get("/parcels/" + parcel);
            assertThat(page.text())
                    .contains("6A19991000000", "La Poste", "In transit", "Camille Exemple", "+33 1 99 00 12 34")
                    .contains("No progress since", "Tuesday 10 November at 02:12", "in Lyon PFC", "ended")
                    .contains(
                            "Late, new day known".substring(0, 4), "Votre colis a du retard", "Refund €19.90", "1 lamp")
                    .contains("Arrivé plateforme", "ET1", "+01:00", "time zone not said")
                    .doesNotContain("Somebody else’s");
            assertThat(page.page().select("a[href=/parcels/" + sibling + "]")).hasSize(1);
            assertThat(page.page().select("a[href=/cases/" + open + "]")).isNotEmpty();
            assertThat(french.get("/parcels/" + parcel).text())
                    .contains("En transit", "Aucun progrès depuis".substring(0, 5), "mardi 10 novembre à 02:12")
                    .contains(
                            "Remboursement 19,90 €",
                            "fuseau non précisé",
                            "Les mots du transporteur à côté des nôtres");
            assertThat(english.get("/parcels/99999").status()).isEqualTo(404);
            assertThat(english.get("/parcels/x").status()).isEqualTo(404);
        }
    }

    @Test
    void whatTheCarrierPromisesAndProvesStandsBesideTheShopsPromiseAndInTheCase() {
        data.run("update parcel set carrier_promise_date = '2026-11-16', promise_until_time = '18:00',"
                + " proof_of_delivery = 'POD <4711>' where id = " + parcel);
        long open = data.openCase(1, parcel, CaseKind.NOT_RECEIVED, 3, Duration.ofHours(1), null);
        try (Browser french = rig.signedIn(Role.AGENT, Locale.FRENCH);
                Browser english = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            assertThat(french.get("/parcels/" + parcel).text())
                    .contains("Le transporteur s’engage pour 16 nov. 2026", "Preuve de livraison POD <4711>", "18:00");
            assertThat(english.get("/cases/" + open).text()).contains("Proof of delivery: POD <4711>");
            data.run("update parcel set proof_of_delivery = 'https://carrier.example.org/pod?n=1&k=2' where id = "
                    + parcel);
            for (String page : List.of("/parcels/" + parcel, "/cases/" + open)) {
                var link = english.get(page).page().expectFirst("a[href=https://carrier.example.org/pod?n=1&k=2]");
                assertThat(link.attr("rel")).contains("noopener");
                assertThat(link.text()).isEqualTo("Open the carrier’s proof");
            }
            data.run("update parcel set proof_of_delivery = 'javascript:alert(1)' where id = " + parcel);
            assertThat(english.get("/parcels/" + parcel).page().select("a[href^=javascript]"))
                    .isEmpty();
        }
    }

    @Test
    void silenceIsDrawnToScaleAndThePromiseWhereItEnds() {
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = browser.get("/parcels/" + parcel);
            var silence = page.page().expectFirst("svg rect.silence.open");
            // From the hub on 10 November 02:12 to now, 17 November 10:00, of a picture that begins on 8 November
            // 16:05.
            double whole = Duration.between(Instant.parse("2026-11-08T16:05:00Z"), rig.clock.instant())
                            .toMinutes()
                    * 41
                    / 40.0;
            double silent = Duration.between(Instant.parse("2026-11-10T01:12:00Z"), rig.clock.instant())
                    .toMinutes();
            assertThat(Integer.parseInt(silence.attr("width")))
                    .isBetween((int) (775 * silent / whole) - 2, (int) (775 * silent / whole) + 2);
            assertThat(page.page().select("#way-words").text())
                    .contains(
                            "10 Nov 02:12 Reached a hub, Lyon PFC.",
                            "Silent for 7 days until now.",
                            "Promised for 12 Nov 2026.");
            assertThat(page.page().select("svg text.promise.late").text()).isEqualTo("Promised for 12 Nov 2026");
            assertThat(page.page().select("svg circle")).hasSize(3);
        }
    }

    @Test
    void aParcelOfWhichNothingIsKnownHasItsPageToo() {
        long order = data.order("W-1", null, null, "FR");
        long bare = data.parcel(order, "ups", "1Z1", null, null);
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            assertThat(browser.get("/parcels/" + bare).text())
                    .contains("Le transporteur n’a encore rien dit.", "non précisé");
        }
    }

    @Test
    void anAgentAsksTheCarrierSetsAStatusAndOpensACase() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = browser.get("/parcels/" + parcel);
            assertThat(browser.submit(page, "/ask", Map.of()).text())
                    .contains("The carrier is asked with the next beat.");
            Visit refused = browser.submit(page, "/status", Map.of("status", "delivered.recipient", "reason", " "));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page()
                            .select("select[name=status] option[selected]")
                            .attr("value"))
                    .isEqualTo("delivered.recipient");
            Visit set = browser.submit(
                    page, "/status", Map.of("status", "delivered.recipient", "reason", "He <b>rang</b> us"));
            assertThat(set.text()).contains("The status is set.", "He <b>rang</b> us", "by hand");
            assertThat(set.page().expectFirst(".actions .chip").text()).isEqualTo("Delivered");
            Visit opened = browser.submit(page, "/case", Map.of("text", "He wants another colour"));
            assertThat(opened.response().uri().getPath()).isEqualTo("/cases/1");
            assertThat(browser.submit(page, "/status", Map.of("status", "unknown.unmapped", "reason", "x"))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(data.all(
                        "select action || ' ' || subject || ' ' || coalesce(detail, '') from audit_entry"
                                + " where action like 'parcel.%' or action like 'case.%' order by id",
                        String.class))
                .containsExactly(
                        "parcel.ask parcel:1 DUE", "parcel.status parcel:1 delivered.recipient", "case.open case:1 ");
    }

    @Test
    void anAgentPutsAnotherNumberInTheParcelsPlace() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = browser.get("/parcels/" + parcel);
            Visit refused = browser.submit(page, "/replaced", Map.of("carrier", "laposte", "number", " - "));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("This number cannot take its place");
            Visit own = browser.submit(page, "/replaced", Map.of("carrier", "laposte", "number", "6A19991000000"));
            assertThat(own.status()).isEqualTo(422);
            Visit done = browser.submit(page, "/replaced", Map.of("carrier", "laposte", "number", "6a 2000 0000 001"));
            assertThat(done.text()).contains("The new number has taken its place.", "Replaced by 6A20000000001");
            assertThat(done.page().select("form[action$=/replaced]")).isEmpty();
        }
        assertThat(data.all(
                        "select p.tracking_number || ' ' || n.tracking_number || ' ' || n.promise_date || ' ' || case"
                                + " when p.next_poll_at is null then 1 else 0 end from parcel p join parcel n on n.id ="
                                + " p.replaced_by",
                        String.class))
                .containsExactly("6A19991000000 6A20000000001 2026-11-12 1");
        assertThat(data.all("select detail from audit_entry where action = 'parcel.replaced'", String.class))
                .hasSize(1);
    }

    @Test
    void theCarriersReplyIsShownAsItCameAndOnlyAsText() throws Exception {
        String body = "{\"x\": \"<script>alert(1)</script></pre>\"}";
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        }
        rig.database.execute(tx -> tx.handle()
                .createUpdate("insert into carrier_reply (parcel_id, replied_at, outcome, media_type, body, cut_short)"
                        + " values (:id, 0, 'answered', 'application/json', :body, 1)")
                .bind("id", parcel)
                .bind("body", packed.toByteArray())
                .execute());
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit reply = browser.get("/parcels/" + parcel + "/reply");
            assertThat(reply.page().select("pre").text()).isEqualTo(body);
            assertThat(reply.text()).contains("only its beginning is kept");
            assertThat(reply.page().select("script:not([src])")).isEmpty();
        }
    }

    @Test
    void whatOthersWroteIsOnlyEverText() {
        String evil = "<script>alert(1)</script><svg onload=alert(1)>\"'{{7*7}}";
        data.run("update customer_order set customer_name = '" + evil.replace("'", "''")
                + "', email = 'a\"onx=1@example.org'");
        data.run("update parcel set items = '" + evil.replace("'", "''") + "', pickup_place = '"
                + evil.replace("'", "''") + "', customer_page = 'javascript:alert(1)', service = '"
                + evil.replace("'", "''") + "'");
        data.says(parcel, TrackingStatus.TRANSIT_MOVING, evil, evil, evil, "2026-11-16T10:00:00", null);
        data.message(1, parcel, "DELAY_UNKNOWN", "SENT", evil);
        data.flag(
                parcel,
                FlagKind.LATE,
                true,
                Duration.ofDays(3),
                "exc.damaged",
                Map.of("carrier", evil, "at", evil, "place", evil));
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            try (Browser browser = rig.signedIn(Role.AGENT, language)) {
                Visit page = browser.get("/parcels/" + parcel);
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.page().select("script:not([src]), [onload], [onx], [style], a[href^=javascript]"))
                        .isEmpty();
                assertThat(page.page().select("svg")).hasSize(1);
                assertThat(page.text()).contains(evil);
            }
        }
    }
}
