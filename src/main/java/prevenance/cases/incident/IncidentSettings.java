package prevenance.cases.incident;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prevenance.assess.FlagKind;
import prevenance.config.YamlSection;

/// The section `incidents:`: when many flags are one trouble, and how its customers are told.
///
/// @param on             false: every parcel is a case of its own
/// @param window         flags raised so far back count together
/// @param minimum        parcels at least
/// @param factor         times what is usual at that place in that window
/// @param share          percent of a carrier's parcels under way from which on the carrier itself is in trouble
/// @param burst          parcels within `burstWithin` from which on it is, too
/// @param settle         so long a new flag waits for others before it becomes a case
/// @param kinds          flags that wait and are grouped
/// @param mailsPerMinute so many members are told, or released, a minute at most
/// @param endAfter       an incident without a new member for so long ends when enough have recovered
/// @param recovered      percent of those who ever joined that must have recovered then
public record IncidentSettings(
        boolean on,
        Duration window,
        int minimum,
        int factor,
        int share,
        int burst,
        Duration burstWithin,
        Duration settle,
        Set<FlagKind> kinds,
        int mailsPerMinute,
        Duration endAfter,
        int recovered) {
    private static final int MOST = 1_000_000;
    private static final Duration BURST_WITHIN = Duration.ofMinutes(10);

    public IncidentSettings {
        kinds = Set.copyOf(kinds);
    }

    /// Ten parcels and three times the usual in six hours at one depot or in one area; a tenth of a carrier's parcels
    /// or 500 in ten minutes; ten minutes of waiting; 6000 mails a minute. All our own figures.
    public static IncidentSettings defaults() {
        return new IncidentSettings(
                true,
                Duration.ofHours(6),
                10,
                3,
                10,
                500,
                BURST_WITHIN,
                Duration.ofMinutes(10),
                all(),
                6_000,
                Duration.ofHours(12),
                80);
    }

    /// Every parcel is a case of its own, at once.
    public static IncidentSettings off() {
        return defaults().with(false);
    }

    /// These, with another time of waiting.
    public IncidentSettings settling(Duration wait) {
        return new IncidentSettings(
                on,
                window,
                minimum,
                factor,
                share,
                burst,
                burstWithin,
                wait,
                kinds,
                mailsPerMinute,
                endAfter,
                recovered);
    }

    /// These, with another pace.
    public IncidentSettings mailing(int perMinute) {
        return new IncidentSettings(
                on, window, minimum, factor, share, burst, burstWithin, settle, kinds, perMinute, endAfter, recovered);
    }

    private IncidentSettings with(boolean isOn) {
        return new IncidentSettings(
                isOn,
                window,
                minimum,
                factor,
                share,
                burst,
                burstWithin,
                settle,
                kinds,
                mailsPerMinute,
                endAfter,
                recovered);
    }

    public static IncidentSettings read(YamlSection section) {
        IncidentSettings defaults = defaults();
        return new IncidentSettings(
                section.yesNo("enabled", defaults.on),
                section.duration("window", defaults.window),
                section.integer("minimum", defaults.minimum, 2, MOST),
                section.integer("factor", defaults.factor, 1, 1_000),
                section.integer("share", defaults.share, 1, 100),
                section.integer("burst", defaults.burst, 2, MOST),
                section.duration("burst-within", defaults.burstWithin),
                section.duration("settle", defaults.settle),
                section.has("kinds") ? kinds(section) : defaults.kinds,
                section.integer("mails-per-minute", defaults.mailsPerMinute, 6, MOST),
                section.duration("end-after", defaults.endAfter),
                section.integer("recovered", defaults.recovered, 1, 100));
    }

    /// Whether a flag waits for others. Always false while incidents are off.
    public boolean groups(FlagKind kind) {
        return on && kinds.contains(kind);
    }

    private static Set<FlagKind> all() {
        return Stream.of(Worry.values())
                .flatMap(worry -> worry.kinds().stream())
                .collect(Collectors.toSet());
    }

    private static Set<FlagKind> kinds(YamlSection section) {
        Set<FlagKind> kinds = EnumSet.noneOf(FlagKind.class);
        for (String word : section.texts("kinds")) {
            kind(word)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem(
                                    "kinds",
                                    "'" + word + "' is not a flag that can be grouped",
                                    "write kinds such as late or stalled"));
        }
        return kinds;
    }

    private static Optional<FlagKind> kind(String word) {
        String name = word.replace('-', '_').toUpperCase(Locale.ROOT);
        return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
