package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What answers make of a parcel's row and story.
class StoryTest {
    private static final Instant SHIPPED = Instant.parse("2026-11-20T10:00:00Z");
    private static final TrackingEvent LABEL = event("2026-11-20T09:00", TrackingStatus.PRE_ANNOUNCED);
    private static final TrackingEvent SCAN = event("2026-11-20T18:00", TrackingStatus.ACCEPTED_SCANNED);
    private static final TrackingEvent HUB = event("2026-11-21T02:00", TrackingStatus.TRANSIT_ARRIVED_HUB);
    private static final TrackingEvent VAN = event("2026-11-22T07:00", TrackingStatus.OUT_ON_VEHICLE);
    private static final TrackingEvent DONE = event("2026-11-22T09:30", TrackingStatus.DELIVERED_RECIPIENT);
    private static final TrackingEvent BACK = event("2026-11-22T18:00", TrackingStatus.RETURN_UNDER_WAY);

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final WatchList watchList = new WatchList(_ -> PollSettings.defaults());
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
    void anAnswerOlderThanWhatWeKnowNeverMovesAParcelBack() {
        long id = parcel();
        record(id, report(LocalDate.parse("2026-11-22"), "Relais du Port", LABEL, SCAN, HUB, VAN));
        WatchedParcel before = shop.find(id);
        assertThat(record(id, report(LocalDate.parse("2026-11-25"), null, LABEL, SCAN)))
                .isFalse();
        assertThat(record(id, told())).isFalse();
        WatchedParcel after = shop.find(id);
        assertThat(after.status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
        assertThat(after.estimatedDate()).isEqualTo("2026-11-22");
        assertThat(after.pickupPlace()).isEqualTo("Relais du Port");
        assertThat(after.statusAt()).isEqualTo(before.statusAt());
        assertThat(story(id)).containsExactly(LABEL, SCAN, HUB, VAN);
    }

    @Test
    void aStatementThatALaterAnswerNoLongerMakesIsWithdrawnAndMayComeBack() {
        long id = parcel();
        TrackingEvent wrong = event("2026-11-21T05:00", TrackingStatus.DELIVERED_RECIPIENT);
        record(id, told(SCAN, HUB, wrong));
        assertThat(shop.find(id).milestone()).isEqualTo(Milestone.DELIVERED);
        record(id, told(SCAN, HUB, VAN));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
        assertThat(story(id)).containsExactly(SCAN, HUB, VAN);
        assertThat(shop.column("select status from tracking_event where withdrawn_at is not null"))
                .containsExactly("delivered.recipient");
        record(id, told(SCAN, HUB, wrong));
        assertThat(story(id)).as("an older answer revives nothing").containsExactly(SCAN, HUB, VAN);
        record(id, told(SCAN, HUB, wrong, VAN));
        assertThat(story(id)).containsExactly(SCAN, HUB, wrong, VAN);
    }

    @Test
    void anAnswerThatTellsOnlyTheEndOfALongStoryTakesNothingBack() {
        long id = parcel();
        record(id, told(LABEL, SCAN, HUB));
        record(id, told(VAN));
        assertThat(story(id)).containsExactly(LABEL, SCAN, HUB, VAN);
    }

    @Test
    void anyPermutationOfAnswersGivesTheSameFinalState() {
        List<TrackingEvent> truth = List.of(LABEL, SCAN, HUB, VAN, DONE);
        Random random = new Random(20261122);
        @Nullable Object expected = null;
        for (int turn = 0; turn < 60; turn++) {
            List<PollOutcome> answers = new ArrayList<>(List.of(new PollOutcome.NotFound("not yet"), told()));
            for (int end = 1; end <= truth.size(); end++) {
                List<TrackingEvent> said = new ArrayList<>(truth.subList(random.nextInt(end), end));
                Collections.shuffle(said, random);
                answers.add(told(said.toArray(TrackingEvent[]::new)));
                answers.add(told(truth.subList(0, end).toArray(TrackingEvent[]::new)));
            }
            Collections.shuffle(answers, random);
            answers.add(new PollOutcome.Unreachable("down"));
            long id = parcel();
            answers.forEach(answer -> record(id, answer));
            WatchedParcel parcel = shop.find(id);
            Object state = List.of(
                    parcel.status(),
                    parcel.milestone(),
                    String.valueOf(parcel.statusAt()),
                    String.valueOf(parcel.lastEventAt()),
                    story(id));
            expected = expected == null ? state : expected;
            assertThat(state).isEqualTo(expected);
            assertThat(parcel.status()).isEqualTo(TrackingStatus.DELIVERED_RECIPIENT);
        }
    }

    @Test
    void aReusedNumbersOldDeliveryClosesNothing() {
        long id = parcel();
        record(
                id,
                report(
                        LocalDate.parse("2026-03-03"),
                        "Relais d'avant",
                        event("2026-03-01T09:00", TrackingStatus.ACCEPTED_SCANNED),
                        event("2026-03-03T09:00", TrackingStatus.DELIVERED_RECIPIENT)));
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.status()).isEqualTo(TrackingStatus.PRE_NO_DATA);
        assertThat(parcel.milestone()).isEqualTo(Milestone.UNKNOWN);
        assertThat(parcel.unknownSince()).isEqualTo(clock.instant());
        assertThat(parcel.estimatedDate()).isNull();
        assertThat(parcel.pickupPlace()).isNull();
        assertThat(parcel.lastDetail()).isEqualTo("the carrier tells only of an earlier parcel with this number");
        assertThat(parcel.nextPollAt()).isBefore(clock.instant().plus(Duration.ofHours(10)));
        assertThat(story(id)).isEmpty();

        record(id, told(event("2026-03-03T09:00", TrackingStatus.DELIVERED_RECIPIENT), SCAN));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        assertThat(shop.find(id).unknownSince()).isNull();
        assertThat(story(id)).containsExactly(SCAN);
    }

