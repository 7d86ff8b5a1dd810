package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.link.Purpose;
import prevenance.message.MessageKind;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// What a customer can say on his page, over real HTTP, and what becomes of it.
class ActsTest {
    private PageRig rig;
    private Browser browser;
    private Stories stories;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new PageRig(folder);
        browser = rig.browser();
        stories = new Stories(rig, "en-GB");
    }

    @AfterEach
    void close() {
        browser.close();
        rig.close();
    }

    private Visit form(long order, String act) {
        Element link = browser.get(rig.path(order))
                .page()
                .select("a.button[href*=/" + act + "]")
                .first();
        if (link == null) {
            throw new AssertionError("the page does not offer " + act);
        }
        return browser.get(link.attr("href"));
    }

    private List<String> acts() {
        return rig.rows("""
            select kind || ' parcel ' || coalesce(cast(parcel_id as text), 'none') || ' case '
                || coalesce(cast(case_id as text), 'none') || ' ' || coalesce(text, '-') || ' ' || coalesce(choice, '-')
            from customer_act order by id
            """);
    }

    private List<String> cases() {
        return rig.rows("select id || ' ' || kind || ' ' || state from service_case order by id");
    }

    @Test
    void whoHasNotReceivedIsShownWhereToLookAndThenDeclaresIt() {
        long order = stories.delivered();
        Visit form = form(order, "not-received");
        assertThat(form.page().select("main li").eachText())
                .startsWith("at a neighbour’s, with the caretaker or at the reception");

        Visit unsure = browser.submit(form, "/not-received", Map.of());
        assertThat(unsure.status()).isEqualTo(422);
        assertThat(unsure.page().select("[role=alert]").text())
                .isEqualTo("Something is still missing Tick the box to confirm that you have not received it.");
        assertThat(acts()).isEmpty();

        Visit done = browser.submit(form, "/not-received", Map.of("sure", "yes", "text", "The box is empty."));
        assertThat(done.page().select("[role=status]").text())
                .isEqualTo(
                        "Noted: we are looking for it We are asking the carrier for the proof of this delivery. There"
                            + " is nothing else you need to do. If it turns up, tell us on the tracking page. You will"
                            + " hear from us by Thursday 19 November at the latest. Your case has the number 1. We"
                            + " confirm all this by e-mail. Back to the tracking");
        assertThat(acts()).containsExactly("NOT_RECEIVED parcel 1 case 1 The box is empty. -");
        assertThat(cases()).containsExactly("1 NOT_RECEIVED OPEN");
        assertThat(rig.rows("select kind || ' ' || state from outbox_message where sent_at is null"))
                .containsExactly("NOT_RECEIVED_ACK QUEUED");

        Visit page = rig.visit(order);
        assertThat(page.page().select("h1").text()).isEqualTo("We are looking for your parcel");
        assertThat(page.text())
                .contains(
                        "Your case has the number 1.",
                        "By Thursday 19 November at the latest, even if there is nothing new.");
    }

    @Test
    void aFormSentTwiceCountsOnceAndGivesTheSameAnswer() {
        Visit form = form(stories.delivered(), "not-received");
        Visit first = browser.submit(form, "/not-received", Map.of("sure", "yes"));
        List<String> after = rig.state();
        Visit second = browser.submit(form, "/not-received", Map.of("sure", "yes"));
        assertThat(second.page().select("[role=status]").text())
                .isEqualTo(first.page().select("[role=status]").text());
        assertThat(rig.state()).isEqualTo(after);
    }

    @Test
    void theSameFormOpenedThroughTwoMailsCountsOnce() {
        long order = stories.delivered();
        Visit one = form(order, "not-received");
        rig.clock.advance(java.time.Duration.ofDays(1));
        Visit other = form(order, "not-received");
        browser.submit(one, "/not-received", Map.of("sure", "yes"));
        browser.submit(other, "/not-received", Map.of("sure", "yes"));
        assertThat(acts()).containsExactly("NOT_RECEIVED parcel 1 case 1 - -");
    }

    @Test
    void whatHasArrivedAfterAllEndsTheSearch() {
        long order = stories.delivered();
        browser.submit(form(order, "not-received"), "/not-received", Map.of("sure", "yes"));
        Visit done = browser.submit(form(order, "arrived"), "/arrived", Map.of());
        assertThat(done.page().select("h1").text()).isEqualTo("Good news, thank you");
        assertThat(cases()).containsExactly("1 NOT_RECEIVED CLOSED");
        assertThat(rig.visit(order).page().select("h1").text()).isEqualTo("Your parcel has arrived");
    }

    @Test
    void anAddressGoesToTheStaffAndIsNotShownAgain() {
        long order = stories.onItsWay();
        Visit done = browser.submit(
                form(order, "address"), "/address", Map.of("text", "Camille Exemple, 3e étage\r\n12 rue Inventée"));
        assertThat(done.text()).contains("Thank you, we have your address").doesNotContain("Inventée");
        assertThat(acts()).containsExactly("ADDRESS parcel 1 case 1 Camille Exemple, 3e étage\n12 rue Inventée -");
        assertThat(rig.visit(order).text()).doesNotContain("Inventée", "Camille");
    }

    @Test
    void aChoiceIsOfferedOnceItWasWrittenAndNoLongerWhenHeHasChosen() {
        long order = stories.lost();
        Visit form = form(order, "choice");
        Visit done = browser.submit(form, "/choice", Map.of("choice", "REFUND"));
        assertThat(done.text()).contains("You prefer your money back. A person of our team is seeing to it.");
        assertThat(acts()).containsExactly("CHOICE parcel 1 case 1 - REFUND");

        Visit page = rig.visit(order);
        assertThat(page.page().select("a[href*=/choice]")).isEmpty();
        assertThat(page.text()).contains("We have your choice, and a person of our team is seeing to it.");
        Visit again = browser.get(rig.path(order) + "/choice?parcel=1");
        assertThat(again.page().select("h1").text()).isEqualTo("There is nothing left to do here");
    }

    @Test
    void aChoiceIsNotOfferedBeforeItWasWrittenNorOnceARefundIsDecided() {
        long silent = stories.onItsWay();
        long decided = stories.refund("DECIDED", "CARD");
        for (long order : List.of(silent, decided)) {
            assertThat(browser.get(rig.path(order)).page().select("a[href*=/choice]"))
                    .isEmpty();
            assertThat(browser.get(rig.path(order) + "/choice?parcel=1").text())
                    .contains("There is nothing left to do here");
        }
    }

    @Test
    void anExchangeThatCannotLeaveOffersToWaitOrToBeRefunded() {
        long order = stories.exchangeBlocked();
        Visit form = form(order, "choice");
        assertThat(form.page().select(".picks b").eachText())
                .containsExactly("Wait, or get something else", "My money back");
        browser.submit(form, "/choice", Map.of("choice", "RESHIP", "text", "The blue one, please"));
        assertThat(acts()).containsExactly("CHOICE parcel none case 1 The blue one, please RESHIP");
    }

    @Test
    void progressMailsAreStoppedAndResumed() {
        long order = stories.onItsWay();
        browser.submit(form(order, "stop-progress"), "/stop-progress", Map.of());
        assertThat(rig.visit(order).text()).contains("You no longer get routine news.");
        browser.submit(form(order, "resume-progress"), "/resume-progress", Map.of());
        browser.submit(form(order, "stop-progress"), "/stop-progress", Map.of());
        assertThat(acts())
                .containsExactly(
                        "STOP_PROGRESS parcel none case none - -",
                        "RESUME_PROGRESS parcel none case none - -",
                        "STOP_PROGRESS parcel none case none - -");
        assertThat(rig.rows("select coalesce(progress_off_at, 0) from customer_order"))
                .containsExactly(String.valueOf(PageRig.millis(PageRig.NOW)));
    }

    @Test
    void aMailProgramStopsThemWithOneClickWithoutCookieOrRedirect() {
        String path = "/p/" + rig.token(stories.onItsWay(), Purpose.STOP_PROGRESS);
        for (int i = 0; i < 2; i++) {
            Visit visit = browser.post(path, Map.of("List-Unsubscribe", "One-Click"), Map.of());
            assertThat(visit.status()).isEqualTo(200);
            assertThat(visit.header("Set-Cookie")).isEmpty();
        }
        assertThat(acts()).containsExactly("STOP_PROGRESS parcel none case none - -");
    }

    @Test
    void whoOpensTheLinkOfTheOneClickIsAskedFirst() {
        String path = "/p/" + rig.token(stories.onItsWay(), Purpose.STOP_PROGRESS);
        Visit asked = browser.get(path);
        assertThat(asked.page().select("h1").text()).isEqualTo("Stop the routine news?");
        assertThat(acts()).isEmpty();
        Visit done = browser.submit(asked, "/stop-progress", Map.of());
        assertThat(done.page().select("h1").text()).isEqualTo("Done");
        assertThat(acts()).containsExactly("STOP_PROGRESS parcel none case none - -");
    }

    @Test
    void whoWantsACallSaysWhenAndOnWhichNumber() {
        Visit done = browser.submit(
                form(stories.onItsWay(), "call-me"),
                "/call-me",
                Map.of("choice", "morning", "phone", "+33 1 99 00 12 34", "text", "I need it by Friday"));
        assertThat(done.page().select("h1").text()).isEqualTo("We will call you");
        assertThat(acts())
                .containsExactly(
                        "CALL_ME parcel none case 1 When: morning\nNumber: +33 1 99 00 12 34\nI need it by Friday -");
        assertThat(done.text()).doesNotContain("12 34");
    }

    @Test
    void aRefundIsSaidToHaveArrivedOrNot() {
        String arrived = "/p/" + rig.token(stories.refund("ASKED", "CARD"), Purpose.REFUND_CHECK);
        Visit question = browser.get(arrived);
        assertThat(question.page().select("h1").text()).isEqualTo("Has your refund of €49.90 arrived?");
        browser.submit(browser.get(arrived + "/refund-arrived"), "/refund-arrived", Map.of());
        String missing = "/p/" + rig.token(stories.refund("ASKED", "CARD"), Purpose.REFUND_CHECK);
        Visit done = browser.submit(browser.get(missing + "/refund-not-arrived"), "/refund-not-arrived", Map.of());
        assertThat(done.text()).contains("Noted: we are tracing it", "Your case has the number 1.");
        assertThat(rig.rows("select state from refund order by id")).containsExactly("ARRIVED", "MISSING");
        assertThat(browser.get(arrived).page().select("h1").text()).isEqualTo("There is nothing left to do here");
    }

    @Test
    void aBadMarkInTheSurveyIsLookedAt() {
        long order = stories.delivered();
        rig.sent(order, null, MessageKind.RESOLVED, "2026-11-17T08:50:00Z", "{}");
        Visit done = browser.submit(
                form(order, "survey"), "/survey", Map.of("choice", "1", "text", "Nobody answered the phone"));
        assertThat(done.page().select("h1").text()).isEqualTo("Thank you for your answer");
        assertThat(acts()).containsExactly("SURVEY parcel none case 1 Nobody answered the phone 1");
        assertThat(rig.visit(order).page().select("a[href*=/survey]")).isEmpty();
    }

    @Test
    void aSurveyFromItsMailNeedsNoOtherPage() {
        long order = stories.delivered();
        Visit form = browser.get("/p/" + rig.token(order, Purpose.SURVEY));
        Visit done = browser.submit(form, "/survey", Map.of("choice", "5"));
        assertThat(done.page().select("main a[href*=/p/]")).isEmpty();
        assertThat(acts()).containsExactly("SURVEY parcel none case none - 5");
    }

    @Test
    void thePageSpeaksTheOtherLanguageWhenAskedAndKeepsIt() {
        long order = stories.delivered();
        Visit page = browser.get(rig.path(order) + "?lang=fr");
        assertThat(page.page().select("h1").text()).isEqualTo("Votre colis est arrivé");
        Visit form = browser.get(page.page().select("a.button[href*=/damaged]").attr("href"));
        assertThat(form.page().select("h1").text()).isEqualTo("Votre colis est abîmé ?");
        assertThat(form.page().select(".lang a").attr("href")).endsWith("/damaged?lang=en&parcel=1");
    }
}
