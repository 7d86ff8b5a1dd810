package prevenance.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads what has been said about a parcel from the outbox.
final class SaidStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SELECT = """
        select message_key, kind, order_id, state, state_reason, attempts, created_at, sent_at, shadow_left_at, facts
        from outbox_message
        """;

    private final Outbox outbox;

    /// @param outbox knows what is only computed now
    SaidStore(Outbox outbox) {
        this.outbox = outbox;
    }

    /// A message in shadow, as it counts as long as it stays there and as it counts afterwards.
    private record Stored(Said said, @Nullable Long shadowOrder) {}

    /// Every message about a parcel, whoever queued it, oldest first.
    List<Said> ofParcel(Tx tx, long parcelId) {
        return today(
                tx,
                tx.handle()
                        .createQuery(SELECT + "where parcel_id = :parcel order by id")
                        .bind("parcel", parcelId)
                        .map((row, context) -> stored(row))
                        .list());
    }

    /// Every message about the other parcels of the order, oldest first.
    List<Said> ofSiblings(Tx tx, long orderId, long parcelId) {
        return today(
                tx,
                tx.handle()
                        .createQuery(SELECT + "where order_id = :order and parcel_id <> :parcel order by id")
                        .bind("order", orderId)
                        .bind("parcel", parcelId)
                        .map((row, context) -> stored(row))
                        .list());
    }

    /// While its kind is only computed, a message in shadow counts as said, so that all that follows from it is
    /// computed
    /// too. Afterwards it was never said: nobody waits for what it promised, and the same is not said late.
    private List<Said> today(Tx tx, List<Stored> rows) {
        return rows.stream()
                .map(row -> row.shadowOrder() == null
                                || outbox.isShadowed(tx, row.said().kind(), row.shadowOrder())
                        ? row.said()
                        : unsaid(row.said()))
                .toList();
    }

    private static Said unsaid(Said said) {
        return new Said(
                said.subject(),
                said.kind(),
                said.episode(),
                Said.Standing.UNSAID,
                said.createdAt(),
                null,
                said.facts());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        boolean shadow = MessageState.valueOf(row.getString("state")) == MessageState.SHADOW;
        Long order = CaseStore.number(row, "order_id");
        return new Stored(said(row), shadow ? order : null);
    }

    private static Said said(ResultSet row) throws SQLException {
        String[] parts = row.getString("message_key").split("/", -1);
        boolean shadow = MessageState.valueOf(row.getString("state")) == MessageState.SHADOW;
        long sentAt = row.getLong(shadow ? "shadow_left_at" : "sent_at");
        boolean sent = !row.wasNull();
        return new Said(
                parts[0],
                MessageKind.valueOf(row.getString("kind")),
                episode(parts[parts.length - 1]),
                standing(row),
                Instant.ofEpochMilli(row.getLong("created_at")),
                sent ? Instant.ofEpochMilli(sentAt) : null,
                facts(row.getString("facts")));
    }

    private static Said.Standing standing(ResultSet row) throws SQLException {
        String reason = row.getString("state_reason");
        return switch (MessageState.valueOf(row.getString("state"))) {
            case HELD, QUEUED -> row.getInt("attempts") == 0 ? Said.Standing.WAITING : Said.Standing.LEAVING;
            case SENDING -> Said.Standing.LEAVING;
            case SENT -> Said.Standing.SENT;
            case SHADOW -> row.getObject("shadow_left_at") == null ? Said.Standing.WAITING : Said.Standing.SENT;
            case SUPPRESSED ->
                reason != null && reason.startsWith(Outbox.TAKEN_BACK)
                        ? Said.Standing.TAKEN_BACK
                        : Said.Standing.UNSAID;
            case DEAD -> Said.Standing.UNSAID;
        };
    }

    private static int episode(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notOurKey) {
            return 1;
        }
    }

    private static Map<String, @Nullable Object> facts(String json) {
        try {
            return new LinkedHashMap<>(
                    JSON.readValue(json, new TypeReference<LinkedHashMap<String, @Nullable Object>>() {}));
        } catch (JacksonException unreadable) {
            return Map.of();
        }
    }
}
