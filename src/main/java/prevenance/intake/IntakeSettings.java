package prevenance.intake;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// How files come in.
///
/// @param dropFolder  watched for files; null: the program's own inbox, or none
/// @param settle      a file is taken when it did not change between two looks at least this far apart
/// @param maxFileSize in bytes; a larger file is refused
/// @param maxLines    a file of more lines is refused
public record IntakeSettings(@Nullable Path dropFolder, Duration settle, long maxFileSize, int maxLines) {
    private static final int MEGABYTE = 1024 * 1024;

    public static IntakeSettings defaults() {
        return new IntakeSettings(null, Duration.ofSeconds(2), 200L * MEGABYTE, 1_000_000);
    }

    public static IntakeSettings read(YamlSection section) {
        IntakeSettings usual = defaults();
        return new IntakeSettings(
                section.parsed("drop-folder", "a folder", IntakeSettings::path).orElse(null),
                section.duration("settle-time", usual.settle()),
                (long) MEGABYTE * section.integer("max-file-size-mb", (int) (usual.maxFileSize() / MEGABYTE), 1, 2000),
                section.integer("max-lines", usual.maxLines(), 10, 20_000_000));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException notOne) {
            throw new IllegalArgumentException(text, notOne);
        }
    }
}
