package prevenance.transit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one's own parcels say of one that is under way.
///
/// @param lateProbability chance to arrive after the promise or never, from 0 to 1; null without a promise
/// @param expectedAt      the median of the predicted arrival; null when it is even or worse that it never comes
/// @param low             in four of five cases it comes after this …
/// @param high            … and before this; null when the tail is longer than anything seen
/// @param sampleSize      finished parcels behind it
/// @param group           the group of parcels it was learned from, for people: `swift-post · FR 69`
/// @param model           name and version of the model, with the day it was learned: `transit/1 2026-11-22`
public record Outlook(
        @Nullable Double lateProbability,
        @Nullable Instant expectedAt,
        Instant low,
        @Nullable Instant high,
        int sampleSize,
        String group,
        String model) {}
