package prevenance.message.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the domain's DNS must hold so that others can verify the signatures (RFC 6376 3.6.1, RFC 8463 4).
///
/// @param name  of the TXT record
/// @param value its text
public record DkimRecord(String name, String value) {
    // A string in a TXT record holds 255 characters (RFC 1035 3.3).
    private static final Pattern PIECES = Pattern.compile(".{1,250}");
    private static final int ED25519_BYTES = 32;

    public static DkimRecord of(DkimSettings settings) {
        PublicKey key = publicKey(settings);
        boolean rsa = settings.key() instanceof RSAPrivateCrtKey;
        byte[] encoded = key.getEncoded();
        byte[] bytes = rsa ? encoded : Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
        return new DkimRecord(
                settings.selector() + "._domainkey." + settings.domain(),
                "v=DKIM1; k=" + (rsa ? "rsa" : "ed25519") + "; p="
                        + Base64.getEncoder().encodeToString(bytes));
    }

    /// As it stands in a zone file.
    public String zoneLine() {
        return name + ". IN TXT ( "
                + PIECES.matcher(value)
                        .results()
                        .map(piece -> "\"" + piece.group() + "\"")
                        .collect(Collectors.joining(" "))
                + " )";
    }

    static PublicKey publicKey(DkimSettings settings) {
        try {
            return switch (settings.key()) {
                case RSAPrivateCrtKey rsa ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
                case EdECPrivateKey edwards -> {
                    // Java derives this public key only while it makes a pair, from the bytes it is given as random.
                    KeyPairGenerator pairs = KeyPairGenerator.getInstance("Ed25519");
                    pairs.initialize(
                            NamedParameterSpec.ED25519,
                            new Given(edwards.getBytes().orElseThrow()));
                    yield pairs.generateKeyPair().getPublic();
                }
                default -> throw new IllegalStateException("neither RSA nor Ed25519");
            };
        } catch (GeneralSecurityException everyJavaHasThem) {
            throw new IllegalStateException(everyJavaHasThem);
        }
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial")
        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, Math.min(bytes.length, target.length));
        }
    }
}
