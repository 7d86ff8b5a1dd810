package prevenance.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The names a message goes by: its unique key here, and its Message-ID in the world.
final class MessageIdentity {
    private static final int ID_BYTES = 16;

    private MessageIdentity() {}

    static String key(String subject, MessageKind kind, int episode) {
        return subject + "/" + kind.wireName() + "/" + episode;
    }

    /// The Message-ID of the message with a key. It follows from what the message is about, so that the same news about
    /// the same parcel has the same name even from a restored database.
    static String messageId(String domain, String key, @Nullable String... about) {
        String seed = Stream.concat(Stream.of(key), Stream.of(about).map(part -> part == null ? "" : part))
                .collect(Collectors.joining("\n"));
        return "<pv-" + HexFormat.of().formatHex(sha256(seed), 0, ID_BYTES) + "@" + domain + ">";
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
