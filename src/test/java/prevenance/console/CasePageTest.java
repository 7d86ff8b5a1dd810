package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

/// Working on cases: the list, one case, two people on one case, decisions.
class CasePageTest {
    private ConsoleRig rig;
    private DeskData data;
    private List<Long> parcels;
    private long late;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        data = new DeskData(rig.database, rig.clock.instant());
        parcels = data.morning();
        late = data.openCase(1, parcels.get(0), CaseKind.LATE, 3, Duration.ofMinutes(20), null);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void theListIsInTheOrderOfUrgencyAndEachTabHasItsOwn() {
        long overdue = data.openCase(2, parcels.get(1), CaseKind.STALLED, 4, Duration.ofMinutes(-5), "lead-en");
        long answered = data.openCase(3, parcels.get(2), CaseKind.DAMAGED, 1, Duration.ofMinutes(-90), null);
        data.run("update service_case set answered_at = 1 where id = " + answered);
        long aside = data.openCase(4, parcels.get(3), CaseKind.LATE, 3, Duration.ofMinutes(-30), null);
        data.run("update service_case set waiting_until = "
                + rig.clock.instant().plus(Duration.ofDays(1)).toEpochMilli() + " where id = " + aside);
        long order = data.openCase(5, null, CaseKind.REFUND_FAILED, 2, Duration.ofHours(1), null);
        long closed = data.openCase(6, parcels.get(5), CaseKind.LATE, 3, Duration.ofHours(-9), null);
        data.run("update service_case set state = 'CLOSED', closed_at = 5, close_reason = 'DUPLICATE' where id = "
                + closed);
        long later = data.openCase(7, parcels.get(5), CaseKind.LATE, 3, Duration.ofHours(-9), null);
        data.run("update service_case set state = 'CLOSED', closed_at = 6, close_reason = 'DUPLICATE' where id = "
                + later);
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            assertThat(paths(browser.get("/cases"))).containsExactly(overdue, late, order, answered);
            assertThat(paths(browser.get("/cases?tab=MINE"))).containsExactly(overdue);
            assertThat(paths(browser.get("/cases?tab=NOBODYS"))).containsExactly(late, order, answered);
            assertThat(paths(browser.get("/cases?tab=OVERDUE"))).containsExactly(overdue);
            assertThat(paths(browser.get("/cases?tab=WAITING"))).containsExactly(aside);
            assertThat(paths(browser.get("/cases?tab=CLOSED"))).containsExactly(later, closed);
            assertThat(paths(browser.get("/cases?kind=LATE"))).containsExactly(late);
            assertThat(paths(browser.get("/cases?carrier=chronopost"))).containsExactly(answered);
            assertThat(paths(browser.get("/cases?owner=lead-en"))).containsExactly(overdue);
            assertThat(paths(browser.get("/cases?tab=MINE&owner=-"))).isEmpty();
            assertThat(browser.get("/cases?tab=ALL").status()).isEqualTo(400);
            Visit list = browser.get("/cases");
            assertThat(list.page().select(".tabs .count").eachText()).containsExactly("4", "1", "3", "1", "1");
            assertThat(list.page().expectFirst("tbody tr").text()).contains("Stalled", "5 min ago", "Hélène Dupré");
        }
    }

    @Test
    void pagesOfCasesContinueBehindTheLastRow() {
        for (int i = 0; i < 120; i++) {
            long order = data.order("X-" + i, null, null, "FR");
            data.openCase(order, null, CaseKind.REPORTED, 3, Duration.ofMinutes(i % 7), null);
        }
        data.run("update service_case set answered_at = 1 where id % 3 = 0");
        List<Long> all = new ArrayList<>();
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = browser.get("/cases");
            all.addAll(paths(page));
            while (!page.page().select("a[rel=next]").isEmpty()) {
                page = browser.get(page.page().expectFirst("a[rel=next]").attr("href"));
                all.addAll(paths(page));
            }
        }
        assertThat(all)
                .isEqualTo(data.all(
                        "select id from service_case order by answered_at is not null, due_at, id", Long.class));
    }

    @Test
    void twoAgentsOnOneCaseDoNotOverwriteEachOther() {
        try (Browser one = rig.signedIn(Role.AGENT, Locale.ENGLISH);
                Browser two = rig.signedIn(Role.AGENT, Locale.FRENCH)) {
            Visit first = one.get("/cases/" + late);
            Visit second = two.get("/cases/" + late);
            assertThat(one.submit(first, "/take", Map.of()).text()).contains("The case is yours.");
            Visit note = two.submit(second, "/note", Map.of("text", "J’ai appelé <i>le dépôt</i>\nil cherche"));
            assertThat(note.status()).isEqualTo(409);
            assertThat(note.page().select(".notice.bad").text())
                    .contains("Ce qui s’est passé entre-temps", "agent-en: Attribué. À agent-en");
            assertThat(note.page().expectFirst("textarea[name=text]").wholeText())
                    .isEqualTo("J’ai appelé <i>le dépôt</i>\nil cherche");
            Visit again = two.submit(note, "/note", Map.of("text", "J’ai appelé <i>le dépôt</i>"));
            assertThat(again.text()).contains("C’est écrit.", "J’ai appelé <i>le dépôt</i>");
            assertThat(again.page().select(".notice.bad")).isEmpty();

            Visit close = one.submit(first, "/close", Map.of("reason", "DUPLICATE", "cause", "", "text", "twice"));
            assertThat(close.status()).isEqualTo(409);
            assertThat(close.page().select("#reason option[selected]").attr("value"))
                    .isEqualTo("DUPLICATE");
            assertThat(close.page().select("#close-text").text()).isEqualTo("twice");
            Visit closed =
                    one.submit(close, "/close", Map.of("reason", "DUPLICATE", "cause", "LABEL", "text", "twice"));
            assertThat(closed.text()).contains("The case is closed.", "Duplicate", "Closed", "twice");
            assertThat(two.submit(again, "/note", Map.of("text", "zu spät")).status())
                    .isEqualTo(409);
        }
        assertThat(data.all(
                        "select state || ' ' || close_reason || ' ' || root_cause || ' ' || owner from service_case",
                        String.class))
                .containsExactly("CLOSED DUPLICATE LABEL agent-en");
        assertThat(data.all(
                        "select actor || ' ' || action from audit_entry where subject = 'case:" + late
                                + "' order by id",
                        String.class))
                .containsExactly("agent-en case.take", "agent-fr case.note", "agent-en case.close");
    }

    @Test
    void aCallIsArrangedAndRecordedAndAClosedCaseOpenedAgain() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = browser.get("/cases/" + late);
            Visit past = browser.submit(page, "/call", Map.of("at", "2026-11-17T08:00"));
            assertThat(past.status()).isEqualTo(422);
            assertThat(past.page().select("#call-at").attr("value")).isEqualTo("2026-11-17T08:00");
            page = browser.submit(past, "/call", Map.of("at", "2026-11-17T14:30"));
            assertThat(page.text()).contains("The call is arranged.", "Call at 17 Nov 14:30");
            page = browser.submit(page, "/called", Map.of("text", "Nobody answered"));
            assertThat(page.text())
                    .contains("The call is recorded.", "Nobody answered")
                    .doesNotContain("Call at 17");
            page = browser.submit(page, "/close", Map.of("reason", "CUSTOMER_CONTACTED", "cause", "", "text", ""));
            page = browser.submit(page, "/reopen", Map.of("text", "He rang again"));
            assertThat(page.text()).contains("The case is open again.", "He rang again");
            assertThat(browser.submit(page, "/close", Map.of("reason", "RESOLVED_BY_ITSELF", "cause", ""))
                            .status())
                    .as("not a person’s reason")
                    .isEqualTo(422);
            assertThat(browser.get("/cases/4711").status()).isEqualTo(404);
        }
    }

    @Test
    void decisionsDoWhatTheySayAndMoneyIsALeadsToDecide() {
        long other = data.openCase(2, parcels.get(1), CaseKind.LATE, 3, Duration.ofHours(1), null);
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.ENGLISH);
                Browser lead = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit page = agent.get("/cases/" + late);
            assertThat(page.page().select("form[action$=/refund], form[action$=/goodwill]"))
                    .isEmpty();
            assertThat(page.text())
                    .contains(
                            "Promises the customer a replacement with the day by which it leaves",
                            "Advice by cost:",
                            "Staff time",
                            "25 × 30");
            page = agent.submit(page, "/inquiry", Map.of("reference", "ENQ-7"));
            assertThat(page.text())
                    .contains(
                            "The inquiry is recorded.",
                            "ENQ-7",
                            "We are searching",
                            "answer to our inquiry".substring(0, 6));
            page = agent.submit(page, "/wait", Map.of("until", "2026-11-19", "text", "the depot looks", "tell", "1"));
            assertThat(page.text()).contains("The case is laid aside.", "aside until 19 Nov 2026", "the depot looks");
            page = agent.submit(page, "/reship", Map.of("items", "1 lamp", "ship-by", "2026-11-20"));
            assertThat(page.text())
                    .contains("The replacement is promised and started.", "Replacement promised", "1 lamp");

            Visit money = lead.get("/cases/" + other);
            Visit refused =
                    lead.submit(money, "/refund", Map.of("amount", "12,999", "currency", "EUR", "means", "CARD"));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.page().select("#amount").attr("value")).isEqualTo("12,999");
            money = lead.submit(money, "/refund", Map.of("amount", "12,50", "currency", "EUR", "means", "CARD"));
            assertThat(money.text()).contains("The refund is decided.", "Refund €12.50", "Refund decided");
            assertThat(data.all("select amount_minor from refund", Long.class)).containsExactly(1250L);
            money = lead.submit(money, "/goodwill", Map.of("text", "Un bon de 5 €, avec nos excuses"));
            assertThat(money.text()).contains("The customer is written to.");
        }
        assertThat(data.all("select kind || ' ' || state from outbox_message order by id", String.class))
                .hasSize(5)
                .allSatisfy(message -> assertThat(message)
                        .matches("(SEARCHING|STILL_SEARCHING|EXCHANGE_PROMISED|REFUND_DECIDED|GOODWILL) .*"));
    }

    @Test
    void aClaimSaysWhatIsMissingAndIsSentWhenNothingIs() {
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.FRENCH)) {
            Visit page = browser.submit(browser.get("/cases/" + late), "/claim", Map.of("kind", "LOSS"));
            assertThat(page.text())
                    .contains(
                            "La réclamation est ouverte.",
                            "Il manque : Déclaration, Facture au client, Preuve de la valeur,"
                                    + " Déclaration du client.");
            Visit early = browser.submit(page, "/claim/sent", Map.of("reference", "CL-9"));
            assertThat(early.status()).isEqualTo(422);
            assertThat(early.page().select("#claim-reference").attr("value")).isEqualTo("CL-9");
            for (String document :
                    List.of("STATEMENT", "INVOICE", "PROOF_OF_VALUE", "PROOF_OF_DISPATCH", "CUSTOMER_DECLARATION")) {
                page = browser.submit(page, "/claim/mark", Map.of("document", document, "state", "HAVE"));
                assertThat(page.status()).as(document).isEqualTo(200);
            }
            assertThat(page.text()).doesNotContain("Il manque");
            page = browser.submit(page, "/claim/sent", Map.of("reference", "CL-9"));
            assertThat(page.text()).contains("La réclamation est partie.", "CL-9", "Envoyée");
            page = browser.submit(page, "/claim/answer", Map.of("answer", "accepted", "text", ""));
            assertThat(page.text()).contains("Acceptée");
            Visit text = browser.get("/cases/" + late + "/claim.txt");
            assertThat(text.header("Content-Disposition")).isEqualTo("attachment; filename=\"claim-" + late + ".txt\"");
            assertThat(text.response().body()).contains("6A19991000000", "Maison Exemple");
        }
    }

    @Test
    void swappedParcelsShowEachOther() {
        long other = data.openCase(2, parcels.get(1), CaseKind.WRONG_ITEM, 2, Duration.ofHours(1), null);
        try (Browser browser = rig.signedIn(Role.AGENT, Locale.ENGLISH)) {
            Visit page = browser.submit(browser.get("/cases/" + late), "/swap", Map.of("other", String.valueOf(other)));
            assertThat(page.text()).contains("The two cases are linked.", "Swapped with the parcel of Case " + other);
            assertThat(browser.get("/cases/" + other).text()).contains("Swapped with the parcel of Case " + late);
            assertThat(browser.submit(page, "/unswap", Map.of()).text()).contains("no longer linked");
        }
    }

    @Test
    void aFileIsShownAsAPictureOrDownloadedAndNeverRuns() {
        rig.database.execute(tx -> {
            for (String type : List.of("image/jpeg", "text/html")) {
                tx.handle()
                        .createUpdate("insert into attachment (case_id, name, media_type, digest, size_bytes, bytes,"
                                + " author, added_at) values (:case, :name, :type, :type, 3, :bytes, 'customer', 0)")
                        .bind("case", late)
                        .bind("name", "a\"b\r\n.jpg")
                        .bind("type", type)
                        .bind("bytes", "<script>".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .execute();
            }
        });
        long other = data.openCase(2, parcels.get(1), CaseKind.LATE, 3, Duration.ofHours(1), null);
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            assertThat(browser.get("/cases/" + late).page().select("ul.files img"))
                    .hasSize(1);
            Visit picture = browser.get("/cases/" + late + "/files/1");
            assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(picture.header("Content-Disposition")).isEqualTo("inline; filename=\"a_b__.jpg\"");
            Visit page = browser.get("/cases/" + late + "/files/2");
            assertThat(page.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(page.header("Content-Disposition")).startsWith("attachment;");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
            assertThat(browser.get("/cases/" + other + "/files/1").status())
                    .as("of another case")
                    .isEqualTo(404);
        }
    }

    @Test
    void theWholeHistoryOfACustomerStandsBesideHisCase() {
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit page = browser.get("/cases/" + late);
            assertThat(page.text()).contains("W-4711", "W-4719", "W-4727").doesNotContain("W-4712");
        }
    }

    @Test
    void theStoryIsReadInTheReadersLanguage() {
        data.flag(
                parcels.get(0),
                FlagKind.LATE,
                true,
                Duration.ofHours(2),
                "late",
                Map.of("promise", "2026-11-12", "over", "3"));
        data.entry(late, "prevenance", "OPENED", "Opened: LATE, priority 3");
        data.entry(late, "prevenance", "FLAG_RAISED", "LATE: Promised for Thursday 12 November, 3 business days over.");
        data.entry(late, "sam", "LAID_ASIDE", "Laid aside until 2026-11-18T08:00:00Z: the depot <b>looks</b>");
        data.entry(late, "sam", "CLOSED", "Closed: DUPLICATE");
        data.entry(late, "customer", "CUSTOMER_SAID", "<script>alert(1)</script>");
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit page = browser.get("/cases/" + late);
            assertThat(page.text())
                    .contains(
                            "En retard, priorité 3",
                            "En retard : Promis pour jeudi 12 novembre ; 3 jours ouvrés de retard",
                            "Jusqu’au 18 nov. 09:00 : the depot <b>looks</b>",
                            "Doublon",
                            "Le client dit 17 nov. 09:00 · Client <script>alert(1)</script>");
            assertThat(page.page().select("script:not([src])")).isEmpty();
        }
    }

    @Test
    void aLeadActsOnManyCases() {
        long other = data.openCase(2, parcels.get(1), CaseKind.LATE, 3, Duration.ofHours(1), "sam");
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            String token = ParcelListTest.token(browser.get("/cases"));
            String ids = "&id=" + late + "&id=" + other + "&id=99";
            Visit noted = browser.post("/cases/bulk", token + "&act=note&text=storm" + ids);
            assertThat(noted.text()).contains("2 of 3 done.", "There is no such case.");
            Visit assigned = browser.post("/cases/bulk", token + "&act=assign&owner=lead-en" + ids);
            assertThat(assigned.text()).contains("1 of 3 done.", "The case is with sam");
            assertThat(browser.post("/cases/bulk", token + "&act=close&reason=NO_ACTION_NEEDED" + ids)
                            .text())
                    .contains("2 of 3 done.");
        }
    }

    private static List<Long> paths(Visit page) {
        assertThat(page.status()).isEqualTo(200);
        return page.page().select("tbody a[data-row]").stream()
                .map(link -> Long.parseLong(link.attr("href").substring("/cases/".length())))
                .toList();
    }
}
