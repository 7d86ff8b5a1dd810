package prevenance.health;

import java.time.Duration;
import prevenance.config.YamlSection;
import prevenance.web.ListenerSettings;

/// The section `health:`.
///
/// @param listener     where `/healthz`, `/readyz` and `/metrics` are; apart from the other sites, and without a
///                     log-in, so that it should never face the internet
/// @param stuckAfter   without any sign of life for that long a stage is stuck
/// @param longestRound a round that is still busy after that is taken for an endless loop
/// @param diskFree     in bytes; with less the disk is in trouble, with a tenth of it nothing works safely
public record HealthSettings(ListenerSettings listener, Duration stuckAfter, Duration longestRound, long diskFree) {
    private static final int PORT = 9797;
    private static final int USUAL_MB = 500;
    private static final int MOST_MB = 10_000_000;
    private static final long MB = 1 << 20;

    public static HealthSettings defaults() {
        return new HealthSettings(
                new ListenerSettings(true, "127.0.0.1", PORT, null, false),
                Duration.ofSeconds(75),
                Duration.ofHours(6),
                USUAL_MB * MB);
    }

    /// Reads with defaults.
    public static HealthSettings read(YamlSection section) {
        HealthSettings usual = defaults();
        return new HealthSettings(
                ListenerSettings.read(section, true, PORT),
                section.duration("stuck-after", usual.stuckAfter),
                section.duration("longest-round", usual.longestRound),
                section.integer("disk-free-mb", USUAL_MB, 0, MOST_MB) * MB);
    }
}
