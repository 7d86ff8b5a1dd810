package prevenance.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came of the newest questions about a parcel.
///
/// @param polledAt     last question, whatever the answer; null before the first
/// @param answeredAt   last poll that the carrier answered, be it "not found"; null before the first
/// @param outcome      word of the outcome, null before the first
/// @param detail       what the carrier said to it; null for nothing
/// @param failedPolls  failures in a row
/// @param unknownSince since when the carrier answers "not found"; null when it knows the number or was never asked
public record LastLook(
        @Nullable Instant polledAt,
        @Nullable Instant answeredAt,
        @Nullable String outcome,
        @Nullable String detail,
        int failedPolls,
        @Nullable Instant unknownSince) {
    /// Before the first question.
    public static final LastLook NONE = new LastLook(null, null, null, null, 0, null);

    /// A question that was put; nothing is known of the answer yet.
    LastLook asked(Instant now, String word) {
        return new LastLook(now, answeredAt, word, null, failedPolls, unknownSince);
    }

    /// The carrier answered and knows the number, which ends every row of failures.
    LastLook knows(Instant now) {
        return new LastLook(polledAt, now, outcome, null, 0, null);
    }

    /// The carrier answered that it does not know the number.
    LastLook unknown(Instant now, String why) {
        return new LastLook(polledAt, now, outcome, why, 0, unknownSince == null ? now : unknownSince);
    }

    /// The carrier answered and knows the number, but not which shipment is meant: for this parcel that is no answer,
    /// so
    /// that nobody takes its silence for news.
    LastLook undecided(String why) {
        return new LastLook(polledAt, answeredAt, outcome, why, failedPolls + 1, null);
    }

    /// No answer; a failure counts, a carrier that asks for a pause does not fail.
    LastLook without(String why, boolean failed) {
        return new LastLook(polledAt, answeredAt, outcome, why, failedPolls + (failed ? 1 : 0), unknownSince);
    }
}
