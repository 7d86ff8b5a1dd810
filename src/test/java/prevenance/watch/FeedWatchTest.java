package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

class FeedWatchTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /// A Monday.
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(START);
    private final MakeBelieveCarriers carriers = new MakeBelieveCarriers().carrier("north", 1, 4);
    private Shop shop;
    private FeedWatch feeds;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
        feeds = new FeedWatch(shop.database, PARIS, _ -> false);
        IntStream.range(0, 10).forEach(i -> shop.parcel("north", "N" + i, null, START));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aReadIsCountedInItsHourWithItsNewsAndTheirDelay() {
        carriers.answer(
                "north",
                query -> query.number().value().equals("N3")
                        ? new PollOutcome.Unreachable("down")
                        : told(
                                event("2026-11-20T08:00", TrackingStatus.PRE_ANNOUNCED),
                                event("2026-11-23T08:10", TrackingStatus.ACCEPTED_SCANNED)));
        clock.advance(Duration.ofMinutes(30));
        try (Poller poller = poller()) {
            poll(poller);
            poll(poller);
        }
        assertThat(hours())
                .containsExactly(new FeedHour(
                        "north", START, 9, 1, 9, Duration.ofHours(3), Instant.parse("2026-11-23T08:10:00Z")));
    }

    @Test
    void aFeedThatFailsForHalfAnHourIsDownSinceItsLastGoodReadingAndBackWithItsFirst() {
        carriers.answer("north", told());
        try (Poller poller = poller()) {
            until(poller, Duration.ofHours(1));
            Instant lastGood = Objects.requireNonNull(shop.health("north").lastAnsweredAt());
            carriers.answer("north", new PollOutcome.Unreachable("HTTP 503"));
            until(poller, Duration.ofDays(2));
            assertThat(outages())
                    .containsExactly(new FeedOutage("north", lastGood, null, OutageCause.FAILED_READS, "HTTP 503"));
            carriers.answer("north", told());
            Instant again = clock.instant();
            until(poller, Duration.ofHours(3));
            FeedOutage outage = outages().getFirst();
            assertThat(outages()).hasSize(1);
            assertThat(outage.beganAt()).isEqualTo(lastGood);
            assertThat(outage.endedAt()).isBetween(again, again.plus(Duration.ofMinutes(45)));
            assertThat(shop.column("select distinct last_outcome from parcel")).containsExactly("answered");
        }
    }

    @Test
    void afewFailuresAmongManyGoodReadingsAreNoOutage() {
        carriers.answer("north", told());
        shop.sql("update parcel set next_poll_at = null where tracking_number = 'N9'");
        try (Poller poller = poller()) {
            until(poller, Duration.ofMinutes(10));
            carriers.answer(
                    "north",
                    query -> query.number().value().equals("N0") ? new PollOutcome.Unreachable("HTTP 503") : told());
            until(poller, Duration.ofDays(1));
        }
        assertThat(outages()).isEmpty();
    }

    @Test
    void aCarrierThatRefusesOurKeyIsAnOutageOfItsOwn() {
        carriers.answer("north", told());
        try (Poller poller = poller()) {
            until(poller, Duration.ofMinutes(10));
            carriers.answer("north", new PollOutcome.Refused("HTTP 401"));
            until(poller, Duration.ofHours(12));
            assertThat(outages()).extracting(FeedOutage::cause).containsExactly(OutageCause.REFUSED);
            carriers.answer("north", told());
            until(poller, Duration.ofHours(8));
            assertThat(outages().getFirst().endedAt()).isNotNull();
        }
    }

    @Test
    void aFeedThatAnswersWithoutNewsIsDownOnceThreeTimesTheUsualGapHasPassedAndNotOnASunday() {
        List<Instant> down = silentFrom(Instant.parse("2026-12-19T18:00:00Z"), Duration.ofDays(4));
        // Saturday evening; nothing is usual until Monday, so Monday must come before anybody can tell.
        assertThat(down).hasSize(1);
        assertThat(down.getFirst().atZone(PARIS).getDayOfWeek().getValue()).isEqualTo(1);
        assertThat(outages().getFirst().beganAt()).isEqualTo("2026-12-19T17:30:00Z");
        history(Instant.parse("2026-12-23T18:00:00Z"), Instant.parse("2026-12-23T19:00:00Z"));
        feeds.watchDue(clock.advance(Duration.ofHours(1)));
        assertThat(outages().getFirst().endedAt()).isEqualTo(clock.instant());
    }

    @Test
    void withTooLittleHistoryNoSilenceIsAnOutage() {
        Instant from = Instant.parse("2026-12-19T18:00:00Z");
        history(from.minus(Duration.ofDays(13)), from);
        clock.advance(Duration.between(clock.instant(), from));
        for (int hour = 0; hour < 24 * 7; hour++) {
            asked(clock.instant(), 20, 0);
            feeds.watchDue(clock.advance(Duration.ofHours(1)));
        }
        assertThat(outages()).isEmpty();
    }

    @Test
    void theTimeInWhichWeWereOffIsAnOutageOfEveryFeedUnlessItWasShort() {
        carriers.answer("north", told());
        try (Poller poller = poller()) {
            until(poller, Duration.ofHours(1));
        }
        Instant stopped = clock.instant().minus(Duration.ofMinutes(1));
        assertThat(new FeedWatch(shop.database, PARIS, _ -> false).started(clock.advance(Duration.ofMinutes(20))))
                .isZero();
        Instant beat = clock.instant();
        assertThat(beat).isAfter(stopped);
        clock.advance(Duration.ofDays(3));
        assertThat(new FeedWatch(shop.database, PARIS, _ -> false).started(clock.instant()))
                .isEqualTo(Duration.ofDays(3));
        assertThat(outages())
                .containsExactly(new FeedOutage("north", beat, clock.instant(), OutageCause.NOT_RUNNING, null));
    }

    /// Four usual weeks before, then answers without news: when each outage was noticed.
    private List<Instant> silentFrom(Instant from, Duration lasting) {
        history(from.minus(Duration.ofDays(26)), from);
        clock.advance(Duration.between(clock.instant(), from));
        for (Instant until = from.plus(lasting); clock.instant().isBefore(until); ) {
            asked(clock.instant(), 20, 0);
            feeds.watchDue(clock.advance(Duration.ofHours(1)));
        }
        return shop.column("select noticed_at from feed_outage").stream()
                .map(ms -> Instant.ofEpochMilli(Long.parseLong(ms)))
                .toList();
    }

    /// News by day, few at night, none from Saturday evening to Monday morning.
    private void history(Instant from, Instant until) {
        for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofHours(1))) {
            var local = at.atZone(PARIS);
            boolean rests = local.getDayOfWeek().getValue() == 7
                    || (local.getDayOfWeek().getValue() == 6 && local.getHour() >= 19)
                    || (local.getDayOfWeek().getValue() == 1 && local.getHour() < 6);
            boolean day = local.getHour() >= 6 && local.getHour() < 20;
            asked(at, 20, rests || !day ? 0 : 4);
        }
    }

    private void asked(Instant at, int reads, int events) {
        shop.sql("insert into feed_hour values ('north', %d, %d, 0, %d, 0, %s)"
                .formatted(at.toEpochMilli(), reads, events, events == 0 ? "null" : at.toEpochMilli() + 30 * 60_000));
    }

    private void until(Poller poller, Duration lasting) {
        for (Instant until = clock.instant().plus(lasting); clock.instant().isBefore(until); ) {
            poll(poller);
            feeds.watchDue(clock.instant());
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private void poll(Poller poller) {
        poller.pollDue(clock.instant()).await();
    }

    private Poller poller() {
        return new Poller(shop.database, carriers, carriers, _ -> true, _ -> PollSettings.defaults(), clock);
    }

    private List<FeedHour> hours() {
        return shop.database.read(tx -> new FeedHourStore().since(tx, "north", Instant.EPOCH));
    }

    private List<FeedOutage> outages() {
        return shop.database.read(tx -> new FeedOutageStore().since(tx, "north", Instant.EPOCH));
    }
}
