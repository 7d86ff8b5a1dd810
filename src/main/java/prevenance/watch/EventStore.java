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
        return new KnownStory(tx.handle()
                .createQuery("select * from tracking_event where parcel_id = :id")
                .bind("id", parcelId)
                .map(STATEMENT)
                .list());
    }

    /// Adds what is new; statements already stored stay as they are. Returns how many were new.
    public int add(Tx tx, long parcelId, List<TrackingEvent> events, Instant now) {
        return add(tx, parcelId, events, CARRIER, now);
    }

    /// Adds what a person says. No carrier's answer withdraws it.
    void addByStaff(Tx tx, long parcelId, TrackingEvent event, Instant now) {
        add(tx, parcelId, List.of(event), "STAFF", now);
    }

    private static int add(Tx tx, long parcelId, List<TrackingEvent> events, String source, Instant now) {
        if (events.isEmpty()) {
            return 0;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,
                utc_offset, occurred_at, status, informational, place, country, source, recorded_at)
            values (:parcel, :identity, :code, :text, :local, :offset, :at, :status, :informational,
                :place, :country, :source, :now)
            on conflict (parcel_id, identity) do nothing
            """)) {
            for (TrackingEvent event : events) {
                ZoneOffset offset = event.offset();
                batch.bind("parcel", parcelId)
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
                        .bind("now", now)
                        .add();
            }
            return Arrays.stream(batch.execute()).sum();
        }
    }

    /// Takes an answer's statements in.
    ///
    /// @param known what is known of the parcel
    KnownStory.Merge merge(Tx tx, long parcelId, KnownStory known, List<TrackingEvent> said, Instant now) {
        KnownStory.Merge merge = known.merge(said, now);
        add(tx, parcelId, merge.added(), now);
        merge.withdrawn().forEach(identity -> withdraw(tx, parcelId, identity, now));
        merge.revived().forEach(identity -> withdraw(tx, parcelId, identity, null));
        return merge;
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
