package prevenance.health;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The marks of one stage. Marked by the stage's thread, looked at by the watchdog's.
final class StagePulse {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// A thread that works at all uses more of a processor than this share; one that waits uses none.
    private static final long SHARE = 1_000;

    private final String name;
    private final Duration every;
    private final Duration limit;
    private final Duration longest;
    private final boolean elsewhere;
    private final LongSupplier nanos;
    private final AtomicLong signs = new AtomicLong();

    private volatile @Nullable Thread worker;
    private volatile long rounds;
    private volatile long failures;
    private volatile double seconds;
    private volatile @Nullable Duration lastRound;
    private volatile @Nullable Instant lastGood;
    private volatile boolean failing;

    // Only the watchdog writes these.
    private long signsSeen;
    private long processorSeen;
    private long roundSeen = -1;
    private Duration busy = Duration.ZERO;
    private volatile Duration quiet = Duration.ZERO;
    private volatile @Nullable String trouble;

    StagePulse(String name, Duration every, Duration limit, Duration longest, boolean elsewhere, LongSupplier nanos) {
        this.name = name;
        this.every = every;
        this.limit = limit;
        this.longest = longest;
        this.elsewhere = elsewhere;
        this.nanos = nanos;
    }

    String name() {
        return name;
    }

    /// Rounds of one stage never overlap.
    void run(Instant now, Consumer<Instant> beat) {
        long began = nanos.getAsLong();
        worker = Thread.currentThread();
        progressed();
        boolean good = false;
        try {
            beat.accept(now);
            good = true;
        } finally {
            Duration took = Duration.ofNanos(nanos.getAsLong() - began);
            lastRound = took;
            count(took, good);
            if (good) {
                lastGood = now;
            }
            failing = !good;
            worker = null;
            progressed();
        }
    }

    private synchronized void count(Duration took, boolean good) {
        seconds += took.toNanos() / 1e9;
        rounds++;
        if (!good) {
            failures++;
        }
    }

    void progressed() {
        signs.incrementAndGet();
    }

    void look(Duration counted) {
        Thread thread = worker;
        long seen = signs.get();
        boolean sign = seen != signsSeen;
        signsSeen = seen;
        if (thread != null && !thread.isVirtual()) {
            long processor = THREADS.getThreadCpuTime(thread.threadId());
            sign |= processor - processorSeen > counted.toNanos() / SHARE;
            processorSeen = processor;
        }
        busy = thread != null && roundSeen == rounds ? busy.plus(counted) : Duration.ZERO;
        roundSeen = rounds;
        quiet = sign ? Duration.ZERO : quiet.plus(counted);
        trouble = judge(thread != null);
    }

    private @Nullable String judge(boolean running) {
        if (running && quiet.compareTo(limit) > 0) {
            return name + " is stuck for " + words(quiet);
        }
        if (!running && !elsewhere && quiet.compareTo(limit.plus(every)) > 0) {
            return name + " has not begun for " + words(quiet);
        }
        return running && busy.compareTo(longest) > 0 ? name + " does not end since " + words(busy) : null;
    }

    private static String words(Duration time) {
        long whole = time.toSeconds();
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7_200 ? whole / 60 + " min" : whole / 3_600 + " h";
    }

    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    Beat beat() {
        return new Beat(
                name, every, worker != null, quiet, trouble, rounds, failures, seconds, lastRound, lastGood, failing);
    }

    String trace() {
        Thread thread = worker;
        if (thread == null) {
            return name + ": no round\n";
        }
        StringBuilder text = new StringBuilder(name + ": " + thread.getState() + "\n");
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("  at ").append(frame).append('\n');
        }
        return text.toString();
    }
}
