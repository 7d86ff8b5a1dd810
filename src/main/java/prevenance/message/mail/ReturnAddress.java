package prevenance.message.mail;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// Where mails come back to that cannot be delivered: `bounces.address`. Each mail gets an address of its own, the
/// token after a plus (RFC 5233), so that what comes back names it and nobody can pretend.
///
/// @param local  before the @
/// @param domain after it
public record ReturnAddress(String local, String domain) {
    // RFC 5321 4.5.3.1.1 allows 64 characters; plus sign and token take 35.
    private static final int LONGEST_LOCAL = 29;

    /// Null when mails come back to their sender.
    static @Nullable ReturnAddress read(YamlSection bounces) {
        Optional<String> address = bounces.optionalText("address").map(String::strip);
        if (address.isEmpty()) {
            return null;
        }
        String text = address.get().toLowerCase(Locale.ROOT);
        int at = text.lastIndexOf('@');
        if (LetterWriter.encodable(text) == null || text.indexOf('+') >= 0 || at > LONGEST_LOCAL) {
            bounces.problem(
                    "address",
                    "is no plain address of at most " + LONGEST_LOCAL + " characters before the @",
                    "write one such as bounce@example.org whose mail server delivers bounce+anything@ to it too");
            return null;
        }
        return new ReturnAddress(text.substring(0, at), text.substring(at + 1));
    }

    /// The address for one mail.
    String of(String token) {
        return local + "+" + token + "@" + domain;
    }
}
