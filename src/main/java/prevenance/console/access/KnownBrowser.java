package prevenance.console.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a browser keeps of somebody who signed in there, so that strangers' guesses at his account do not keep him out
/// of it (OWASP, Slow Down Online Guessing Attacks with Device Cookies, read in November 2026). It opens nothing, and
/// is worth nothing once he has another password.
final class KnownBrowser {
    private static final String ALGORITHM = "HmacSHA256";
    /// As [Tokens#fresh] makes it.
    private static final int NAME_LENGTH = 43;

    private KnownBrowser() {}

    /// A new mark.
    ///
    /// @param passwordHash his, by which nobody else can make one
    static String mark(String login, String passwordHash) {
        String name = Tokens.fresh();
        return name + signature(name, login, passwordHash);
    }

    /// Whether a mark was given to a browser of his.
    static boolean isOf(String mark, String login, String passwordHash) {
        return mark.length() > NAME_LENGTH
                && Tokens.same(
                        mark.substring(NAME_LENGTH), signature(mark.substring(0, NAME_LENGTH), login, passwordHash));
    }

    private static String signature(String name, String login, String passwordHash) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(passwordHash.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(
                            ("browser\n" + StaffStore.normal(login) + "\n" + name).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
