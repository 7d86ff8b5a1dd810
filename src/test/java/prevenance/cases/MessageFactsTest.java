package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.cases.Scene.THURSDAY;
import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import prevenance.assess.FlagKind;
import prevenance.tracking.ParcelHistory;

class MessageFactsTest {
    @Test
    void aMessageSaysWhatIsKnownAndNothingElse() {
        Scene scene = Scene.of(ACCEPTED_SCANNED, "2026-11-16T06:00:00Z")
                .event(ATTEMPT_NO_ACCESS, "2026-11-19T07:00:00Z", "Digicode KO, appeler M. Exemple");
        scene.estimatedDate = LocalDate.parse("2026-11-18");
        scene.pickupUntilDate = LocalDate.parse("2026-11-25");
        Scene other = Scene.of(DELIVERED_RECIPIENT, "2026-11-18T07:00:00Z");
        scene.siblings = List.of(other.parcel(2, new ParcelHistory(other.events)));
        scene.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);

        Map<String, ?> facts = scene.decide(THURSDAY).tells().getFirst().facts();

        assertThat(facts.toString())
                .isEqualTo("{customer={name=Camille Exemple}, order={number=W-1001}, "
                        + "parcel={number=TP1, carrier=Carrier test-post, link=https://carrier.example.org/TP1, "
                        + "items=1 lamp, service=null, leg=outbound}, "
                        + "promiseDate=null, estimatedDate=null, since=2026-11-19, lastPlace=Lyon, cause=unknown, "
                        + "attempt={date=2026-11-19, count=1, reason=no-access}, "
                        + "pickup={place=Relais de la Gare, untilDate=2026-11-25}, delivered=null, "
                        + "nextUpdateDate=2026-11-23, decisionDate=2026-11-26, "
                        + "foundAgain=false, customs={count=0}, parcels=[{number=TP1, carrier=Carrier test-post, "
                        + "status=ATTEMPT_FAILED, items=1 lamp, link=https://carrier.example.org/TP1}], together=[], "
                        + "caseNumber=null, sentFor=outbound, "
                        + "otherParcels=[{number=TP2, carrier=Carrier test-post, status=DELIVERED}], flags=[1]}");
    }

    @Test
    void anEstimateThatEventsHaveOvertakenIsNotAnnounced() {
        Scene sameDay = Scene.of(ATTEMPT_ABSENT, "2026-11-19T07:00:00Z");
        sameDay.estimatedDate = LocalDate.parse("2026-11-19");
        sameDay.raise(FlagKind.ATTEMPT_FAILED, THURSDAY);
        Scene promisedDay = Scene.of(TRANSIT_DELAY_WEATHER, "2026-11-16T06:00:00Z");
        promisedDay.estimatedDate = LocalDate.parse("2026-11-17");
        promisedDay.raise(FlagKind.DELAY_ANNOUNCED, Instant.parse("2026-11-16T07:00:00Z"));

        assertThat(only(sameDay, THURSDAY).get("estimatedDate")).isNull();
        assertThat(only(promisedDay, Instant.parse("2026-11-16T08:00:00Z")).get("estimatedDate"))
                .isNull();
        // And what was not told is no news either.
        promisedDay.tellAndSend(Instant.parse("2026-11-16T08:00:00Z"));
        assertThat(promisedDay.tell(Instant.parse("2026-11-17T08:00:00Z"))).isEmpty();
    }

    @Test
    void theLastNewsIsTheLastScanWithItsOwnPlaceEvenWhenItIsNoProgress() {
        Scene scene = Scene.of(TRANSIT_MOVING, "2026-11-12T06:00:00Z")
                .event(TRANSIT_ARRIVED_HUB, "2026-11-13T06:00:00Z")
                .event(TRANSIT_MOVING, "2026-11-18T06:00:00Z");
        scene.raise(FlagKind.LATE, THURSDAY);
        assertThat(only(scene, THURSDAY).get("since")).isEqualTo("2026-11-18");
        assertThat(only(scene, THURSDAY).get("lastPlace")).isEqualTo("Lyon");
    }

    @Test
    void theWayBackSaysWhy() {
        Scene expired = Scene.of(ATTEMPT_ABSENT, "2026-11-10T06:00:00Z").event(PICKUP_EXPIRED, "2026-11-19T06:00:00Z");
        expired.raise(FlagKind.PICKUP_MISSED, THURSDAY);
        Scene refused =
                Scene.of(ATTEMPT_REFUSED, "2026-11-18T06:00:00Z").event(RETURN_UNDER_WAY, "2026-11-19T06:00:00Z");
        refused.raise(FlagKind.RETURNING, THURSDAY);
        assertThat(String.valueOf(only(expired, THURSDAY).get("attempt"))).contains("reason=expired");
        assertThat(String.valueOf(only(refused, THURSDAY).get("attempt"))).contains("reason=refused");
    }

    private static Map<String, ?> only(Scene scene, Instant now) {
        return scene.decide(now).tells().getFirst().facts();
    }
}
