package prevenance.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import prevenance.intake.SearchText;

/// Looks for a person's texts among bytes, in each way in which files write them: UTF-8, Windows-1252, UTF-16, escaped
/// as in JSON, folded as in the search column, as Base64. Upper and lower case of plain letters are the same.
final class ByteSearch {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int WINDOW = 4 * 1024 * 1024;

    /// A text as a file may write it.
    private static final class Pattern {
        private final Trace.Kind kind;
        private final byte[] bytes;
        /// Also the case must fit: Base64.
        private final boolean exact;

        Pattern(Trace.Kind kind, byte[] bytes, boolean exact) {
            this.kind = kind;
            this.bytes = bytes;
            this.exact = exact;
        }

        boolean standsAt(int place, byte[] where, int length) {
            if (place + bytes.length > length) {
                return false;
            }
            for (int i = 0; i < bytes.length; i++) {
                byte there = where[place + i];
                if (bytes[i] != (exact ? there : LOWER[there & 0xff])) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final byte[] LOWER = lower();

    /// By their first two bytes, in lower case: one look at each place of a file finds what may begin there.
    private final Pattern[][] begins = new Pattern[1 << 16][];

    private int longest = 1;

    ByteSearch(List<Trace> traces) {
        for (Trace trace : traces) {
            Set<List<Byte>> seen = new LinkedHashSet<>();
            String text = trace.text();
            for (String form : List.of(text, SearchText.fold(text), escaped(text), text.replace("@", "%40"))) {
                for (Charset charset : List.of(
                        StandardCharsets.UTF_8, WINDOWS, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                    add(seen, trace, lower(form.getBytes(charset)), false);
                }
            }
            for (int shift = 0; shift < 3; shift++) {
                add(seen, trace, base64(text, shift), true);
            }
        }
    }

    private void add(Set<List<Byte>> seen, Trace trace, byte[] bytes, boolean exact) {
        List<Byte> key = new ArrayList<>();
        for (byte b : bytes) {
            key.add(b);
        }
        if (bytes.length > 3 && seen.add(key)) {
            int begin = begin(bytes, 0);
            Pattern[] before = begins[begin] == null ? new Pattern[0] : begins[begin];
            Pattern[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = new Pattern(trace.kind(), bytes, exact);
            begins[begin] = after;
            longest = Math.max(longest, bytes.length);
        }
    }

    private static int begin(byte[] bytes, int at) {
        return (LOWER[bytes[at] & 0xff] & 0xff) << 8 | LOWER[bytes[at + 1] & 0xff] & 0xff;
    }

    /// Whether any of them stands there.
    boolean finds(byte[] bytes) {
        return !count(bytes).isEmpty();
    }

    /// How often each kind of text stands there.
    Map<Trace.Kind, Long> count(byte[] bytes) {
        Map<Trace.Kind, Long> counts = new LinkedHashMap<>();
        count(bytes, bytes.length, 0, counts);
        return counts;
    }

    /// How often each kind of text stands in a file. Never of the live database.
    Map<Trace.Kind, Long> count(Path file) throws IOException {
        Map<Trace.Kind, Long> counts = new LinkedHashMap<>();
        byte[] buffer = new byte[WINDOW + longest];
        int kept = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.readNBytes(buffer, 0, WINDOW); n > 0; n = in.readNBytes(buffer, kept, WINDOW)) {
                int length = kept + n;
                count(buffer, length, kept, counts);
                kept = Math.min(longest - 1, length);
                System.arraycopy(buffer, length - kept, buffer, 0, kept);
            }
        }
        return counts;
    }

    /// @param before so many bytes at the start were looked at already: a find must reach beyond them
    private void count(byte[] bytes, int length, int before, Map<Trace.Kind, Long> counts) {
        for (int i = Math.max(0, before - longest + 1); i + 1 < length; i++) {
            Pattern[] candidates = begins[begin(bytes, i)];
            if (candidates != null) {
                for (Pattern pattern : candidates) {
                    if (i + pattern.bytes.length > before && pattern.standsAt(i, bytes, length)) {
                        counts.merge(pattern.kind, 1L, Long::sum);
                    }
                }
            }
        }
    }

    private static byte[] lower(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = LOWER[lower[i] & 0xff];
        }
        return lower;
    }

    private static byte[] lower() {
        byte[] lower = new byte[256];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (byte) (i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
        }
        return lower;
    }

    /// As JSON may write it: what is not ASCII as `\\u00e9`.
    private static String escaped(String text) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            json.append(c < 128 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return json.toString();
    }

    /// The middle of the text in Base64 when so many bytes of a group of three stand before it.
    private static byte[] base64(String text, int shift) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] shifted = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, shifted, shift, bytes.length);
        byte[] encoded = Base64.getEncoder().encode(shifted);
        int from = shift == 0 ? 0 : 4;
        int whole = shifted.length / 3 * 4;
        return whole - from < 8 ? new byte[0] : Arrays.copyOfRange(encoded, from, whole);
    }
}
