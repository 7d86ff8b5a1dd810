package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.node.Share;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

/// Two daemons that both have much to ask of a carrier that allows twenty questions a minute.
@Timeout(120)
class FairSharesTest {
    private static final int LIMIT = 20;
    private static final int MINUTES = 5;
    private static final int BEATS = 5;

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final MakeBelieveCarriers asOne = carriers();
    private final MakeBelieveCarriers asTwo = carriers();
    private Shop shop;
    private Database other;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
        other = TestStore.open(folder.resolve("shop.db"), Database.Use.VERB);
        for (int i = 0; i < 2 * MINUTES * LIMIT; i++) {
            shop.parcel("north", "N" + i, clock.instant().minus(Duration.ofDays(2)), clock.instant());
        }
    }

    @AfterEach
    void close() {
        other.close();
        shop.close();
    }

    @Test
    void whoAlwaysComesSecondGetsAShareTooAndTogetherTheyNeverAskMoreThanTheLimit() {
        try (Poller one = poller(shop.database, asOne, 0);
                Poller two = poller(other, asTwo, 1)) {
            for (int minute = 0; minute < MINUTES; minute++) {
                asOne.calls.clear();
                asTwo.calls.clear();
                for (int beat = 0; beat < BEATS; beat++) {
                    round(one);
                    round(two);
                    clock.advance(Duration.ofSeconds(5));
                }
                assertThat(asOne.calls.size() + asTwo.calls.size()).isEqualTo(LIMIT);
                assertThat(asTwo.calls).hasSizeGreaterThanOrEqualTo(LIMIT / 4);
                assertThat(asOne.calls).hasSizeGreaterThanOrEqualTo(LIMIT / 4);
                clock.advance(Duration.ofMinutes(2));
            }
        }
    }

    @Test
    void atTheSameTimeEachGetsAboutHalf() {
        try (Poller one = poller(shop.database, asOne, 0);
                Poller two = poller(other, asTwo, 1)) {
            for (int minute = 0; minute < MINUTES; minute++) {
                asOne.calls.clear();
                asTwo.calls.clear();
                for (int beat = 0; beat < BEATS; beat++) {
                    Round first = one.pollDue(clock.instant());
                    round(two);
                    assertThat(first.await(Duration.ofSeconds(30))).isTrue();
                }
                assertThat(asOne.calls.size() + asTwo.calls.size()).isEqualTo(LIMIT);
                assertThat(asOne.calls.size()).isBetween(LIMIT / 4, LIMIT * 3 / 4);
                clock.advance(Duration.ofMinutes(2));
            }
        }
    }

    private void round(Poller poller) {
        assertThat(poller.pollDue(clock.instant()).await(Duration.ofSeconds(30)))
                .isTrue();
    }

    private static MakeBelieveCarriers carriers() {
        return new MakeBelieveCarriers()
                .carrier("north", 1, 4, MakeBelieveCarriers.limit(LIMIT, Duration.ofMinutes(1)));
    }

    private Poller poller(Database database, MakeBelieveCarriers carriers, int rank) {
        Poller poller = new Poller(database, carriers, carriers, _ -> true, _ -> PollSettings.defaults(), clock);
        poller.sharing(new Share.Ranked(rank, 2));
        return poller;
    }
}
