package prevenance.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The section `watch-mails:`.
///
/// @param canary where the program writes to itself, to see that mail leaves; null: it does not
/// @param every  how often
/// @param within so long the server may take to accept it
/// @param late   a message that should have left that long ago is a trouble
/// @param untold a case whose first answer was due that long ago, and about which nobody has done or said anything
/// @param down   so long the mail server may be away; that it refuses us is a trouble at once
public record MailWatchSettings(
        @Nullable String canary, Duration every, Duration within, Duration late, Duration untold, Duration down) {
    public static MailWatchSettings defaults() {
        return new MailWatchSettings(
                null,
                Duration.ofDays(1),
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                Duration.ofDays(1),
                Duration.ofMinutes(5));
    }

    /// Reads with defaults.
    public static MailWatchSettings read(YamlSection section) {
        MailWatchSettings usual = defaults();
        String canary =
                section.optionalText("canary").filter(text -> !text.isBlank()).orElse(null);
        if (canary != null && !canary.matches("[^\\s@]+@[^\\s@]+")) {
            section.problem("canary", "is not an e-mail address", "write one such as ops@your-shop.example");
        }
        Duration every = section.duration("every", usual.every);
        if (every.compareTo(Duration.ofMinutes(1)) < 0) {
            section.problem("every", "is shorter than a minute", "write 1d, 1h or at least 1m");
            every = usual.every;
        }
        return new MailWatchSettings(
                canary,
                every,
                section.duration("within", usual.within),
                section.duration("late", usual.late),
                section.duration("untold", usual.untold),
                section.duration("down", usual.down));
    }
}
