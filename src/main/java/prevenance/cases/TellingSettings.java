package prevenance.cases;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import prevenance.calendar.QuietHours;
import prevenance.config.YamlSection;
import prevenance.message.MessageKind;

/// What of the section `messages:` decides when something is told.
///
/// @param maxAge     older dispatches, deliveries and attempts are history and not told
/// @param nextUpdate business days until the next news that a message promises
/// @param decision   business days until our own decision that a search message promises
/// @param delayPause business days between two messages about one delay without new facts
/// @param off        kinds that are never sent
/// @param quiet      hours at the destination in which nobody is written to
public record TellingSettings(
        Duration maxAge, int nextUpdate, int decision, int delayPause, Set<MessageKind> off, QuietHours quiet) {
    private static final int MAX_DAYS = 60;

    public TellingSettings {
        off = Set.copyOf(off);
    }

    /// Our own defaults; only the two business days until the next news are a habit of the trade.
    public static TellingSettings defaults() {
        return new TellingSettings(Duration.ofDays(3), 2, 5, 3, Set.of(), QuietHours.none());
    }

    public static TellingSettings read(YamlSection section) {
        TellingSettings defaults = defaults();
        Set<MessageKind> off = EnumSet.noneOf(MessageKind.class);
        for (String word : section.texts("off")) {
            kind(word)
                    .ifPresentOrElse(
                            off::add,
                            () -> section.problem(
                                    "off",
                                    "'" + word + "' is not a kind of message",
                                    "write kinds such as delivered or delay-unknown"));
        }
        return new TellingSettings(
                section.duration("max-age", defaults.maxAge),
                section.integer("next-update", defaults.nextUpdate, 1, MAX_DAYS),
                section.integer("decision", defaults.decision, 1, MAX_DAYS),
                section.integer("delay-pause", defaults.delayPause, 1, MAX_DAYS),
                off,
                new QuietHours(
                        section.time("quiet-from", defaults.quiet.from()),
                        section.time("quiet-until", defaults.quiet.until())));
    }

    private static java.util.Optional<MessageKind> kind(String word) {
        return java.util.stream.Stream.of(MessageKind.values())
                .filter(kind -> kind.wireName().equals(word.replace('_', '-').toLowerCase(java.util.Locale.ROOT)))
                .findFirst();
    }
}
