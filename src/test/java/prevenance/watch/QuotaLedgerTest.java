package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.RateLimit;

class QuotaLedgerTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00.007Z");
    private static final List<RateLimit> LIMITS = List.of(
            new RateLimit(10, Duration.ofSeconds(1)),
            new RateLimit(60, Duration.ofMinutes(1)),
            new RateLimit(250, Duration.ofDays(1)));

    @TempDir
    Path folder;

    private final QuotaLedger ledger = new QuotaLedger();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noSlidingWindowOfAnyLimitEverHoldsMoreThanTheLimit(long seed) {
        Random random = new Random(seed);
        List<Instant> taken = new ArrayList<>();
        try (Shop shop = new Shop(folder)) {
            Instant now = START;
            for (int i = 0; i < 3000; i++) {
                Instant at = now;
                if (shop.database.<Boolean>write(tx -> ledger.take(tx, carrier(LIMITS), at))) {
                    taken.add(now);
                }
                int pace = random.nextInt(100);
                now = now.plusMillis(pace < 70 ? random.nextInt(40) : pace < 99 ? 3_000 : 1_200_000);
            }
        }
        for (RateLimit limit : LIMITS) {
            assertThat(mostInAWindow(taken, limit.window())).isEqualTo(limit.requests());
        }
    }

    @Test
    void aSteadyAskerGetsAlmostTheWholeLimit() {
        try (Shop shop = new Shop(folder)) {
            CarrierTraits carrier = carrier(List.of(new RateLimit(10, Duration.ofSeconds(1))));
            long taken = 0;
            for (int ms = 0; ms < 30_000; ms += 5) {
                Instant at = START.plusMillis(ms);
                taken += shop.database.<Boolean>write(tx -> ledger.take(tx, carrier, at)) ? 1 : 0;
            }
            assertThat(taken).isBetween(290L, 300L);
        }
    }

    @Test
    void aUsedUpLimitTakesNothingFromTheOthers() {
        try (Shop shop = new Shop(folder)) {
            CarrierTraits carrier =
                    carrier(List.of(new RateLimit(2, Duration.ofSeconds(1)), new RateLimit(5, Duration.ofDays(1))));
            List<Boolean> takes = new ArrayList<>();
            for (long ms : new long[] {0, 0, 0, 0, 2000, 2000, 2000, 4000, 4000}) {
                Instant at = START.plusMillis(ms);
                takes.add(shop.database.<Boolean>write(tx -> ledger.take(tx, carrier, at)));
            }
            assertThat(takes).containsExactly(true, true, false, false, true, true, false, true, false);
            assertThat(available(shop, carrier, START.plusSeconds(9))).isZero();
            assertThat(available(shop, carrier, START.plus(Duration.ofHours(25))))
                    .isEqualTo(2);
        }
    }

    @Test
    void theDailyQuotaSurvivesARestart() {
        CarrierTraits carrier = carrier(List.of(new RateLimit(3, Duration.ofDays(1))));
        for (int run = 0; run < 3; run++) {
            try (Shop shop = new Shop(folder)) {
                assertThat(available(shop, carrier, START.plusSeconds(run))).isEqualTo(3 - run);
                Instant at = START.plusSeconds(run);
                shop.database.execute(tx -> ledger.take(tx, carrier, at));
            }
        }
        try (Shop shop = new Shop(folder)) {
            assertThat(available(shop, carrier, START.plusSeconds(4))).isZero();
        }
    }

    @Test
    void aClockSetBackGivesNothingBackAndNeverBlocksForLongerThanAWindow() {
        CarrierTraits carrier = carrier(List.of(new RateLimit(1, Duration.ofMinutes(1))));
        try (Shop shop = new Shop(folder)) {
            shop.database.execute(tx -> ledger.take(tx, carrier, START));
            assertThat(available(shop, carrier, START.minusSeconds(30))).isZero();
            assertThat(available(shop, carrier, START.minus(Duration.ofDays(3))))
                    .isEqualTo(1);
        }
    }

    /// Several nodes take for whole rounds, ask whenever they like as long as they may, give back, and die.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noWindowEverHoldsMoreThanTheLimitHoweverLateTakenRequestsAreMade(long seed) {
        Random random = new Random(seed);
        CarrierTraits carrier = carrier(LIMITS);
        List<Instant> made = new ArrayList<>();
        QuotaLedger.Grant[] grants = new QuotaLedger.Grant[3];
        int[] left = new int[3];
        try (Shop shop = new Shop(folder)) {
            Instant now = START;
            for (int i = 0; i < 4000; i++) {
                Instant at = now;
                int node = random.nextInt(3);
                QuotaLedger.Grant held = grants[node];
                if (held != null && left[node] > 0 && held.holds(at)) {
                    made.add(at);
                    left[node]--;
                } else {
                    int unused = random.nextInt(10) == 0 ? 0 : left[node];
                    int wanted = 1 + random.nextInt(12);
                    QuotaLedger.Grant next = shop.database.<QuotaLedger.Grant>writeRows(tx -> {
                        if (held != null && unused > 0) {
                            ledger.giveBack(tx, carrier, held, unused);
                        }
                        return ledger.takeAhead(tx, carrier, wanted, at);
                    });
                    grants[node] = next;
                    left[node] = next.requests();
                }
                int pace = random.nextInt(100);
                now = now.plusMillis(pace < 80 ? random.nextInt(25) : pace < 99 ? 3_000 : 1_200_000);
            }
        }
        made.sort(null);
        for (RateLimit limit : LIMITS) {
            assertThat(mostInAWindow(made, limit.window())).isBetween(limit.requests() / 2L, (long) limit.requests());
        }
    }

    @Test
    void whatIsMadeAtTheLastInstantIsOutOfTheWindowBeforeOthersAreLetThrough() {
        try (Shop shop = new Shop(folder)) {
            for (RateLimit limit : LIMITS) {
                CarrierTraits carrier = carrier(List.of(limit));
                QuotaLedger.Grant all = shop.database.<QuotaLedger.Grant>writeRows(
                        tx -> ledger.takeAhead(tx, carrier, limit.requests(), START));
                assertThat(all.requests()).isEqualTo(limit.requests());
                assertThat(available(shop, carrier, all.until().plus(limit.window())))
                        .isZero();
                assertThat(available(
                                shop,
                                carrier,
                                all.until()
                                        .plus(limit.window().plus(limit.window().dividedBy(30)))))
                        .isEqualTo(limit.requests());
            }
        }
    }

    @Test
    void whatIsTakenAheadAndNotMadeCanBeTakenByAnother() {
        CarrierTraits carrier = carrier(LIMITS);
        try (Shop shop = new Shop(folder)) {
            QuotaLedger.Grant all =
                    shop.database.<QuotaLedger.Grant>writeRows(tx -> ledger.takeAhead(tx, carrier, 500, START));
            assertThat(all.requests()).isEqualTo(10);
            assertThat(available(shop, carrier, START)).isZero();
            shop.database.execute(tx -> ledger.giveBack(tx, carrier, all, 7));
            assertThat(available(shop, carrier, START)).isEqualTo(7);
            assertThat(shop.column("select used from carrier_quota order by window_ms"))
                    .containsExactly("3", "3", "3");
        }
    }

    @Test
    void whatIsTakenAheadHoldsForAWhileAndNotOnAClockThatWasSetBack() {
        CarrierTraits carrier = carrier(LIMITS);
        try (Shop shop = new Shop(folder)) {
            QuotaLedger.Grant grant =
                    shop.database.<QuotaLedger.Grant>writeRows(tx -> ledger.takeAhead(tx, carrier, 2, START));
            assertThat(grant.holds(START)).isTrue();
            assertThat(grant.holds(START.plusMillis(100))).isTrue();
            assertThat(grant.holds(START.plusMillis(101))).isFalse();
            assertThat(grant.holds(START.minusMillis(1))).isFalse();
        }
    }

    private static long mostInAWindow(List<Instant> taken, Duration window) {
        long most = 0;
        int first = 0;
        for (int last = 0; last < taken.size(); last++) {
            while (!taken.get(first).isAfter(taken.get(last).minus(window))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private int available(Shop shop, CarrierTraits carrier, Instant now) {
        return shop.database.<Integer>read(tx -> ledger.available(tx, carrier, now));
    }

    private static CarrierTraits carrier(List<RateLimit> limits) {
        return new CarrierTraits("north", "North", 1, limits, 1, ZoneOffset.UTC);
    }
}
