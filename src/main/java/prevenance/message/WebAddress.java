package prevenance.message;

import java.net.URI;
import java.util.Locale;

/// Which links may stand in a message.
final class WebAddress {
    private WebAddress() {}

    /// Whether it is a plain http or https address with a host and without a user, so that no script and no disguise
    /// hides in it.
    static boolean isSafe(String text) {
        try {
            URI uri = URI.create(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http"))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
