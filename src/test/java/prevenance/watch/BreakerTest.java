package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.watch.CarrierHealth.State;

class BreakerTest {
    private static final PollOutcome DOWN = new PollOutcome.Unreachable("connection refused");
    private static final PollOutcome REFUSED = new PollOutcome.Refused("HTTP 401");

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final MakeBelieveCarriers carriers = new MakeBelieveCarriers();
    private Shop shop;
    private Poller poller;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
        poller = start();
    }

    @AfterEach
    void close() {
        poller.close();
        shop.close();
    }

    @Test
    void fiveFailuresRestTheCarrierOneProbeFollowsAndAnAnswerOpensIt() {
        one("north", 40);
        carriers.answer("north", DOWN);
        poll();
        assertThat(carriers.asked("north")).isEqualTo(5);
        assertThat(shop.health("north"))
                .isEqualTo(new CarrierHealth(
                        "north",
                        State.RESTING,
                        clock.instant().plusSeconds(60),
                        5,
                        null,
                        clock.instant(),
                        "connection refused"));
        clock.advance(Duration.ofSeconds(59));
        poll();
        assertThat(carriers.asked("north")).isEqualTo(5);

        clock.advance(Duration.ofSeconds(1));
        poll();
        assertThat(carriers.asked("north")).isEqualTo(6);
        assertThat(shop.health("north").pausedUntil()).isEqualTo(clock.instant().plusSeconds(120));

        clock.advance(Duration.ofMinutes(2));
        carriers.answer("north", told());
        poll();
        assertThat(carriers.asked("north")).isEqualTo(7);
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
        assertThat(shop.health("north").failures()).isZero();
        poll();
        assertThat(carriers.asked("north")).isGreaterThan(35);
    }

    @Test
    void restingSurvivesARestart() {
        one("north", 9);
        carriers.answer("north", DOWN);
        poll();
        restart();
        poll();
        assertThat(carriers.asked("north")).isEqualTo(5);
    }

    @Test
    void aCarrierThatFailsHalfTheTimeIsRestedToo() {
        one("north", 60);
        int[] turn = {0};
        carriers.answer("north", _ -> turn[0]++ % 2 == 0 ? DOWN : told());
        poll();
        assertThat(shop.health("north").state()).isEqualTo(State.RESTING);
        assertThat(carriers.asked("north")).isBetween(20, 21);
    }

    @Test
    void aFailureNowAndThenRestsNobody() {
        one("north", 60);
        int[] turn = {0};
        carriers.answer("north", _ -> turn[0]++ % 4 == 0 ? DOWN : told());
        poll();
        assertThat(carriers.asked("north")).isEqualTo(60);
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
    }

    @Test
    void retryAfterIsHonouredForTheWholeCarrier() {
        one("north", 20);
        carriers.answer("north", new PollOutcome.Throttled(Optional.of(Duration.ofHours(1)), "HTTP 429"));
        Instant until = clock.instant().plusSeconds(3600);
        poll();
        assertThat(carriers.asked("north")).isEqualTo(1);
        assertThat(shop.health("north").pausedUntil()).isEqualTo(until);
        assertThat(shop.find(1).nextPollAt()).isEqualTo(until);
        assertThat(shop.find(1).failedPolls()).isZero();
        restart();
        clock.advance(Duration.ofHours(1).minusMillis(1));
        poll();
        assertThat(carriers.asked("north")).isEqualTo(1);
        carriers.answer("north", told());
        clock.advance(Duration.ofMillis(1));
        poll();
        poll();
        assertThat(carriers.asked("north")).isEqualTo(20 + 1);
    }

    @Test
    void anAbsurdRetryAfterIsCappedAtADayAndAMissingOneIsOurBackOff() {
        one("north", 1);
        carriers.carrier("south", 1, 1);
        shop.parcel("south", "S1", null, clock.instant());
        carriers.answer("north", new PollOutcome.Throttled(Optional.of(Duration.ofSeconds(99999999999L)), "HTTP 503"));
        carriers.answer("south", new PollOutcome.Throttled(Optional.empty(), "HTTP 429"));
        poll();
        assertThat(shop.health("north").pausedUntil()).isEqualTo(clock.instant().plus(Duration.ofDays(1)));
        assertThat(shop.health("south").pausedUntil()).isEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
        clock.advance(Duration.ofMinutes(2));
        poll();
        assertThat(shop.health("south").pausedUntil()).isEqualTo(clock.instant().plus(Duration.ofMinutes(4)));
    }

    @Test
    void aBatchRefusedAsAWholeIsAboutUsAndAParcelRefusedInItIsAboutItsNumber() {
        batches("north", 10, 30);
        carriers.answer("north", query -> query.number().value().endsWith("7") ? REFUSED : told());
        poll();
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
        assertThat(carriers.asked("north")).isEqualTo(3);
        assertThat(shop.column("select count(*) from parcel where last_outcome = 'refused'"))
                .containsExactly("3");

        clock.advance(Duration.ofDays(1));
        carriers.answer("north", REFUSED);
        poll();
        assertThat(carriers.asked("north")).isEqualTo(4);
        assertThat(shop.health("north"))
                .isEqualTo(new CarrierHealth(
                        "north",
                        State.REFUSED,
                        clock.instant().plus(Duration.ofMinutes(15)),
                        1,
                        clock.instant().minus(Duration.ofDays(1)),
                        clock.instant(),
                        "HTTP 401"));
    }

    @Test
    void oneImpossibleNumberRestsNoCarrierThatIsAskedOneByOneButSeveralInARowDo() {
        one("north", 8);
        carriers.answer("north", query -> query.number().value().endsWith("3") ? REFUSED : told());
        poll();
        assertThat(carriers.asked("north")).isEqualTo(8);
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);

        clock.advance(Duration.ofDays(1));
        carriers.answer("north", REFUSED);
        poll();
        assertThat(carriers.asked("north")).isEqualTo(8 + 3);
        assertThat(shop.health("north").state()).isEqualTo(State.REFUSED);
    }

    @Test
    void aRefusingCarrierIsProbedEverMoreSeldomAndAtOnceAfterARestart() {
        batches("north", 2, 4);
        carriers.answer("north", REFUSED);
        poll();
        assertThat(carriers.asked("north")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(15));
        poll();
        assertThat(carriers.asked("north")).isEqualTo(2);
        assertThat(shop.health("north").pausedUntil()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
        carriers.answer("north", told());
        poll();
        assertThat(carriers.asked("north")).isEqualTo(2);
        restart();
        poll();
        assertThat(carriers.asked("north")).isEqualTo(3);
        assertThat(shop.health("north").state()).isEqualTo(State.OPEN);
        poll();
        assertThat(shop.column("select distinct last_outcome from parcel")).containsExactly("answered");
    }

    @Test
    void oneCarriersTroubleIsNotAnothers() {
        one("north", 9);
        carriers.carrier("south", 1, 1);
        for (int i = 0; i < 9; i++) {
            shop.parcel("south", "S" + i, null, clock.instant());
        }
        carriers.answer("north", DOWN);
        carriers.answer("south", told());
        poll();
        assertThat(carriers.asked("north")).isEqualTo(5);
        assertThat(carriers.asked("south")).isEqualTo(9);
    }

    private void one(String carrier, int parcels) {
        batches(carrier, 1, parcels);
    }

    private void batches(String carrier, int size, int parcels) {
        carriers.carrier(carrier, size, 1);
        for (int i = 0; i < parcels; i++) {
            shop.parcel(carrier, "N" + i, null, clock.instant());
        }
    }

    private void poll() {
        poller.pollDue(clock.instant()).await();
    }

    private Poller start() {
        return new Poller(shop.database, carriers, carriers, _ -> true, _ -> PollSettings.defaults(), clock);
    }

    private void restart() {
        poller.close();
        shop.close();
        shop = new Shop(folder);
        poller = start();
    }
}
