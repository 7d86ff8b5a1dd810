package prevenance.console.access;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/// The application on somebody's phone, into which he typed a key.
public final class Authenticator {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final byte[] key;

    /// @param key as it is shown, in groups of letters
    public Authenticator(String key) {
        StringBuilder bits = new StringBuilder();
        key.replace(" ", "").chars().forEach(letter -> {
            String five = Integer.toBinaryString(32 + LETTERS.indexOf(letter));
            bits.append(five, 1, 6);
        });
        StringBuilder hex = new StringBuilder();
        for (int from = 0; from + 8 <= bits.length(); from += 8) {
            hex.append(String.format(Locale.ROOT, "%02x", Integer.parseInt(bits.substring(from, from + 8), 2)));
        }
        this.key = HexFormat.of().parseHex(hex);
    }

    /// What it shows.
    public String code(Instant now) {
        return Totp.code(key, Totp.step(now));
    }
}
