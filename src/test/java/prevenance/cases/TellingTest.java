package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.*;
import static prevenance.assess.FlagKind.PICKUP_MISSED;
import static prevenance.cases.Scene.THURSDAY;
import static prevenance.message.MessageKind.*;
import static prevenance.tracking.TrackingStatus.*;
import static prevenance.tracking.TrackingStatus.DELIVERED_THIRD_PARTY;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.calendar.QuietHours;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;

class TellingTest {
    private static final Instant LATER = THURSDAY.plus(Duration.ofHours(1));

    static Stream<Arguments> eachIncident() {
        return Stream.of(
                Arguments.of(FlagKind.DELAY_ANNOUNCED, TRANSIT_DELAY_WEATHER, DELAY_KNOWN),
                Arguments.of(LATE, TRANSIT_DELAY_NETWORK, DELAY_KNOWN),
                Arguments.of(LATE, TRANSIT_MOVING, DELAY_UNKNOWN),
                Arguments.of(STALLED, TRANSIT_MOVING, DELAY_UNKNOWN),
                Arguments.of(NOT_HANDED_OVER, PRE_ANNOUNCED, NOT_LEFT_YET),
                Arguments.of(FlagKind.ATTEMPT_FAILED, ATTEMPT_ABSENT, MessageKind.ATTEMPT_FAILED),
                Arguments.of(ADDRESS_PROBLEM, ATTEMPT_ADDRESS, ADDRESS_NEEDED),
                Arguments.of(PICKUP_WAITING, TrackingStatus.PICKUP_READY, MessageKind.PICKUP_READY),
                Arguments.of(PICKUP_MISSED, PICKUP_EXPIRED, MessageKind.PICKUP_MISSED),
                Arguments.of(DAMAGED, EXC_DAMAGED, DAMAGED_CARRIER),
                Arguments.of(FlagKind.RETURNING, RETURN_UNDER_WAY, MessageKind.RETURNING),
                Arguments.of(LOST_SUSPECTED, TRANSIT_MOVING, SEARCHING),
                Arguments.of(LOST_DECLARED, EXC_LOST_DECLARED, LOST));
    }

