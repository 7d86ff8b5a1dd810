package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one stage is doing.
///
/// @param stage      its name
/// @param every      how often it begins a round
/// @param running    a round is under way
/// @param quiet      for how long it has shown no sign of life
/// @param trouble    null while it is neither stuck nor overdue; else what is wrong, in words
/// @param rounds     how many have ended since the start
/// @param failures   how many of them with an error
/// @param seconds    how long all of them took together
/// @param lastRound  how long the last one took; null before the first has ended
/// @param lastGood   when the last one without an error began; null before the first
/// @param failing    the last one ended with an error
public record Beat(
        String stage,
        Duration every,
        boolean running,
        Duration quiet,
        @Nullable String trouble,
        long rounds,
        long failures,
        double seconds,
        @Nullable Duration lastRound,
        @Nullable Instant lastGood,
        boolean failing) {}
