package prevenance.web;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom a request may call us. A foreign name that leads to this address is somebody's trick (DNS rebinding).
final class Hosts {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Hosts() {}

    static boolean isOurs(@Nullable String host, ListenerSettings settings) {
        if (host == null || host.isEmpty()) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "");
        return LOOPBACK.contains(name)
                || name.equalsIgnoreCase(settings.host())
                || settings.publicUrl() != null
                        && name.equalsIgnoreCase(settings.publicUrl().getHost());
    }
}
