package prevenance.carrier;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;
import tools.jackson.databind.json.JsonMapper;

/// Parts a reply into what was replied about each number asked.
final class ReplySlices {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String HIDDEN = "***";
    /// Shorter credentials (an account's number, "1") are found in any text.
    private static final int SHORTEST_SECRET = 6;

    private final List<String> secrets;

    /// @param credentials sent with the question, which some carriers repeat in their errors
    ReplySlices(Collection<Secret> credentials) {
        secrets = credentials.stream()
                .map(Secret::reveal)
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .toList();
    }

    /// @param entries the entries found, by number; a number without one gets the whole reply
    Map<TrackingNumber, CarrierReply> of(
            List<TrackingQuery> asked, RawReply reply, Map<TrackingNumber, Object> entries) {
        String type = reply.contentType().isEmpty() ? "application/octet-stream" : reply.contentType();
        Map<TrackingNumber, CarrierReply> replies = new HashMap<>();
        for (TrackingQuery query : asked) {
            Object own = asked.size() > 1 ? entries.get(query.number()) : null;
            replies.put(
                    query.number(),
                    own == null
                            ? new CarrierReply(type, hidden(reply.body()))
                            : new CarrierReply("application/json", hidden(JSON.writeValueAsBytes(own))));
        }
        return replies;
    }

    /// A text that may be cut at its end without the credentials, be it the beginning of one.
    String hidden(String text) {
        String without = text;
        for (String secret : secrets) {
            without = withoutBeginning(without.replace(secret, HIDDEN), secret);
        }
        return without;
    }

    private static String withoutBeginning(String text, String secret) {
        String end = text.endsWith("…") ? "…" : "";
        String whole = text.substring(0, text.length() - end.length());
        for (int length = secret.length() - 1; length >= SHORTEST_SECRET; length--) {
            if (whole.endsWith(secret.substring(0, length))) {
                return whole.substring(0, whole.length() - length) + HIDDEN + end;
            }
        }
        return text;
    }

    /// The body without the credentials.
    byte[] hidden(byte[] body) {
        if (secrets.isEmpty()) {
            return body;
        }
        // Latin-1 keeps every byte as it is, whatever the body is written in.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        String without = text;
        for (String secret : secrets) {
            without = without.replace(
                    new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1), HIDDEN);
        }
        return without.equals(text) ? body : without.getBytes(StandardCharsets.ISO_8859_1);
    }
}
