package prevenance.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Copies a database while others work on it, reads the copy through, and only then gives it its name.
public final class BackupWriter {
    /// What nothing may be lost of while others write.
    private static final List<String> DEAR = List.of("customer_order", "parcel", "outbox_message", "service_case");

    private static final double ROOM = 1.1;

    private static final String PART = ".part";
    private static final String PART_ENCRYPTED = ".part-encrypted";

    private BackupWriter() {}

    /// By its name, a copy that never got one of its own.
    static boolean isUnfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && (name.endsWith(PART) || name.endsWith(PART_ENCRYPTED));
    }

    /// @param database    the live file
    /// @param target      must not exist
    /// @param encryptWith see [BackupSettings]
    /// @throws StoreException when there is no good copy; nothing of it is left then
    public static BackupFile write(Path database, Path target, List<String> encryptWith, Instant now) {
        Path place = target.toAbsolutePath().normalize();
        if (!Files.exists(database)) {
            throw new StoreException("there is no database at " + database);
        }
        if (Files.exists(place)) {
            throw new StoreException(place + " is already there; name another file with --to");
        }
        Path copy = place.resolveSibling("." + place.getFileName() + PART);
        Path secret = place.resolveSibling("." + place.getFileName() + PART_ENCRYPTED);
        try {
            PrivateFiles.folder(Objects.requireNonNull(place.getParent()));
            PrivateFiles.create(copy);
            Map<String, Long> least = copy(database, copy, encryptWith.isEmpty() ? 1 : 2);
            Epoch.mark(copy, now);
            BackupCheck.Content content = BackupCheck.of(copy);
            compare(least, content.rows());
            boolean encrypted = !encryptWith.isEmpty();
            if (encrypted) {
                Pipe.through(encryptWith, copy, PrivateFiles.create(secret));
            }
            PrivateFiles.publish(encrypted ? secret : copy, place);
            return new BackupFile(place, now, Files.size(place), content.schema(), content.rows(), encrypted);
        } catch (IOException failed) {
            throw new StoreException("cannot write the backup " + place + ": " + failed, failed);
        } catch (SQLException failed) {
            String words = "cannot copy the database " + database + ": " + StoreException.root(failed);
            throw isBusy(failed) ? StoreException.busy(words + "; try again") : new StoreException(words, failed);
        } finally {
            PrivateFiles.deleteQuietly(copy);
            PrivateFiles.deleteQuietly(secret);
        }
    }

    /// The least number of rows of each table that the copy must have.
    private static Map<String, Long> copy(Path database, Path copy, int times) throws SQLException, IOException {
        try (SqliteFile live = SqliteFile.open(database)) {
            long bytes = live.number("pragma page_count") * live.number("pragma page_size");
            long free = Files.getFileStore(copy).getUsableSpace();
            if (free < bytes * ROOM * times) {
                throw new StoreException("the disk of " + copy.getParent() + " has " + free / 1_000_000
                        + " MB left, and the backup may need " + (long) (bytes * ROOM * times) / 1_000_000
                        + " MB: make room or keep fewer backups");
            }
            long version = live.dataVersion();
            Map<String, Long> before = live.counts();
            live.copyTo(copy);
            if (live.dataVersion() == version) {
                return before;
            }
            // Others wrote meanwhile: what only grows cannot have become less than it was.
            Map<String, Long> after = live.counts();
            before.keySet().retainAll(DEAR);
            before.replaceAll((table, count) -> Math.min(count, after.getOrDefault(table, 0L)));
            return before;
        }
    }

    private static void compare(Map<String, Long> least, Map<String, Long> rows) {
        least.forEach((table, count) -> {
            if (rows.getOrDefault(table, 0L) < count) {
                throw new StoreException("the copy has " + rows.get(table) + " rows of " + table + " and the database "
                        + count + ": the backup was thrown away; try again");
            }
        });
    }

    private static boolean isBusy(SQLException failed) {
        return failed instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_LOCKED);
    }
}
