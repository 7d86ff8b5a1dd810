package prevenance.console;

import java.time.Duration;
import java.time.LocalTime;
import prevenance.config.YamlSection;

/// The section `digest:`: what the staff is told by mail.
///
/// @param enabled  whether there is a morning digest
/// @param at       when it is written, on the shop's clock, on days on which the desk is open
/// @param skipCalm none on a morning with nothing to do
/// @param alerts   whether what cannot wait is told at once
/// @param feedDown how long a carrier may be silent before that is told
/// @param coverage percent of the open parcels that must have been read within a day; below, that is told
/// @param failures so many messages refused or given up within two days are told
public record DigestSettings(
        boolean enabled,
        LocalTime at,
        boolean skipCalm,
        boolean alerts,
        Duration feedDown,
        int coverage,
        int failures) {
    private static final int PERCENT = 100;
    private static final int MOST_FAILURES = 1_000_000;

    public static DigestSettings defaults() {
        return new DigestSettings(true, LocalTime.of(7, 30), false, true, Duration.ofHours(2), 95, 5);
    }

    public static DigestSettings read(YamlSection section) {
        DigestSettings usual = defaults();
        return new DigestSettings(
                section.yesNo("enabled", usual.enabled),
                section.time("at", usual.at),
                section.yesNo("skip-calm", usual.skipCalm),
                section.yesNo("alerts", usual.alerts),
                section.duration("feed-down", usual.feedDown),
                section.integer("coverage", usual.coverage, 0, PERCENT),
                section.integer("failures", usual.failures, 1, MOST_FAILURES));
    }
}
