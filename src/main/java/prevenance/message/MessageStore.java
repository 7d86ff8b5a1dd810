package prevenance.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads messages.
final class MessageStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    static final String SELECT = """
        select m.id, m.message_key, m.kind, m.order_id, o.number as order_number, o.country as order_country, o.shop,
            m.parcel_id, m.case_id, m.recipient, m.locale, m.state, m.state_reason, m.held_for, m.approve_until,
            m.decided_by, m.decided_at, m.edited_subject, m.edited_body, m.version, m.created_at,
            m.next_attempt_at, m.attempts, m.sent_at, m.message_id, m.template, m.subject_line, m.desk_due_at
        from outbox_message m left join customer_order o on o.id = m.order_id
        """;

    static final RowMapper<OutboxMessage> MESSAGE = (row, context) -> message(row);

    Optional<OutboxMessage> find(Tx tx, long id) {
        return tx.handle()
                .createQuery(SELECT + "where m.id = :id")
                .bind("id", id)
                .map(MESSAGE)
                .findOne();
    }

    List<OutboxMessage> list(Tx tx, MessageFilter filter) {
        WhereClause where = new WhereClause()
                .and(
                        "m.state = :state",
                        "state",
                        filter.state() == null ? null : filter.state().name())
                .and(
                        "m.kind = :kind",
                        "kind",
                        filter.kind() == null ? null : filter.kind().name())
                .and("m.order_id = (select id from customer_order where number = :order)", "order", filter.order())
                .and(
                        "m.state = 'HELD' and m.held_for = :held",
                        "held",
                        filter.held() == null ? null : filter.held().name())
                .and("m.parcel_id = :parcel", "parcel", filter.parcelId())
                .and("m.case_id = :case", "case", filter.caseId())
                .and("m.id < :before", "before", filter.beforeId())
                .and("""
                    (lower(o.number) like :text escape '!' or lower(o.customer_name) like :text escape '!'
                        or lower(m.recipient) like :text escape '!' or lower(m.subject_line) like :text escape '!')
                    """, "text", pattern(filter.text()));
        return where.bind(tx.handle().createQuery(SELECT + where.sql() + " order by m.id desc limit :limit"))
                .bind("limit", filter.limit())
                .map(MESSAGE)
                .list();
    }

    /// Those that wait for a person, the one whose time runs out first at the top.
    List<OutboxMessage> held(Tx tx, int limit) {
        return tx.handle()
                .createQuery(SELECT + """
                    where m.state = 'HELD'
                    order by coalesce(m.approve_until, m.created_at), m.id limit :limit
                    """)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    List<OutboxMessage> deskDue(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(SELECT + "where m.desk_due_at <= :now order by m.desk_due_at, m.id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    /// What could not be mailed, nobody has dealt with, and no later mail has overtaken; newest first.
    List<CallListEntry> callList(Tx tx, int limit) {
        return tx.handle()
                .createQuery(SELECT.replace("select m.id", "select o.customer_name, o.phone, m.id") + """
                    left join parcel p on p.id = m.parcel_id
                    where m.order_id is not null
                        and (m.state = 'DEAD' and coalesce(m.state_reason, '') not like :called or m.state = 'SUPPRESSED'
                            and (m.state_reason = :none or m.state_reason like :refused))
                        and (p.id is null or p.milestone <> 'DELIVERED')
                        and not exists (select 1 from outbox_message later
                            where later.order_id = m.order_id and later.sent_at > m.created_at and later.state = 'SENT')
                    order by m.id desc limit :limit
                    """)
                .bind("called", Unmailed.CALLED + "%")
                .bind("none", Unmailed.NO_ADDRESS_REASON)
                .bind("refused", Unmailed.REFUSED_BEFORE + "%")
                .bind("limit", limit)
                .map((row, context) -> {
                    OutboxMessage message = message(row);
                    return new CallListEntry(
                            message,
                            Unmailed.of(message.stateReason()),
                            row.getString("customer_name"),
                            row.getString("phone"));
                })
                .list();
    }

    /// What the template may say, with a person's own words as `edited` when there are any.
    Map<String, @Nullable Object> facts(Tx tx, long id) {
        return tx.handle()
                .createQuery("select facts, edited_subject, edited_body from outbox_message where id = :id")
                .bind("id", id)
                .map((row, context) -> {
                    Map<String, @Nullable Object> facts = new LinkedHashMap<>(JSON.readValue(
                            row.getString("facts"), new TypeReference<LinkedHashMap<String, @Nullable Object>>() {}));
                    String subject = row.getString("edited_subject");
                    String body = row.getString("edited_body");
                    if (subject != null && body != null) {
                        facts.put("edited", Map.of("subject", subject, "paragraphs", OwnWords.paragraphs(body)));
                    }
                    return facts;
                })
                .one();
    }

    /// The mail exactly as sent; empty before its first attempt.
    Optional<byte[]> bytes(Tx tx, long id) {
        return tx.handle()
                .createQuery("select archive from outbox_message where id = :id and archive is not null")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    private static @Nullable String pattern(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }

    private static OutboxMessage message(ResultSet row) throws SQLException {
        String heldFor = row.getString("held_for");
        return new OutboxMessage(
                row.getLong("id"),
                row.getString("message_key"),
                MessageKind.valueOf(row.getString("kind")),
                number(row, "order_id"),
                row.getString("order_number"),
                row.getString("order_country"),
                row.getString("shop"),
                number(row, "parcel_id"),
                number(row, "case_id"),
                row.getString("recipient"),
                row.getString("locale"),
                MessageState.valueOf(row.getString("state")),
                row.getString("state_reason"),
                heldFor == null ? null : HeldFor.valueOf(heldFor),
                instant(row, "approve_until"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                row.getString("edited_subject"),
                row.getString("edited_body"),
                row.getInt("version"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "next_attempt_at"),
                row.getInt("attempts"),
                instant(row, "sent_at"),
                row.getString("message_id"),
                row.getString("template"),
                row.getString("subject_line"),
                instant(row, "desk_due_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }
}
