package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.cases.Scene.THURSDAY;
import static prevenance.tracking.TrackingStatus.*;

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
                        + "nextUpdateDate=2026-11-23, decisionDate=2026-11-26, caseNumber=null, sentFor=outbound, "
                        + "otherParcels=[{number=TP2, carrier=Carrier test-post, status=DELIVERED}], flags=[1]}");
    }
}
