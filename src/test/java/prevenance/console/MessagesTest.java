package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.console.LeadScene.EVIL;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// Reading, deciding about and looking up messages.
class MessagesTest {
    private static final Map<String, String> OWN = Map.of("Sec-Fetch-Site", "same-origin");

    private ConsoleRig rig;
    private LeadScene scene;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
        scene = new LeadScene(rig);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private long ordered(long id) {
        scene.order(id, "A-" + id, "Camille Exemple", "camille@example.org", "+33 1 99 00 00 01");
        return scene.message(id, "A-" + id, "Camille Exemple", "camille@example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr", "en"})
    void everyDrawerShowsItsMessagesInBothLanguages(String language) {
        long approve = ordered(1);
        scene.awaitApproval(approve);
        ordered(2);
        scene.set(ordered(3), "state = 'HELD', held_for = 'STAFF', state_reason = 'held by noah'");
        scene.set(ordered(4), "state = 'DEAD', state_reason = 'message refused: 550', next_attempt_at = null");
        scene.order(5, "A-5", "Noé Exemple", null, "+33 1 99 00 00 05");
        scene.message(5, "A-5", "Noé Exemple", null);
        scene.sent(ordered(6), mail("<p>ok</p>"), "Votre colis est parti");
        try (Browser browser = rig.signedIn(Role.LEAD, Locale.of(language))) {
            Map<String, String> seen = Map.of(
                    "approve", "A-1", "queued", "A-2", "held", "A-3", "failed", "A-4", "calls", "A-5", "archive",
                    "A-6");
            seen.forEach((tab, order) -> {
                Visit visit = browser.get("/messages?tab=" + tab);
                assertThat(visit.status()).as(tab).isEqualTo(200);
                assertThat(visit.page().select("main").text()).as(tab).contains(order);
            });
            assertThat(browser.get("/messages?tab=calls")
                            .page()
                            .select("a[href^=tel:]")
                            .attr("href"))
                    .isEqualTo("tel:+33199000005");
            assertThat(browser.get("/messages?tab=archive&q=camille@example.org")
                            .text())
                    .contains("A-6");
            assertThat(browser.get("/messages?tab=archive&q=nobody")
                            .page()
                            .select("main")
                            .text())
                    .doesNotContain("A-6");
            Visit one = browser.get("/messages/" + approve);
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.page().select("iframe[sandbox]").attr("src")).isEqualTo("/messages/" + approve + "/preview");
        }
    }

    @Test
    void ofTwoWhoApproveTheSameMessageTheSecondIsTold() {
        long id = ordered(1);
        scene.awaitApproval(id);
        try (Browser first = rig.signedIn(Role.LEAD, Locale.ENGLISH);
                Browser second = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit seenByFirst = first.get("/messages/" + id);
            Visit seenBySecond = second.get("/messages/" + id);
            assertThat(first.submit(seenByFirst, "/approve", Map.of()).text()).contains("Approved.");
            Visit late = second.submit(seenBySecond, "/approve", Map.of());
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.text()).contains("faster");
        }
        assertThat(scene.state(id)).isEqualTo("QUEUED");
        assertThat(scene.audit()).containsExactly("lead-en message.approve");
    }

    @Test
    void manyAreApprovedAtOnceEachWithItsOwnOutcome() {
        long good = ordered(1);
        long taken = ordered(2);
        scene.awaitApproval(good);
        scene.awaitApproval(taken);
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            Visit list = lead.get("/messages");
            List<String> boxes = list.page().select("input[name=message]").eachAttr("value");
            assertThat(boxes).hasSize(2);
            scene.set(taken, "version = version + 1");
            String token = list.page().expectFirst("input[name=form-token]").attr("value");
            Visit answer = lead.post(
                    "/messages/approve",
                    new java.util.LinkedHashMap<>(Map.of("form-token", token, "message", boxes.getLast())),
                    OWN);
            assertThat(answer.text()).contains("Not approved");
            answer = lead.post("/messages/approve", Map.of("form-token", token, "message", boxes.getFirst()), OWN);
            assertThat(answer.page().select(".chip.good").text()).isEqualTo("Approved");
        }
        assertThat(scene.state(good)).isEqualTo("QUEUED");
        assertThat(scene.state(taken)).isEqualTo("HELD");
    }

    @Test
    void ownWordsAreLookedAtAndKeptAndTheMailIsHeldReleasedAndRejected() {
        long id = ordered(1);
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.FRENCH)) {
            Visit page = lead.submit(lead.get("/messages/" + id), "/hold", Map.of("why", "un doute"));
            assertThat(page.text()).contains("un doute");
            Map<String, String> words = Map.of("subject", "Un mot de plus", "body", "Premier.\n\nSecond " + EVIL);
            page = lead.submit(page, "/edit", words);
            assertThat(page.page().select("#subject").attr("value")).isEqualTo("Un mot de plus");
            assertThat(page.page().select("#body").text()).contains(EVIL);
            Visit half = lead.submit(page, "/edit", Map.of("subject", "seul", "body", ""));
            assertThat(half.status()).isEqualTo(422);
            assertThat(half.page().select("#subject").attr("value")).isEqualTo("seul");
            page = lead.submit(lead.get("/messages/" + id), "/release", Map.of());
            assertThat(scene.state(id)).isEqualTo("QUEUED");
            page = lead.submit(page, "/hold", Map.of());
            assertThat(lead.submit(page, "/reject", Map.of("why", " ")).status())
                    .isEqualTo(422);
            lead.submit(page, "/reject", Map.of("why", "le client a appelé"));
            assertThat(scene.state(id)).isEqualTo("SUPPRESSED");
            assertThat(lead.get("/messages/" + id).text()).contains("écarté : le client a appelé");
        }
        assertThat(scene.audit())
                .containsExactly(
                        "lead-fr message.hold",
                        "lead-fr message.edit",
                        "lead-fr message.release",
                        "lead-fr message.hold",
                        "lead-fr message.reject");
    }

    @Test
    void aMailBodyIsShownInAFrameThatCanDoNothing() {
        String evil = "<p>" + EVIL + "</p><form action=https://evil.example><input name=x></form>";
        long id = ordered(1);
        scene.sent(id, mail(evil), EVIL);
        try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
            Visit page = browser.get("/messages/" + id);
            assertThat(page.page().select("iframe").hasAttr("sandbox")).isTrue();
            assertThat(page.page().select("iframe").attr("sandbox")).isEmpty();
            assertThat(page.page().select("main script, main img, main form")).isEmpty();
            assertThat(page.page().select("h1").text()).isEqualTo(EVIL);
            Visit framed = browser.get("/messages/" + id + "/mail.html");
            assertThat(framed.header("Content-Security-Policy"))
                    .startsWith("sandbox; default-src 'none'")
                    .doesNotContain("script-src");
            assertThat(framed.header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
            assertThat(framed.response().body()).contains("<script>alert(2)");
            Visit kept = browser.get("/messages/" + id + "/mail.eml");
            assertThat(kept.header("Content-Disposition")).startsWith("attachment");
            assertThat(kept.header("Content-Type")).startsWith("message/rfc822");
        }
    }

    @Test
    void whatIsForeignStaysTextOnEveryList() {
        scene.order(1, EVIL, EVIL, "\"<x>\"@example.org", EVIL);
        scene.awaitApproval(scene.message(1, EVIL, EVIL, "\"<x>\"@example.org"));
        scene.order(2, "B" + EVIL, EVIL, null, EVIL);
        scene.set(scene.message(2, "B" + EVIL, EVIL, null), "subject_line = '<b>x</b>'");
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.FRENCH)) {
            for (String tab : List.of("approve", "calls", "queued", "held", "failed", "archive")) {
                Visit visit = lead.get("/messages?tab=" + tab + "&q=" + "%3Cscript%3E&kind=%3Cb%3E&before=x");
                assertThat(visit.status()).as(tab).isEqualTo(200);
                assertThat(visit.page().select("main script, main img, main b"))
                        .as(tab)
                        .isEmpty();
            }
            assertThat(lead.get("/messages?tab=calls").text()).contains(EVIL);
        }
    }

    @Test
    void whatIsPausedStandsOnEveryPageWithWhoAndWhy() {
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.FRENCH)) {
            Visit refused = lead.submit(lead.get("/messages"), "/pause", Map.of("why", " "));
            assertThat(refused.page().select(".banner")).isEmpty();
            lead.submit(lead.get("/messages"), "/pause", Map.of("why", "le modèle est faux"));
            assertThat(lead.get("/account").page().select(".banner").text())
                    .contains("lead-fr")
                    .contains("le modèle est faux");
            Visit resumed = lead.submit(lead.get("/messages"), "/resume", Map.of());
            assertThat(resumed.page().select(".banner")).isEmpty();
        }
        assertThat(scene.audit()).containsExactly("lead-fr messages.pause", "lead-fr messages.resume");
    }

    @Test
    void whoWasCalledLeavesTheList() {
        scene.order(5, "A-5", "Noé Exemple", null, "+33 1 99 00 00 05");
        scene.message(5, "A-5", "Noé Exemple", null);
        try (Browser agent = rig.signedIn(Role.AGENT, Locale.FRENCH)) {
            Visit list = agent.get("/messages?tab=calls");
            assertThat(list.page().select("pre").text()).contains("A-5");
            Visit after = agent.submit(list, "/called", Map.of());
            assertThat(after.page().select("article")).isEmpty();
        }
        assertThat(scene.audit()).containsExactly("agent-fr message.called");
    }

    @Test
    void whoseRoleDoesNotAllowItChangesNothing() {
        long id = ordered(1);
        scene.awaitApproval(id);
        Map<Role, List<String>> forbidden = Map.of(
                Role.VIEWER,
                List.of("approve", "reject", "hold", "release", "edit", "requeue", "called", "preview"),
                Role.AGENT,
                List.of("approve", "reject"));
        forbidden.forEach((role, acts) -> {
            try (Browser browser = rig.signedIn(role, Locale.ENGLISH)) {
                String token = browser.get("/account")
                        .page()
                        .expectFirst("input[name=form-token]")
                        .attr("value");
                Map<String, String> form =
                        Map.of("form-token", token, "version", "1", "why", "x", "subject", "x", "body", "x");
                for (String act : acts) {
                    assertThat(browser.post("/messages/" + id + "/" + act, form, OWN)
                                    .status())
                            .as(role + " " + act)
                            .isEqualTo(403);
                }
                for (String act : List.of("approve", "pause", "resume")) {
                    assertThat(browser.post("/messages/" + act, form, OWN).status())
                            .as(role + " " + act)
                            .isEqualTo(403);
                }
                Visit page = browser.get("/messages/" + id);
                assertThat(page.page().select("form[action$=approve]")).isEmpty();
            }
        });
        assertThat(scene.state(id)).isEqualTo("HELD");
        assertThat(scene.audit()).isEmpty();
    }

    static byte[] mail(String html) {
        return ("From: Maison Exemple <service@example.org>\r\nTo: camille@example.org\r\n"
                        + "Subject: =?UTF-8?Q?Votre_colis_=C3=A0_venir?=\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n"
                        + "Content-Type: text/plain; charset=utf-8\r\n\r\nBonjour <b>vous</b>\r\n--b\r\n"
                        + "Content-Type: text/html; charset=utf-8\r\n\r\n" + html + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
