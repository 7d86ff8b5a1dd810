package prevenance.web;

import io.javalin.http.Context;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From where a request comes, for slowing down who guesses; nothing is kept of it but a hash.
public final class VisitorAddress {
    private static final int NETWORK_BYTES = 8;

    /// What some proxies write: `[2001:db8::1]:4711`, `192.0.2.1:4711`.
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::\\d+)?|([0-9.]+):\\d+");

    private VisitorAddress() {}

    /// The network of the visitor: his address of IPv4, the first half of one of IPv6, for who has one of these has the
    /// other 2^64 too.
    public static String of(Context context, ListenerSettings listener) {
        List<String> forwarded = listener.trustedProxy()
                ? java.util.Collections.list(context.req().getHeaders("X-Forwarded-For"))
                : List.of();
        // The proxy appends what it saw itself, be it in a line of its own; what stands before may be invented.
        String last = forwarded.isEmpty() ? "" : forwarded.getLast();
        String seen = last.substring(last.lastIndexOf(',') + 1).strip();
        return network(seen.isEmpty() ? context.ip() : seen);
    }

    static String network(String address) {
        Matcher parts = WITH_PORT.matcher(address);
        String bare = !parts.matches() ? address : parts.group(1) == null ? parts.group(2) : parts.group(1);
        try {
            InetAddress literal = InetAddress.ofLiteral(bare);
            return literal instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(literal.getAddress(), NETWORK_BYTES))
                    : literal.getHostAddress();
        } catch (IllegalArgumentException noAddress) {
            return bare;
        }
    }
}
