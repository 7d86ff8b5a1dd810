package prevenance.transit;

import prevenance.config.YamlSection;

/// Learning from one's own parcels. The defaults of the alarm come from the alert table of `prevenance evaluate`.
///
/// @param enabled             nothing is learned or predicted otherwise
/// @param days                how far back it learns
/// @param minSample           delivered parcels of a group without which nothing is said of it
/// @param minDecisions        own past predictions with a known outcome without which no alarm is raised
/// @param maxCalibrationError mean distance between predicted and happened above which no alarm is raised, per cent
/// @param alertAt             chance to be late, per cent, from which the staff is told
/// @param settleBelow         chance below which the alarm ends, per cent
public record TransitSettings(
        boolean enabled,
        int days,
        int minSample,
        int minDecisions,
        int maxCalibrationError,
        int alertAt,
        int settleBelow) {
    /// When the file says nothing.
    public static TransitSettings defaults() {
        return new TransitSettings(true, 400, 50, 200, 8, 60, 45);
    }

    /// Reads the section `transit`.
    public static TransitSettings read(YamlSection section) {
        TransitSettings usual = defaults();
        int alertAt = section.integer("alert-at-percent", usual.alertAt, 1, 99);
        int settleBelow = section.integer("settle-below-percent", Math.min(usual.settleBelow, alertAt), 0, 99);
        if (settleBelow > alertAt) {
            section.problem(
                    "settle-below-percent",
                    "is above alert-at-percent",
                    "name a number of at most " + alertAt + ", so that an alarm does not end as it begins");
        }
        return new TransitSettings(
                section.yesNo("enabled", usual.enabled),
                section.integer("days", usual.days, 30, 3_650),
                section.integer("min-sample", usual.minSample, 1, 1_000_000),
                section.integer("min-decisions", usual.minDecisions, 1, 3_000),
                section.integer("max-calibration-error-percent", usual.maxCalibrationError, 1, 100),
                alertAt,
                settleBelow);
    }
}
