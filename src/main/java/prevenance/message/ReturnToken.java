package prevenance.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signed name under which a mail comes back: `pv` and 32 characters of base32, which survive any change of case.
/// It holds the message's number and 96 bits of an HMAC-SHA256 over it and the mail's Message-ID, which follows from
/// the recipient: a mail that goes to another address later has another token.
final class ReturnToken {
    private static final String START = "pv";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int ID_BYTES = 8;
    private static final int SIGNED_BYTES = 12;
    private static final int LENGTH = START.length() + (ID_BYTES + SIGNED_BYTES) * 8 / 5;
    private static final byte[] USE = "prevenance return token\n".getBytes(StandardCharsets.US_ASCII);

    private ReturnToken() {}

    static String write(long id, String messageId, byte[] secret) {
        byte[] all = ByteBuffer.allocate(ID_BYTES + SIGNED_BYTES)
                .putLong(id)
                .put(signature(id, messageId, secret))
                .array();
        StringBuilder text = new StringBuilder(START);
        for (int bit = 0; bit < all.length * 8; bit += 5) {
            int pair = (all[bit / 8] & 0xff) << 8 | (bit / 8 + 1 < all.length ? all[bit / 8 + 1] & 0xff : 0);
            text.append(ALPHABET.charAt(pair >> 11 - bit % 8 & 31));
        }
        return text.toString();
    }

    /// The message's number that a token claims to hold; nothing of it is true before [#isSignedBy].
    static Optional<Long> claimedId(String token) {
        return bytes(token).map(all -> ByteBuffer.wrap(all).getLong());
    }

    /// Compares in constant time.
    static boolean isSignedBy(byte[] secret, String token, long id, String messageId) {
        byte[] all = bytes(token).orElseGet(() -> new byte[ID_BYTES + SIGNED_BYTES]);
        return MessageDigest.isEqual(signature(id, messageId, secret), Arrays.copyOfRange(all, ID_BYTES, all.length));
    }

    private static Optional<byte[]> bytes(String token) {
        String text = token.toLowerCase(Locale.ROOT);
        if (text.length() != LENGTH || !text.startsWith(START)) {
            return Optional.empty();
        }
        byte[] all = new byte[ID_BYTES + SIGNED_BYTES];
        for (int i = START.length(); i < LENGTH; i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return Optional.empty();
            }
            int bit = (i - START.length()) * 5;
            int pair = value << 11 - bit % 8;
            all[bit / 8] |= (byte) (pair >> 8);
            if (bit / 8 + 1 < all.length) {
                all[bit / 8 + 1] |= (byte) pair;
            }
        }
        return Optional.of(all);
    }

    private static byte[] signature(long id, String messageId, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(USE);
            mac.update(ByteBuffer.allocate(ID_BYTES).putLong(id).array());
            return Arrays.copyOf(mac.doFinal(messageId.getBytes(StandardCharsets.UTF_8)), SIGNED_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacSHA256", missing);
        }
    }
}
