package prevenance.bounce;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A piece of a foreign mail. Reads whatever comes, in time proportional to its size: broken MIME gives fewer parts,
/// never an error.
///
/// @param body  its lines as they came, one character for each byte, line ends as `\n`
/// @param parts empty when it holds none
record MailPart(MailHeaders headers, String body, List<MailPart> parts) {
    private static final int DEEPEST = 6;
    private static final int MOST_PARTS = 40;
    private static final int LONGEST_BOUNDARY = 200;

    /// Reads a whole mail.
    ///
    /// @param text one character for each byte, line ends as `\n`
    static MailPart read(String text) {
        return read(text, 0, new int[] {MOST_PARTS});
    }

    private static MailPart read(String text, int depth, int[] left) {
        MailHeaders.Split split = MailHeaders.split(text);
        String type = split.headers().first("content-type");
        String boundary =
                type.toLowerCase(Locale.ROOT).startsWith("multipart/") ? MailHeaders.parameter(type, "boundary") : "";
        List<MailPart> parts = new ArrayList<>();
        if (!boundary.isEmpty() && boundary.length() <= LONGEST_BOUNDARY && depth < DEEPEST) {
            for (String piece : pieces(split.body(), "--" + boundary, left[0])) {
                if (left[0]-- > 0) {
                    parts.add(read(piece, depth + 1, left));
                }
            }
        }
        return new MailPart(split.headers(), split.body(), List.copyOf(parts));
    }

    private static List<String> pieces(String body, String line, int most) {
        List<String> pieces = new ArrayList<>();
        int begin = -1;
        for (int at = 0; at <= body.length() && pieces.size() < most; ) {
            int end = body.indexOf('\n', at);
            int next = end < 0 ? body.length() + 1 : end + 1;
            if (body.startsWith(line, at)) {
                String rest = body.substring(at + line.length(), Math.min(next - 1, body.length()));
                boolean last = rest.startsWith("--");
                if (rest.isBlank() || last) {
                    if (begin >= 0) {
                        pieces.add(body.substring(begin, Math.max(begin, at - 1)));
                    }
                    begin = last ? -1 : Math.min(next, body.length());
                }
            }
            at = next;
        }
        if (begin >= 0 && pieces.size() < most) {
            pieces.add(body.substring(begin));
        }
        return pieces;
    }

    /// The media type in lower case, `text/plain` when there is none.
    String type() {
        String type = headers.first("content-type");
        int end = type.indexOf(';');
        String plain = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return plain.isEmpty() ? "text/plain" : plain;
    }

    /// This part and all in it, in their order.
    Stream<MailPart> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(MailPart::all));
    }

    /// The body without its transfer encoding, in its charset; what cannot be read is left out.
    String text() {
        byte[] bytes = decoded();
        return new String(bytes, charset(MailHeaders.parameter(headers.first("content-type"), "charset")));
    }

    private byte[] decoded() {
        String encoding = headers.first("content-transfer-encoding").strip().toLowerCase(Locale.ROOT);
        byte[] raw = body.getBytes(StandardCharsets.ISO_8859_1);
        return switch (encoding) {
            case "base64" -> base64(raw);
            case "quoted-printable" -> quotedPrintable(raw);
            default -> raw;
        };
    }

    private static byte[] base64(byte[] raw) {
        try {
            return Base64.getMimeDecoder().decode(raw);
        } catch (IllegalArgumentException broken) {
            return raw;
        }
    }

    private static byte[] quotedPrintable(byte[] raw) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '=') {
                out.write(raw[i]);
            } else if (i + 1 < raw.length && raw[i + 1] == '\n') {
                i++;
            } else if (i + 2 < raw.length
                    && Character.digit(raw[i + 1], 16) >= 0
                    && Character.digit(raw[i + 2], 16) >= 0) {
                out.write(Character.digit(raw[i + 1], 16) * 16 + Character.digit(raw[i + 2], 16));
                i += 2;
            } else {
                out.write('=');
            }
        }
        return out.toByteArray();
    }

    static Charset charset(String name) {
        try {
            return name.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
