package prevenance.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// Addresses that are nobody's on the internet: this machine, private networks, and what clouds keep for
/// themselves. Source: IANA special-purpose address registries (RFC 6890 and its updates, read 2026-11-22).
final class PrivateAddresses {
    @SuppressWarnings("ArrayRecordComponent")
    private record Range(byte[] start, int bits) {
        static Range of(String written) {
            String[] parts = written.split("/", -1);
            return new Range(literal(parts[0]), Integer.parseInt(parts[1]));
        }

        boolean holds(byte[] address) {
            if (address.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (start[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final List<Range> RANGES = List.of(
            Range.of("0.0.0.0/8"),
            Range.of("10.0.0.0/8"),
            // Carriers' own networks; some clouds' metadata (100.100.100.200).
            Range.of("100.64.0.0/10"),
            Range.of("127.0.0.0/8"),
            // Link-local, and most clouds' metadata (169.254.169.254).
            Range.of("169.254.0.0/16"),
            Range.of("172.16.0.0/12"),
            Range.of("192.0.0.0/24"),
            Range.of("192.0.2.0/24"),
            Range.of("192.88.99.0/24"),
            Range.of("192.168.0.0/16"),
            Range.of("198.18.0.0/15"),
            Range.of("198.51.100.0/24"),
            Range.of("203.0.113.0/24"),
            Range.of("224.0.0.0/3"),
            // The platform's own address inside Azure.
            Range.of("168.63.129.16/32"),
            // Not given out to anybody, apart from 2000::/3.
            Range.of("0:0:0:0:0:0:0:0/3"),
            Range.of("4000:0:0:0:0:0:0:0/2"),
            Range.of("8000:0:0:0:0:0:0:0/1"),
            Range.of("2001:0:0:0:0:0:0:0/23"),
            Range.of("2001:db8:0:0:0:0:0:0/32"),
            // Wraps an IPv4 address.
            Range.of("2002:0:0:0:0:0:0:0/16"),
            Range.of("3fff:0:0:0:0:0:0:0/20"));

    private PrivateAddresses() {}

    static boolean holds(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] plain = address instanceof Inet4Address ? bytes : unwrapped(bytes);
        return RANGES.stream().anyMatch(range -> range.holds(plain));
    }

    /// `::ffff:1.2.3.4` is an IPv4 address.
    private static byte[] unwrapped(byte[] address) {
        boolean wrapped = address[10] == (byte) 0xff && address[11] == (byte) 0xff;
        for (int i = 0; i < 10; i++) {
            wrapped &= address[i] == 0;
        }
        return wrapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static byte[] literal(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException noLiteral) {
            throw new IllegalArgumentException(address, noLiteral);
        }
    }
}
