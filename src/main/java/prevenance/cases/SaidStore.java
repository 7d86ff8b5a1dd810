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
        select message_key, kind, state, state_reason, attempts, created_at, sent_at, facts from outbox_message
        """;

    /// Every message about a parcel, whoever queued it, oldest first.
    List<Said> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery(SELECT + "where parcel_id = :parcel order by id")
                .bind("parcel", parcelId)
                .map((row, context) -> said(row))
                .list();
    }

    /// Every message about the other parcels of the order, oldest first.
    List<Said> ofSiblings(Tx tx, long orderId, long parcelId) {
        return tx.handle()
                .createQuery(SELECT + "where order_id = :order and parcel_id <> :parcel order by id")
                .bind("order", orderId)
                .bind("parcel", parcelId)
                .map((row, context) -> said(row))
                .list();
    }

    private static Said said(ResultSet row) throws SQLException {
        String[] parts = row.getString("message_key").split("/", -1);
        long sentAt = row.getLong("sent_at");
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
