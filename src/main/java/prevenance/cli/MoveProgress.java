package prevenance.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import prevenance.store.Move;

/// Says how far a move has come: nothing of one that is soon done, else a few times a second.
final class MoveProgress implements Move.Progress {
    private static final long SOON_DONE = TimeUnit.SECONDS.toNanos(2);
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final Consumer<String> line;
    private final LongSupplier nanos;
    private long said;

    /// @param line  takes the place of the one before
    /// @param nanos of the monotonic clock
    MoveProgress(Consumer<String> line, LongSupplier nanos) {
        this.line = line;
        this.nanos = nanos;
        said = nanos.getAsLong() + SOON_DONE - EVERY;
    }

    @Override
    public void copied(String table, long rows) {
        say("copying %s: %,d rows", table, rows);
    }

    @Override
    public void compared(String table, long rows) {
        say("comparing %s: %,d rows", table, rows);
    }

    private void say(String what, String table, long rows) {
        long now = nanos.getAsLong();
        if (now - said >= EVERY) {
            said = now;
            line.accept(String.format(Locale.ENGLISH, what, table, rows));
        }
    }
}
