package prevenance.message.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Signs mails (RFC 6376, `relaxed/relaxed`, SHA-256; RFC 8463 for Ed25519). A mail is signed once, when it is written:
/// every attempt sends the same bytes.
final class DkimSigner {
    /// In this order. A name more often than the mail has it means that adding another breaks the signature; RFC 8058
    /// demands both headers of the list.
    private static final List<String> SIGNED = List.of(
            "from",
            "from",
            "subject",
            "subject",
            "reply-to",
            "reply-to",
            "to",
            "date",
            "message-id",
            "mime-version",
            "content-type",
            "content-language",
            "auto-submitted",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "x-prevenance-notification");

    private static final int LINE = 70;

    private final DkimSettings settings;
    private final boolean rsa;

    DkimSigner(DkimSettings settings) {
        this.settings = settings;
        rsa = settings.key() instanceof RSAPrivateCrtKey;
    }

    /// The mail with its signature before all other headers.
    ///
    /// @param mail its lines end in CR LF, and none is changed any more
    byte[] sign(byte[] mail, Instant at) {
        int end = endOfHead(mail);
        Map<String, List<String>> headers = headers(new String(mail, 0, end, StandardCharsets.ISO_8859_1));
        List<String> names = SIGNED.stream()
                .filter(name -> headers.containsKey(name) || name.equals("reply-to"))
                .toList();
        String unsigned = "v=1; a=" + (rsa ? "rsa" : "ed25519") + "-sha256; c=relaxed/relaxed; d=" + settings.domain()
                + ";\r\n s=" + settings.selector() + "; t=" + at.getEpochSecond() + ";\r\n h="
                + folded(String.join(":", names), ":")
                + ";\r\n bh=" + base64(sha256(body(mail, Math.min(end + 2, mail.length)))) + ";\r\n b=";
        StringBuilder said = new StringBuilder();
        for (String name : names) {
            List<String> left = headers.getOrDefault(name, List.of());
            if (!left.isEmpty()) {
                // Of several headers of a name the last is taken first (RFC 6376 5.4.2).
                said.append(relaxed(name, left.removeLast())).append("\r\n");
            }
        }
        said.append(relaxed("dkim-signature", unsigned));
        String signature = base64(signature(said.toString().getBytes(StandardCharsets.ISO_8859_1)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length + 1000);
        out.writeBytes(
                ("DKIM-Signature: " + unsigned + folded(signature, "") + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(mail);
        return out.toByteArray();
    }

    /// After the last header's line; an empty line and the body follow.
    private static int endOfHead(byte[] mail) {
        for (int i = 0; i + 3 < mail.length; i++) {
            if (mail[i] == '\r' && mail[i + 1] == '\n' && mail[i + 2] == '\r' && mail[i + 3] == '\n') {
                return i + 2;
            }
        }
        return mail.length;
    }

    /// Values by name in lower case, each as it stands, folds included.
    private static Map<String, List<String>> headers(String head) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String header : head.split("\r\n(?![ \t])", -1)) {
            int colon = header.indexOf(':');
            if (colon > 0) {
                headers.computeIfAbsent(
                                header.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                        .add(header.substring(colon + 1));
            }
        }
        return headers;
    }

    /// RFC 6376 3.4.2.
    private static String relaxed(String name, String value) {
        return name + ":" + value.replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
    }

    /// RFC 6376 3.4.4: blanks between words become one, those at the end of a line and empty lines at the end none.
    ///
    /// @param from where the body begins
    private static byte[] body(byte[] mail, int from) {
        byte[] out = new byte[mail.length - from + 2];
        int length = 0;
        int kept = 0;
        boolean blank = false;
        for (int i = from; i < mail.length; i++) {
            byte b = mail[i];
            if (b == ' ' || b == '\t') {
                blank = true;
            } else if (b == '\r' && i + 1 < mail.length && mail[i + 1] == '\n') {
                out[length++] = b;
                out[length++] = '\n';
                i++;
                blank = false;
            } else {
                if (blank) {
                    out[length++] = ' ';
                    blank = false;
                }
                out[length++] = b;
                kept = length;
            }
        }
        if (kept == 0) {
            return new byte[0];
        }
        out[kept] = '\r';
        out[kept + 1] = '\n';
        return Arrays.copyOf(out, kept + 2);
    }

    private byte[] signature(byte[] said) {
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signature.initSign(settings.key());
            signature.update(rsa ? said : sha256(said));
            return signature.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the DKIM key cannot sign", unusable);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Broken into lines, only after the separator when there is one.
    private static String folded(String text, String separator) {
        StringBuilder lines = new StringBuilder();
        int at = 0;
        while (text.length() - at > LINE) {
            int end = separator.isEmpty() ? at + LINE : text.lastIndexOf(separator, at + LINE) + 1;
            lines.append(text, at, end).append("\r\n ");
            at = end;
        }
        return lines.append(text, at, text.length()).toString();
    }
}
