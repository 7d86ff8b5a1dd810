package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.cases.Scene.THURSDAY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.WatchedParcel;

class NumberReplacedTest {
    private static final Instant LATER = THURSDAY.plus(Duration.ofHours(3));

    @Test
    void theCustomerGetsTheNewNumberOnceAndHearsNothingMoreOfTheOldOne() {
        Scene scene = Scene.of(TrackingStatus.TRANSIT_MOVING, "2026-11-16T07:00:00Z");
        scene.raise(FlagKind.LATE, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.DELAY_UNKNOWN);

        scene.replacedBy = 2L;
        scene.siblings = List.of(successor(scene));
        // Until the rules have found it, only what is no longer to be said is taken back.
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();

        Flag replaced = scene.raise(FlagKind.NUMBER_REPLACED, LATER);
        assertThat(scene.tell(LATER)).containsExactly(MessageKind.NEW_NUMBER);
        Said told = scene.said.getLast();
        assertThat(told.flagIds()).containsExactly(replaced.id());
        assertThat(told.facts()).containsEntry("oldNumber", "TP1").containsEntry("estimatedDate", null);
        assertThat(told.facts().get("parcel")).asString().contains("number=TP2", "carrier=Carrier test-post");
        assertThat(scene.tell(LATER.plusSeconds(60))).isEmpty();
        scene.send(LATER);
        scene.raise(FlagKind.LOST_SUSPECTED, LATER);
        assertThat(scene.tell(LATER.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void aNewNumberThatIsOverBeforeTheWordLeftIsNotTold() {
        Scene scene = Scene.of(TrackingStatus.TRANSIT_MOVING, "2026-11-16T07:00:00Z");
        scene.replacedBy = 2L;
        scene.siblings = List.of(successor(scene));
        Flag replaced = scene.raise(FlagKind.NUMBER_REPLACED, THURSDAY);
        assertThat(scene.tell(THURSDAY)).containsExactly(MessageKind.NEW_NUMBER);
        scene.close(replaced, LATER);
        assertThat(scene.tell(LATER)).isEmpty();
        assertThat(scene.waiting()).isEmpty();
    }

    @Test
    void whoTurnedTheKindOffOrHasNoSuccessorHearsNothing() {
        Scene off = Scene.of(TrackingStatus.TRANSIT_MOVING, "2026-11-16T07:00:00Z");
        TellingSettings usual = off.settings;
        off.settings = new TellingSettings(
                usual.maxAge(),
                usual.nextUpdate(),
                usual.decision(),
                usual.delayPause(),
                usual.partial(),
                Set.of(MessageKind.NEW_NUMBER),
                usual.quiet());
        off.replacedBy = 2L;
        off.siblings = List.of(successor(off));
        off.raise(FlagKind.NUMBER_REPLACED, THURSDAY);
        assertThat(off.decide(THURSDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));

        Scene alone = Scene.of(TrackingStatus.TRANSIT_MOVING, "2026-11-16T07:00:00Z");
        alone.replacedBy = 2L;
        alone.raise(FlagKind.NUMBER_REPLACED, THURSDAY);
        assertThat(alone.decide(THURSDAY)).isEqualTo(new Decision(List.of(), List.of(), null, null));
    }

    @Test
    void theNewParcelIsNotAnnouncedASecondTime() {
        Scene scene = Scene.of(TrackingStatus.ACCEPTED_SCANNED, "2026-11-19T07:00:00Z");
        Scene former = new Scene();
        former.replacedBy = 1L;
        WatchedParcel old = former.parcel(1, new ParcelHistory(List.of()));
        scene.siblings = List.of(old);
        assertThat(scene.decide(THURSDAY).tells().stream().map(Decision.Tell::kind))
                .containsExactly(MessageKind.SHIPPED);
        scene.saidOfSiblings = List.of(new Said(
                "parcel:2", MessageKind.NEW_NUMBER, 1, Said.Standing.SENT, THURSDAY, THURSDAY, java.util.Map.of()));
        assertThat(scene.decide(THURSDAY).tells()).isEmpty();
    }

    private static WatchedParcel successor(Scene scene) {
        return scene.parcel(2, scene.situation().history());
    }
}
