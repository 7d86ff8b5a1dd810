package prevenance.privacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// What packed bytes say: gzip unpacked, a mail's quoted-printable and Base64 parts decoded.
final class Unpacked {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Pattern BASE64 = Pattern.compile("(?:[A-Za-z0-9+/]{60,76}\\r?\\n)+[A-Za-z0-9+/=]{0,76}");

    private Unpacked() {}

    /// The bytes themselves and what lies in them.
    static List<byte[]> all(byte[] bytes) {
        List<byte[]> all = new ArrayList<>();
        all.add(bytes);
        if (bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            all.add(gunzip(bytes));
        } else {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            all.add(quotedPrintable(text));
            Matcher parts = BASE64.matcher(text);
            while (parts.find()) {
                all.add(Base64.getMimeDecoder().decode(padded(parts.group())));
            }
        }
        return all;
    }

    static byte[] gunzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(LARGEST);
        } catch (IOException cutShort) {
            return new byte[0];
        }
    }

    private static String padded(String base64) {
        String bare = base64.replaceAll("[\\r\\n=]", "");
        return bare.substring(0, bare.length() / 4 * 4);
    }

    private static byte[] quotedPrintable(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '=') {
                out.write(c);
            } else if (text.startsWith("\r\n", i + 1)) {
                i += 2;
            } else if (text.startsWith("\n", i + 1)) {
                i += 1;
            } else if (i + 2 < text.length()
                    && Character.digit(text.charAt(i + 1), 16) >= 0
                    && Character.digit(text.charAt(i + 2), 16) >= 0) {
                out.write(Character.digit(text.charAt(i + 1), 16) * 16 + Character.digit(text.charAt(i + 2), 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return out.toByteArray();
    }
}
