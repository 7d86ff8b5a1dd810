package prevenance.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The bytes below the rows, where what was deleted may still lie. Only SQLite itself opens its files; a server's are
/// out of reach.
public final class Pages {
    private static final int PATIENCE_MS = 30_000;

    private Pages() {}

    /// Whether the file and its log now hold nothing but what the rows say.
    public enum Wiped {
        /// Everything was carried over into the file, and the log emptied.
        DONE,
        /// Somebody reads or writes all the time; try again later.
        BUSY,
        /// A server keeps its own files: rewriting a table (`VACUUM FULL`), its log and its backups are its keeper's.
        NOT_OURS
    }

    /// Carries the write-ahead log over into the file and empties it.
    public static Wiped emptyLog(Database database) {
        return onFile(database, "emptying the log", Pages::checkpoint);
    }

    /// Writes the whole file anew and empties the log. Takes a second or so for each 100 MB, in which other writers
    /// wait, and needs as much free space as the file is large.
    public static Wiped rewrite(Database database) {
        return onFile(database, "rewriting the file", statement -> {
            statement.execute("vacuum");
            return checkpoint(statement);
        });
    }

    /// A copy of all pages, also of those that hold nothing any more, as they are when it begins; empty when the
    /// database is a server's.
    public static Optional<Path> copy(Database database, Path target) {
        Wiped copied = onFile(database, "copying the pages", statement -> {
            // Without a reading of its own it would begin anew with each write of somebody else, and never end.
            statement.execute("begin");
            try (ResultSet any = statement.executeQuery("select count(*) from sqlite_schema")) {
                any.next();
            }
            statement.executeUpdate(
                    "backup to '" + target.toAbsolutePath().toString().replace("'", "''") + "'");
            return Wiped.DONE;
        });
        return copied == Wiped.NOT_OURS ? Optional.empty() : Optional.of(target);
    }

    private interface Work {
        Wiped on(Statement statement) throws SQLException;
    }

    private static Wiped onFile(Database database, String what, Work work) {
        if (!(database instanceof SqliteDatabase sqlite)) {
            return Wiped.NOT_OURS;
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(PATIENCE_MS);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + sqlite.file());
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            return work.on(statement);
        } catch (SQLException failed) {
            if (failed.getErrorCode() == org.sqlite.SQLiteErrorCode.SQLITE_BUSY.code
                    || failed.getErrorCode() == org.sqlite.SQLiteErrorCode.SQLITE_LOCKED.code) {
                return Wiped.BUSY;
            }
            throw new StoreException(what + " of " + sqlite.name() + " failed: " + StoreException.root(failed), failed);
        }
    }

    private static Wiped checkpoint(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("pragma wal_checkpoint(truncate)")) {
            return row.next() && row.getInt(1) == 0 ? Wiped.DONE : Wiped.BUSY;
        }
    }
}
