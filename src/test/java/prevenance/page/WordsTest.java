package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.assess.FlagKind;
import prevenance.link.Purpose;
import prevenance.message.MessageKind;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.tracking.TrackingStatus;

/// What a page says below its headline: no day that nobody named, no promise that has passed.
class WordsTest {
    private static final int MOST_BYTES = 50_000;

    private static PageRig rig;

    @BeforeAll
    static void open(@TempDir Path folder) {
        rig = new PageRig(folder);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private static List<String> big(long order) {
        return rig.visit(order).page().select(".big").eachText();
    }

    private static List<String> section(long order, String heading) {
        return rig.visit(order)
                .page()
                .select(".told section:has(h2:containsOwn(" + heading + ")) p")
                .eachText();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // promise, estimate, what is said
                "-, -, -",
                "2026-11-19, -, Expected arrival Thursday 19 November as we told you",
                "2026-11-17, -, Expected arrival Tuesday 17 November as we told you",
                "2026-11-16, -, -",
                "2026-11-19, 2026-11-18, Expected arrival Wednesday 18 November according to Colissimo",
                "-, 2026-11-18, Expected arrival Wednesday 18 November according to Colissimo",
                "2026-11-16, 2026-11-20, Expected arrival Friday 20 November according to Colissimo",
                "2026-11-16, 2026-11-16, -",
                "-, 2026-11-01, -"
            })
    void aDayOfArrivalIsTheCarriersOrOurPromiseAndNeverPast(String promise, String estimate, String said) {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-16T20:00:00", "LYON");
        if (promise != null) {
            rig.promise(parcel, promise);
        }
        if (estimate != null) {
            rig.estimate(parcel, estimate);
        }
        assertThat(big(order)).isEqualTo(said == null ? List.of() : List.of(said));
    }

    @Test
    void anEstimateThatAFailedDeliveryHasOvertakenIsNoLongerSaid() {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.estimate(parcel, "2026-11-17");
        rig.event(parcel, TrackingStatus.ATTEMPT_ABSENT, "2026-11-17T09:00:00", "LYON");
        rig.event(parcel, TrackingStatus.TRANSIT_DELIVERY_DEPOT, "2026-11-17T09:30:00", "LYON");
        assertThat(big(order)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-19, 'By Thursday 19 November at the latest, even if there is nothing new.'",
        "2026-11-17, 'By Tuesday 17 November at the latest, even if there is nothing new.'",
        "2026-11-16, 'As soon as we know more, by e-mail.'"
    })
    void thePromiseOfTheLastMailStandsUntilItsDayHasPassed(String day, String said) {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T20:00:00", "LYON");
        rig.flag(parcel, FlagKind.STALLED, true);
        rig.sent(order, parcel, MessageKind.SHIPPED, "2026-11-10T20:00:00Z", "{}");
        rig.sent(
                order,
                parcel,
                MessageKind.DELAY_UNKNOWN,
                "2026-11-16T09:00:00Z",
                "{\"nextUpdateDate\":\"" + day + "\"}");
        assertThat(section(order, "When you will hear from us")).containsExactly(said);
    }

    @Test
    void aPromiseThatWasWrittenButNotSentIsNoPromise() {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T20:00:00", "LYON");
        rig.flag(parcel, FlagKind.STALLED, true);
        rig.sent(
                order,
                parcel,
                MessageKind.DELAY_UNKNOWN,
                "2026-11-16T09:00:00Z",
                "{\"nextUpdateDate\":\"2026-11-19\"}");
        rig.sql("update outbox_message set state = 'HELD', sent_at = null where order_id = " + order);
        assertThat(section(order, "When you will hear from us")).containsExactly("As soon as we know more, by e-mail.");
        assertThat(rig.visit(order).text()).contains("We have not written to you about this order yet.");
    }

