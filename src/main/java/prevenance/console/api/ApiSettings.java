package prevenance.console.api;

import prevenance.config.YamlSection;

/// Whether other programs may ask, and how often.
///
/// @param enabled   whether the console's listener answers below `/api/v1`
/// @param perMinute requests of a token, unless it was made with another number
/// @param tokenDays days after which a token ends, unless it was made with another number
public record ApiSettings(boolean enabled, int perMinute, int tokenDays) {
    private static final int USUAL_PER_MINUTE = 120;
    private static final int USUAL_DAYS = 365;
    private static final int MOST = 100_000;

    public static ApiSettings defaults() {
        return new ApiSettings(true, USUAL_PER_MINUTE, USUAL_DAYS);
    }

    /// Reads the section `api:`.
    public static ApiSettings read(YamlSection section) {
        return new ApiSettings(
                section.yesNo("enabled", true),
                section.integer("per-minute", USUAL_PER_MINUTE, 1, MOST),
                section.integer("token-days", USUAL_DAYS, 1, MOST));
    }
}
