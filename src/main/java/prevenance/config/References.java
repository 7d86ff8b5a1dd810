package prevenance.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `${ENV:NAME}`, `${FILE:path}` and `${CREDENTIAL:name}` stand for.
public final class References implements UnaryOperator<@Nullable String> {
    private static final String FILE = "FILE:";

    /// Where the service manager puts the credentials of a service, systemd.exec(5).
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    /// Files of one folder, handed over as `LoadCredential=secrets:/etc/prevenance/secrets`, come under this prefix.
    private static final String FOLDER = "secrets";

    private final Map<String, String> environment;
    private final @Nullable Path directory;

    private References(Map<String, String> environment, @Nullable Path directory) {
        this.environment = environment;
        this.directory = directory;
    }

    /// Looks names up in `environment`, and files beside `directory` when their path is relative. A credential is
    /// what the service manager handed over; a program that it did not start reads `secrets/` in `directory`. A
    /// file's last line break is dropped, because editors add one.
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
        String name = reference.substring(reference.indexOf(':') + 1);
        try {
            if (reference.startsWith("ENV:")) {
                return environment.get(name);
            }
            return reference.startsWith("CREDENTIAL:")
                    ? credential(environment.get(CREDENTIALS), directory, Path.of(name))
                    : read(directory.resolve(name));
        } catch (InvalidPathException noPath) {
            return null;
        }
    }

    /// Who may read what a reference leads to.
    enum Readers {
        /// No file of everybody's.
        FEW,
        /// Every user of this machine.
        ALL,
        /// The file system does not tell.
        UNKNOWN
    }

    /// Who may read the file of a reference.
    Readers readers(String reference) {
        if (directory == null || !reference.startsWith(FILE)) {
            return Readers.FEW;
        }
        try {
            return Files.getPosixFilePermissions(directory.resolve(reference.substring(FILE.length())))
                            .contains(PosixFilePermission.OTHERS_READ)
                    ? Readers.ALL
                    : Readers.FEW;
        } catch (IOException | InvalidPathException | UnsupportedOperationException untold) {
            return Readers.UNKNOWN;
        }
    }

    private static @Nullable String credential(@Nullable String handedOver, Path directory, Path name) {
        if (name.getNameCount() != 1 || name.isAbsolute() || name.toString().startsWith(".")) {
            return null;
        }
        Stream<Path> places = handedOver == null
                ? Stream.of(directory.resolve(FOLDER).resolve(name))
                : Stream.of(Path.of(handedOver, name.toString()), Path.of(handedOver, FOLDER + "_" + name));
        return places.map(References::read).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
