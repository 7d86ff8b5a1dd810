package prevenance.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What `${ENV:NAME}` and `${FILE:path}` stand for.
public final class References {
    private References() {}

    /// Looks names up in `environment`, and files beside `directory` when their path is relative. A file's last line
    /// break is dropped, because editors add one.
    public static UnaryOperator<@Nullable String> of(Map<String, String> environment, Path directory) {
        return reference -> {
            if (reference == null) {
                return null;
            }
            if (reference.startsWith("ENV:")) {
                return environment.get(reference.substring("ENV:".length()));
            }
            try {
                Path file = directory.resolve(reference.substring("FILE:".length()));
                return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
            } catch (IOException | InvalidPathException unreadable) {
                return null;
            }
        };
    }

    /// Nothing can be referred to.
    public static UnaryOperator<@Nullable String> none() {
        return reference -> null;
    }
}
