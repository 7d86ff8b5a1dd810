package prevenance.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// How a database file is, found out without changing or disturbing anything.
///
/// @param exists whether it is there and not empty
/// @param used   whether a daemon has worked on one in this place
/// @param bytes  of the file
/// @param log    bytes of the journal beside it
/// @param schema version of its tables, empty when it cannot be read
/// @param damage what SQLite finds wrong with its pages; empty when nothing
/// @param daemon process id of the daemon that works on it, empty when none does
public record StoreCondition(
        boolean exists, boolean used, long bytes, long log, String schema, List<String> damage, Optional<Long> daemon) {
    /// Looks at a file.
    public static StoreCondition of(Path file) {
        Path lock = DaemonLock.of(file.toAbsolutePath());
        String noted = text(lock);
        boolean exists = size(file) > 0;
        String schema = "";
        List<String> damage = List.of();
        if (exists) {
            try (SqliteFile database = SqliteFile.open(file)) {
                List<String> found = Soundness.quickly(database);
                damage = found.equals(List.of("ok")) ? List.of() : found;
                schema = String.join(
                        "",
                        database.texts("select max(cast(version as integer)) from flyway_schema_history"
                                + " where success = 1"));
            } catch (SQLException unreadable) {
                damage = List.of(StoreException.root(unreadable));
            }
        }
        return new StoreCondition(
                exists,
                noted.contains(DaemonLock.SEEN),
                size(file),
                size(file.resolveSibling(file.getFileName() + "-wal")),
                schema,
                damage,
                holder(noted));
    }

    /// Not by trying the lock: a daemon that starts just then would be refused.
    private static Optional<Long> holder(String noted) {
        return noted.lines()
                .findFirst()
                .map(String::strip)
                .filter(line -> line.matches("[0-9]{1,10}"))
                .map(Long::valueOf)
                .filter(pid -> ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.contains("java") || command.contains("prevenance"))
                        .isPresent());
    }

    private static String text(Path lock) {
        try {
            return Files.exists(lock) ? Files.readString(lock, StandardCharsets.US_ASCII) : "";
        } catch (IOException _) {
            return "";
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
