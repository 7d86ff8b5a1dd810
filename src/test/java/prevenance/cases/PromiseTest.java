package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.LATE;
import static prevenance.assess.FlagKind.LOST_DECLARED;
import static prevenance.assess.FlagKind.LOST_SUSPECTED;
import static prevenance.assess.FlagKind.PICKUP_WAITING;
import static prevenance.cases.Scene.THURSDAY;
import static prevenance.message.MessageKind.*;
import static prevenance.tracking.TrackingStatus.DELIVERED_RECIPIENT;
import static prevenance.tracking.TrackingStatus.EXC_LOST_DECLARED;
import static prevenance.tracking.TrackingStatus.RETURN_ARRIVED;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import prevenance.assess.Flag;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;

/// "We write again on Monday" is kept, by a word or by a person.
class PromiseTest {
    private static final Instant LATER = THURSDAY.plus(Duration.ofHours(1));
    private static final Instant MONDAY = Instant.parse("2026-11-23T07:00:00Z");
    private static final Instant WEDNESDAY = Instant.parse("2026-11-25T07:00:00Z");
    private static final Instant NEXT_THURSDAY = Instant.parse("2026-11-26T07:00:00Z");

    @Test
    void aDayWithoutNewsIsKeptByAnHonestWordAndTheSecondByAPerson() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        Flag late = scene.raise(LATE, THURSDAY);
        scene.tellAndSend(THURSDAY);
        // Thursday and two business days: Monday, eight in Paris.
        assertThat(scene.decide(MONDAY.minusSeconds(1))).isEqualTo(new Decision(List.of(), List.of(), null, MONDAY));
        assertThat(scene.tell(MONDAY)).containsExactly(STILL_SEARCHING);
        assertThat(scene.said.getLast().facts())
                .containsEntry("about", "delay-unknown")
                .containsEntry("moving", false)
                .containsEntry("nextUpdateDate", "2026-11-25")
                .containsEntry("decisionDate", null)
                .containsEntry("since", "2026-11-10")
                .containsEntry("flags", List.of(late.id()));
        scene.send(MONDAY);
        assertThat(scene.decide(MONDAY)).isEqualTo(new Decision(List.of(), List.of(), null, WEDNESDAY));
        assertThat(scene.decide(WEDNESDAY))
                .isEqualTo(new Decision(List.of(), List.of(), LocalDate.parse("2026-11-25"), null));
        scene.tell(WEDNESDAY);
        assertThat(scene.decide(WEDNESDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void aSearchIsKeptByAWordOnceAndItsDecisionByAPersonOnTheDayFirstPromised() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.raise(LOST_SUSPECTED, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(SEARCHING);
        assertThat(scene.tellAndSend(MONDAY)).containsExactly(STILL_SEARCHING);
        assertThat(scene.said.getLast().facts())
                .containsEntry("about", "searching")
                .containsEntry("nextUpdateDate", "2026-11-25")
                .containsEntry("decisionDate", "2026-11-26");
        assertThat(scene.decide(WEDNESDAY))
                .isEqualTo(new Decision(List.of(), List.of(), LocalDate.parse("2026-11-25"), NEXT_THURSDAY));
        scene.tell(WEDNESDAY);
        assertThat(scene.decide(WEDNESDAY)).isEqualTo(new Decision(List.of(), List.of(), null, NEXT_THURSDAY));
        assertThat(scene.decide(NEXT_THURSDAY).promised()).isEqualTo("2026-11-26");
        scene.tell(NEXT_THURSDAY);
        assertThat(scene.decide(NEXT_THURSDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void aWordNeverPromisesADayAfterTheDecision() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.settings =
                new TellingSettings(Duration.ofDays(3), 3, 5, 3, 2, Set.of(), prevenance.calendar.QuietHours.none());
        scene.raise(LOST_SUSPECTED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.tellAndSend(Instant.parse("2026-11-24T07:00:00Z"));
        assertThat(scene.said.getLast().facts()).containsEntry("nextUpdateDate", "2026-11-26");
    }

    @Test
    void whereADeedIsOwedAPersonIsRemindedAtOnce() {
        Scene scene = Scene.of(EXC_LOST_DECLARED, "2026-11-19T06:00:00Z");
        scene.raise(LOST_DECLARED, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(LOST);
        assertThat(scene.decide(MONDAY))
                .isEqualTo(new Decision(List.of(), List.of(), LocalDate.parse("2026-11-23"), null));
    }

    @Test
    void withTheWordSwitchedOffAPersonIsRemindedAtOnce() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.settings = new TellingSettings(
                Duration.ofDays(3), 2, 5, 3, 2, Set.of(STILL_SEARCHING), prevenance.calendar.QuietHours.none());
        scene.raise(LATE, THURSDAY);
        scene.tellAndSend(THURSDAY);
        assertThat(scene.decide(MONDAY).tells()).isEmpty();
        assertThat(scene.decide(MONDAY).promised()).isEqualTo("2026-11-23");
    }

    @Test
    void aMessageThatHasNotLeftHasPromisedNothingYet() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.raise(LATE, THURSDAY);
        scene.tell(THURSDAY);
        assertThat(scene.decide(MONDAY))
                .isEqualTo(new Decision(List.of(), List.of(), null, MONDAY.plus(Duration.ofDays(1))));
    }

    @Test
    void whatSomebodyRejectedPromisesNothing() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        scene.raise(LATE, THURSDAY);
        scene.tell(THURSDAY);
        scene.said.replaceAll(said -> Scene.as(said, Said.Standing.UNSAID, null));
        assertThat(scene.decide(MONDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void aPromiseStandsWhenItsReasonHasPassedUntilTheCustomerHearsOrHasHisParcel() {
        Scene back = promisedAndPassed(RETURN_ARRIVED);
        Scene waits = promisedAndPassed(TrackingStatus.PICKUP_READY);
        waits.raise(PICKUP_WAITING, LATER);
        Scene delivered = promisedAndPassed(DELIVERED_RECIPIENT);
        delivered.tellAndSend(LATER);
        Instant friday = Instant.parse("2026-11-20T07:00:00Z");
        assertThat(waits.tell(LATER)).containsExactly(MessageKind.PICKUP_READY);
        assertThat(waits.sendAt).as("something was said today").isEqualTo(friday);
        waits.send(friday);
        assertThat(Stream.of(back, waits, delivered)
                        .map(scene -> scene.decide(MONDAY).tells().stream()
                                .map(Decision.Tell::kind)
                                .toList()))
                .containsExactly(List.of(STILL_SEARCHING), List.of(), List.of());
        assertThat(back.decide(MONDAY).tells().getFirst().facts()).containsEntry("moving", true);
    }

    @Test
    void whatIsFoundAgainIsToldOnTheNextMorningAndNotByTheWayAgain() {
        Scene scene = promisedAndPassed(TRANSIT_ARRIVED_HUB);
        assertThat(scene.tell(LATER)).containsExactly(DELAY_KNOWN);
        assertThat(scene.said.getLast().facts()).containsEntry("foundAgain", true);
        assertThat(scene.sendAt).isEqualTo("2026-11-20T07:00:00Z");
        assertThat(scene.tell(LATER.plusSeconds(60))).isEmpty();
        assertThat(scene.waiting()).containsExactly(DELAY_KNOWN);
        scene.send(scene.sendAt);
        assertThat(scene.tell(scene.sendAt.plusSeconds(60))).isEmpty();
        scene.event(DELIVERED_RECIPIENT, "2026-11-21T08:30:00Z");
        assertThat(scene.tellAndSend(Instant.parse("2026-11-21T09:00:00Z"))).containsExactly(DELIVERED);
        assertThat(scene.said.getLast().facts()).containsEntry("foundAgain", false);
    }

    @Test
    void aParcelFoundByItsDeliveryIsToldSo() {
        Scene scene = promisedAndPassed(DELIVERED_RECIPIENT);
        assertThat(scene.tell(LATER)).containsExactly(DELIVERED);
        assertThat(scene.said.getLast().facts()).containsEntry("foundAgain", true);
    }

    private static Scene promisedAndPassed(TrackingStatus status) {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-10T06:00:00Z");
        Flag flag = scene.raise(LOST_SUSPECTED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.event(status, "2026-11-19T08:30:00Z").close(flag, LATER);
        return scene;
    }
}
