package prevenance.carrier;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A reply as it came, decompressed. The content type is empty when the carrier sent none.
final class RawReply {
    private final int status;
    private final String contentType;
    private final Optional<String> retryAfter;
    private final byte[] body;
    private final Map<String, String> headers;

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

    RawReply(int status, String contentType, Optional<String> retryAfter, byte[] body) {
        this(status, contentType, retryAfter, body, Map.of());
    }

    /// @param headers all of them, for people
    RawReply(int status, String contentType, Optional<String> retryAfter, byte[] body, Map<String, String> headers) {
        this.headers = headers;
        this.status = status;
        this.contentType = contentType;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    Optional<String> retryAfter() {
        return retryAfter;
    }

    Map<String, String> headers() {
        return headers;
    }

    /// The bytes themselves, not a copy.
    byte[] body() {
        return body;
    }

    /// What the content type says that it is written in; empty when it says nothing or something else.
    Optional<ReplyReading.Format> format() {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return Optional.of(ReplyReading.Format.JSON);
        }
        return type.contains("xml") && !type.contains("html") ? Optional.of(ReplyReading.Format.XML) : Optional.empty();
    }

    /// The body as a text when the content type names its character set; empty when it names none.
    ///
    /// @throws UnreadableReplyException for an unknown set, or bytes that are none of it
    Optional<String> declaredText() {
        Matcher named = CHARSET.matcher(contentType);
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(named.group(1))
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body))
                    .toString());
        } catch (CharacterCodingException | IllegalArgumentException broken) {
            throw new UnreadableReplyException("the reply is not in the character set that it names");
        }
    }

    /// The beginning of the body for a search, whatever it is written in.
    String beginning() {
        return new String(body, 0, Math.min(body.length, 20_000), StandardCharsets.UTF_8);
    }
}
