package prevenance.web;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// Where a listener waits and how it is reached.
///
/// @param enabled      false: it does not listen at all
/// @param host         the address it binds to; loopback unless said otherwise
/// @param port         0 takes a free one
/// @param publicUrl    how it is reached from outside, without a slash at its end, e.g. behind a reverse
///                     proxy; null: only from this machine
/// @param trustedProxy the address of the visitor stands in `X-Forwarded-For`, because a reverse proxy of
///                     ours wrote it
/// @param takesOver    an open listener of this program has the port and will be closed when this one stands
public record ListenerSettings(
        boolean enabled, String host, int port, @Nullable URI publicUrl, boolean trustedProxy, boolean takesOver) {
    private static final int MAX_PORT = 65_535;

    /// One that takes nobody's place.
    public ListenerSettings(boolean enabled, String host, int port, @Nullable URI publicUrl, boolean trustedProxy) {
        this(enabled, host, port, publicUrl, trustedProxy, false);
    }

    /// Reads with defaults.
    public static ListenerSettings read(YamlSection section, boolean enabled, int port) {
        return new ListenerSettings(
                section.yesNo("enabled", enabled),
                section.text("host", "127.0.0.1"),
                section.integer("port", port, 0, MAX_PORT),
                section.optionalText("public-url")
                        .flatMap(url -> publicUrl(section, url))
                        .orElse(null),
                section.yesNo("trusted-proxy", false));
    }

    /// On this machine, on a free port.
    public static ListenerSettings local() {
        return new ListenerSettings(true, "127.0.0.1", 0, null, false);
    }

    /// The same beside an open listener of this program. A port that was chosen at the start stays.
    ///
    /// @param open the port in use
    public ListenerSettings takingOver(int open) {
        return new ListenerSettings(
                enabled, host, port == 0 ? open : port, publicUrl, trustedProxy, port == 0 || port == open);
    }

    /// How people reach it, for links in mails; empty when it does not listen, or on a port chosen at its
    /// start.
    public Optional<String> address() {
        if (publicUrl != null) {
            return Optional.of(publicUrl.toString());
        }
        return enabled && port > 0 ? Optional.of("http://" + host + ":" + port) : Optional.empty();
    }

    /// Whether browsers reach it by TLS.
    public boolean secure() {
        return publicUrl != null && "https".equals(publicUrl.getScheme());
    }

    private static Optional<URI> publicUrl(YamlSection section, String text) {
        try {
            URI url = URI.create(text.replaceFirst("/+$", ""));
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (web && url.getHost() != null && url.getQuery() == null && url.getUserInfo() == null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        section.problem(
                "public-url",
                "'" + text + "' is not the address of a site",
                "write one such as https://parcels.example.org");
        return Optional.empty();
    }
}
