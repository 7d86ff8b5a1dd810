package prevenance.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Stands in for what named a person who was erased: the same text always has the same pseudonym, and without this
/// installation's key nobody can tell, or try out, whose it is.
public final class Pseudonyms {
    /// How each begins: it is told from a real number, and fits wherever a tracking number fits.
    public static final String START = "ANON";

    private static final int KEY_BYTES = 32;
    /// 80 bits: among a billion texts two would meet once in a million installations.
    private static final int DIGITS = 20;

    private final SecretKeySpec key;

    private Pseudonyms(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
    }

    /// With this installation's key, which is made when there is none.
    public static Pseudonyms of(Tx tx) {
        return find(tx).orElseGet(() -> {
            byte[] secret = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(secret);
            tx.handle()
                    .createUpdate(
                            "insert into pseudonym_key (only_row, secret) values (1, :secret) on conflict do nothing")
                    .bind("secret", secret)
                    .execute();
            return find(tx).orElseThrow();
        });
    }

    /// As [#of], for reading: empty while no key was made and so nobody was erased.
    public static Optional<Pseudonyms> find(Tx tx) {
        return tx.handle()
                .createQuery("select secret from pseudonym_key")
                .mapTo(byte[].class)
                .findOne()
                .map(Pseudonyms::new);
    }

    /// Whether a text is one.
    public static boolean is(String text) {
        return text.startsWith(START) && text.length() == START.length() + DIGITS;
    }

    /// Of an e-mail address, however it is written.
    public String ofAddress(String address) {
        return of("address:" + address.strip().toLowerCase(Locale.ROOT));
    }

    /// Of an order's number.
    public String ofOrder(String number) {
        return of("order:" + number);
    }

    /// Of anything else, a tracking number or a reference.
    public String ofText(String text) {
        return of("text:" + text);
    }

    private String of(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return START + HexFormat.of().withUpperCase().formatHex(hash).substring(0, DIGITS);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
