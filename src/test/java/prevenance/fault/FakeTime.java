package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The wall clock of a life of the program, moved by a file. Its monotonic clock stays as it is, or the JVM would spin:
/// hence the two switches.
final class FakeTime {
    private final Path file;
    private Duration ahead = Duration.ZERO;

    FakeTime(Path folder) {
        file = folder.resolve("faketime");
        write();
    }

    /// The library of libfaketime for programs of many threads, empty when it is not installed. The other one now and
    /// then gives a thread the machine's own time.
    static Optional<Path> library() {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                    .filter(Files::exists)
                    .findFirst();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The command in front of the program's own.
    List<String> wrapper() {
        return List.of(
                "/usr/bin/env",
                "LD_PRELOAD=" + library().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE=" + file,
                "FAKETIME_NO_CACHE=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                "FAKETIME_FORCE_MONOTONIC_FIX=0");
    }

    Instant now() {
        return Instant.now().plus(ahead);
    }

    void advance(Duration by) {
        ahead = ahead.plus(by);
        write();
    }

    private void write() {
        try {
            Path next = file.resolveSibling("faketime.next");
            Files.writeString(next, String.format(Locale.ROOT, "%+.3f%n", ahead.toMillis() / 1000.0));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
