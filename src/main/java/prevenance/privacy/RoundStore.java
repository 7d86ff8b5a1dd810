package prevenance.privacy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what each night's round of retention did.
final class RoundStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A night's round.
    ///
    /// @param endedAt null while it is under way
    /// @param counts  by data class
    record Round(LocalDate day, Instant beganAt, @Nullable Instant endedAt, Map<String, Long> counts) {}

    /// A night's round, begun now when it was not yet.
    Round begin(Tx tx, LocalDate day, Instant now) {
        tx.handle().createUpdate("""
            insert into retention_round (day_date, began_at, ended_at, counts) values (:day, :now, null, '{}')
            on conflict (day_date) do nothing
            """).bind("day", day).bind("now", now).execute();
        return round(tx, day).orElseThrow();
    }

    Optional<Round> round(Tx tx, LocalDate day) {
        return rounds(tx, "where day_date = :day", day).stream().findFirst();
    }

    /// The newest first.
    List<Round> newest(Tx tx, LocalDate until) {
        return rounds(tx, "where day_date <= :day order by day_date desc limit 30", until);
    }

    private static List<Round> rounds(Tx tx, String which, LocalDate day) {
        return tx.handle()
                .createQuery("select * from retention_round " + which)
                .bind("day", day)
                .map((row, context) -> {
                    long ended = row.getLong("ended_at");
                    Instant endedAt = row.wasNull() ? null : Instant.ofEpochMilli(ended);
                    return new Round(
                            LocalDate.parse(row.getString("day_date")),
                            Instant.ofEpochMilli(row.getLong("began_at")),
                            endedAt,
                            JSON.readValue(row.getString("counts"), new TypeReference<TreeMap<String, Long>>() {}));
                })
                .list();
    }

    /// Writes down what a round did so far.
    void note(Tx tx, LocalDate day, Map<String, Long> counts, @Nullable Instant endedAt) {
        tx.handle()
                .createUpdate("update retention_round set counts = :counts, ended_at = :ended where day_date = :day")
                .bind("counts", JSON.writeValueAsString(counts))
                .bind("ended", endedAt)
                .bind("day", day)
                .execute();
    }
}
