package prevenance.fault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mail that the server has taken.
///
/// @param life         how many processes had been started by then
/// @param notification `X-Prevenance-Notification`
/// @param hash         of all its bytes
/// @param page         the path of the customer's page, empty when it holds no link
record AcceptedMail(
        Instant at,
        int life,
        String recipient,
        String notification,
        String messageId,
        String subject,
        String hash,
        String page,
        boolean encrypted) {
    private static final Pattern PAGE = Pattern.compile("https?://[^/\\s]+(/p/[\\w-]+)");

    static AcceptedMail of(Instant at, int life, String recipient, byte[] bytes, boolean encrypted) {
        String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("\r\n[ \t]+", " ");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new AcceptedMail(
                    at,
                    life,
                    recipient,
                    header(text, "X-Prevenance-Notification"),
                    header(text, "Message-ID"),
                    header(text, "Subject"),
                    HexFormat.of().formatHex(hash),
                    page(bytes),
                    encrypted);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// Of `parcel:12/shipped/1`.
    String kind() {
        String[] parts = notification.split("/", -1);
        return parts.length > 1 ? parts[1] : notification;
    }

    private static String page(byte[] bytes) {
        // Lines that quoted-printable has broken.
        Matcher link = PAGE.matcher(new String(bytes, StandardCharsets.UTF_8).replace("=\r\n", ""));
        return link.find() ? link.group(1) : "";
    }

    private static String header(String text, String name) {
        Matcher line = Pattern.compile("(?mi)^" + name + ":[ \t]*(.*?)\r?$").matcher(text);
        return line.find() ? line.group(1) : "";
    }
}
