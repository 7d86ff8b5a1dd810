package prevenance.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What `${ENV:NAME}` and `${FILE:path}` stand for.
public final class References implements UnaryOperator<@Nullable String> {
    private static final String ENV = "ENV:";
    private static final String FILE = "FILE:";

    private final Map<String, String> environment;
    private final @Nullable Path directory;

    private References(Map<String, String> environment, @Nullable Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /// Looks names up in `environment`, and files beside `directory` when their path is relative. A file's last line
    /// break is dropped, because editors add one.
    public static References of(Map<String, String> environment, Path directory) {
        return new References(environment, directory);
    }

    /// Nothing can be referred to.
    public static References none() {
        return new References(Map.of(), null);
    }

    @Override
    public @Nullable String apply(@Nullable String reference) {
        if (reference == null || directory == null) {
            return null;
        }
        if (reference.startsWith(ENV)) {
            return environment.get(reference.substring(ENV.length()));
        }
        try {
            return Files.readString(file(directory, reference), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException | InvalidPathException unreadable) {
            return null;
        }
    }

    /// Whether a reference is to a file that every user of this machine may read.
    boolean isOpenToAll(String reference) {
        if (directory == null || !reference.startsWith(FILE)) {
            return false;
        }
        try {
            return Files.getPosixFilePermissions(file(directory, reference)).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | InvalidPathException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static Path file(Path directory, String reference) {
        return directory.resolve(reference.substring(FILE.length()));
    }
}
