package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.message.mail.RateSettings;
import prevenance.node.Share;

class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(5_000 * SECOND);

    private Pace pace(@Nullable Integer perSecond, double perDomain, Map<String, Double> domains) {
        return new Pace(perSecond, new RateSettings(perDomain, domains), clock::get);
    }

    /// The most that fall into any ten seconds.
    private static int mostInTenSeconds(List<Long> times) {
        Deque<Long> window = new ArrayDeque<>();
        int most = 0;
        for (long time : times.stream().sorted().toList()) {
            window.addLast(time);
            while (time - window.getFirst() >= 10 * SECOND) {
                window.removeFirst();
            }
            most = Math.max(most, window.size());
        }
        return most;
    }

    /// Asks for a turn every few milliseconds, as workers do.
    private List<Long> sent(Pace pace, String domain, Duration during, boolean also) {
        List<Long> times = new ArrayList<>();
        long end = clock.get() + during.toNanos();
        while (clock.get() < end) {
            long wait = pace.reserve(domain, 2 * SECOND);
            if (wait >= 0) {
                times.add(clock.get() + wait);
                if (also) {
                    pace.fine(domain);
                }
            } else {
                clock.addAndGet(7_000_000);
            }
        }
        return times;
    }

    @Test
    void noTenSecondsSeeMoreThanATenthAboveTheRateOfADomain() {
        for (double rate : new double[] {1, 5, 20, 100}) {
            Pace pace = pace(null, rate, Map.of());
            List<Long> times = sent(pace, "example.org", Duration.ofSeconds(60), false);
            assertThat(mostInTenSeconds(times)).isBetween((int) (rate * 10), (int) (rate * 11));
            // Nor after a rest.
            clock.addAndGet(600 * SECOND);
            times.addAll(sent(pace, "example.org", Duration.ofSeconds(30), false));
            assertThat(mostInTenSeconds(times)).isLessThanOrEqualTo((int) (rate * 11));
        }
    }

    @Test
    void noTenSecondsSeeMoreThanATenthAboveTheRateOfAll() {
        Pace pace = pace(20, 1000, Map.of());
        List<Long> times = new ArrayList<>();
        long end = clock.get() + 60 * SECOND;
        for (long turn = pace.turn(); turn < end; turn = pace.turn()) {
            times.add(turn);
            clock.set(Math.max(clock.get(), turn));
        }
        assertThat(mostInTenSeconds(times)).isBetween(190, 220);
    }

    @Test
    void oneDomainDoesNotWaitForAnotherAndMayHaveARateOfItsOwn() {
        Pace pace = pace(null, 5, Map.of("slow.example", 1.0));
        assertThat(mostInTenSeconds(sent(pace, "slow.example", Duration.ofSeconds(20), false)))
                .isLessThanOrEqualTo(11);
        assertThat(pace.reserve("slow.example", 0)).isNegative();
        assertThat(pace.reserve("example.org", 0)).isZero();
    }

    @Test
    void aServerThatFindsUsTooFastHalvesTheRateAndItComesBackByTenthsEveryTenSeconds() {
        Pace pace = pace(null, 20, Map.of());
        sent(pace, "example.org", Duration.ofSeconds(20), true);
        pace.tooFast("example.org");
        clock.addAndGet(2 * SECOND);
        List<Long> after = sent(pace, "example.org", Duration.ofSeconds(100), true);
        long begin = after.getFirst();
        List<Integer> rates = new ArrayList<>();
        // 20/s is a gap of 50 ms; slowed down it is at least 200 ms.
        for (int i = 0; i < 10; i++) {
            long from = begin + i * 10L * SECOND;
            rates.add((int) after.stream()
                    .filter(time -> time >= from && time < from + 10 * SECOND)
                    .count());
        }
        assertThat(rates.getFirst()).isBetween(48, 56);
        for (int i = 1; i < 9; i++) {
            assertThat(rates.get(i)).isBetween(rates.get(i - 1) - 1, (int) (rates.get(i - 1) * 1.13) + 1);
        }
        assertThat(rates.get(8)).isGreaterThan(90);
    }

    @Test
    void whoMustWaitLongIsToldWhenEachLaterThanTheOneBefore() {
        Pace pace = pace(null, 5, Map.of());
        while (pace.reserve("example.org", 2 * SECOND) >= 0) {
            assertThat(clock.get()).isPositive();
        }
        long first = pace.askAgain("example.org");
        long second = pace.askAgain("example.org");
        assertThat(first).isBetween(2 * SECOND, 4 * SECOND);
        assertThat(second - first).isEqualTo(SECOND / 5);
    }

    @Test
    void severalDaemonsShareARate() {
        Pace pace = pace(null, 20, Map.of());
        pace.sharedBy(new Share.Ranked(0, 4));
        assertThat(mostInTenSeconds(sent(pace, "example.org", Duration.ofSeconds(60), false)))
                .isBetween(50, 60);
    }
}
