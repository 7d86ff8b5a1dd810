package prevenance.message;

import java.time.Duration;
import java.time.ZoneId;
import prevenance.config.YamlSection;

/// What a message must pass before its first attempt.
///
/// @param hours     when a customer may be written to
/// @param truth     whether it is still so
/// @param capPerDay at most so many mails to one customer in 24 hours, those that need him excepted
/// @param shadow    what is only computed
public record Departure(SendHours hours, Truth truth, int capPerDay, ShadowSettings shadow) {
    static final Duration DAY = Duration.ofDays(1);
    private static final int USUAL_CAP = 3;
    private static final int HIGHEST_CAP = 1_000;

    /// Everything leaves.
    public Departure(SendHours hours, Truth truth, int capPerDay) {
        this(hours, truth, capPerDay, ShadowSettings.defaults());
    }

    /// At any hour, as many as there are, all taken for true.
    public static Departure unchecked() {
        return new Departure(SendHours.any(ZoneId.of("UTC")), Truth.assumed(), HIGHEST_CAP);
    }

    /// `cap-per-day` of the section `messages:`; three by default, our own.
    public static int readCap(YamlSection section) {
        return section.integer("cap-per-day", USUAL_CAP, 1, HIGHEST_CAP);
    }
}
