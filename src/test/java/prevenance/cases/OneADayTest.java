package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.*;
import static prevenance.cases.Scene.THURSDAY;
import static prevenance.tracking.TrackingStatus.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Agenda;
import prevenance.watch.Announced;
import prevenance.watch.LastLook;
import prevenance.watch.Shipment;
import prevenance.watch.Standing;
import prevenance.watch.WatchedParcel;

/// At most one word about incidents a day, and one mail for what comes together.
class OneADayTest {
    private static final Instant LATER = THURSDAY.plus(Duration.ofHours(1));
    private static final Instant FRIDAY_AT_EIGHT = Instant.parse("2026-11-20T07:00:00Z");

    @Test
    void aSecondIncidentOfTheDayWaitsUntilTheNextMorningBeItGraverOrNot() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.event(TrackingStatus.PICKUP_READY, "2026-11-19T08:30:00Z");
        scene.raise(PICKUP_WAITING, LATER);
        assertThat(scene.tell(LATER)).containsExactly(MessageKind.PICKUP_READY);
        assertThat(scene.sendAt).isEqualTo(FRIDAY_AT_EIGHT);
        // A worse fact takes the place of the one that waits, and waits itself.
        scene.raise(LOST_DECLARED, LATER);
        assertThat(scene.tell(LATER)).containsExactly(MessageKind.LOST);
        assertThat(scene.waiting()).containsExactly(MessageKind.LOST);
        assertThat(scene.sendAt).isEqualTo(FRIDAY_AT_EIGHT);
    }

    @Test
    void theDayIsThatOfTheDestination() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        // Half past eleven in the evening in Paris; half an hour later it is Friday there.
        scene.tellAndSend(Instant.parse("2026-11-19T22:30:00Z"));
        scene.event(TrackingStatus.PICKUP_READY, "2026-11-19T22:50:00Z");
        scene.raise(PICKUP_WAITING, Instant.parse("2026-11-19T23:00:00Z"));
        scene.tell(Instant.parse("2026-11-19T23:00:00Z"));
        assertThat(scene.sendAt).isEqualTo("2026-11-19T23:00:00Z");
    }

    @Test
    void goodNewsAreNoIncident() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        Flag flag = scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        scene.tellAndSend(THURSDAY);
        scene.event(DELIVERED_RECIPIENT, "2026-11-19T08:30:00Z").close(flag, LATER);
        assertThat(scene.tell(LATER)).containsExactly(MessageKind.DELIVERED);
        assertThat(scene.sendAt).isEqualTo(LATER);
    }

    @Test
    void theLastDayAtThePickupPointIsToldOnItsMorningEvenToWhoWasReminded() {
        Scene scene = Scene.of(TrackingStatus.PICKUP_READY, "2026-11-19T07:00:00Z");
        scene.settings = TellingSettings.defaults();
        scene.pickupUntilDate = LocalDate.parse("2026-11-23");
        Flag flag = scene.raise(PICKUP_WAITING, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.PICKUP_READY);
        Instant lastDay = Instant.parse("2026-11-22T23:00:00Z");
        assertThat(scene.decide(LATER)).isEqualTo(new Decision(List.of(), List.of(), null, lastDay));
        scene.step(flag, 2, true);
        assertThat(scene.tell(Instant.parse("2026-11-20T23:00:00Z"))).containsExactly(MessageKind.PICKUP_REMINDER);
        for (int hour = 0; hour < 8; hour++) {
            assertThat(scene.tell(Instant.parse("2026-11-20T23:00:00Z").plus(Duration.ofHours(hour))))
                    .isEmpty();
        }
        assertThat(scene.waiting()).containsExactly(MessageKind.PICKUP_REMINDER);
        scene.send(Instant.parse("2026-11-21T07:00:00Z"));
        assertThat(scene.tell(lastDay)).containsExactly(MessageKind.PICKUP_LAST_DAY);
        assertThat(scene.sendAt).isEqualTo("2026-11-23T07:00:00Z");
        scene.send(scene.sendAt);
        assertThat(scene.tell(lastDay.plus(Duration.ofHours(30)))).isEmpty();
    }

    @Test
    void whatArrivesOnItsLastDayIsToldOnce() {
        Scene scene = Scene.of(TrackingStatus.PICKUP_READY, "2026-11-19T07:00:00Z");
        scene.pickupUntilDate = LocalDate.parse("2026-11-19");
        scene.step(scene.raise(PICKUP_WAITING, THURSDAY), 2, true);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.PICKUP_READY);
        assertThat(scene.tell(LATER)).isEmpty();
    }

    @Test
    void customsAskingTwiceAreToldTwiceAndTheirRepetitionsOnce() {
        Scene scene = Scene.of(CUSTOMS_DOCS_NEEDED, "2026-11-19T07:00:00Z");
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.CUSTOMS_DOCS);
        scene.event(CUSTOMS_DOCS_NEEDED, "2026-11-19T08:30:00Z");
        assertThat(scene.tell(LATER)).isEmpty();
        scene.event(CUSTOMS_IN_PROGRESS, "2026-11-20T08:30:00Z").event(CUSTOMS_DOCS_NEEDED, "2026-11-20T09:00:00Z");
        assertThat(scene.tell(Instant.parse("2026-11-20T10:00:00Z"))).containsExactly(MessageKind.CUSTOMS_DOCS);
    }

    @Test
    void whatWasLeftWithSomebodyIsToldSo() {
        Scene scene = Scene.of(TrackingStatus.DELIVERED_THIRD_PARTY, "2026-11-19T07:00:00Z");
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.DELIVERED_THIRD_PARTY);
        scene.event(DELIVERED_RECIPIENT, "2026-11-19T08:30:00Z");
        assertThat(scene.tell(LATER)).isEmpty();
    }

    @Test
    void damageDoesNotHideWhatElseNeedsTheCustomer() {
        Scene scene = Scene.of(EXC_DAMAGED, "2026-11-19T07:00:00Z");
        scene.raise(DAMAGED, THURSDAY);
        scene.raise(LATE, THURSDAY);
        assertThat(scene.tellAndSend(THURSDAY)).containsExactly(MessageKind.DAMAGED_CARRIER);
        assertThat(scene.tell(LATER)).isEmpty();
        scene.event(RETURN_UNDER_WAY, "2026-11-20T08:30:00Z").raise(FlagKind.RETURNING, LATER);
        assertThat(scene.tell(Instant.parse("2026-11-20T10:00:00Z"))).containsExactly(MessageKind.RETURNING);
    }

    @Test
    void aDelayThatWaitsIsNotToldOfAParcelOnTheVan() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-12T06:00:00Z");
        scene.raise(LATE, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.DELAY_UNKNOWN);
        scene.event(OUT_ON_VEHICLE, "2026-11-19T08:30:00Z");
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();
        assertThat(scene.tell(Instant.parse("2026-11-20T08:30:00Z"))).containsExactly(MessageKind.DELAY_UNKNOWN);
    }

    @Test
    void whatWasRejectedIsNotSaidAgain() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-12T06:00:00Z");
        scene.raise(LOST_SUSPECTED, THURSDAY);
        scene.tell(THURSDAY);
        scene.said.replaceAll(said -> Scene.as(said, Said.Standing.UNSAID, null));
        assertThat(scene.tell(THURSDAY.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void aDeliveryWaitsForAnotherBoxOnTheVanUntilTheEvening() {
        Scene scene = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        scene.siblings = List.of(sibling(scene, OUT_ON_VEHICLE));
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.DELIVERED);
        assertThat(scene.sendAt).isEqualTo("2026-11-19T19:00:00Z");
    }

    @Test
    void aSecondDeliveryJoinsTheOneThatWaits() {
        Scene first = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T07:00:00Z");
        first.siblings = List.of(sibling(first, OUT_ON_VEHICLE));
        first.tell(THURSDAY);
        Said waiting = first.said.getFirst();
        Said ofOther = new Said(
                "parcel:2", waiting.kind(), 1, Said.Standing.WAITING, waiting.createdAt(), null, waiting.facts());

        Scene second = Scene.of(DELIVERED_RECIPIENT, "2026-11-19T09:00:00Z");
        second.siblings = List.of(sibling(second, DELIVERED_RECIPIENT));
        second.saidOfSiblings = List.of(ofOther);
        Instant now = THURSDAY.plus(Duration.ofHours(2));
        Decision decision = second.decide(now);
        assertThat(decision.tells()).isEmpty();
        Decision.Join join = decision.joins().getFirst();
        assertThat(List.of(join.subject(), join.kind(), join.sendAt()))
                .isEqualTo(List.of("parcel:2", MessageKind.DELIVERED, now));
        assertThat(join.facts()).containsEntry("together", List.of(1L));
        assertThat((List<?>) join.facts().get("parcels")).hasSize(2);

        // Told with the other one; nothing more to say.
        second.saidOfSiblings = List.of(
                new Said("parcel:2", waiting.kind(), 1, Said.Standing.SENT, THURSDAY, now, Map.copyOf(without(join))));
        assertThat(second.decide(now)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    private static Map<String, Object> without(Decision.Join join) {
        return Map.of("together", join.facts().get("together"));
    }

    @Test
    void aBoxTwoBusinessDaysBehindIsToldOnceForTheOrder() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-16T07:00:00Z");
        scene.siblings = List.of(sibling(scene, DELIVERED_RECIPIENT));
        scene.said.add(new Said("parcel:1", MessageKind.SHIPPED, 1, Said.Standing.SENT, THURSDAY, THURSDAY, Map.of()));
        // Delivered on Thursday: Monday morning.
        Instant monday = Instant.parse("2026-11-23T07:00:00Z");
        assertThat(scene.decide(monday)).isEqualTo(new Decision(List.of(), List.of(), null, null));
        Flag behind = scene.raise(FlagKind.PARTIAL_ORDER, THURSDAY);
        assertThat(scene.decide(THURSDAY)).isEqualTo(new Decision(List.of(), List.of(), null, monday));
        assertThat(scene.tellAndSend(monday)).containsExactly(MessageKind.PARTIAL_ORDER);
        assertThat((List<?>) scene.said.getLast().facts().get("parcels")).hasSize(2);
        assertThat(scene.said.getLast().flagIds()).containsExactly(behind.id());
        assertThat(scene.tell(monday.plusSeconds(60))).isEmpty();

        Scene third = Scene.of(ACCEPTED_SCANNED, "2026-11-16T07:00:00Z");
        third.siblings = scene.siblings;
        third.raise(FlagKind.PARTIAL_ORDER, THURSDAY);
        third.said.add(scene.said.getFirst());
        third.saidOfSiblings = List.of(scene.said.getLast());
        assertThat(third.decide(monday)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void whoKnowsOfADelayIsNotToldThatTheOrderIsDivided() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-16T07:00:00Z");
        Flag late = scene.raise(LATE, THURSDAY);
        scene.siblings = List.of(sibling(scene, DELIVERED_RECIPIENT));
        scene.tellAndSend(THURSDAY);
        scene.close(late, LATER);
        assertThat(scene.waiting()).isEmpty();
        assertThat(scene.tell(Instant.parse("2026-11-23T06:00:00Z"))).isEmpty();
    }

    private static WatchedParcel sibling(Scene scene, TrackingStatus status) {
        WatchedParcel plain = scene.parcel(2, scene.situation().history());
        return new WatchedParcel(
                2,
                1,
                plain.carrier(),
                plain.trackingNumber(),
                plain.leg(),
                Shipment.untold(plain.importedAt()).holding(new Shipment.Goods(null, null, "1 chair")),
                new Standing(status, THURSDAY.minusSeconds(600), null, null, null),
                Announced.NOTHING,
                LastLook.NONE,
                Agenda.EMPTY,
                null);
    }

    @Test
    void theQuietHoursAreTheNightUnlessTheShopSaysOtherwise() {
        Scene scene = Scene.of(ATTEMPT_ABSENT, "2026-11-19T20:00:00Z");
        scene.settings = TellingSettings.defaults();
        scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        scene.tell(Instant.parse("2026-11-19T20:30:00Z"));
        assertThat(scene.sendAt).isEqualTo(FRIDAY_AT_EIGHT);
    }
}
