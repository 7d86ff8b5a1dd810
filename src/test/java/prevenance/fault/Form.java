package prevenance.fault;

import java.time.Duration;

/// Short among the other tests; long with `-Dfaults=long`, limited by `-Dfaults.minutes`.
enum Form {
    SHORT,
    LONG;

    private static final int USUAL_MINUTES = 120;

    static final Form CURRENT = "long".equals(System.getProperty("faults")) ? LONG : SHORT;

    /// Of every random choice; `-Dfaults.seed` repeats one.
    static final long SEED = Long.getLong("faults.seed", System.nanoTime());

    static boolean isLong() {
        return CURRENT == LONG;
    }

    static int of(int inShort, int inLong) {
        return isLong() ? inLong : inShort;
    }

    /// For something that must happen and may take its time on a busy machine.
    static Duration patience() {
        return Duration.ofMinutes(5);
    }

    /// A share of all minutes of the long form; the short form is limited by its counts.
    static Deadline share(int percent) {
        int minutes = Integer.getInteger("faults.minutes", USUAL_MINUTES);
        Duration length =
                isLong() ? Duration.ofMinutes(minutes).multipliedBy(percent).dividedBy(100) : Duration.ofDays(1);
        return new Deadline(System.nanoTime() + length.toNanos());
    }

    /// When to stop going on.
    record Deadline(long nanos) {
        boolean isOver() {
            return System.nanoTime() - nanos > 0;
        }
    }
}
