package prevenance.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Says at once what is wrong with an endpoint's address. What a name leads to is looked at with every call.
final class EndpointAddress {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST = 2000;

    private EndpointAddress() {}

    /// What is wrong, and what to do; empty when it can be used.
    static Optional<String> problem(String url, WebhookSettings settings) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.of("'" + url + "' is no address; write one such as https://example.org/hooks");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getFragment() != null || url.length() > LONGEST) {
            return Optional.of("'" + url + "' is no address; write one such as https://example.org/hooks");
        }
        if (uri.getUserInfo() != null) {
            return Optional.of("the address holds a user; the signature says who calls, so leave it out");
        }
        boolean local = THIS_MACHINE.contains(uri.getHost().toLowerCase(Locale.ROOT));
        if (scheme.equals("https") && (!local || settings.allowPrivate())
                || scheme.equals("http") && local && settings.allowPrivate()) {
            return Optional.empty();
        }
        return Optional.of(
                local
                        ? "the address is on this machine; set webhooks.allow-private: true to allow it"
                        : "the address must begin with https://");
    }
}
