package prevenance.console.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Who did what, append-only.
public final class AuditStore {
    /// @param actor   login, `token:` and its name, `customer` or `prevenance`
    /// @param action  `case.close`, `login`
    /// @param subject `case:7`, null for none
    /// @param detail  without personal data or secrets, null for none
    public record Entry(
            long id,
            Instant at,
            String actor,
            String action,
            @Nullable String subject,
            @Nullable String detail) {}

    /// Writes an entry, in the transaction of what was done.
    public void write(
            Tx tx, String actor, String action, @Nullable String subject, @Nullable String detail, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into audit_entry (at, actor, action, subject, detail)
                    values (:at, :actor, :action, :subject, :detail)
                    """)
                .bind("at", now)
                .bind("actor", actor)
                .bind("action", action)
                .bind("subject", subject)
                .bind("detail", detail)
                .execute();
    }

    /// The newest entries before an id, of all or of one subject.
    ///
    /// @param before  null for the newest
    /// @param subject null for all
    public List<Entry> list(Tx tx, @Nullable Long before, @Nullable String subject, int limit) {
        return tx.handle()
                .createQuery("""
                    select * from audit_entry
                    where (cast(:before as bigint) is null or id < :before)
                        and (cast(:subject as text) is null or subject = :subject)
                    order by id desc limit :limit
                    """)
                .bind("before", before)
                .bind("subject", subject)
                .bind("limit", limit)
                .map((row, _) -> new Entry(
                        row.getLong("id"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")))
                .list();
    }
}
