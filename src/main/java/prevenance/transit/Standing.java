package prevenance.transit;

/// How far a model can be trusted, and when it speaks up.
///
/// @param model            name and version with the day it was learned
/// @param parcels          delivered parcels it was learned from
/// @param decisions        own past predictions with a known outcome, newest at most 3,000
/// @param calibrationError mean distance between predicted and happened over tenths, from 0 to 1; 1 without any
/// @param trusted          enough of both, and calibrated
/// @param alertAt          the chance to be late from which the staff is told
/// @param settleBelow      below this the alarm ends
public record Standing(
        String model,
        int parcels,
        int decisions,
        double calibrationError,
        boolean trusted,
        double alertAt,
        double settleBelow) {
    /// Of a model that has learned nothing.
    public static Standing none() {
        return new Standing("none", 0, 0, 1, false, 1, 1);
    }
}
