package prevenance.watch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// The carriers' statements, append-only.
public final class EventStore {
    /// What is known of a parcel: every statement not withdrawn by a later answer.
    public ParcelHistory history(Tx tx, long parcelId) {
        List<TrackingEvent> events = tx.handle()
                .createQuery("select * from tracking_event where parcel_id = :id and withdrawn_at is null")
                .bind("id", parcelId)
                .map((row, context) -> new TrackingEvent(
                        row.getString("carrier_code"),
                        row.getString("carrier_text"),
                        LocalDateTime.parse(row.getString("occurred_local")),
                        offset(row.getString("utc_offset")),
                        TrackingStatus.find(row.getString("status")).orElse(TrackingStatus.UNKNOWN_UNMAPPED),
                        row.getInt("informational") == 1,
                        row.getString("place"),
                        row.getString("country")))
                .list();
        return new ParcelHistory(events);
    }

    /// Adds what is new; statements already stored stay as they are. Returns how many were new.
    public int add(Tx tx, long parcelId, List<TrackingEvent> events, Instant now) {
        int added = 0;
        for (TrackingEvent event : events) {
            added += tx.handle()
                    .createUpdate("""
                        insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,
                            utc_offset, occurred_at, status, informational, place, country, recorded_at)
                        values (:parcel, :identity, :code, :text, :local, :offset, :at, :status, :informational,
                            :place, :country, :now)
                        on conflict (parcel_id, identity) do nothing
                        """)
                    .bind("parcel", parcelId)
                    .bind("identity", event.identity())
                    .bind("code", event.carrierCode())
                    .bind("text", event.carrierText())
                    .bind("local", event.occurredLocal().toString())
                    .bind(
                            "offset",
                            event.offset() == null ? null : event.offset().getId())
                    .bind("at", event.occurredAt())
                    .bind("status", event.status().wireName())
                    .bind("informational", event.informational() ? 1 : 0)
                    .bind("place", event.place())
                    .bind("country", event.country())
                    .bind("now", now)
                    .execute();
        }
        return added;
    }

    private static @Nullable ZoneOffset offset(@Nullable String id) {
        return id == null ? null : ZoneOffset.of(id);
    }
}
