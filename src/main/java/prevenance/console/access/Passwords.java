package prevenance.console.access;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/// Passwords: which are accepted, and their Argon2id hashes in the usual text form.
public final class Passwords {
    /// At least so many characters (NIST SP 800-63B-4: 8 with a second factor, 15 without; a guess-resistance check
    /// stands in for the difference).
    public static final int SHORTEST = 10;

    private static final int LONGEST = 200;
    /// OWASP Password Storage Cheat Sheet, 2025: Argon2id with 19 MiB, two passes, one lane.
    private static final int MEMORY_KIB = 19_456;

    private static final int PASSES = 2;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int WEAKEST_SCORE = 3;
    private static final Pattern FORM =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=1\\$([^$]+)\\$([^$]+)");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Zxcvbn STRENGTH = new Zxcvbn();

    /// Each takes 19 MiB and some 50 ms of a core: a flood of guesses must not take the machine.
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private Passwords() {}

    /// Why a password is not accepted, null when it is.
    enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        EASY_TO_GUESS
    }

    static @Nullable Weakness weakness(String password, String... known) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            return Weakness.TOO_SHORT;
        }
        if (length > LONGEST) {
            return Weakness.TOO_LONG;
        }
        return STRENGTH.measure(password, List.of(known)).getScore() < WEAKEST_SCORE ? Weakness.EASY_TO_GUESS : null;
    }

    static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(argon2id(password, salt, MEMORY_KIB, PASSES));
    }

    /// Compares a password with a hash; takes as long when there is no hash, so that nobody learns which logins exist.
    static boolean matches(String password, @Nullable String hash) {
        if (hash == null || password.length() > LONGEST) {
            argon2id("nobody", new byte[SALT_BYTES], MEMORY_KIB, PASSES);
            return false;
        }
        Matcher parts = FORM.matcher(hash);
        if (!parts.matches()) {
            throw new IllegalStateException("a kept password hash cannot be read");
        }
        byte[] expected = Base64.getDecoder().decode(parts.group(4));
        byte[] actual = argon2id(
                password,
                Base64.getDecoder().decode(parts.group(3)),
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)));
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] argon2id(String password, byte[] salt, int memoryKib, int passes) {
        byte[] hash = new byte[HASH_BYTES];
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(1)
                .withSalt(salt)
                .build());
        AT_ONCE.acquireUninterruptibly();
        try {
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            AT_ONCE.release();
        }
        return hash;
    }
}
