import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Compresses what Debian wants compressed, without a time in it: `java Compress.java FILE TO [FILE TO]…`
final class Compress {
    private Compress() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < arguments.length; i += 2) {
            Path to = Path.of(arguments[i + 1]);
            Files.createDirectories(to.toAbsolutePath().getParent());
            try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(to)) {
                {
                    def.setLevel(9);
                }
            }) {
                Files.copy(Path.of(arguments[i]), out);
            }
        }
    }
}