    @Test
    void aSearchNamesTheDayOfOurDecision() {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-01T20:00:00", "59000 LILLE");
        rig.flag(parcel, FlagKind.LOST_SUSPECTED, true);
        rig.sent(order, parcel, MessageKind.SEARCHING, "2026-11-16T09:00:00Z", "{\"decisionDate\":\"2026-11-24\"}");
        assertThat(section(order, "What happened"))
                .containsExactly(
                        "It has not arrived, and we have had no more news of it. We are truly sorry.",
                        "Last seen on Sunday 1 November: Lille");
        assertThat(section(order, "What we are doing"))
                .containsExactly(
                        "We are asking Colissimo for a search, and we follow it to the end.",
                        "We will not wait for ever: by Tuesday 24 November at the latest, we offer you another parcel"
                                + " or your money back, whether it is found or not.");
    }

    @Test
    void theLastDayAtThePickupPointComesFromTheCarrierOrItsTerms() {
        long order = rig.order("en-GB");
        long parcel = rig.parcel(order);
        rig.event(parcel, TrackingStatus.PICKUP_READY, "2026-11-16T20:00:00", "LYON");
        assertThat(big(order)).isEmpty();
        rig.flag(parcel, FlagKind.PICKUP_WAITING, true, "{\"until\":\"2026-11-25\"}");
        assertThat(big(order)).containsExactly("Collect it by Wednesday 25 November (that day included)");
        rig.sql("update parcel set pickup_place = 'Tabac Exemple', pickup_until_date = '2026-11-21' where id = "
                + parcel);
        assertThat(big(order))
                .containsExactly("It is waiting for you here Tabac Exemple Collect it by Saturday 21 November (that day"
                        + " included)");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "DECIDED | - | CARD | done Décidé le mardi 10 novembre; now Envoyé sur votre carte au plus tard le"
                        + " mardi 24 novembre; todo Visible sur votre compte",
                "TRIGGERED | 2026-11-24 | CARD | done Décidé le mardi 10 novembre; done Envoyé sur votre carte le"
                    + " jeudi 12 novembre; now Visible sur votre compte d’habitude au plus tard le mardi 24 novembre",
                "ASKED | 2026-11-16 | DEFERRED_CARD | done Décidé le mardi 10 novembre; done Envoyé sur votre carte à"
                        + " débit différé le jeudi 12 novembre; now Visible sur votre relevé de carte",
                "MISSING | 2026-11-16 | BANK_TRANSFER | done Décidé le mardi 10 novembre; done Virement ordonné le"
                        + " jeudi 12 novembre; now Visible sur votre compte",
                "ARRIVED | 2026-11-16 | WALLET | done Décidé le mardi 10 novembre; done Envoyé sur votre compte de"
                        + " paiement le jeudi 12 novembre; done Arrivé le lundi 16 novembre",
                "FAILED | - | CARD | done Décidé le mardi 10 novembre; bad Le paiement n’est pas passé"
            })
    void aRefundIsToldInItsSteps(String state, String showBy, String means, String steps) {
        long order = rig.order("fr-FR");
        rig.refund(order, state, showBy == null ? null : "2026-11-12T10:00:00Z", showBy, means);
        assertThat(stages(rig.visit(order), "Votre remboursement de 49,90 €")).isEqualTo(steps);
        assertThat(stages(english(order), "Your refund of €49.90")).isNotEmpty();
    }

    @Test
    void aRefundThatOnlyTheStaffKnowsOfIsNotShown() {
        long order = rig.order("fr-FR");
        rig.refund(order, "PROPOSED", null, null, "CARD");
        rig.refund(order, "CANCELLED", null, null, "CARD");
        assertThat(rig.visit(order).text()).doesNotContain("49,90");
    }

    @Test
    void aRefundThatShouldBeThereAsksWhetherItIs() {
        long order = rig.order("en-GB");
        rig.refund(order, "TRIGGERED", "2026-11-02T10:00:00Z", "2026-11-16", "CARD");
        Visit visit = rig.visit(order);
        assertThat(visit.page().select("a[href*=/refund-]").eachText())
                .containsExactly("It has arrived", "I do not see it");
        assertThat(visit.text()).contains("Reference to give your bank: ARN 7412");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PROMISED | false | done Promised on Thursday 12 November; now The replacement leaves by Friday 20"
                        + " November at the latest; todo It arrives at your place",
                "PROMISED | true | done Promised on Thursday 12 November; now Your return reaches us; todo The"
                        + " replacement leaves by Friday 20 November at the latest; todo It arrives at your place",
                "RETURN_RECEIVED | true | done Promised on Thursday 12 November; done Your return has arrived on"
                        + " Monday 16 November; now The replacement leaves by Friday 20 November at the latest; todo It"
                        + " arrives at your place",
                "SHIPPED | false | done Promised on Thursday 12 November; done The replacement has left on Monday 16"
                        + " November; now It arrives at your place",
                "BLOCKED | false | done Promised on Thursday 12 November; bad The replacement cannot leave for now",
                "ENDED | false | done Promised on Thursday 12 November; done The replacement has left on Monday 16"
                        + " November; done It has arrived"
            })
    void anExchangeIsToldInItsSteps(String state, boolean awaitsReturn, String steps) {
        long order = rig.order("en-GB");
        rig.exchange(order, state, null, awaitsReturn);
        assertThat(stages(rig.visit(order), "Your exchange")).isEqualTo(steps);
    }

    private static String stages(Visit visit, String title) {
        return String.join(
                "; ",
                visit.page().select("section:has(> h2:containsOwn(" + title + ")) .stages li").stream()
                        .map(stage -> stage.className() + " " + stage.text())
                        .toList());
    }

    private static Visit english(long order) {
        try (Browser browser = rig.browser()) {
            return browser.get("/p/" + rig.token(order, Purpose.PAGE) + "?lang=en");
        }
    }

    @Test
    void anOrderOfManyParcelsWithLongStoriesStaysLight() {
        long order = rig.order("fr-FR");
        for (int i = 0; i < 25; i++) {
            long parcel = rig.parcel(order);
            for (int day = 1; day < 17; day++) {
                rig.event(
                        parcel,
                        TrackingStatus.TRANSIT_ARRIVED_HUB,
                        "2026-11-%02dT0%d:00:00".formatted(day, i % 10),
                        "LONS-LE-SAUNIER PLATEFORME " + "abcdefghijklmnop".charAt(day - 1));
            }
        }
        Visit visit = rig.visit(order);
        String style = visit.page().select("link[rel=stylesheet]").attr("href");
        try (Browser browser = rig.browser()) {
            int bytes = visit.response().body().getBytes(StandardCharsets.UTF_8).length
                    + browser.get(style).response().body().getBytes(StandardCharsets.UTF_8).length;
            assertThat(bytes).isLessThan(MOST_BYTES);
        }
        assertThat(visit.page().select("h1").text()).isEqualTo("Votre commande voyage en 25 colis");
    }

    @Test
    void theShopIsReachedByThePhoneOfItsCustomersCountry() {
        long order = rig.order("fr-FR");
        assertThat(rig.visit(order).page().select(".ways li").eachText())
                .containsExactly(
                        "Appeler +33 1 99 00 10 10 appel non surtaxé",
                        "Écrire bonjour@example.org",
                        "Nous sommes là du lundi au samedi, de 9 h à 18 h, sauf jours fériés",
                        "Notre site https://www.example.org");
    }

    @Test
    void whereTheClockIsAnotherTheHoursSayWhichOneTheyMean() {
        long order = rig.order("en-GB");
        rig.sql("update customer_order set country = 'GB', postcode = 'EC1A 1BB' where id = " + order);
        assertThat(rig.visit(order).page().select(".ways li").eachText())
                .contains("We are here Monday to Saturday, 09:00 to 18:00, except public holidays (Paris time)");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "69800 SAINT-PRIEST, Saint-Priest",
                "LYON PLATEFORME, Lyon Plateforme",
                "Lyon, Lyon",
                "ÉVRY-COURCOURONNES, Évry-Courcouronnes",
                "FR, FR",
                "12345, -",
                "-, -"
            })
    void aPlaceIsReadAsATown(String said, String town) {
        assertThat(Town.of(said).orElse(null)).isEqualTo(town);
    }
}
