package prevenance.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import tools.jackson.databind.json.JsonMapper;

/// What is to be said. A message is put here in the transaction of its cause, and never twice for one key.
public final class Outbox {
    private static final JsonMapper JSON = JsonMapper.shared();

    static final String SELECT = """
        select m.id, m.message_key, m.kind, m.order_id, o.number as order_number, o.country as order_country,
            m.parcel_id, m.case_id, m.recipient, m.locale, m.state, m.state_reason, m.created_at,
            m.next_attempt_at, m.attempts, m.sent_at, m.message_id, m.template, m.subject_line, m.desk_due_at
        from outbox_message m join customer_order o on o.id = m.order_id
        """;

    static final RowMapper<OutboxMessage> MESSAGE = (row, context) -> new OutboxMessage(
            row.getLong("id"),
            row.getString("message_key"),
            MessageKind.valueOf(row.getString("kind")),
            row.getLong("order_id"),
            row.getString("order_number"),
            row.getString("order_country"),
            number(row, "parcel_id"),
            number(row, "case_id"),
            row.getString("recipient"),
            row.getString("locale"),
            MessageState.valueOf(row.getString("state")),
            row.getString("state_reason"),
            Instant.ofEpochMilli(row.getLong("created_at")),
            instant(row, "next_attempt_at"),
            row.getInt("attempts"),
            instant(row, "sent_at"),
            row.getString("message_id"),
            row.getString("template"),
            row.getString("subject_line"),
            instant(row, "desk_due_at"));

    private final String senderDomain;

    /// @param senderDomain the right-hand side of every Message-ID: the domain of the shop's sender address
    public Outbox(String senderDomain) {
        this.senderDomain = senderDomain;
    }

    /// Queues a message. False when its key (subject, kind, episode) is already there: it was said, or is being said.
    /// A message without a recipient, or to an address that a server refused for good, is kept as suppressed and
    /// becomes desk work at once.
    public boolean enqueue(Tx tx, MessageRequest request, Instant now) {
        String key = MessageIdentity.key(request.subject(), request.kind(), request.episode());
        String recipient =
                request.recipient() == null ? "" : request.recipient().strip();
        String obstacle = recipient.isEmpty()
                ? "no e-mail address"
                : refusal(tx, recipient)
                        .map(why -> "address refused before: " + why)
                        .orElse(null);
        int added = tx.handle()
                .createUpdate("""
                    insert into outbox_message (message_key, kind, order_id, parcel_id, case_id, recipient, locale, facts,
                        state, state_reason, created_at, next_attempt_at, message_id, desk_due_at)
                    values (:key, :kind, :order, :parcel, :case, :recipient, :locale, :facts,
                        :state, :reason, :now, :next, :messageId, :desk)
                    on conflict (message_key) do nothing
                    """)
                .bind("key", key)
                .bind("kind", request.kind().name())
                .bind("order", request.orderId())
                .bind("parcel", request.parcelId())
                .bind("case", request.caseId())
                .bind("recipient", recipient.isEmpty() ? null : recipient)
                .bind("locale", request.locale().toLanguageTag())
                .bind("facts", JSON.writeValueAsString(request.facts()))
                .bind("state", (obstacle == null ? MessageState.QUEUED : MessageState.SUPPRESSED).name())
                .bind("reason", obstacle)
                .bind("now", now)
                .bind("next", obstacle == null ? request.sendAt() : null)
                .bind("messageId", messageId(tx, key, request, recipient))
                .bind("desk", obstacle == null ? null : now)
                .execute();
        return added == 1;
    }

    /// Takes back a message that is queued and was never tried, because what it says is no longer true or useful.
    /// False when it was not there, or may already have left.
    public boolean withdraw(Tx tx, String subject, MessageKind kind, int episode, String why, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update outbox_message
                            set state = 'SUPPRESSED', state_reason = :why, next_attempt_at = null, claimed_until = null
                            where message_key = :key and state = 'QUEUED' and attempts = 0
                            """)
                        .bind("why", why)
                        .bind("key", MessageIdentity.key(subject, kind, episode))
                        .execute()
                == 1;
    }

    /// The newest messages that pass a filter.
    public List<OutboxMessage> list(Tx tx, MessageFilter filter) {
        return tx.handle()
                .createQuery(SELECT + """
                    where (cast(:state as text) is null or m.state = :state)
                        and (cast(:kind as text) is null or m.kind = :kind)
                        and (cast(:order as text) is null or o.number = :order)
                    order by m.id desc limit :limit
                    """)
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("order", filter.order())
                .bind("limit", filter.limit())
                .map(MESSAGE)
                .list();
    }

    public Optional<OutboxMessage> find(Tx tx, long id) {
        return tx.handle()
                .createQuery(SELECT + "where m.id = :id")
                .bind("id", id)
                .map(MESSAGE)
                .findOne();
    }

    /// The mail exactly as sent; empty before its first attempt.
    public Optional<byte[]> archived(Tx tx, long id) {
        return tx.handle()
                .createQuery("select archive from outbox_message where id = :id and archive is not null")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    /// Messages the desk must look at by now, oldest first: suppressed for want of an address, or dead.
    public List<OutboxMessage> deskDue(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery(SELECT + "where m.desk_due_at <= :now order by m.desk_due_at, m.id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .map(MESSAGE)
                .list();
    }

    /// The desk has looked at a message and made its work of it.
    public void deskHasSeen(Tx tx, long id) {
        tx.handle()
                .createUpdate("update outbox_message set desk_due_at = null where id = :id")
                .bind("id", id)
                .execute();
    }

    private Optional<String> refusal(Tx tx, String recipient) {
        return tx.handle()
                .createQuery("select reason from suppressed_address where address = :address")
                .bind("address", recipient.toLowerCase(Locale.ROOT))
                .mapTo(String.class)
                .findOne();
    }

    private String messageId(Tx tx, String key, MessageRequest request, String recipient) {
        String order = tx.handle()
                .createQuery("select number from customer_order where id = :id")
                .bind("id", request.orderId())
                .mapTo(String.class)
                .one();
        String parcel = tx.handle()
                .createQuery("select tracking_number from parcel where id = :id")
                .bind("id", request.parcelId())
                .mapTo(String.class)
                .findOne()
                .orElse(null);
        return MessageIdentity.messageId(senderDomain, key, order, parcel, recipient);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }
}
