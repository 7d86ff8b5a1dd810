package prevenance.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// A share of all customers. Each customer's place is fixed, so who is in a small share is in every larger one.
///
/// @param percent 0 for nobody, 100 for everybody
public record CustomerShare(int percent) {
    private static final int ALL = 100;

    /// Nobody.
    public static CustomerShare none() {
        return new CustomerShare(0);
    }

    /// The setting `share` of the section `shadow:`; nobody by default.
    public static CustomerShare read(YamlSection section) {
        return new CustomerShare(section.integer("share", 0, 0, ALL));
    }

    /// @param email       of the customer; null when he has none, then each of his orders counts for itself
    /// @param orderNumber the shop's
    public boolean includes(@Nullable String email, String orderNumber) {
        if (percent <= 0 || percent >= ALL) {
            return percent >= ALL;
        }
        String customer =
                email == null || email.isBlank() ? orderNumber : email.strip().toLowerCase(Locale.ROOT);
        return place(customer) < percent;
    }

    private static int place(String customer) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(("share " + customer).getBytes(StandardCharsets.UTF_8));
            int number = 0;
            for (int i = 0; i < 4; i++) {
                number = number << 8 | hash[i] & 0xff;
            }
            return Integer.remainderUnsigned(number, ALL);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
