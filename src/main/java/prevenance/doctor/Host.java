package prevenance.doctor;

import java.net.URI;
import java.util.Locale;

/// Somebody whom this installation speaks to.
///
/// @param purpose as people call it: the carrier's name, `SMTP`
/// @param tls     from the first byte
public record Host(String purpose, String name, int port, boolean tls) {
    static Host of(String purpose, URI address) {
        boolean tls = "https".equals(address.getScheme().toLowerCase(Locale.ROOT));
        int port = address.getPort() > 0 ? address.getPort() : tls ? 443 : 80;
        return new Host(purpose, address.getHost(), port, tls);
    }

    /// As a firewall's rule names it.
    public String address() {
        return name + ":" + port;
    }
}
