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
    }

    private final List<Pattern> patterns = new ArrayList<>();
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
        patterns.forEach(pattern -> longest = Math.max(longest, pattern.bytes.length));
    }

    private void add(Set<List<Byte>> seen, Trace trace, byte[] bytes, boolean exact) {
        List<Byte> key = new ArrayList<>();
        for (byte b : bytes) {
            key.add(b);
        }
        if (bytes.length > 3 && seen.add(key)) {
            patterns.add(new Pattern(trace.kind(), bytes, exact));
        }
    }

    /// Whether any of them stands there.
    boolean finds(byte[] bytes) {
        byte[] lower = lower(bytes);
        return patterns.stream()
                .anyMatch(pattern -> indexOf(pattern.exact ? bytes : lower, bytes.length, pattern.bytes, 0) >= 0);
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
        byte[] lower = lower(Arrays.copyOf(bytes, length));
        for (Pattern pattern : patterns) {
            byte[] where = pattern.exact ? bytes : lower;
            int at = indexOf(where, length, pattern.bytes, Math.max(0, before - pattern.bytes.length + 1));
            while (at >= 0) {
                counts.merge(pattern.kind, 1L, Long::sum);
                at = indexOf(where, length, pattern.bytes, at + 1);
            }
        }
    }

    private static int indexOf(byte[] where, int length, byte[] what, int from) {
        byte first = what[0];
        int last = length - what.length;
        for (int i = from; i <= last; i++) {
            if (where[i] == first && Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] lower(byte[] bytes) {
        byte[] lower = bytes.clone();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] = (byte) (lower[i] + ('a' - 'A'));
            }
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
