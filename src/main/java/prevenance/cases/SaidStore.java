package prevenance.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.store.Tx;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads what has been said about a parcel from the outbox.
final class SaidStore {
    /// How the reason of a message that the desk took back begins, apart from one that could not be delivered.
    static final String TAKEN_BACK = "taken back: ";

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Every message about a parcel, whoever queued it, oldest first.
    List<Said> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select message_key, kind, state, state_reason, attempts, created_at, sent_at, facts
                    from outbox_message where parcel_id = :parcel order by id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> said(row))
                .list();
    }

    private static Said said(ResultSet row) throws SQLException {
        String key = row.getString("message_key");
        String[] parts = key.split("/", -1);
        String state = row.getString("state");
        String reason = row.getString("state_reason");
        long sentAt = row.getLong("sent_at");
        boolean sent = !row.wasNull();
        return new Said(
                parts[0],
                MessageKind.valueOf(row.getString("kind")),
                episode(parts[parts.length - 1]),
                (state.equals("QUEUED") || state.equals("HELD")) && row.getInt("attempts") == 0,
                state.equals("SUPPRESSED") && reason != null && reason.startsWith(TAKEN_BACK),
                Instant.ofEpochMilli(row.getLong("created_at")),
                sent ? Instant.ofEpochMilli(sentAt) : null,
                facts(row.getString("facts")));
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
            return new LinkedHashMap<>(JSON.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {}));
        } catch (JacksonException unreadable) {
            return Map.of();
        }
    }
}
