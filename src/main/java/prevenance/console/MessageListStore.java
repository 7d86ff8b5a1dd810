package prevenance.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.store.Tx;

/// Lists messages as the staff looks at them. Every list is found by an index or among the newest ones.
final class MessageListStore {
    /// How far back a search by part of a name goes.
    static final int SEARCHED = 20_000;

    private static final String FROM = """
        select m.id, m.version, m.kind, m.state, m.state_reason, m.recipient, m.created_at, m.approve_until,
            m.next_attempt_at, m.sent_at, m.decided_by, m.attempts, m.edited_subject, m.subject_line,
            o.number as order_number, o.customer_name
        from outbox_message m left join customer_order o on o.id = m.order_id
        """;

    private static final RowMapper<Line> LINE = (row, _) -> line(row);

    /// A message in a list.
    ///
    /// @param subject null before it was written for the first time
    record Line(
            long id,
            int version,
            MessageKind kind,
            MessageState state,
            @Nullable String reason,
            @Nullable String orderNumber,
            @Nullable String customerName,
            @Nullable String recipient,
            @Nullable String subject,
            boolean edited,
            Instant createdAt,
            @Nullable Instant approveUntil,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant sentAt,
            @Nullable String decidedBy,
            int attempts) {}

    /// What is looked for in the archive; null takes all.
    ///
    /// @param text   an order number, an address, or part of a name or subject
    /// @param before only older than this id
    record Search(
            @Nullable String text,
            @Nullable MessageKind kind,
            @Nullable Long before) {}

    /// How many lie in each drawer but the archive and the call list.
    record Counts(int approve, int queued, int held, int failed) {}

    Counts counts(Tx tx) {
        return new Counts(
                count(tx, "state = 'HELD' and held_for = 'APPROVAL'"),
                count(tx, "next_attempt_at is not null and state in ('QUEUED', 'SENDING')"),
                count(tx, "state = 'HELD' and held_for = 'STAFF'"),
                count(tx, "state = 'DEAD'"));
    }

    /// A drawer's messages.
    ///
    /// @throws IllegalArgumentException for the call list, which is the outbox's own
    List<Line> list(Tx tx, MessageTab tab, Search search, int limit) {
        return switch (tab) {
            case APPROVE -> drawer(tx, "m.state = 'HELD' and m.held_for = 'APPROVAL'", "m.approve_until, m.id", limit);
            case HELD -> drawer(tx, "m.state = 'HELD' and m.held_for = 'STAFF'", "m.created_at, m.id", limit);
            case QUEUED ->
                drawer(
                        tx,
                        "m.next_attempt_at is not null and m.state in ('QUEUED', 'SENDING')",
                        "m.next_attempt_at, m.id",
                        limit);
            case FAILED -> past(tx, "m.state = 'DEAD'", "m.created_at desc, m.id desc", search, limit);
            case ARCHIVE -> past(tx, "m.state in ('SENT', 'SUPPRESSED', 'SHADOW')", "m.id desc", search, limit);
            case CALLS -> throw new IllegalArgumentException("the outbox has the call list");
        };
    }

    private static List<Line> drawer(Tx tx, String where, String order, int limit) {
        return tx.handle()
                .createQuery(FROM + "where " + where + " order by " + order + " limit :limit")
                .bind("limit", limit)
                .map(LINE)
                .list();
    }

    private static List<Line> past(Tx tx, String where, String order, Search search, int limit) {
        String text = search.text();
        if (text == null) {
            return query(tx, where, order, search, limit).map(LINE).list();
        }
        List<Long> orders = tx.handle()
                .createQuery("""
                    select id from customer_order where number = :text or email in (:text, :lower)
                    order by id desc limit 200
                    """)
                .bind("text", text)
                .bind("lower", text.toLowerCase(Locale.ROOT))
                .mapTo(Long.class)
                .list();
        if (!orders.isEmpty()) {
            return query(tx, where + " and m.order_id in (<orders>)", order, search, limit)
                    .bindList("orders", orders)
                    .map(LINE)
                    .list();
        }
        String near = where + """
             and m.id > (select coalesce(max(id), 0) from outbox_message) - :searched
             and (lower(o.customer_name) like :like escape '!' or lower(m.recipient) like :like escape '!'
                 or lower(m.subject_line) like :like escape '!' or lower(o.number) like :like escape '!')
            """;
        return query(tx, near, order, search, limit)
                .bind("searched", SEARCHED)
                .bind("like", "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%")
                .map(LINE)
                .list();
    }

    private static Query query(Tx tx, String where, String order, Search search, int limit) {
        return tx.handle()
                .createQuery(FROM + "where " + where + """
                     and (cast(:kind as text) is null or m.kind = :kind)
                     and (cast(:before as bigint) is null or m.id < :before)
                    """ + "order by " + order + " limit :limit")
                .bind("kind", search.kind() == null ? null : search.kind().name())
                .bind("before", search.before())
                .bind("limit", limit);
    }

    private static int count(Tx tx, String where) {
        return tx.handle()
                .createQuery("select count(*) from outbox_message where " + where)
                .mapTo(Integer.class)
                .one();
    }

    private static Line line(ResultSet row) throws SQLException {
        String edited = row.getString("edited_subject");
        return new Line(
                row.getLong("id"),
                row.getInt("version"),
                MessageKind.valueOf(row.getString("kind")),
                MessageState.valueOf(row.getString("state")),
                row.getString("state_reason"),
                row.getString("order_number"),
                row.getString("customer_name"),
                row.getString("recipient"),
                edited == null ? row.getString("subject_line") : edited,
                edited != null,
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "approve_until"),
                instant(row, "next_attempt_at"),
                instant(row, "sent_at"),
                row.getString("decided_by"),
                row.getInt("attempts"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
