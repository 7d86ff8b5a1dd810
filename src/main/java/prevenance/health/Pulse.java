package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Whether every stage still beats. Each marks when a round begins and ends; in between its thread's work and what it
/// reports count as progress, so that a long round is not taken for a stuck one.
///
/// Time is added up look by look, and of a long gap between two looks only a part counts: a machine that was asleep
/// has not shown that anything hangs.
public final class Pulse {
    /// Of a gap between two looks no more than that counts.
    private static final Duration LONGEST_GAP = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private final Duration longestRound;
    private final List<StagePulse> stages = new CopyOnWriteArrayList<>();
    private final List<Supplier<List<String>>> others = new CopyOnWriteArrayList<>();
    private long lastLook;

    /// @param nanos        a monotonic clock
    /// @param longestRound a round that is still busy after that is taken for an endless loop
    public Pulse(LongSupplier nanos, Duration longestRound) {
        this.nanos = nanos;
        this.longestRound = longestRound;
        lastLook = nanos.getAsLong();
    }

    /// Watches a stage from now on.
    ///
    /// @param every how often it begins a round
    /// @param elsewhere another daemon may ring it instead: then that it does not begin here says nothing
    /// @param limit without any sign of life for that long it is stuck, or, between two rounds, overdue
    /// @return the beat that marks its rounds
    public Consumer<Instant> watched(
            String stage, Duration every, Duration limit, boolean elsewhere, Consumer<Instant> beat) {
        StagePulse own = new StagePulse(stage, every, limit, longestRound, elsewhere, nanos);
        stages.add(own);
        return now -> own.run(now, beat);
    }

    /// As above, for a stage that no other daemon rings.
    public Consumer<Instant> watched(String stage, Duration every, Duration limit, Consumer<Instant> beat) {
        return watched(stage, every, limit, false, beat);
    }

    /// Some work of a stage went on elsewhere than on the thread of its round.
    public void progressed(String stage) {
        for (StagePulse one : stages) {
            if (one.name().equals(stage)) {
                one.progressed();
            }
        }
    }

    /// Looks at all stages; to be called every few seconds, by one thread.
    public synchronized void look() {
        long now = nanos.getAsLong();
        Duration gap = Duration.ofNanos(now - lastLook);
        lastLook = now;
        Duration counted = gap.compareTo(LONGEST_GAP) < 0 ? gap : LONGEST_GAP;
        stages.forEach(stage -> stage.look(counted));
    }

    /// Every stage as it was at the last look.
    public List<Beat> beats() {
        return stages.stream().map(StagePulse::beat).toList();
    }

    /// Watches what stages leave running on other threads.
    ///
    /// @param stuck what is wrong with it, in words; empty while nothing is
    public void alsoWatch(Supplier<List<String>> stuck) {
        others.add(stuck);
    }

    /// What is wrong with stages that are stuck or overdue; empty while all beat.
    public List<String> troubles() {
        return Stream.concat(
                        stages.stream().flatMap(stage -> stage.trouble().stream()),
                        others.stream().flatMap(other -> other.get().stream()))
                .toList();
    }

    /// Where the threads of the stuck stages are; for the log, once.
    String traces() {
        StringBuilder text = new StringBuilder();
        for (StagePulse stage : stages) {
            if (stage.trouble().isPresent()) {
                text.append(stage.trace());
            }
        }
        return text.toString();
    }
}
