package prevenance.watch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// The carriers' statements, and those of the staff, append-only.
public final class EventStore {
    private static final String CARRIER = "CARRIER";

    private static final RowMapper<TrackingEvent> EVENT = (row, context) -> new TrackingEvent(
            row.getString("carrier_code"),
            row.getString("carrier_text"),
            LocalDateTime.parse(row.getString("occurred_local")),
            offset(row.getString("utc_offset")),
            TrackingStatus.find(row.getString("status")).orElse(TrackingStatus.UNKNOWN_UNMAPPED),
            row.getInt("informational") == 1,
            row.getString("place"),
            row.getString("country"));

    private static final RowMapper<KnownStory.Statement> STATEMENT = (row, context) -> new KnownStory.Statement(
            EVENT.map(row, context),
            row.getString("identity"),
            Instant.ofEpochMilli(row.getLong("occurred_at")),
            CARRIER.equals(row.getString("source")),
            row.getObject("withdrawn_at") != null,
            Instant.ofEpochMilli(row.getLong("recorded_at")));

    /// What is known of a parcel: every statement not withdrawn by a later answer.
    public ParcelHistory history(Tx tx, long parcelId) {
        List<TrackingEvent> events = tx.handle()
                .createQuery("select * from tracking_event where parcel_id = :id and withdrawn_at is null")
                .bind("id", parcelId)
                .map(EVENT)
                .list();
        return new ParcelHistory(events);
    }

    /// The same of several, by parcel; nothing for one of which nothing is known.
    public Map<Long, ParcelHistory> histories(Tx tx, Collection<Long> parcelIds) {
        if (parcelIds.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<TrackingEvent>> events = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select parcel_id, carrier_code, carrier_text, occurred_local, utc_offset, status, informational, place,
                        country
                    from tracking_event where parcel_id in (<ids>) and withdrawn_at is null
                    """)
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> Map.entry(row.getLong("parcel_id"), EVENT.map(row, context)))
                .forEach(one -> events.computeIfAbsent(one.getKey(), _ -> new ArrayList<>())
                        .add(one.getValue()));
        Map<Long, ParcelHistory> histories = new HashMap<>();
        events.forEach((parcel, said) -> histories.put(parcel, new ParcelHistory(said)));
        return histories;
    }

    /// All that was ever said of a parcel.
    KnownStory known(Tx tx, long parcelId) {
        return known(tx, List.of(parcelId)).getOrDefault(parcelId, KnownStory.UNTOLD);
    }

    /// All that was ever said of parcels, by parcel; those of whom nothing was are absent.
    Map<Long, KnownStory> known(Tx tx, Collection<Long> parcelIds) {
        Map<Long, List<KnownStory.Statement>> statements = new HashMap<>();
        tx.handle()
                .createQuery("select * from tracking_event where parcel_id in (<ids>)")
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> Map.entry(row.getLong("parcel_id"), STATEMENT.map(row, context)))
                .forEach(told -> statements
                        .computeIfAbsent(told.getKey(), _ -> new ArrayList<>())
                        .add(told.getValue()));
        return statements.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, told -> new KnownStory(told.getValue())));
    }

    /// Adds what is new; statements already stored stay as they are. Returns how many were new.
    public int add(Tx tx, long parcelId, List<TrackingEvent> events, Instant now) {
        return add(
                tx, events.stream().map(event -> new Said(parcelId, event, now)).toList(), CARRIER);
    }

    /// A carrier's statement of a parcel, and when we saw it.
    record Said(long parcelId, TrackingEvent event, Instant seenAt) {}

    /// Adds what carriers say of several parcels; statements already stored stay as they are.
    void addAll(Tx tx, List<Said> said) {
        add(tx, said, CARRIER);
    }

    /// Adds what a person says. No carrier's answer withdraws it.
    void addByStaff(Tx tx, long parcelId, TrackingEvent event, Instant now) {
        add(tx, List.of(new Said(parcelId, event, now)), "STAFF");
    }

    private static int add(Tx tx, List<Said> said, String source) {
        if (said.isEmpty()) {
            return 0;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,
                utc_offset, occurred_at, status, informational, place, country, source, recorded_at)
            values (:parcel, :identity, :code, :text, :local, :offset, :at, :status, :informational,
                :place, :country, :source, :now)
            on conflict (parcel_id, identity) do nothing
            """)) {
            for (Said one : said) {
                TrackingEvent event = one.event();
                ZoneOffset offset = event.offset();
                batch.bind("parcel", one.parcelId())
                        .bind("identity", event.identity())
                        .bind("code", event.carrierCode())
                        .bind("text", event.carrierText())
                        .bind("local", event.occurredLocal().toString())
                        .bind("offset", offset == null ? null : offset.getId())
                        .bind("at", event.occurredAt())
                        .bind("status", event.status().wireName())
                        .bind("informational", event.informational() ? 1 : 0)
                        .bind("place", event.place())
                        .bind("country", event.country())
                        .bind("source", source)
                        .bind("now", one.seenAt())
                        .add();
            }
            return Arrays.stream(batch.execute()).sum();
        }
    }

    /// Notes which stored statements a carrier makes no longer, and which again.
    void withdraw(Tx tx, long parcelId, KnownStory.Merge merge, Instant now) {
        merge.withdrawn().forEach(identity -> withdraw(tx, parcelId, identity, now));
        merge.revived().forEach(identity -> withdraw(tx, parcelId, identity, null));
    }

    private static void withdraw(Tx tx, long parcelId, String identity, @Nullable Instant at) {
        tx.handle()
                .createUpdate("""
                    update tracking_event set withdrawn_at = :at where parcel_id = :id and identity = :identity
                    """)
                .bind("at", at)
                .bind("id", parcelId)
                .bind("identity", identity)
                .execute();
    }

    private static @Nullable ZoneOffset offset(@Nullable String id) {
        return id == null ? null : ZoneOffset.of(id);
    }
}
