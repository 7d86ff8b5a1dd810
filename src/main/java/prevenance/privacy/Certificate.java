package prevenance.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What was erased, when and by whom, and what a search found afterwards: free of personal data, so that it can be kept
/// and shown.
///
/// @param id       of the erasure
/// @param subject  the person's pseudonym, by which the same address is known again
/// @param forced   matters that went on and were ended on somebody's responsibility
/// @param rows     changed or deleted, by table
/// @param texts    values elsewhere in which he stood, by table
/// @param mails    that were waiting and are not sent
/// @param files    of the folders that named him: cut or deleted
/// @param proof    what a search found afterwards
public record Certificate(
        long id,
        String subject,
        Instant at,
        String actor,
        int orders,
        List<OpenMatter> forced,
        Map<String, Integer> rows,
        Map<String, Integer> texts,
        int mails,
        int files,
        boolean suppressed,
        Proof proof) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// With `sha256` over all other members as they stand, to see later that nobody changed it.
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("erasure", id);
        json.put("subject", subject);
        json.put("at", at.toString());
        json.put("by", actor);
        json.put("orders", orders);
        json.put("endedOnResponsibility", forced.stream().map(OpenMatter::name).toList());
        json.put("rows", rows);
        json.put("textsElsewhere", texts);
        json.put("mailsCancelled", mails);
        json.put("filesCut", files);
        json.put("suppressionKeptAsHash", suppressed);
        json.put(
                "kept",
                "carrier, country, postcode area, days, statuses and amounts, in which nothing names a person; the"
                        + " pseudonyms of address and orders");
        json.put("proof", proof.toJson());
        json.put("sha256", digest(JSON.writeValueAsString(json)));
        return json;
    }

    /// As it is stored.
    String text() {
        return JSON.writeValueAsString(toJson());
    }

    /// Whether a stored certificate is as it was made.
    static boolean isUnchanged(String stored) {
        Map<String, Object> json = new LinkedHashMap<>(
                JSON.readValue(stored, new tools.jackson.core.type.TypeReference<LinkedHashMap<String, Object>>() {}));
        Object digest = json.remove("sha256");
        return digest(JSON.writeValueAsString(json)).equals(digest);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
