package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Reason;
import prevenance.store.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Reads a parcel's flags.
final class DeskFlagStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Open and closed, oldest first.
    List<Flag> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from flag where parcel_id = :parcel order by id")
                .bind("parcel", parcelId)
                .map((row, context) -> {
                    long closedAt = row.getLong("closed_at");
                    Instant closed = row.wasNull() ? null : Instant.ofEpochMilli(closedAt);
                    String closedKey = row.getString("closed_key");
                    return new Flag(
                            row.getLong("id"),
                            row.getLong("parcel_id"),
                            FlagKind.valueOf(row.getString("kind")),
                            row.getInt("episode"),
                            row.getInt("step"),
                            row.getInt("for_staff") == 1,
                            row.getInt("for_customer") == 1,
                            Instant.ofEpochMilli(row.getLong("since_at")),
                            Instant.ofEpochMilli(row.getLong("raised_at")),
                            closed,
                            row.getString("rule"),
                            new Reason(row.getString("reason_key"), args(row.getString("reason_args"))),
                            closedKey == null ? null : new Reason(closedKey, args(row.getString("closed_args"))));
                })
                .list();
    }

    static String words(Reason reason) {
        return reason.args().isEmpty() ? reason.key() : reason.key() + " " + reason.args();
    }

    private static Map<String, String> args(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, new TypeReference<Map<String, String>>() {});
    }
}
