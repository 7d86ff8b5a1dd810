package prevenance.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Names for those who share a database.
public final class NodeName {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NodeName() {}

    /// One that no other opening of a database has or had: `web1-4711-9f3a01c2`.
    static String fresh() {
        return host() + "-" + ProcessHandle.current().pid() + "-"
                + HexFormat.of().toHexDigits(RANDOM.nextInt());
    }

    /// This machine's name without its domain.
    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