    @Test
    void twoDaysBeforeTheHandOverIsTheLineBetweenThisParcelAndAnEarlierOne() {
        TrackingEvent on = event("2026-11-18T10:00", TrackingStatus.PRE_ANNOUNCED);
        TrackingEvent before = event("2026-11-18T09:59:59", TrackingStatus.PRE_ANNOUNCED);
        long id = parcel();
        record(id, told(before, on));
        assertThat(story(id)).containsExactly(on);
    }

    @Test
    void aStatementFromTheFutureIsIgnoredUntilItIsTrue() {
        TrackingEvent tomorrow = event("2026-11-23T10:00:01", TrackingStatus.DELIVERED_RECIPIENT);
        long id = parcel();
        record(id, told(SCAN, tomorrow));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        clock.advance(Duration.ofSeconds(1));
        record(id, told(SCAN, tomorrow));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.DELIVERED_RECIPIENT);
    }

    @Test
    void aDeliveredParcelIsNeverAskedAgainAfterTheLastLook() {
        MakeBelieveCarriers carriers = new MakeBelieveCarriers().carrier("north", 1, 1);
        carriers.answer("north", told(SCAN, DONE));
        long id = parcel();
        try (Poller poller =
                new Poller(shop.database, carriers, carriers, _ -> true, _ -> PollSettings.defaults(), clock)) {
            for (int look = 0; look < 4 * 90; look++) {
                poller.pollDue(clock.instant()).await();
                clock.advance(Duration.ofHours(6));
            }
        }
        assertThat(carriers.asked("north")).isEqualTo(2);
        assertThat(shop.find(id).nextPollAt()).isNull();
    }

    @Test
    void aDeliveryCorrectedIntoAReturnIsSeenByTheLastLookAndFollowedOn() {
        long id = parcel();
        record(id, told(SCAN, DONE));
        clock.set("2026-11-23T11:00:00Z");
        record(id, told(SCAN, DONE, BACK));
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.milestone()).isEqualTo(Milestone.RETURNING);
        assertThat(parcel.nextPollAt()).isBefore(clock.instant().plus(Duration.ofHours(7)));
    }

    @Test
    void aParcelIsJudgedAfterItsFirstAnswerAndEachChangeAndNotOtherwise() {
        long id = parcel();
        assertThat(record(id, new PollOutcome.Unreachable("down"))).isFalse();
        assertThat(shop.find(id).assessAfter()).isNull();
        assertThat(record(id, told())).as("first answer").isTrue();
        assertThat(shop.find(id).assessAfter()).isEqualTo(clock.instant());
        Instant first = clock.instant();
        clock.advance(Duration.ofHours(1));
        record(id, told(SCAN));
        assertThat(shop.find(id).assessAfter()).as("never later than it was").isEqualTo(first);

        Instant judgedNext = clock.instant().plus(Duration.ofDays(1));
        shop.sql("update parcel set assess_after = " + judgedNext.toEpochMilli());
        assertThat(record(id, told(SCAN))).isFalse();
        assertThat(shop.find(id).assessAfter()).isEqualTo(judgedNext);
        assertThat(record(id, report(LocalDate.parse("2026-11-24"), null, SCAN)))
                .isTrue();
        assertThat(shop.find(id).assessAfter()).isEqualTo(clock.instant());
    }

    @Test
    void aNumberUnknownIsUnknownSinceTheFirstTimeUntilItIsKnown() {
        long id = parcel();
        Instant first = clock.instant();
        record(id, new PollOutcome.NotFound("no such parcel"));
        clock.advance(Duration.ofHours(3));
        record(id, new PollOutcome.Unreachable("down"));
        record(id, new PollOutcome.NotFound("no such parcel"));
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.unknownSince()).isEqualTo(first);
        assertThat(parcel.failedPolls()).isZero();
        assertThat(parcel.lastOutcome()).isEqualTo("not-found");
        assertThat(parcel.lastDetail()).isEqualTo("no such parcel");
        assertThat(parcel.lastAnsweredAt()).isEqualTo(clock.instant());
        record(id, told(SCAN));
        assertThat(shop.find(id).unknownSince()).isNull();
        assertThat(shop.find(id).lastDetail()).isNull();
    }

    @Test
    void failuresInARowAreCountedAndKeepTheStatus() {
        long id = parcel();
        record(id, told(SCAN));
        record(id, new PollOutcome.Unreachable("reset"));
        record(id, new PollOutcome.Unreachable("timeout"));
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        assertThat(parcel.failedPolls()).isEqualTo(2);
        assertThat(parcel.lastDetail()).isEqualTo("timeout");
        assertThat(parcel.nextPollAt())
                .isEqualTo(clock.instant().plus(PollPlan.jittered(Duration.ofMinutes(4), id, 2)));
    }

    @Test
    void anUnlistedCodeIsCountedOncePerStatementAndIsNeverInTransit() {
        TrackingEvent odd = event("2026-11-21T02:00", TrackingStatus.UNKNOWN_UNMAPPED, "ZZ9");
        TrackingEvent again = event("2026-11-22T02:00", TrackingStatus.UNKNOWN_UNMAPPED, "ZZ9");
        long id = parcel();
        record(id, told(SCAN, odd));
        record(id, told(SCAN, odd));
        record(id, told(SCAN, odd, again));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.UNKNOWN_UNMAPPED);
        assertThat(shop.database.<List<UnmappedCodeStore.UnmappedCode>>read(tx -> new UnmappedCodeStore().all(tx)))
                .containsExactly(new UnmappedCodeStore.UnmappedCode(
                        "north", "ZZ9", null, "ZZ9", "FR", 2, clock.instant(), clock.instant()));
    }

    private long parcel() {
        return shop.parcel("north", "N1", SHIPPED, clock.instant());
    }

    private boolean record(long id, PollOutcome outcome) {
        Claim claim = new Claim(id, clock.instant());
        return shop.database
                .<List<WatchList.Recorded>>write(tx ->
                        watchList.record(tx, "north", List.of(List.of(new Heard(claim, outcome, clock.instant())))))
                .getFirst()
                .changed();
    }

    private List<TrackingEvent> story(long id) {
        return shop.database.<List<TrackingEvent>>read(
                tx -> new EventStore().history(tx, id).events());
    }

    private static PollOutcome report(@Nullable LocalDate estimated, @Nullable String pickup, TrackingEvent... events) {
        return new PollOutcome.Answered(
                new CarrierReport(new ParcelHistory(List.of(events)), estimated, pickup, null, null));
    }
}
