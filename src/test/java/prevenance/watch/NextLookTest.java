package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextLookTest {
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofHours(23);
    private static final double[] STEADY = NewsClock.filled(NewsClock.WEEK, 1);

    @ParameterizedTest(name = "rate {0}, worth {1}, price {2}: {3}")
    @CsvSource({
        // The best steady interval is the square root of 2 price / (rate worth).
        "0.002, 1, 0.016, PT4H",
        "0.002, 4, 0.016, PT2H",
        "0.008, 1, 0.016, PT2H",
        "0.002, 1, 0.064, PT8H",
        "0.002, 1, 1000, PT23H",
        "0.002, 1, 0.000001, PT15M",
    })
    void withASteadyRateItLooksOnceTheExpectedStalenessReachesThePrice(
            double rate, double worth, double price, Duration expected) {
        Duration wait = wait(rate, worth, STEADY, 0, price);
        assertThat(wait).isBetween(expected.minusMinutes(15), expected.plusMinutes(15));
    }

    @Test
    void aQuietParcelWaitsLongerButNeverLongerThanTheLongest() {
        Duration before = Duration.ZERO;
        for (double rate : new double[] {0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0}) {
            Duration wait = wait(rate, 1, STEADY, 0, 0.5);
            assertThat(wait).isBetween(before, LONGEST);
            before = wait;
        }
        assertThat(before).isEqualTo(LONGEST);
    }

    @Test
    void itLooksAtTheEndOfABusyStretchRatherThanInTheQuietAfterIt() {
        // News from 9 to 18 h only.
        double[] day = week(hour -> hour >= 9 && hour < 18 ? 1 : 0.001);
        Duration wait = wait(0.1, 1, day, 15, 3);
        assertThat(15 + wait.toMinutes() / 60.0).isBetween(17.0, 19.0);
    }

    @Test
    void itDoesNotLookBeforeTheNextBusyStretchBegins() {
        double[] day = week(hour -> hour >= 9 && hour < 18 ? 1 : 0.001);
        Duration wait = wait(0.1, 1, day, 20, 0.2);
        assertThat(20 + wait.toMinutes() / 60.0).isBetween(24 + 9.5, 24 + 13.0);
    }

    private static Duration wait(double rate, double worth, double[] week, double hour, double price) {
        return NextLook.after(
                CarrierNews.Stage.of(NewsClock.filled(NewsClock.AGES, rate), worth),
                CarrierNews.Week.trusted(week),
                0,
                // A Thursday; the first one.
                hour,
                price,
                SHORTEST,
                LONGEST);
    }

    private static double[] week(java.util.function.DoubleUnaryOperator byHour) {
        double[] week = DoubleStream.iterate(0, it -> it + 1)
                .limit(NewsClock.WEEK)
                .map(slot -> byHour.applyAsDouble(slot % 24))
                .toArray();
        assertThat(Arrays.stream(week).max()).isPresent();
        return week;
    }
}
