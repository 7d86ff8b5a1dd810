package prevenance.link;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// Where customers find their page.
///
/// @param publicUrl how customers reach the page's listener, without a slash at the end; null: there is no page, and
///                  no mail has a link to it. It never comes from a request's Host header.
/// @param linkDays  days for which a link holds after its mail was written
public record LinkSettings(@Nullable String publicUrl, int linkDays) {
    private static final int USUAL_DAYS = 90;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /// No page.
    public static LinkSettings defaults() {
        return new LinkSettings(null, USUAL_DAYS);
    }

    /// Reads the section `page:`, of which the page reads more.
    public static LinkSettings read(YamlSection section) {
        return new LinkSettings(
                section.parsed("public-url", "an address such as https://suivi.example.org", LinkSettings::address)
                        .orElse(null),
                section.integer("link-days", USUAL_DAYS, 1, 3650));
    }

    private static String address(String text) {
        URI uri = URI.create(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https") || scheme.equals("http") && THIS_MACHINE.contains(uri.getHost());
        if (!secure
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new IllegalArgumentException(text);
        }
        return text.replaceAll("/+$", "");
    }
}
