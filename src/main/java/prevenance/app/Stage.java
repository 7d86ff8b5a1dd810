package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// One stage of the pipeline: takes rows that are due and leaves rows behind.
///
/// @param name  in logs
/// @param every how often it looks
/// @param beat  handles everything that is due at the given instant
record Stage(String name, Duration every, Consumer<Instant> beat) {}
