package prevenance.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that an endpoint and we share; it signs as Standard Webhooks 1.0 says. Never seen in a log: its text form is
/// `***`.
public final class WebhookSecret {
    private static final int BYTES = 32;
    private static final String PREFIX = "whsec_";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    public static WebhookSecret fresh() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    static WebhookSecret of(byte[] key) {
        return new WebhookSecret(key.clone());
    }

    /// The secret as its receiver writes it into his program: `whsec_…`.
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    byte[] bytes() {
        return key.clone();
    }

    /// The value of `webhook-signature` for a body sent with this `webhook-id` and `webhook-timestamp`.
    ///
    /// @param timestamp seconds since 1970
    String sign(String id, long timestamp, byte[] body) {
        Mac mac = mac();
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }

    /// The id under which an endpoint knows a change: the same each time it is sent, and no other's.
    String idOf(long changeId) {
        byte[] hash = mac().doFinal(("change " + changeId).getBytes(StandardCharsets.US_ASCII));
        return "msg_" + java.util.HexFormat.of().formatHex(hash, 0, 16);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no HmacSHA256", missing);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
