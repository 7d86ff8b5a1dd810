package prevenance.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;

/// The mark of a copy: what is told by a database that begins anew from it may have been told before. Nothing leaves
/// until somebody has said until when the former one was sending.
final class Epoch {
    private Epoch() {}

    /// Writes it into a fresh copy, and leaves the copy without a journal beside it.
    static void mark(Path copy, Instant at) throws SQLException {
        try (SqliteFile file = SqliteFile.open(copy)) {
            file.execute("pragma journal_mode = delete");
            if (file.has("outbox_epoch")) {
                file.execute("delete from outbox_epoch");
                file.execute("""
                    insert into outbox_epoch (only_row, backed_up_at, last_message)
                    select 1, ?, coalesce(max(id), 0) from outbox_message
                    """, at.toEpochMilli());
            }
        }
    }

    /// When the data of a copy was that of the living: its mark, or the last sign of life of the daemon that wrote it
    /// when the copy was made by something else or has been in use since.
    static Instant of(Path copy) throws SQLException {
        try (SqliteFile file = SqliteFile.open(copy)) {
            long marked = file.has("outbox_epoch")
                    ? file.number("select backed_up_at from outbox_epoch where restored_at is null")
                    : 0;
            long beat = file.has("daemon_beat") ? file.number("select max(beat_at) from daemon_beat") : 0;
            return Instant.ofEpochMilli(marked > 0 ? marked : beat);
        }
    }
}
