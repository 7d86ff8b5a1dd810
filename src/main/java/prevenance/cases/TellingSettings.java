package prevenance.cases;

import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import prevenance.calendar.QuietHours;
import prevenance.config.YamlSection;
import prevenance.message.MessageKind;

/// What of the section `messages:` decides when something is told.
///
/// @param maxAge     older dispatches, deliveries and attempts are history and not told
/// @param nextUpdate business days until the next news that a message promises
/// @param decision   business days until our own decision that a search message promises
/// @param delayPause business days between two messages about one delay without new facts
/// @param partial    business days that a parcel may be behind a delivered one of its order before the customer
///                   hears
/// @param off        kinds that are never sent
/// @param quiet      hours at the destination in which nobody is written to
public record TellingSettings(
        Duration maxAge,
        int nextUpdate,
        int decision,
        int delayPause,
        int partial,
        Set<MessageKind> off,
        QuietHours quiet) {
    private static final int MAX_DAYS = 60;
    private static final String NONE = "none";

    public TellingSettings {
        off = Set.copyOf(off);
    }

    /// Our own defaults; only the two business days until the next news and until a summary of a divided order are
    /// habits of the trade.
    public static TellingSettings defaults() {
        return new TellingSettings(
                Duration.ofDays(3), 2, 5, 3, 2, Set.of(), new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
    }

    /// These, at any hour.
    public TellingSettings withoutQuietHours() {
        return new TellingSettings(maxAge, nextUpdate, decision, delayPause, partial, off, QuietHours.none());
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
                section.integer("partial-order", defaults.partial, 1, MAX_DAYS),
                off,
                quiet(section, defaults.quiet));
    }

    private static QuietHours quiet(YamlSection section, QuietHours usual) {
        if (section.optionalText("quiet-from").filter(NONE::equals).isPresent()) {
            section.optionalText("quiet-until");
            return QuietHours.none();
        }
        return new QuietHours(section.time("quiet-from", usual.from()), section.time("quiet-until", usual.until()));
    }

    private static Optional<MessageKind> kind(String word) {
        String name = word.replace('_', '-').toLowerCase(Locale.ROOT);
        return Stream.of(MessageKind.values())
                .filter(kind -> kind.wireName().equals(name))
                .findFirst();
    }
}