    @ParameterizedTest
    @MethodSource("eachIncident")
    void eachIncidentIsToldOnceHoweverOftenItIsLookedAt(FlagKind flag, TrackingStatus status, MessageKind message) {
        Scene scene = Scene.of(status, "2026-11-19T06:00:00Z");
        scene.raise(flag, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(message);
        scene.send(THURSDAY);
        List<MessageKind> later = new ArrayList<>();
        for (int hours = 1; hours < 400; hours += 7) {
            later.addAll(scene.tellAndSend(THURSDAY.plus(Duration.ofHours(hours))));
        }
        // Where only a word was promised, one comes.
        assertThat(later).isIn(List.of(), List.of(STILL_SEARCHING));
        assertThat(scene.decide(THURSDAY.plus(Duration.ofDays(17))).nextAt()).isNull();
    }

    @ParameterizedTest
    @MethodSource("eachIncident")
    void aMessageThatStillWaitsWhenItsReasonEndsIsTakenBack(FlagKind kind, TrackingStatus status, MessageKind message) {
        Scene scene = Scene.of(status, "2026-11-19T06:00:00Z");
        Flag flag = scene.raise(kind, THURSDAY);
        scene.tell(THURSDAY);
        scene.event(OUT_ON_VEHICLE, "2026-11-19T08:30:00Z").close(flag, LATER);
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();
        assertThat(scene.said).singleElement().matches(Said::takenBack);
    }

    @ParameterizedTest
    @MethodSource("eachIncident")
    void aKindSwitchedOffIsNotSaid(FlagKind flag, TrackingStatus status, MessageKind message) {
        Scene scene = Scene.of(status, "2026-11-19T06:00:00Z");
        scene.settings = new TellingSettings(
                Duration.ofDays(3),
                2,
                5,
                3,
                2,
                Set.of(message),
                new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
        scene.raise(flag, THURSDAY);
        assertThat(scene.tell(THURSDAY)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("eachIncident")
    void nothingIsSaidOfAParcelOnItsWayBackFromTheCustomer(FlagKind flag, TrackingStatus status, MessageKind message) {
        Scene scene = Scene.of(status, "2026-11-19T06:00:00Z");
        scene.leg = Leg.RETURN;
        scene.raise(flag, THURSDAY);
        assertThat(scene.decide(THURSDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void aDispatchIsToldAtTheFirstScanAndNotAtTheLabel() {
        Scene scene = Scene.of(PRE_ANNOUNCED, "2026-11-18T06:00:00Z");
        assertThat(scene.tell(THURSDAY)).isEmpty();
        scene.event(ACCEPTED_SCANNED, "2026-11-19T08:10:00Z");
        assertThat(scene.tellAndSend(LATER)).containsExactly(SHIPPED);
        scene.event(TRANSIT_MOVING, "2026-11-19T20:00:00Z");
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(1)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("laterStates")
    void aDispatchThatIsOvertakenIsNotTold(TrackingStatus status) {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-18T06:00:00Z").event(status, "2026-11-19T06:00:00Z");
        assertThat(scene.tell(THURSDAY)).doesNotContain(SHIPPED);
    }

    static Stream<TrackingStatus> laterStates() {
        return Stream.of(
                OUT_ON_VEHICLE, DELIVERED_RECIPIENT, TrackingStatus.PICKUP_READY, RETURN_UNDER_WAY, ATTEMPT_ABSENT);
    }

    @Test
    void aDispatchOfLongAgoIsHistory() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-15T06:00:00Z");
        assertThat(scene.tell(THURSDAY)).isEmpty();
    }

    @Test
    void aReplacementAnnouncedByItsExchangeIsNotAnnouncedAgain() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-19T06:00:00Z");
        scene.leg = Leg.EXCHANGE;
        scene.said.add(
                new Said("exchange:7", EXCHANGE_SHIPPED, 1, Said.Standing.WAITING, THURSDAY, null, java.util.Map.of()));
        assertThat(scene.decide(LATER)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void anIncidentTakesThePlaceOfTheDispatchInTheSameRoundAndAfterwards() {
        Scene scene =
                Scene.of(ACCEPTED_SCANNED, "2026-11-18T06:00:00Z").event(TRANSIT_DELAY_WEATHER, "2026-11-19T06:00:00Z");
        Flag flag = scene.raise(FlagKind.DELAY_ANNOUNCED, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(DELAY_KNOWN);
        scene.event(TRANSIT_MOVING, "2026-11-19T08:30:00Z").close(flag, LATER);
        assertThat(scene.tellAndSend(LATER)).isEmpty();
    }

    @Test
    void aDelayBeforeTheFirstScanDoesNotKeepTheDispatchSecret() {
        Scene scene = Scene.of(PRE_ANNOUNCED, "2026-11-10T06:00:00Z");
        Flag flag = scene.raise(NOT_HANDED_OVER, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(NOT_LEFT_YET);
        scene.event(ACCEPTED_SCANNED, "2026-11-20T06:00:00Z").close(flag, THURSDAY.plus(Duration.ofDays(1)));
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(1)))).containsExactly(SHIPPED);
    }

    @Test
    void aDispatchStillWaitingWhenTheParcelIsDeliveredIsTakenBackAndTheDeliveryTold() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-19T06:00:00Z");
        scene.tell(THURSDAY);
        scene.event(DELIVERED_RECIPIENT, "2026-11-19T08:30:00Z");
        assertThat(scene.tell(LATER)).containsExactly(DELIVERED);
        assertThat(scene.waiting()).containsExactly(DELIVERED);
    }

    @Test
    void aDeliveryThatFlapsIsToldOnce() {
        Scene scene = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(DELIVERED);
        scene.event(TRANSIT_MOVING, "2026-11-19T08:10:00Z");
        assertThat(scene.tellAndSend(LATER)).isEmpty();
        scene.event(DELIVERED_THIRD_PARTY, "2026-11-19T10:00:00Z");
        assertThat(scene.tellAndSend(LATER.plus(Duration.ofHours(3)))).isEmpty();
    }

    @Test
    void aDeliveryTakenBackBeforeItWasToldIsToldWhenItComesTrue() {
        Scene scene = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        scene.tell(THURSDAY);
        scene.event(OUT_ON_VEHICLE, "2026-11-19T08:10:00Z");
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();
        scene.event(DELIVERED_RECIPIENT, "2026-11-19T10:00:00Z");
        assertThat(scene.tell(LATER.plus(Duration.ofHours(3)))).containsExactly(DELIVERED);
    }

    @Test
    void whatWasDeliveredBeforeItCameToUsIsNotTold() {
        Scene scene = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        scene.importedAt = Instant.parse("2026-11-19T07:30:00Z");
        assertThat(scene.tell(THURSDAY)).isEmpty();
    }

    @Test
    void aDeliveryToTheSenderIsNotADelivery() {
        Scene scene =
                Scene.of(RETURN_UNDER_WAY, "2026-11-17T07:00:00Z").event(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        assertThat(scene.tell(THURSDAY)).isEmpty();
    }

    @Test
    void whoHasNoAddressGetsNoGoodNewsButNeedsTheDeskForBadOnes() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-19T06:00:00Z");
        scene.email = null;
        assertThat(scene.tell(THURSDAY)).isEmpty();
        scene.event(ATTEMPT_ADDRESS, "2026-11-19T07:00:00Z").raise(ADDRESS_PROBLEM, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(ADDRESS_NEEDED);
    }

    @Test
    void oldHistoryTellsWhatIsStillTrueAndUseful() {
        Scene attempt = imported(ATTEMPT_ABSENT, "2026-11-10T07:00:00Z", FlagKind.ATTEMPT_FAILED);
        Scene lost = imported(EXC_LOST_DECLARED, "2026-11-01T07:00:00Z", LOST_DECLARED);
        Scene pickup = imported(TrackingStatus.PICKUP_READY, "2026-11-12T07:00:00Z", PICKUP_WAITING);
        Scene back = imported(RETURN_UNDER_WAY, "2026-11-10T07:00:00Z", FlagKind.RETURNING);
        Scene late = imported(TRANSIT_MOVING, "2026-11-10T07:00:00Z", LATE);
        Scene address = imported(ATTEMPT_ADDRESS, "2026-11-10T07:00:00Z", ADDRESS_PROBLEM);
        assertThat(Stream.of(attempt, lost, pickup, back, late, address).map(scene -> scene.tell(THURSDAY)))
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(MessageKind.PICKUP_READY),
                        List.of(MessageKind.RETURNING),
                        List.of(DELAY_UNKNOWN),
                        List.of(ADDRESS_NEEDED));
    }

    private static Scene imported(TrackingStatus status, String occurredAt, FlagKind flag) {
        Scene scene = Scene.of(status, occurredAt);
        scene.importedAt = THURSDAY;
        scene.raise(flag, Instant.parse(occurredAt));
        return scene;
    }

    @Test
    void aPickupWhoseLastDayHasPassedIsNotAnnounced() {
        Scene scene = imported(TrackingStatus.PICKUP_READY, "2026-11-01T07:00:00Z", PICKUP_WAITING);
        scene.pickupUntilDate = LocalDate.parse("2026-11-18");
        assertThat(scene.tell(THURSDAY)).isEmpty();
    }

    @Test
    void aGraverMessageTakesThePlaceOfALesserOneThatWaits() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.raise(STALLED, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(DELAY_UNKNOWN);
        scene.raise(LOST_SUSPECTED, LATER);
        assertThat(scene.tell(LATER)).containsExactly(SEARCHING);
        assertThat(scene.waiting()).containsExactly(SEARCHING);
        scene.raise(LOST_DECLARED, LATER);
        assertThat(scene.tell(LATER)).containsExactly(LOST);
        assertThat(scene.waiting()).containsExactly(LOST);
    }

    @Test
    void whatIsFoundAtNightIsToldInTheMorningAndOnlyTheGravest() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-12T06:00:00Z");
        scene.settings = new TellingSettings(
                Duration.ofDays(3), 2, 5, 3, 2, Set.of(), new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
        scene.raise(LATE, THURSDAY);
        Instant midnight = Instant.parse("2026-11-19T23:00:00Z");
        Decision.Tell late = scene.decide(midnight).tells().getFirst();
        assertThat(late.sendAt()).isEqualTo(Instant.parse("2026-11-20T07:00:00Z"));
        // Friday and two business days.
        assertThat(late.facts()).containsEntry("nextUpdateDate", "2026-11-24");
        scene.tell(midnight);
        scene.raise(LOST_SUSPECTED, midnight.plus(Duration.ofHours(3)));
        assertThat(scene.tell(midnight.plus(Duration.ofHours(3)))).containsExactly(SEARCHING);
        assertThat(scene.waiting()).containsExactly(SEARCHING);
        assertThat(scene.decide(THURSDAY).tells())
                .allMatch(tell -> tell.sendAt().equals(THURSDAY));
    }

    @Test
    void nobodyAtHomeAndTakenToAPickupPointIsOneMessage() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        Flag attempt = scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.ATTEMPT_FAILED);
        scene.event(TrackingStatus.PICKUP_READY, "2026-11-19T08:30:00Z");
        scene.raise(PICKUP_WAITING, LATER);
        assertThat(scene.tell(LATER)).containsExactly(MessageKind.PICKUP_READY);
        scene.close(attempt, LATER);
        assertThat(scene.waiting()).containsExactly(MessageKind.PICKUP_READY);
    }

    @Test
    void eachAttemptIsToldForItself() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        Flag flag = scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.ATTEMPT_FAILED);
        scene.event(ATTEMPT_OTHER, "2026-11-19T07:05:00Z");
        assertThat(scene.tellAndSend(LATER)).isEmpty();
        scene.event(ATTEMPT_ABSENT, "2026-11-20T07:00:00Z");
        scene.step(flag, 2, true);
        assertThat(scene.tellAndSend(Instant.parse("2026-11-20T08:00:00Z")))
                .containsExactly(MessageKind.ATTEMPT_FAILED);
    }

    @Test
    void aPickupIsRemindedOfOnceAndNotOnTheDayItWasAnnounced() {
        Scene scene = Scene.of(TrackingStatus.PICKUP_READY, "2026-11-19T07:00:00Z");
        Flag flag = scene.raise(PICKUP_WAITING, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.step(flag, 2, true);
        Decision early = scene.decide(LATER);
        assertThat(early).isEqualTo(new Decision(List.of(), List.of(), null, THURSDAY.plus(Duration.ofDays(1))));
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(1)))).containsExactly(PICKUP_REMINDER);
        scene.step(flag, 3, true);
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void aDelayIsNotRepeatedWithinThreeBusinessDaysUnlessThereAreNewFacts() {
        Scene scene = Scene.of(TRANSIT_DELAY_NETWORK, "2026-11-19T06:00:00Z");
        scene.raise(FlagKind.DELAY_ANNOUNCED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.raise(LATE, LATER);
        Decision held = scene.decide(LATER);
        assertThat(held.tells()).isEmpty();
        // Before that the promised news: Monday.
        assertThat(held.nextAt()).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));
        scene.remindedAt = Instant.parse("2026-11-23T07:00:00Z");
        // Thursday and three business days: Tuesday.
        assertThat(scene.decide(LATER).nextAt()).isEqualTo(THURSDAY.plus(Duration.ofDays(5)));

        scene.estimatedDate = LocalDate.parse("2026-11-24");
        assertThat(scene.decide(LATER).nextAt()).isEqualTo(THURSDAY.plus(Duration.ofDays(1)));
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(1)))).containsExactly(DELAY_KNOWN);
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(30)))).isEmpty();
    }

    @Test
    void aDelayAnnouncedAgainAndAgainIsToldAtMostEveryThreeBusinessDays() {
        Scene scene = Scene.of(TRANSIT_DELAY_WEATHER, "2026-11-19T06:00:00Z");
        int told = 0;
        for (int hour = 0; hour < 72; hour += 6) {
            Instant now = THURSDAY.plus(Duration.ofHours(hour));
            Flag flag = scene.raise(FlagKind.DELAY_ANNOUNCED, now);
            told += scene.tellAndSend(now).size();
            scene.close(flag, now);
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void aSecondDelayMessageThatStillWaitsIsReplacedByOneWithItsCause() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-16T06:00:00Z");
        scene.raise(LATE, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(DELAY_UNKNOWN);
        scene.event(TRANSIT_DELAY_FORCE_MAJEURE, "2026-11-19T08:20:00Z", "Grève locale");
        assertThat(scene.tell(LATER)).containsExactly(DELAY_KNOWN);
        assertThat(scene.waiting()).containsExactly(DELAY_KNOWN);
    }

    @Test
    void aSilentDelayIsNotToldOfAParcelOnTheVanNorOfOneWhoseNewestWordsCannotBeRead() {
        Scene van = Scene.of(OUT_ON_VEHICLE, "2026-11-19T06:00:00Z");
        van.raise(LATE, THURSDAY);
        assertThat(van.decide(THURSDAY))
                .isEqualTo(new Decision(List.of(), List.of(), null, Instant.parse("2026-11-20T06:00:00Z")));
        Scene unread = Scene.of(TRANSIT_MOVING, "2026-11-12T06:00:00Z").event(UNKNOWN_UNMAPPED, "2026-11-19T06:00:00Z");
        unread.raise(STALLED, THURSDAY);
        assertThat(unread.tell(THURSDAY)).isEmpty();
    }

    @Test
    void aFailedAttemptExplainsADelayOnlyUntilTheNewsItPromised() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.raise(LATE, LATER);
        // Thursday and two business days: Monday.
        assertThat(scene.decide(LATER).nextAt()).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));
        assertThat(scene.tellAndSend(THURSDAY.plus(Duration.ofDays(4)))).containsExactly(DELAY_UNKNOWN);
    }

    @Test
    void theWayBackIsToldOnceForTheMissedPickupAndTheReturn() {
        Scene scene = Scene.of(PICKUP_EXPIRED, "2026-11-19T06:00:00Z");
        Flag missed = scene.raise(PICKUP_MISSED, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.PICKUP_MISSED);
        scene.event(RETURN_UNDER_WAY, "2026-11-19T08:30:00Z").close(missed, LATER);
        scene.raise(FlagKind.RETURNING, LATER);
        assertThat(scene.tellAndSend(LATER)).isEmpty();
    }

    @Test
    void theWayBackIsStillToldWhenTheParcelArrivesWhileTheMessageWaits() {
        Scene scene = Scene.of(RETURN_UNDER_WAY, "2026-11-19T06:00:00Z");
        Flag flag = scene.raise(FlagKind.RETURNING, THURSDAY);
        scene.tell(THURSDAY);
        scene.event(RETURN_ARRIVED, "2026-11-19T08:30:00Z").close(flag, LATER);
        scene.tell(LATER);
        assertThat(scene.waiting()).containsExactly(MessageKind.RETURNING);
    }

    @Test
    void aPickupToldOfLateBecauseSomethingGraverWasWrongIsToldAfterAll() {
        Scene scene = Scene.of(TrackingStatus.PICKUP_READY, "2026-11-19T07:00:00Z");
        scene.raise(PICKUP_WAITING, THURSDAY);
        scene.tell(THURSDAY);
        Flag wrong = scene.raise(LOST_SUSPECTED, LATER);
        assertThat(scene.tell(LATER)).containsExactly(SEARCHING);
        scene.close(wrong, LATER.plusSeconds(60));
        assertThat(scene.tell(LATER.plusSeconds(60))).containsExactly(MessageKind.PICKUP_READY);
        assertThat(scene.waiting()).containsExactly(MessageKind.PICKUP_READY);
    }

    @Test
    void whatTheStaffHasSettledIsNotTalkedOfAnyMore() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.raise(LATE, THURSDAY);
        scene.tell(THURSDAY);
        scene.settled = true;
        scene.raise(LOST_SUSPECTED, LATER);
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();
    }

    @Test
    void aParcelHeldAtItsPickupPointIsStillWaitingThere() {
        Scene scene =
                Scene.of(TrackingStatus.PICKUP_READY, "2026-11-19T06:00:00Z").event(HELD_DEPOT, "2026-11-19T07:00:00Z");
        scene.raise(PICKUP_WAITING, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.PICKUP_READY);
    }
}
