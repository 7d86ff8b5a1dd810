package prevenance.console.access;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.store.WhereClause;

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

    private static final RowMapper<Entry> ENTRY = (row, _) -> new Entry(
            row.getLong("id"),
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("actor"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"));

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
        WhereClause where =
                new WhereClause().and("id < :before", "before", before).and("subject = :subject", "subject", subject);
        return newest(tx, where, limit);
    }

    private static List<Entry> newest(Tx tx, WhereClause where, int limit) {
        return where.bind(tx.handle()
                        .createQuery("select * from audit_entry" + where.sql() + " order by id desc limit :limit"))
                .bind("limit", limit)
                .map(ENTRY)
                .list();
    }

    /// The newest entries before an id.
    ///
    /// @param before null for the newest
    /// @param actor  null for all
    /// @param text   how action or subject begin, null for all
    public List<Entry> page(Tx tx, @Nullable Long before, @Nullable String actor, @Nullable String text, int limit) {
        WhereClause where = new WhereClause()
                .and("id < :before", "before", before)
                .and("actor = :actor", "actor", actor)
                .and(
                        "(action like :text escape '!' or subject like :text escape '!')",
                        "text",
                        text == null ? null : text.replaceAll("([!%_])", "!$1") + "%");
        return newest(tx, where, limit);
    }
}
