package prevenance.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Sends a file through another program, such as `age` or `gpg`, into a new file. Nothing is held in memory, and no
/// shell reads the words.
final class Pipe {
    private static final int PATIENCE_HOURS = 2;
    private static final int WORDS = 300;

    private Pipe() {}

    /// @param to exists and is empty
    /// @throws StoreException when the program cannot be started or fails; with its own words
    static void through(List<String> command, Path from, Path to) {
        Path words = to.resolveSibling(to.getFileName() + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(from.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(to.toFile()))
                    .redirectError(words.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_HOURS, TimeUnit.HOURS)) {
                process.destroyForcibly();
                throw new StoreException("'" + command.getFirst() + "' did not end within " + PATIENCE_HOURS + " h");
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(words, StandardCharsets.UTF_8).strip();
                throw new StoreException("'" + command.getFirst() + "' failed with " + process.exitValue() + ": "
                        + (said.length() > WORDS ? said.substring(0, WORDS) + "…" : said));
            }
            if (Files.size(to) == 0) {
                throw new StoreException("'" + command.getFirst() + "' wrote nothing");
            }
        } catch (IOException failed) {
            throw new StoreException("cannot run '" + command.getFirst() + "': " + failed.getMessage(), failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new StoreException("stopped while '" + command.getFirst() + "' was at work", stop);
        } finally {
            PrivateFiles.deleteQuietly(words);
        }
    }
}
