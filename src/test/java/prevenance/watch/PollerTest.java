package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.limit;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

@Timeout(60)
class PollerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WRITES_PER_CALL = 1;

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
    void anAnswerBecomesTheParcelsStoryStatusAndNextLook() {
        carriers.carrier("north", 1, 1);
        carriers.answer(
                "north",
                told(
                        event("2026-11-21T08:00", TrackingStatus.ACCEPTED_SCANNED),
                        event("2026-11-22T06:00", TrackingStatus.OUT_ON_VEHICLE)));
        long id = parcel("north", "N1");
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isEqualTo(1);
        }
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
        assertThat(parcel.statusAt()).isEqualTo("2026-11-22T06:00:00Z");
        assertThat(parcel.lastEventAt()).isEqualTo("2026-11-22T06:00:00Z");
        assertThat(parcel.lastOutcome()).isEqualTo("answered");
        assertThat(parcel.lastAnsweredAt()).isEqualTo(clock.instant());
        assertThat(parcel.assessAfter()).isEqualTo(clock.instant());
        assertThat(parcel.nextPollAt())
                .isEqualTo(clock.instant().plus(PollPlan.jittered(Duration.ofMinutes(30), id, 0)));
        assertThat(shop.column("select claimed_until from parcel")).containsExactly((String) null);
        assertThat(shop.column("select status from tracking_event order by id"))
                .containsExactly("accepted.scanned", "out.on_vehicle");
        assertThat(carriers.calls)
                .containsExactly(new MakeBelieveCarriers.Call(
                        "north",
                        List.of(new TrackingQuery(
                                new TrackingNumber("N1"), "75011", "FR", LocalDate.parse("2026-11-21")))));
    }

    @Test
    void aRoundTakesItsQuotaAndItsParcelsWithOneWriteAndGivesBackWhatItDidNotUse() {
        carriers.carrier("north", 1, 1, limit(15, Duration.ofMinutes(1)), limit(500, Duration.ofDays(1)));
        carriers.answer("north", told(event("2026-11-22T06:00", TrackingStatus.OUT_ON_VEHICLE)));
        for (int i = 0; i < 20; i++) {
            parcel("north", "N" + i);
        }
        // Of another order: it shares a question.
        parcel("north", "N19");
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isEqualTo(15);
            assertThat(shop.column("select used from carrier_quota order by window_ms"))
                    .containsExactly("15", "15");
            clock.advance(Duration.ofMinutes(2));
            long before = shop.database.figures().transactions();
            assertThat(poll(poller)).isEqualTo(6);
            assertThat(shop.database.figures().transactions() - before).isEqualTo(1 + 5 * WRITES_PER_CALL + 1);
        }
        assertThat(shop.column("select sum(used) from carrier_quota group by window_ms order by window_ms"))
                .containsExactly("5", "20");
    }

    @Test
    void aHangingCarrierDelaysNobodyElse() throws InterruptedException {
        carriers.carrier("hangs", 1, 1).carrier("north", 1, 1).carrier("south", 1, 1);
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        carriers.answer("hangs", _ -> {
            reached.countDown();
            await(hanging);
            return told();
        });
        long held = parcel("hangs", "H1");
        long north = parcel("north", "N1");
        long south = parcel("south", "S1");
        try (Poller poller = poller()) {
            Round first = poller.pollDue(clock.instant());
            assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
            until(() ->
                    shop.find(north).lastOutcome() != null && shop.find(south).lastOutcome() != null);
            assertThat(first.await(Duration.ofMillis(1))).isFalse();
            for (int ring = 0; ring < 20; ring++) {
                clock.advance(Duration.ofHours(3));
                assertThat(poller.pollDue(clock.instant()).await(SOON)).isTrue();
            }
            assertThat(carriers.asked("hangs")).isEqualTo(1);
            assertThat(carriers.asked("north")).isGreaterThan(5);
            assertThat(carriers.asked("south")).isGreaterThan(5);
            assertThat(poller.lasting(Duration.ZERO)).containsExactly("hangs");
            assertThat(poller.lasting(Duration.ofHours(1))).isEmpty();
            hanging.countDown();
            assertThat(first.await(SOON)).isTrue();
        }
        assertThat(shop.find(held).lastOutcome()).isEqualTo("answered");
    }

    @Test
    void aBrokenParcelDoesNotStopTheRound() {
        carriers.carrier("north", 10, 1);
        carriers.answer(
                "north",
                query -> query.number().value().equals("BAD2")
                        ? told(event("-999999999-01-01T00:00", TrackingStatus.TRANSIT_MOVING))
                        : told(event("2026-11-22T06:00", TrackingStatus.OUT_ON_VEHICLE)));
        long before = parcel("north", "GOOD1");
        long unreadable = parcel("north", "BAD1");
        long unrecordable = shop.parcel("north", "BAD2", null, clock.instant());
        long after = parcel("north", "GOOD2");
        shop.sql("update parcel set promise_date = 'soon' where id = " + unreadable);
        try (Poller poller = poller()) {
            poll(poller);
            assertThat(shop.find(before).status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
            assertThat(shop.find(after).status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
            assertThat(shop.find(unrecordable).lastDetail()).contains("could not be recorded (ArithmeticException)");
            assertThat(shop.find(unrecordable).nextPollAt()).isAfter(clock.instant());
            assertThat(shop.column("select id from parcel where next_poll_at > "
                            + clock.instant().toEpochMilli() + " and claimed_until is null and id = " + unreadable))
                    .containsExactly(Long.toString(unreadable));
        }
    }

    @Test
    void aBugInReadingAnAnswerIsAnOutcomeAndAnAnswerAboutAnotherParcelIsNone() {
        carriers.carrier("north", 1, 1).carrier("south", 1, 1);
        carriers.answer("north", _ -> {
            throw new IllegalStateException("bug");
        });
        long broken = parcel("north", "N1");
        long swapped = parcel("south", "S1");
        CarrierClient client = (carrier, queries) -> carrier.equals("north")
                ? carriers.track(carrier, queries)
                : Map.of(
                        new TrackingNumber("OTHER"),
                        told(event("2026-11-22T06:00", TrackingStatus.DELIVERED_RECIPIENT)));
        try (Poller poller =
                new Poller(shop.database, carriers, client, _ -> true, _ -> PollSettings.defaults(), clock)) {
            poll(poller);
        }
        assertThat(shop.find(broken).lastOutcome()).isEqualTo("unreachable");
        assertThat(shop.find(broken).lastDetail()).isEqualTo("internal error (IllegalStateException); see the log");
        assertThat(shop.find(swapped).lastDetail()).isEqualTo("the answer lacks this number");
        assertThat(shop.column("select count(*) from tracking_event")).containsExactly("0");
    }

    @Test
    void twoPollersNeverAskTheSameParcelAtOnce() throws InterruptedException {
        carriers.carrier("north", 3, 4);
        Set<TrackingNumber> beingAsked = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        carriers.answer("north", query -> {
            if (!beingAsked.add(query.number())) {
                overlaps.incrementAndGet();
            }
            both.countDown();
            await(both);
            return told(event("2026-11-22T06:00", TrackingStatus.TRANSIT_MOVING));
        });
        for (int i = 0; i < 300; i++) {
            parcel("north", "N" + i);
        }
        PollSettings small = with(PollSettings.defaults(), 7);
        try (Poller one = poller(small);
                Poller two = poller(small)) {
            for (int ring = 0; ring < 40; ring++) {
                Round first = one.pollDue(clock.instant());
                Round second = two.pollDue(clock.instant());
                assertThat(first.await(SOON) && second.await(SOON)).isTrue();
            }
        }
        assertThat(overlaps).hasValue(0);
        assertThat(carriers.calls.stream()
                        .mapToInt(call -> call.queries().size())
                        .sum())
                .isEqualTo(300);
        assertThat(shop.column("select count(*) from parcel where last_outcome = 'answered'"))
                .containsExactly("300");
    }

    @Test
    void noMoreRequestsAreInFlightThanTheCarrierAllowsAndThatManyAre() {
        carriers.carrier("north", 2, 3);
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        carriers.answer("north", query -> {
            if (Integer.parseInt(query.number().value().substring(1)) % 2 == 0) {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                three.countDown();
                await(three);
            } else {
                inFlight.decrementAndGet();
            }
            return told();
        });
        for (int i = 0; i < 60; i++) {
            parcel("north", "N" + i);
        }
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isEqualTo(60);
        }
        assertThat(most).hasValue(3);
        assertThat(carriers.asked("north")).isEqualTo(30);
    }

    @Test
    void aUsedUpLimitLeavesTheRestDueEvenAfterARestart() {
        carriers.carrier("north", 2, 1, limit(2, Duration.ofDays(1)));
        carriers.answer("north", told());
        for (int i = 0; i < 7; i++) {
            parcel("north", "N" + i);
        }
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isEqualTo(4);
            assertThat(poll(poller)).isZero();
        }
        shop.close();
        shop = new Shop(folder);
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isZero();
            assertThat(shop.column("select count(*) from parcel where next_poll_at <= "
                            + clock.instant().toEpochMilli() + " and claimed_until is null"))
                    .containsExactly("3");
            clock.advance(Duration.ofHours(25));
            assertThat(poll(poller)).isEqualTo(4);
        }
    }

    @Test
    void theLongestDueAreAskedFirst() {
        carriers.carrier("north", 1, 1, limit(2, Duration.ofDays(1)));
        for (String number : List.of("LATE1", "DUE3", "DUE1", "DUE2")) {
            parcel("north", number);
        }
        long now = clock.instant().toEpochMilli();
        shop.sql("update parcel set next_poll_at = " + now
                + " + cast(substr(tracking_number, 4) as integer) * 1000 - 9000"
                + " where tracking_number like 'DUE%'");
        try (Poller poller = poller()) {
            poll(poller);
        }
        assertThat(carriers.calls.stream()
                        .flatMap(call -> call.queries().stream())
                        .map(query -> query.number().value()))
                .containsExactly("DUE1", "DUE2");
    }

    @Test
    void aRequestIsFilledWithParcelsThatAreAlmostDueButNotWithOthers() {
        carriers.carrier("north", 3, 1);
        carriers.answer("north", told());
        parcel("north", "DUE");
        long now = clock.instant().toEpochMilli();
        long hour = 3_600_000;
        for (String number : List.of("ALMOST", "LATER", "NEW")) {
            parcel("north", number);
        }
        shop.sql("update parcel set last_polled_at = %d, next_poll_at = %d where tracking_number = 'ALMOST'"
                .formatted(now - 4 * hour, now + hour / 10));
        shop.sql("update parcel set last_polled_at = %d, next_poll_at = %d where tracking_number = 'LATER'"
                .formatted(now - 4 * hour, now + hour));
        shop.sql("update parcel set next_poll_at = %d where tracking_number = 'NEW'".formatted(now + 1));
        try (Poller poller = poller()) {
            poll(poller);
        }
        assertThat(carriers.calls.getFirst().queries().stream()
                        .map(query -> query.number().value()))
                .containsExactly("DUE", "ALMOST");
    }

    @Test
    void ordersThatShareANumberShareAQuestionUnlessTheirPostcodesDiffer() {
        carriers.carrier("north", 10, 1);
        carriers.answer(
                "north",
                query -> told(event(
                        "2026-11-22T06:00",
                        "69001".equals(query.postcode())
                                ? TrackingStatus.DELIVERED_RECIPIENT
                                : TrackingStatus.TRANSIT_MOVING)));
        List<Long> ids = Stream.of("75011", "75011", "69001")
                .map(postcode -> shop.parcel("north", "SAME", clock.instant(), clock.instant(), postcode))
                .toList();
        try (Poller poller = poller()) {
            poll(poller);
        }
        assertThat(carriers.calls.stream().map(call -> call.queries().size())).containsExactly(1, 1);
        assertThat(ids.stream().map(id -> shop.find(id).status()))
                .containsExactly(
                        TrackingStatus.TRANSIT_MOVING,
                        TrackingStatus.TRANSIT_MOVING,
                        TrackingStatus.DELIVERED_RECIPIENT);
    }

    @Test
    void aCarrierThatIsNotConfiguredIsNotAskedAndItsParcelsSayWhyUntilItIs() {
        carriers.carrier("north", 1, 1);
        carriers.answer("north", told());
        long id = parcel("north", "N1");
        long gone = parcel("folder-removed", "G1");
        try (Poller poller = poller(PollSettings.defaults(), _ -> false)) {
            assertThat(poll(poller)).isZero();
            clock.advance(Duration.ofHours(1));
            assertThat(poll(poller)).isZero();
        }
        assertThat(carriers.calls).isEmpty();
        assertThat(shop.find(id).lastOutcome()).isEqualTo("refused");
        assertThat(shop.find(id).lastDetail()).isEqualTo("carrier north is not configured");
        assertThat(shop.find(id).nextPollAt())
                .isBetween(
                        clock.instant().plus(Duration.ofHours(23)),
                        clock.instant().plus(Duration.ofHours(24)));
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isEqualTo(1);
        }
        assertThat(shop.find(id).lastOutcome()).isEqualTo("answered");
        assertThat(shop.find(gone).lastDetail()).isEqualTo("carrier folder-removed is not configured");
    }

    @Test
    void stoppingLetsACallEndAndGivesBackWhatWasNotAsked() throws InterruptedException {
        carriers.carrier("north", 1, 1);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        carriers.answer("north", _ -> {
            asked.countDown();
            await(answer);
            return told();
        });
        parcel("north", "N1");
        parcel("north", "N2");
        Poller poller = poller();
        poller.pollDue(clock.instant());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        Thread stop = Thread.ofVirtual().start(poller::close);
        answer.countDown();
        stop.join();
        assertThat(shop.column("select last_outcome from parcel where claimed_until is null order by id"))
                .containsExactly("answered", null);
        assertThat(poller.pollDue(clock.instant()).await()).isZero();
    }

    @Test
    void aCallThatDoesNotEndInTimeIsAbandonedAndItsParcelStaysDue() throws InterruptedException {
        carriers.carrier("north", 1, 1);
        CountDownLatch asked = new CountDownLatch(1);
        carriers.answer("north", _ -> {
            asked.countDown();
            await(new CountDownLatch(1));
            return new PollOutcome.Unreachable("interrupted");
        });
        long id = parcel("north", "N1");
        Poller poller = poller();
        poller.pollDue(clock.instant());
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        poller.close(Duration.ofMillis(50));
        assertThat(shop.find(id).lastOutcome()).isNull();
        assertThat(shop.column("select claimed_until from parcel")).containsExactly((String) null);
        assertThat(shop.health("north")).isEqualTo(CarrierHealth.untried("north"));
    }

    @Test
    void aCrashedPollersClaimsExpire() {
        carriers.carrier("north", 1, 1);
        carriers.answer("north", told());
        long id = parcel("north", "N1");
        shop.database.execute(tx -> assertThat(
                        new ClaimStore(carriers.traits("north"), PollSettings.defaults()).due(tx, 5, clock.instant()))
                .hasSize(1));
        try (Poller poller = poller()) {
            assertThat(poll(poller)).isZero();
            clock.advance(PollSettings.defaults().lease().plusMillis(1));
            assertThat(poll(poller)).isEqualTo(1);
        }
        assertThat(shop.find(id).lastOutcome()).isEqualTo("answered");
    }

    private long parcel(String carrier, String number) {
        return shop.parcel(carrier, number, Instant.parse("2026-11-21T00:30:00Z"), clock.instant());
    }

    private int poll(Poller poller) {
        return poller.pollDue(clock.instant()).await();
    }

    private Poller poller() {
        return poller(PollSettings.defaults());
    }

    private Poller poller(PollSettings settings) {
        return poller(settings, _ -> true);
    }

    private Poller poller(PollSettings settings, Predicate<String> configured) {
        return new Poller(shop.database, carriers, carriers, configured, _ -> settings, clock);
    }

    private static PollSettings with(PollSettings d, int claim) {
        return new PollSettings(
                d.cadence(),
                d.backoff(),
                d.breaker(),
                d.afterFinal(),
                d.lease(),
                claim,
                d.batchFill(),
                d.reuseMargin(),
                d.keepReplies(),
                d.adaptive());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void until(java.util.function.BooleanSupplier reached) {
        List<Long> patience = new ArrayList<>(List.of(System.nanoTime() + SOON.toNanos()));
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(patience.getFirst());
            Thread.onSpinWait();
        }
    }
}
