package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.testing.ManualClock;

/// Two clocks moved by hand: the machine's, which somebody may set, and the one that counts what has passed.
class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private final ManualClock machine = new ManualClock(START);
    private Duration passed = Duration.ZERO;
    private final SteadyClock clock = new SteadyClock(machine, () -> passed.toNanos());
    private final List<Duration> leaps = new ArrayList<>();

    private void pass(Duration time) {
        machine.advance(time);
        passed = passed.plus(time);
        clock.instant();
    }

    @Test
    void aClockThatIsSetALittleIsFollowed() {
        pass(Duration.ofHours(1));
        machine.advance(Duration.ofMinutes(4));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(64)));
        machine.advance(Duration.ofMinutes(-4));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(60)));
        assertThat(clock.isInDoubt()).isFalse();
    }

    @Test
    void aLeapIsDoubtedAndTheTimeThatPassesIsKeptUntilACarrierSaysThatItIsRight() {
        clock.onLeap(leap -> leaps.add(leap.by()));
        machine.advance(Duration.ofDays(3));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.isInDoubt()).isTrue();
        assertThat(clock.trouble()).contains(Duration.ofDays(3));
        pass(Duration.ofMinutes(10));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(10)));

        clock.heard(START.plusSeconds(605));
        assertThat(clock.isInDoubt()).as("the machine is wrong").isFalse();
        assertThat(clock.trouble()).isPresent();
        pass(Duration.ofDays(2));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofDays(2)).plus(Duration.ofMinutes(10)));
        machine.advance(Duration.ofDays(-3));
        assertThat(clock.trouble()).isEmpty();
        assertThat(leaps).isEmpty();
    }

    @Test
    void aMachineThatSleptIsBelievedWhenACarrierAgreesAndTheLeapIsTold() {
        clock.onLeap(leap -> leaps.add(leap.by()));
        machine.advance(Duration.ofHours(8));
        assertThat(clock.instant()).isEqualTo(START);
        clock.heard(START.plus(Duration.ofHours(8)).minusSeconds(2));
        assertThat(clock.isInDoubt()).isFalse();
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(8)));
        assertThat(leaps).containsExactly(Duration.ofHours(8));
    }

    @Test
    void withoutAWitnessTheMachineIsBelievedAfterAnHour() {
        clock.onLeap(leap -> leaps.add(leap.by()));
        machine.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(START);
        pass(Duration.ofMinutes(59));
        assertThat(clock.isInDoubt()).isTrue();
        pass(Duration.ofMinutes(2));
        assertThat(clock.isInDoubt()).isFalse();
        assertThat(clock.instant()).isEqualTo(machine.instant());
        assertThat(leaps).containsExactly(Duration.ofHours(-1));
    }

    @Test
    void aClockThatIsSetToAndFroEveryMinuteChangesNothing() {
        for (int minute = 0; minute < 60; minute++) {
            machine.advance(Duration.ofMinutes(minute % 2 == 0 ? 10 : -10));
            pass(Duration.ofMinutes(1));
            if (minute == 0) {
                clock.heard(START.plus(passed));
            }
            assertThat(clock.isInDoubt()).isFalse();
        }
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(clock.isInDoubt()).isFalse();
    }
}
