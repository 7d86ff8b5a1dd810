package prevenance.message.mail;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// What makes that mails arrive, beside the server that takes them.
///
/// @param dkim    who signs, null when nobody does here
/// @param returns where mails come back to, null for their sender
/// @param rates   for the recipients of one domain
public record PostingSettings(
        @Nullable DkimSettings dkim, @Nullable ReturnAddress returns, RateSettings rates) {
    /// Unsigned, back to the sender, as fast as can be: for a demo or a test.
    public static PostingSettings plain() {
        return new PostingSettings(null, null, RateSettings.unlimited());
    }

    /// Reads `mail.dkim:`, `mail.per-domain`, `mail.domains:` and `bounces.address`.
    ///
    /// @param folder where relative paths start
    public static PostingSettings read(YamlSection mail, YamlSection bounces, Path folder) {
        return new PostingSettings(
                DkimSettings.read(mail.section("dkim"), folder), ReturnAddress.read(bounces), RateSettings.read(mail));
    }
}
