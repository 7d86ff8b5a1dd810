package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.limit;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.Contradiction;
import prevenance.carrier.Doubts;
import prevenance.carrier.Need;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.CarrierHealth.State;

/// Parcels about which a carrier that works tells nothing: its number has several shipments, or it lacks what the
/// carrier needs. Neither says anything about the carrier.
@Timeout(60)
class NotOurParcelTest {
    private static final PollOutcome AMBIGUOUS = new PollOutcome.Ambiguous("2 shipments have this number");

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final MakeBelieveCarriers carriers = new MakeBelieveCarriers();
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void anAmbiguousNumberKeepsTheStoryAndIsNoSilenceOfTheCarrier() {
        carriers.carrier("north", 1, 1);
        carriers.answer("north", told(event("2026-11-22T06:00", TrackingStatus.OUT_ON_VEHICLE)));
        long id = parcel("N1", "75011");
        poll();
        Instant answered = clock.instant();
        shop.sql("update parcel set assess_after = null");
        carriers.answer("north", AMBIGUOUS);
        clock.advance(Duration.ofHours(3));
        poll();
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
        assertThat(parcel.lastOutcome()).isEqualTo("ambiguous");
        assertThat(parcel.lastDetail()).isEqualTo("2 shipments have this number");
        // Not fresh: no rule may conclude anything from what was not said about this parcel.
        assertThat(parcel.lastAnsweredAt()).isEqualTo(answered);
        assertThat(parcel.failedPolls()).isEqualTo(1);
        assertThat(parcel.assessAfter()).isEqualTo(clock.instant());
        assertThat(parcel.nextPollAt())
                .isBetween(clock.instant(), clock.instant().plus(Duration.ofHours(2)));
    }

    @Test
    void manyAmbiguousNumbersNeitherTripTheBreakerNorCountAsAFeedThatIsDown() {
        carriers.carrier("north", 1, 1);
        carriers.answer("north", AMBIGUOUS);
        for (int i = 0; i < 60; i++) {
            parcel("N" + i, "75011");
        }
        poll();
        assertThat(carriers.asked("north")).isEqualTo(60);
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
        assertThat(shop.column("select reads || ' ' || failures from feed_hour"))
                .containsExactly("60 0");
    }

    @Test
    void whatLacksASecondKeyIsRefusedWithoutAQuestionAQuotaOrAWordAboutTheCarrier() {
        carriers.carrier("north", 1, 1, limit(1, Duration.ofDays(1)));
        carriers.needs("north", Need.POSTCODE);
        carriers.answer("north", told(event("2026-11-22T06:00", TrackingStatus.OUT_ON_VEHICLE)));
        for (int i = 0; i < 60; i++) {
            parcel("BARE" + i, null);
            poll();
        }
        assertThat(carriers.calls).isEmpty();
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
        assertThat(shop.column("select hour_at from feed_hour")).isEmpty();
        assertThat(shop.column("select distinct last_outcome || ': ' || last_detail from parcel"))
                .containsExactly("refused: not asked: the carrier needs the recipient's postcode, add it to the order");
        long whole = parcel("WHOLE", "75011");
        poll();
        assertThat(shop.find(whole).lastOutcome()).isEqualTo("answered");
        assertThat(carriers.asked("north")).isEqualTo(1);
    }

    @Test
    void whatTheCarrierPromisesAndProvesIsKeptWithTheParcel() {
        carriers.carrier("north", 1, 1);
        carriers.answer("north", report(LocalDate.parse("2026-11-24"), null));
        long id = parcel("N1", "75011");
        poll();
        assertThat(shop.find(id).carrierPromiseDate()).hasToString("2026-11-24");
        assertThat(shop.find(id).promiseDate()).isNull();
        carriers.answer("north", report(null, "https://north.example.org/pod/N1"));
        clock.advance(Duration.ofDays(1));
        poll();
        assertThat(shop.find(id).announced())
                .isEqualTo(new Announced(null, null, "https://north.example.org/pod/N1", null, null, null));
        assertThat(shop.find(id).announced().isProofLink()).isTrue();
        carriers.answer("north", report(null, null));
        clock.advance(Duration.ofDays(1));
        poll();
        assertThat(shop.find(id).proof()).isEqualTo("https://north.example.org/pod/N1");
    }

    @Test
    void whatItsWordsDenyIsAContradictionAndNoCodeToMapAndIsWrittenDownOnce() {
        carriers.carrier("north", 1, 1);
        TrackingEvent denied = event("2026-11-22T06:00", TrackingStatus.UNKNOWN_UNMAPPED, "DI1");
        TrackingEvent odd = event("2026-11-22T05:00", TrackingStatus.UNKNOWN_UNMAPPED, "A / 9");
        carriers.answer(
                "north",
                new PollOutcome.Answered(new CarrierReport(
                        new ParcelHistory(List.of(denied, odd)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new Doubts(
                                Map.of(odd.identity(), "A+9"),
                                List.of(new Contradiction(
                                        Contradiction.Kind.WORDS_DENY_THE_END,
                                        denied,
                                        TrackingStatus.DELIVERED_RECIPIENT))))));
        long id = parcel("N1", "75011");
        for (int i = 0; i < 3; i++) {
            poll();
            clock.advance(Duration.ofDays(1));
        }
        assertThat(shop.column("select carrier_code || ' ' || table_key || ' ' || sightings from unmapped_code"))
                .containsExactly("A / 9 A+9 1");
        ContradictionStore store = new ContradictionStore();
        assertThat(shop.database.<List<ContradictionStore.Found>>read(tx -> store.newest(tx, "north", 10)))
                .containsExactly(new ContradictionStore.Found(
                        id,
                        "north",
                        "N1",
                        Contradiction.Kind.WORDS_DENY_THE_END,
                        "DI1",
                        "DI1",
                        TrackingStatus.DELIVERED_RECIPIENT,
                        TrackingStatus.UNKNOWN_UNMAPPED,
                        Instant.parse("2026-11-22T10:00:00Z")));
        assertThat(shop.database.<List<ContradictionStore.Count>>read(tx -> store.counts(tx, null)))
                .extracting(ContradictionStore.Count::parcels)
                .containsExactly(1L);
        assertThat(shop.database.<List<ContradictionStore.Found>>read(tx -> store.newest(tx, "south", 10)))
                .isEmpty();
    }

    private static PollOutcome report(@Nullable LocalDate promised, @Nullable String proof) {
        ParcelHistory history = new ParcelHistory(List.of(event("2026-11-22T06:00", TrackingStatus.TRANSIT_MOVING)));
        return new PollOutcome.Answered(new CarrierReport(history, null, promised, proof, null, null, null));
    }

    private long parcel(String number, @Nullable String postcode) {
        return shop.parcel("north", number, Instant.parse("2026-11-21T00:30:00Z"), clock.instant(), postcode);
    }

    private void poll() {
        try (Poller poller =
                new Poller(shop.database, carriers, carriers, _ -> true, _ -> PollSettings.defaults(), clock)) {
            poller.pollDue(clock.instant()).await();
        }
    }
}
