package prevenance.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Puts a backup in the place of a database. What it replaces stays beside it.
public final class Restore {
    /// A backup whose name ends so is encrypted.
    static final String ENCRYPTED = ".enc";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Restore() {}

    /// What is now in the place.
    ///
    /// @param replaced where the former database lies, null when there was none
    public record Restored(
            Path database, BackupFile backup, @Nullable Path replaced) {}

    /// Decrypts and reads a backup through without putting it anywhere.
    ///
    /// @param work a folder for a copy, which the caller deletes; the copy is `backup.db` in it
    /// @throws StoreException when it is no good
    public static BackupFile read(Path backup, Path work, List<String> decryptWith) {
        Path copy = work.resolve("backup.db");
        fetch(backup, copy, decryptWith);
        return described(backup, copy);
    }

    /// Puts a backup in the place of a database that no daemon works on.
    ///
    /// @param target      the database
    /// @param decryptWith see [BackupSettings]
    /// @throws StoreException when the backup is no good or somebody works on the database: nothing is changed
    public static Restored into(Path target, Path backup, List<String> decryptWith, Instant now) {
        Path place = target.toAbsolutePath().normalize();
        Path folder = Objects.requireNonNull(place.getParent());
        Path copy = place.resolveSibling("." + place.getFileName() + ".restoring");
        try {
            if (!Files.exists(backup)) {
                throw new StoreException("there is no file " + backup);
            }
            if (Files.exists(place) && Files.isSameFile(place, backup)) {
                throw new StoreException(backup + " is the database itself; name a backup");
            }
            PrivateFiles.folder(folder);
            try (DaemonLock lock = DaemonLock.take(place)) {
                PrivateFiles.create(copy);
                fetch(backup, copy, decryptWith);
                BackupFile read = described(backup, copy);
                Epoch.mark(copy, read.at());
                forgetVisitors(copy);
                boolean former = Files.exists(place);
                if (former) {
                    seal(place);
                }
                PrivateFiles.belongLike(former ? place : folder, copy);
                Path replaced = former ? setAside(place, now) : null;
                PrivateFiles.publish(copy, place);
                lock.markSeen();
                PrivateFiles.belongLike(folder, DaemonLock.of(place));
                return new Restored(place, read, replaced);
            }
        } catch (IOException failed) {
            throw new StoreException("cannot restore to " + place + ": " + failed, failed);
        } catch (SQLException failed) {
            throw new StoreException("cannot restore to " + place + ": " + StoreException.root(failed), failed);
        } finally {
            PrivateFiles.deleteQuietly(copy);
        }
    }

    private static BackupFile described(Path backup, Path copy) {
        try {
            BackupCheck.Content content = BackupCheck.of(copy);
            return new BackupFile(
                    backup,
                    Epoch.of(copy),
                    Files.size(backup),
                    content.schema(),
                    content.rows(),
                    backup.toString().endsWith(ENCRYPTED));
        } catch (IOException | SQLException failed) {
            throw new StoreException("cannot read " + backup + ": " + StoreException.root(failed), failed);
        }
    }

    /// By SQLite alone, because it may be a database that somebody works on.
    private static void fetch(Path backup, Path copy, List<String> decryptWith) {
        try {
            if (!Files.exists(backup)) {
                throw new StoreException("there is no file " + backup);
            }
            if (!Files.exists(copy)) {
                PrivateFiles.create(copy);
            }
            if (backup.toString().endsWith(ENCRYPTED)) {
                if (decryptWith.isEmpty()) {
                    throw new StoreException(backup + " is encrypted: say how it is decrypted with --decrypt-with, or"
                            + " 'decrypt-with' of the section 'backup'");
                }
                Pipe.through(decryptWith, backup, copy);
                return;
            }
            try (SqliteFile file = SqliteFile.open(backup)) {
                file.copyTo(copy);
            }
        } catch (IOException | SQLException failed) {
            throw new StoreException(
                    backup + " is no good backup: " + StoreException.root(failed) + "; take another one", failed);
        }
    }

    /// Who was signed in then is not signed in now, and links that were used since do not open again.
    private static void forgetVisitors(Path copy) throws SQLException {
        try (SqliteFile file = SqliteFile.open(copy)) {
            for (String table : List.of("staff_session", "staff_invitation")) {
                if (file.has(table)) {
                    file.execute("delete from " + table);
                }
            }
        }
    }

    /// Writes what its journal holds into the former database. One that is damaged stays as it is, with its journal.
    private static void seal(Path database) {
        try (SqliteFile file = SqliteFile.open(database)) {
            file.texts("pragma locking_mode = exclusive");
            file.execute("begin exclusive");
            file.execute("commit");
            file.texts("pragma journal_mode = delete");
        } catch (SQLException failed) {
            if (failed instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_BUSY) {
                throw StoreException.busy("another program has " + database + " open; end it first");
            }
        }
    }

    private static Path setAside(Path place, Instant now) throws IOException {
        Path aside = place.resolveSibling(place.getFileName() + ".replaced-" + STAMP.format(now));
        if (Files.exists(aside)) {
            throw new StoreException(aside + " is already there; try again in a second");
        }
        for (String part : List.of("-wal", "-shm", "")) {
            Path from = place.resolveSibling(place.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(from, aside.resolveSibling(aside.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return aside;
    }
}
