package prevenance.intake;

import java.time.Instant;
import java.util.Optional;
import prevenance.store.Tx;

/// Which files came in, by content.
final class ImportFileStore {
    /// The kind that a file of these bytes came in as with every row; empty when it never did.
    Optional<ImportKind> cleanBefore(Tx tx, String digest) {
        return tx.handle()
                .createQuery("select kind from import_file where digest = :digest and rows_bad = 0")
                .bind("digest", digest)
                .mapTo(String.class)
                .findOne()
                .map(ImportKind::valueOf);
    }

    void record(Tx tx, String digest, ImportReport report, ImportKind kind, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into import_file (digest, name, kind, imported_at, rows_read, rows_bad)
                    values (:digest, :name, :kind, :now, :rows, :bad)
                    on conflict (digest) do update set name = excluded.name, kind = excluded.kind,
                        imported_at = excluded.imported_at, rows_read = excluded.rows_read,
                        rows_bad = excluded.rows_bad
                    """)
                .bind("digest", digest)
                .bind("name", report.file())
                .bind("kind", kind.name())
                .bind("now", now)
                .bind("rows", report.rows())
                .bind("bad", report.rejected())
                .execute();
    }
}
