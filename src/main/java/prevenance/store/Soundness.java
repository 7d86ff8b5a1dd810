package prevenance.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/// Looks at a database before a daemon works on it: one that is gone or damaged is left as it is, and nobody begins an
/// empty one in its place.
final class Soundness {
    private static final Logger LOG = LoggerFactory.getLogger(Soundness.class);

    /// A start waits no longer; what could not be looked at by then is looked at by the nightly backup.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private Soundness() {}

    /// @param seen    whether a database was there before
    /// @param backups where backups lie, null when nobody knows
    /// @throws StoreException when it was there and is gone
    static void notGone(Path file, boolean seen, @Nullable Path backups) {
        boolean journal = Files.exists(file.resolveSibling(file.getFileName() + "-wal"));
        if ((seen || journal) && isEmpty(file)) {
            throw new StoreException("the database " + file + " is gone or empty, and was there before; nothing was"
                    + " created in its place. Put it back, or " + remedy(backups)
                    + ". To begin anew with an empty one, delete " + DaemonLock.of(file)
                    + (journal ? " and " + file + "-wal" : ""));
        }
    }

    /// Whether its lock says that a database was there. Only where no database is: no daemon of this process can hold
    /// the lock then.
    static boolean wasSeen(Path file) {
        Path lock = DaemonLock.of(file);
        try {
            return isEmpty(file)
                    && Files.exists(lock)
                    && Files.readString(lock, StandardCharsets.US_ASCII).contains(DaemonLock.SEEN);
        } catch (IOException _) {
            return false;
        }
    }

    /// @throws StoreException when it is damaged
    static void undamaged(Path file, @Nullable Path backups) {
        if (isEmpty(file)) {
            return;
        }
        try (SqliteFile database = SqliteFile.open(file)) {
            List<String> found = quickly(database);
            if (!found.equals(List.of("ok"))) {
                throw damaged(file, String.join("; ", found), backups);
            }
        } catch (SQLException failed) {
            if (isDamage(failed)) {
                throw damaged(file, StoreException.root(failed), backups);
            }
            // Whatever else it is, opening it says so.
        }
    }

    static List<String> quickly(SqliteFile database) throws SQLException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean late = new AtomicBoolean();
        Thread clock = Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    late.set(true);
                    database.interrupt();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return database.texts("pragma quick_check(3)");
        } catch (SQLException stopped) {
            if (late.get()) {
                LOG.atWarn().addKeyValue("after", PATIENCE).log("the database is large: it was read in part only");
                return List.of("ok");
            }
            throw stopped;
        } finally {
            done.countDown();
            clock.interrupt();
        }
    }

    static boolean isDamage(Throwable failed) {
        return failed instanceof SQLiteException sqlite
                && switch (sqlite.getResultCode()) {
                    case SQLITE_CORRUPT,
                            SQLITE_CORRUPT_VTAB,
                            SQLITE_CORRUPT_INDEX,
                            SQLITE_CORRUPT_SEQUENCE,
                            SQLITE_NOTADB -> true;
                    default -> false;
                };
    }

    static StoreException damaged(Path file, String how, @Nullable Path backups) {
        return new StoreException("the database " + file + " is damaged (" + how + "); it was left as it is. "
                + capital(remedy(backups)));
    }

    private static String remedy(@Nullable Path backups) {
        if (backups == null) {
            return "restore a backup: prevenance restore FILE";
        }
        Optional<Backups.Kept> newest = Backups.newest(backups);
        return newest.map(kept -> "restore the newest backup, of " + kept.at() + ": prevenance restore " + kept.path())
                .orElse("restore a backup: prevenance restore FILE (there is none in " + backups + ")");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static boolean isEmpty(Path file) {
        try {
            return !Files.exists(file) || Files.size(file) == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
