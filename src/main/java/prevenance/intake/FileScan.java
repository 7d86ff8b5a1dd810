package prevenance.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// The first look at a file: what it is, before any row is read.
sealed interface FileScan {
    /// @param digest   SHA-256 of the bytes, hexadecimal
    /// @param bom      the file begins with UTF-8's byte order mark
    /// @param oddBytes places that are no UTF-8 in a file that is mostly UTF-8; they are read as U+FFFD
    record TextFile(String digest, long bytes, Charset charset, boolean bom, long oddBytes) implements FileScan {}

    record Refused(String message, String remedy) implements FileScan {}

    Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// @throws IOException when it cannot be read
    static FileScan of(InputStream in, IntakeSettings settings) throws IOException {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
        Census census = new Census();
        byte[] buffer = new byte[65_536];
        for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
            if (census.bytes == 0) {
                Refused foreign = foreign(Arrays.copyOf(buffer, Math.min(n, 8)));
                if (foreign != null) {
                    return foreign;
                }
            }
            sha.update(buffer, 0, n);
            census.add(buffer, n);
            if (census.bytes > settings.maxFileSize()) {
                return new Refused(
                        "the file is larger than " + settings.maxFileSize() / (1024 * 1024) + " MB",
                        "split it, or raise intake.max-file-size-mb");
            }
            if (census.lines > settings.maxLines()) {
                return new Refused(
                        "the file has more than " + settings.maxLines() + " lines",
                        "split it, or raise intake.max-lines");
            }
        }
        if (census.zeros * 20 > census.bytes) {
            return new Refused("is no text file", "export it as CSV in UTF-8");
        }
        return census.result(HexFormat.of().formatHex(sha.digest()));
    }

    private static @org.jspecify.annotations.Nullable Refused foreign(byte[] head) {
        record Kind(String magic, String name) {}
        List<Kind> kinds = List.of(
                new Kind("504b0304", "an Excel or ZIP file"),
                new Kind("d0cf11e0", "an old Excel file"),
                new Kind("1f8b", "a compressed file"),
                new Kind("25504446", "a PDF file"),
                new Kind("fffe", "in UTF-16"),
                new Kind("feff", "in UTF-16"));
        String start = HexFormat.of().formatHex(head);
        return kinds.stream()
                .filter(kind -> start.startsWith(kind.magic()))
                .findFirst()
                .map(kind -> new Refused("is " + kind.name(), "export it as CSV in UTF-8"))
                .orElse(null);
    }

    /// Counts what tells UTF-8 from Windows-1252.
    final class Census {
        private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

        private long bytes;
        private long lines;
        private long zeros;
        private long sequences;
        private long broken;
        private int expected;
        private boolean bom;

        private void add(byte[] buffer, int n) {
            if (bytes == 0) {
                bom = n >= 3 && Arrays.equals(buffer, 0, 3, BOM, 0, 3);
            }
            bytes += n;
            for (int i = 0; i < n; i++) {
                int b = buffer[i] & 0xFF;
                if (b < 0x80 && expected == 0) {
                    lines += b == '\n' ? 1 : 0;
                    zeros += b == 0 ? 1 : 0;
                } else {
                    high(b);
                }
            }
        }

        private void high(int b) {
            if (expected > 0 && (b & 0xC0) == 0x80) {
                expected--;
                sequences += expected == 0 ? 1 : 0;
                return;
            }
            broken += expected > 0 ? 1 : 0;
            expected = b >= 0xC2 && b <= 0xDF ? 1 : (b & 0xF0) == 0xE0 ? 2 : b >= 0xF0 && b <= 0xF4 ? 3 : 0;
            broken += b >= 0x80 && expected == 0 ? 1 : 0;
            lines += b == '\n' ? 1 : 0;
        }

        private TextFile result(String digest) {
            broken += expected > 0 ? 1 : 0;
            boolean utf8 = bom || broken == 0 || sequences > broken;
            return utf8
                    ? new TextFile(digest, bytes, StandardCharsets.UTF_8, bom, broken)
                    : new TextFile(digest, bytes, WINDOWS_1252, false, 0);
        }
    }
}
