package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// One stage of the pipeline: takes rows that are due and leaves rows behind.
///
/// @param name  in logs
/// @param every how often it looks
/// @param beat  handles everything that is due at the given instant
/// @param once  of several daemons one at a time rings it; else each does
record Stage(String name, Duration every, Consumer<Instant> beat, boolean once) {
    Stage(String name, Duration every, Consumer<Instant> beat) {
        this(name, every, beat, false);
    }

    /// One that only one daemon may ring at a time.
    static Stage once(String name, Duration every, Consumer<Instant> beat) {
        return new Stage(name, every, beat, true);
    }

    Stage with(Consumer<Instant> other) {
        return new Stage(name, every, other, once);
    }
}
