package prevenance.message.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// The section `mail.dkim:`: who signs.
///
/// @param domain   that answers for the mails, that of the sender's address or one above it
/// @param selector names the key in the domain's DNS
/// @param key      RSA of at least 2048 bits, or Ed25519 (RFC 8463)
public record DkimSettings(String domain, String selector, PrivateKey key) {
    // RFC 8301: 2048 bits should be used, 1024 must.
    private static final int FEWEST_BITS = 2048;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern NAME = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9-]{1,63}");
    private static final String CONVERT = "write it anew by: openssl pkcs8 -topk8 -nocrypt -in … -out …";

    /// Null when mails are not signed here.
    static @Nullable DkimSettings read(YamlSection section, @Nullable Path folder) {
        Optional<String> domain = section.optionalText("domain");
        Optional<String> selector = section.optionalText("selector");
        Optional<String> key = section.optionalText("key");
        if (domain.isEmpty() && selector.isEmpty() && key.isEmpty()) {
            return null;
        }
        if (domain.isEmpty() || selector.isEmpty() || key.isEmpty()) {
            section.problem(
                    domain.isEmpty() ? "domain" : selector.isEmpty() ? "selector" : "key",
                    "is missing",
                    "a signature needs domain, selector and key");
            return null;
        }
        // Both are read, so that both mistakes are told at once.
        boolean selected = named(section, "selector", selector.get());
        boolean named = named(section, "domain", domain.get()) && selected;
        PrivateKey read = key(section, key.get(), folder);
        return read == null || !named ? null : new DkimSettings(domain.get(), selector.get(), read);
    }

    private static boolean named(YamlSection section, String key, String value) {
        if (!NAME.matcher(value).matches()) {
            section.problem(key, "is no name that can stand in DNS", "write it in small letters, such as example.org");
            return false;
        }
        return true;
    }

    private static @Nullable PrivateKey key(YamlSection section, String text, @Nullable Path folder) {
        String pem = text;
        if (!text.startsWith("-----BEGIN")) {
            Path file = folder == null ? Path.of(text) : folder.resolve(text);
            try {
                pem = Files.readString(file, StandardCharsets.US_ASCII);
            } catch (IOException unreadable) {
                section.problem("key", "the file cannot be read: " + file, "name a PEM file that this user may read");
                return null;
            }
        }
        Matcher block = PEM.matcher(pem);
        if (!block.find()) {
            section.problem("key", "holds no 'BEGIN PRIVATE KEY'", CONVERT);
            return null;
        }
        try {
            PrivateKey key = decoded(Base64.getMimeDecoder().decode(block.group(1)));
            if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() < FEWEST_BITS) {
                section.problem("key", "has " + rsa.getModulus().bitLength() + " bits", "make one of 2048 bits");
                return null;
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            section.problem("key", "is neither an RSA nor an Ed25519 key", CONVERT);
            return null;
        }
    }

    private static PrivateKey decoded(byte[] bytes) throws GeneralSecurityException {
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException | ClassCastException _) {
            return (EdECPrivateKey) KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes));
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "DkimSettings[" + selector + "._domainkey." + domain + "]";
    }
}
