package prevenance.app;

import java.nio.file.Path;
import prevenance.bounce.BounceSettings;
import prevenance.config.YamlSection;
import prevenance.message.mail.PostingSettings;

/// What makes that mails arrive, and what tells when they do not.
///
/// @param posting signature, return address and rates
/// @param bounces where what comes back is read
record ArrivalSettings(PostingSettings posting, BounceSettings bounces) {
    /// @param folder where relative paths start
    static ArrivalSettings read(YamlSection root, Path folder) {
        YamlSection bounces = root.section("bounces");
        return new ArrivalSettings(
                PostingSettings.read(root.section("mail"), bounces, folder), BounceSettings.read(bounces, folder));
    }
}
