package prevenance.carrier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import prevenance.config.YamlSection;

/// A signature over parts of the request: `{signature}` in its headers, query or body. The body itself can be a part
/// (`{body}`) when the signature is not in it.
///
/// @param parts     hashed in this order, joined by the separator
/// @param key       only for the HMAC
public record SignatureRecipe(
        Algorithm algorithm, List<Template> parts, String separator, Optional<Template> key, Output output) {
    /// The hash.
    public enum Algorithm {
        MD5,
        SHA_1,
        SHA_256,
        HMAC_SHA_256
    }

    /// How its bytes are written.
    public enum Output {
        HEX_LOWER,
        HEX_UPPER,
        BASE64
    }

    static SignatureRecipe read(YamlSection section, Set<String> known) {
        section.text("algorithm");
        List<Template> parts = new ArrayList<>();
        for (String text : section.texts("parts")) {
            Template part = Template.parse(text);
            part.names().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name ->
                            section.problem("parts", "{" + name + "} stands for nothing", "take a known variable"));
            parts.add(part);
        }
        if (parts.isEmpty()) {
            section.problem("parts", "is missing", "list what is signed, in order");
        }
        Algorithm algorithm = section.choice("algorithm", Algorithm.class, Algorithm.SHA_256);
        if (algorithm == Algorithm.HMAC_SHA_256) {
            section.text("key");
        }
        return new SignatureRecipe(
                algorithm,
                parts,
                section.text("separator", ""),
                Written.template(section, "key", known),
                section.choice("output", Output.class, Output.HEX_LOWER));
    }

    /// The signature with these values; a part without value counts as empty.
    String sign(Template.Values values) {
        List<String> filled = new ArrayList<>();
        for (Template part : parts) {
            String text = part.fill(values, value -> value);
            filled.add(text == null ? "" : text);
        }
        byte[] message = String.join(separator, filled).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = switch (algorithm) {
                case MD5 -> MessageDigest.getInstance("MD5").digest(message);
                case SHA_1 -> MessageDigest.getInstance("SHA-1").digest(message);
                case SHA_256 -> MessageDigest.getInstance("SHA-256").digest(message);
                case HMAC_SHA_256 -> {
                    String secret = key.map(k -> k.fill(values, value -> value)).orElse("");
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                    yield mac.doFinal(message);
                }
            };
            return switch (output) {
                case HEX_LOWER -> HexFormat.of().formatHex(hash);
                case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(hash);
                case BASE64 -> Base64.getEncoder().encodeToString(hash);
            };
        } catch (GeneralSecurityException everyJdkHasThem) {
            throw new IllegalStateException(everyJdkHasThem);
        }
    }
}
