package prevenance.store;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteException;

/// A disk that does not keep what it was given. What a failed fsync has lost is lost also when the next one succeeds
/// (Linux drops the pages), so nothing is tried again: the process ends, and the next one begins with what the disk
/// has.
final class DiskFailure {
    /// `EX_IOERR` of BSD's sysexits.h.
    static final int EXIT_CODE = 74;

    private static final Logger LOG = LoggerFactory.getLogger(DiskFailure.class);

    private DiskFailure() {}

    /// Whether a failure says that the disk or the database on it is broken; not that it is full or busy.
    static boolean isMeantBy(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return switch (sqlite.getResultCode()) {
                    case SQLITE_IOERR_FSYNC,
                            SQLITE_IOERR_DIR_FSYNC,
                            SQLITE_IOERR_READ,
                            SQLITE_IOERR_SHORT_READ,
                            SQLITE_IOERR_WRITE,
                            SQLITE_IOERR_TRUNCATE,
                            SQLITE_IOERR_FSTAT -> true;
                    default -> Soundness.isDamage(sqlite);
                };
            }
        }
        return false;
    }

    /// Ends a daemon at once, without a farewell that would write again.
    static void end(String database, Throwable failed) {
        LOG.atError()
                .addKeyValue("database", database)
                .addKeyValue("reason", StoreException.root(failed))
                .log("the disk failed: the program ends now, so that nothing is taken for kept that is not");
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
