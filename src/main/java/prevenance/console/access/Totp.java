package prevenance.console.access;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes of six digits that follow from a shared key and the time (RFC 6238 with HMAC-SHA-1 and steps of 30
/// seconds, which is what every authenticator knows).
final class Totp {
    static final Duration STEP = Duration.ofSeconds(30);

    /// As long as the hash (RFC 4226, 4: at least 128 bits, 160 recommended).
    static final int KEY_BYTES = 20;

    static final int DIGITS = 6;

    /// One step either way: a clock that is a little off, and whoever types slowly (RFC 6238, 5.2).
    private static final int TOLERATED = 1;

    private static final String ALGORITHM = "HmacSHA1";
    private static final int MODULUS = 1_000_000;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Totp() {}

    static byte[] freshKey() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /// The step an instant lies in, counted from 1970.
    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP.toSeconds());
    }

    /// The code of a step, with its leading zeros.
    static String code(byte[] key, long step) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int from = hash[hash.length - 1] & 0xf;
            int number = ByteBuffer.wrap(hash).getInt(from) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, missing);
        }
    }

    /// The step whose code was typed, among those around an instant; empty when it is none of them, or not
    /// later than the last one that was taken: a code serves once.
    static OptionalLong stepOf(byte[] key, String typed, Instant now, long lastTaken) {
        String digits = typed.replaceAll("[\\s.-]", "");
        long here = step(now);
        OptionalLong found = OptionalLong.empty();
        for (long step = here - TOLERATED; step <= here + TOLERATED; step++) {
            if (Tokens.same(code(key, step), digits) && step > lastTaken) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /// Bytes as letters that are hard to confuse (RFC 4648 base 32, without padding).
    static String letters(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte b : bytes) {
            held = held << Byte.SIZE | b & 0xff;
            bits += Byte.SIZE;
            while (bits >= 5) {
                bits -= 5;
                text.append(LETTERS.charAt(held >> bits & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(LETTERS.charAt(held << 5 - bits & 31));
        }
        return text.toString();
    }
}
