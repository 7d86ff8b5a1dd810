package prevenance.backtest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one rule did.
///
/// @param name         a flag kind, or one of [Tally#ANY], [SimpleRule]
/// @param raised       flags, or for a sum parcels with any
/// @param right        of these, as the end showed; null when they are true by definition
/// @param wrong        null as above
/// @param missed       parcels that should have been flagged so and were not; null as above
/// @param precision    right of right and wrong, from 0 to 1; null when there are none
/// @param recall       of the parcels that should have been flagged, from 0 to 1; null when there are none
/// @param beforePromise median time between a right flag and the promise; negative when it came after it; null for none
/// @param beforeEnd    the same to the delivery
/// @param beforeContact the same to the customer's first word, where there was one
/// @param cases        that such a flag would have opened
/// @param mails        that rest on such a flag
public record RuleFigures(
        String name,
        int raised,
        @Nullable Integer right,
        @Nullable Integer wrong,
        @Nullable Integer missed,
        @Nullable Double precision,
        @Nullable Double recall,
        @Nullable Duration beforePromise,
        @Nullable Duration beforeEnd,
        @Nullable Duration beforeContact,
        int cases,
        int mails) {}
