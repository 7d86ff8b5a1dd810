package prevenance.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A link's token: what it says in 22 bytes, then 160 bits of their HMAC-SHA256. It holds no personal data, and 42
/// bytes
/// make 56 characters of base64url without spare bits, so that each token is written in one way only.
///
/// @param keyId      which key signed it, below 2^32
/// @param purpose    as its code
/// @param expiryDay  last day on which it holds, UTC
/// @param generation of the order's links
record Token(long keyId, long orderId, int purpose, LocalDate expiryDay, int generation) {
    private static final byte VERSION = 1;
    private static final int SAID = 22;
    private static final int SIGNED = 20;
    private static final int CHARACTERS = (SAID + SIGNED) / 3 * 4;
    // Keeps these signatures apart from any other use of a key.
    private static final byte[] USE = "prevenance page link\n".getBytes(StandardCharsets.US_ASCII);

    String write(byte[] secret) {
        byte[] said = said();
        ByteBuffer all = ByteBuffer.allocate(SAID + SIGNED).put(said).put(signature(said, secret));
        return Base64.getUrlEncoder().encodeToString(all.array());
    }

    /// What a text claims to say; nothing of it is true before [#isSignedBy].
    static Optional<Token> claimed(String text) {
        Optional<byte[]> bytes = bytes(text);
        if (bytes.isEmpty() || bytes.get()[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer said = ByteBuffer.wrap(bytes.get(), 1, SAID - 1);
        long keyId = Integer.toUnsignedLong(said.getInt());
        long orderId = said.getLong();
        int purpose = Byte.toUnsignedInt(said.get());
        LocalDate expiryDay = LocalDate.ofEpochDay(said.getInt());
        return Optional.of(new Token(keyId, orderId, purpose, expiryDay, said.getInt()));
    }

    /// Compares in constant time.
    boolean isSignedBy(byte[] secret, String text) {
        byte[] bytes = bytes(text).orElseGet(() -> new byte[SAID + SIGNED]);
        return MessageDigest.isEqual(
                signature(Arrays.copyOf(bytes, SAID), secret), Arrays.copyOfRange(bytes, SAID, SAID + SIGNED));
    }

    private byte[] said() {
        return ByteBuffer.allocate(SAID)
                .put(VERSION)
                .putInt((int) keyId)
                .putLong(orderId)
                .put((byte) purpose)
                .putInt(Math.toIntExact(expiryDay.toEpochDay()))
                .putInt(generation)
                .array();
    }

    private static Optional<byte[]> bytes(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] signature(byte[] said, byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(USE);
            return Arrays.copyOf(mac.doFinal(said), SIGNED);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacSHA256", missing);
        }
    }
}
