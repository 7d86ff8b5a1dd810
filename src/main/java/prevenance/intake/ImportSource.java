package prevenance.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A file to import. It is read twice: once to find out what it is, once for its rows.
///
/// @param path what is opened; when it is a link, it is not followed
/// @param name how reports call it
public record ImportSource(Path path, String name, boolean temporary) implements AutoCloseable {
    /// A file that somebody named; a link is followed.
    ///
    /// @throws IOException when there is none
    public static ImportSource file(Path file) throws IOException {
        return new ImportSource(file.toRealPath(), nameOf(file), false);
    }

    /// A file found in a folder that others may write to; a link is not followed.
    static ImportSource found(Path file) {
        return new ImportSource(file, nameOf(file), false);
    }

    /// What a stream holds, put into a temporary file that [#close] removes.
    ///
    /// @param maxBytes where copying stops; one byte more is kept, so that the file is refused as too large
    public static ImportSource stream(InputStream in, String name, long maxBytes) throws IOException {
        Path file = Files.createTempFile("prevenance-import", ".csv");
        try (var out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[65_536];
            long left = maxBytes + 1;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    break;
                }
                out.write(buffer, 0, n);
                left -= n;
            }
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
        return new ImportSource(file, name, true);
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path);
        }
    }

    private static String nameOf(Path file) {
        Path last = file.getFileName();
        return Words.cut(Words.clean(last == null ? file.toString() : last.toString()), 120);
    }
}
