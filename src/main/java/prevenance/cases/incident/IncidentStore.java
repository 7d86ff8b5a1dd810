package prevenance.cases.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The incidents. What people change is a compare-and-set on the version; false means that somebody was faster.
public final class IncidentStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final RowMapper<Incident> INCIDENT = (row, context) -> incident(row);

    /// The words of a wording, by language.
    private static final TypeReference<Map<String, String>> WORDS = new TypeReference<>() {};

    public Optional<Incident> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select * from incident where id = :id")
                .bind("id", id)
                .map(INCIDENT)
                .findOne();
    }

    /// Those that are not closed, oldest first.
    public List<Incident> open(Tx tx) {
        return tx.handle()
                .createQuery("select * from incident where state <> 'CLOSED' order by id")
                .map(INCIDENT)
                .list();
    }

    /// Open and closed ones, newest first.
    ///
    /// @param before only those with a smaller id; null for the newest
    public List<Incident> list(Tx tx, @Nullable Long before, int limit) {
        return tx.handle()
                .createQuery("""
                    select * from incident where id < :before
                    order by case when state = 'CLOSED' then 1 else 0 end, id desc limit :limit
                    """)
                .bind("before", before == null ? Long.MAX_VALUE : before)
                .bind("limit", limit)
                .map(INCIDENT)
                .list();
    }

    /// Opens an incident; empty when there is one of the same key already.
    Optional<Long> open(
            Tx tx,
            String carrier,
            Worry worry,
            ScopeKey key,
            @Nullable String label,
            IncidentState state,
            Instant beganAt,
            IncidentEvidence evidence,
            Instant now) {
        Optional<Long> id = tx.handle()
                .createQuery("""
                    insert into incident (carrier, worry, scope, scope_value, label, state, opened_at, began_at,
                        last_member_at, usual, evidence)
                    values (:carrier, :worry, :scope, :value, :label, :state, :now, :began, :now, :usual, :evidence)
                    on conflict (carrier, worry, scope, scope_value) where state <> 'CLOSED' do nothing
                    returning id
                    """)
                .bind("carrier", carrier)
                .bind("worry", worry.name())
                .bind("scope", key.scope().name())
                .bind("value", key.value())
                .bind("label", label)
                .bind("state", state.name())
                .bind("now", now)
                .bind("began", beganAt)
                .bind("usual", Math.round(evidence.usual() * 10))
                .bind("evidence", JSON.writeValueAsString(evidence))
                .mapTo(Long.class)
                .findOne();
        id.ifPresent(opened -> ChangeLog.add(tx, "incident.opened", opened, now));
        return id;
    }

    /// Whether the staff said a short while ago that this was no incident.
    boolean wasRefused(Tx tx, String carrier, Worry worry, ScopeKey key, Instant since) {
        return tx.handle()
                        .createQuery("""
                            select count(*) from incident
                            where carrier = :carrier and worry = :worry and scope = :scope and scope_value = :value
                                and state = 'CLOSED' and close_how <> 'ENDED' and closed_at > :since
                            """)
                        .bind("carrier", carrier)
                        .bind("worry", worry.name())
                        .bind("scope", key.scope().name())
                        .bind("value", key.value())
                        .bind("since", since)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    void pulled(Tx tx, long id, Instant now) {
        tx.handle()
                .createUpdate("update incident set pulled_at = :now where id = :id")
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /// The staff was reminded of the day that a wording promises.
    public void reminded(Tx tx, long id, int round) {
        tx.handle()
                .createUpdate("update incident set reminded_round = :round where id = :id")
                .bind("round", round)
                .bind("id", id)
                .execute();
    }

    /// Writes a person's decision about an open incident.
    public boolean decide(Tx tx, Incident seen, IncidentDecision decision, String author, Instant now) {
        boolean changed = tx.handle()
                        .createUpdate("""
                            update incident set state = :state, wording = :wording, cause = :cause,
                                next_update_date = :next, round = :round, decided_by = :author, decided_at = :now,
                                version = version + 1
                            where id = :id and version = :version and state = :seen
                            """)
                        .bind("state", decision.state().name())
                        .bind("wording", decision.wording().isEmpty() ? null : json(decision.wording()))
                        .bind("cause", decision.cause())
                        .bind("next", decision.nextUpdateDate())
                        .bind("round", decision.round())
                        .bind("author", author)
                        .bind("now", now)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("seen", seen.state().name())
                        .execute()
                == 1;
        return ChangeLog.addIf(changed, tx, "incident.changed", seen.id(), now);
    }

    /// Closes an open incident; who is still in it leaves by and by.
    public boolean close(Tx tx, Incident seen, IncidentEnd end, @Nullable String note, Instant now) {
        boolean closed = tx.handle()
                        .createUpdate("""
                            update incident set state = 'CLOSED', closed_at = :now, close_how = :end, close_note = :note,
                                version = version + 1
                            where id = :id and version = :version and state = :seen
                            """)
                        .bind("now", now)
                        .bind("end", end.name())
                        .bind("note", note)
                        .bind("id", seen.id())
                        .bind("version", seen.version())
                        .bind("seen", seen.state().name())
                        .execute()
                == 1;
        return ChangeLog.addIf(closed, tx, "incident.closed", seen.id(), now);
    }

    private static String json(Map<String, String> words) {
        return JSON.writeValueAsString(new java.util.TreeMap<>(words));
    }

    private static Incident incident(ResultSet row) throws SQLException {
        String wording = row.getString("wording");
        String next = row.getString("next_update_date");
        String end = row.getString("close_how");
        return new Incident(
                row.getLong("id"),
                row.getString("carrier"),
                Worry.valueOf(row.getString("worry")),
                new ScopeKey(IncidentScope.valueOf(row.getString("scope")), row.getString("scope_value")),
                row.getString("label"),
                IncidentState.valueOf(row.getString("state")),
                Instant.ofEpochMilli(row.getLong("opened_at")),
                Instant.ofEpochMilli(row.getLong("began_at")),
                instant(row, "pulled_at"),
                Instant.ofEpochMilli(row.getLong("last_member_at")),
                row.getInt("members"),
                row.getInt("usual") / 10.0,
                JSON.readValue(row.getString("evidence"), IncidentEvidence.class),
                wording == null ? Map.of() : JSON.readValue(wording, WORDS),
                row.getString("cause"),
                next == null ? null : LocalDate.parse(next),
                row.getInt("round"),
                row.getInt("reminded_round"),
                row.getString("decided_by"),
                instant(row, "decided_at"),
                instant(row, "closed_at"),
                end == null ? null : IncidentEnd.valueOf(end),
                row.getString("close_note"),
                row.getInt("version"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
