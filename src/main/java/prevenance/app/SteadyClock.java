package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.LearningClock;

/// The daemon's clock. It follows the machine's as long as that goes on steadily; when it leaps, it goes on by the time
/// that has really passed until a carrier's answer says which of the two is right. So nobody is late, and no lease or
/// back-off ends or drags on, because somebody set a clock.
final class SteadyClock implements LearningClock {
    /// A leap is more than that; our own figure.
    static final Duration LEAP = Duration.ofMinutes(5);

    /// A server's clock agrees with one that is so near, its answer's way included.
    private static final Duration AGREES = Duration.ofMinutes(2);

    /// When nobody answers for so long, the machine is believed: it may have slept while the network was down.
    static final Duration WITHOUT_WITNESS = Duration.ofHours(1);

    private static final Duration TOLD_EVERY = Duration.ofMinutes(10);
    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    private final InstantSource wall;
    private final LongSupplier nanos;
    private final List<Consumer<Leap>> listeners = new ArrayList<>();
    private Instant anchor;
    private long anchorNanos;
    private @Nullable Long leaptNanos;
    private @Nullable Long steadyNanos;
    private @Nullable Long toldNanos;
    private @Nullable Duration offset;

    /// The machine's clock was believed after a leap.
    ///
    /// @param before what it was here until then
    record Leap(Instant before, Instant after) {
        /// Positive when time went forward.
        Duration by() {
            return Duration.between(before, after);
        }
    }

    /// @param wall  the machine's clock
    /// @param nanos passes steadily, from wherever
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        anchor = wall.instant();
        anchorNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        Leap leap;
        Instant now;
        synchronized (this) {
            leap = look(null);
            now = anchor.plusNanos(nanos.getAsLong() - anchorNanos);
        }
        tell(leap);
        return now;
    }

    @Override
    public void heard(Instant theirs) {
        Leap leap;
        synchronized (this) {
            leap = look(theirs);
        }
        tell(leap);
    }

    /// While nobody knows what time it is: nothing is judged or told then.
    synchronized boolean isInDoubt() {
        look(null);
        return leaptNanos != null && steadyNanos == null;
    }

    /// By how much the machine's clock is wrong by what carriers say, or has leapt; empty while all agree. For doctor
    /// and metrics.
    synchronized Optional<Duration> trouble() {
        look(null);
        return Optional.ofNullable(offset);
    }

    /// Told after each leap that was believed, on the thread that noticed.
    void onLeap(Consumer<Leap> listener) {
        listeners.add(listener);
    }

    private @Nullable Leap look(@Nullable Instant witness) {
        Instant machine = wall.instant();
        long elapsed = nanos.getAsLong();
        Instant steady = anchor.plusNanos(elapsed - anchorNanos);
        Duration by = Duration.between(steady, machine);
        if (by.abs().compareTo(LEAP) <= 0) {
            if (leaptNanos != null) {
                LOG.atWarn().log("the machine's clock is back where it was");
            }
            follow(machine, elapsed);
            return null;
        }
        offset = by;
        if (leaptNanos == null) {
            leaptNanos = elapsed;
            // Shown wrong a moment ago, a machine whose clock leaps again is not to be believed either.
            if (steadyNanos != null && elapsed - steadyNanos > WITHOUT_WITNESS.toNanos()) {
                steadyNanos = null;
            }
            if (isTimeToTell(elapsed)) {
                LOG.atError()
                        .addKeyValue("by", by)
                        .log("the machine's clock has leapt: nothing is judged or sent until a carrier's answer says"
                                + " what time it is");
            }
        }
        if (witness != null && near(witness, steady) && steadyNanos == null) {
            steadyNanos = elapsed;
            LOG.atError()
                    .addKeyValue("by", by)
                    .log("the machine's clock is wrong; work goes on by the time that has" + " really passed");
        }
        boolean confirmed = witness != null && near(witness, machine);
        boolean alone = steadyNanos == null && elapsed - leaptNanos > WITHOUT_WITNESS.toNanos();
        if (!confirmed && !alone) {
            return null;
        }
        LOG.atWarn()
                .addKeyValue("by", by)
                .addKeyValue("confirmed", confirmed)
                .log("the machine's clock is believed after its leap");
        steadyNanos = null;
        follow(machine, elapsed);
        return new Leap(steady, machine);
    }

    private void follow(Instant machine, long elapsed) {
        anchor = machine;
        anchorNanos = elapsed;
        leaptNanos = null;
        offset = null;
    }

    private boolean isTimeToTell(long elapsed) {
        if (toldNanos != null && elapsed - toldNanos < TOLD_EVERY.toNanos()) {
            return false;
        }
        toldNanos = elapsed;
        return true;
    }

    private void tell(@Nullable Leap leap) {
        if (leap != null) {
            listeners.forEach(listener -> listener.accept(leap));
        }
    }

    private static boolean near(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(AGREES) <= 0;
    }
}
