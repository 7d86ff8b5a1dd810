package prevenance.bounce;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;
import prevenance.message.mail.MailboxSettings;

/// The section `bounces:`, whose `address` the mails themselves need and `PostingSettings` reads.
///
/// @param mailbox where bounces arrive, null when in none
/// @param folder  into which somebody else puts them as files `.eml`, null when nobody does
/// @param every   how often both are looked at
/// @param keep    for how long the files that were dealt with are kept
public record BounceSettings(
        @Nullable MailboxSettings mailbox, @Nullable Path folder, Duration every, Duration keep) {
    private static final Duration USUAL = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(14);

    /// Nothing is read.
    public static BounceSettings defaults() {
        return new BounceSettings(null, null, USUAL, KEPT);
    }

    /// Where files that were dealt with lie.
    ///
    /// @param folder see [BounceSettings]
    public static Path handled(Path folder) {
        return folder.resolve("handled");
    }

    /// @param base where relative paths start
    public static BounceSettings read(YamlSection section, Path base) {
        return new BounceSettings(
                MailboxSettings.read(section.section("mailbox")),
                section.optionalText("folder").map(base::resolve).orElse(null),
                section.duration("every", USUAL),
                section.duration("keep", KEPT));
    }
}
