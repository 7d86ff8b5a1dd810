package prevenance.transit;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// What could be said of a parcel of the past at a moment, with what was known by then.
///
/// @param number      the parcel's, as asked
/// @param parcel      null when that number is not in the history
/// @param decidedAt   the moment
/// @param daysBefore  how many days before the promise; 0 when asked at a given moment
/// @param late        chance to come after the promise, or never; null without a promise
/// @param predictedAt the median
/// @param low         four of five come after this …
/// @param high        … and before this
/// @param truth       whether it was late; null when the history ends before that is known
/// @param known       false when it was asked before the hand-over or after the end of the journey
public record Answer(
        String number,
        @Nullable PastJourney parcel,
        LocalDateTime decidedAt,
        int daysBefore,
        @Nullable Double late,
        @Nullable LocalDateTime predictedAt,
        @Nullable LocalDateTime low,
        @Nullable LocalDateTime high,
        @Nullable Boolean truth,
        boolean known) {}
