package prevenance.watch;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// The carriers' statements, and those of the staff, append-only.
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
        return add(tx, parcelId, events, "CARRIER", now);
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

    /// What an answer changed.
    ///
    /// @param added     statements never seen before
    /// @param withdrawn statements that the carrier no longer makes
    /// @param revived   statements it had withdrawn and makes again
    /// @param stale     the answer is older than what was known, and took nothing back
    record Merge(List<TrackingEvent> added, int withdrawn, int revived, boolean stale) {
        boolean changes() {
            return !added.isEmpty() || withdrawn > 0 || revived > 0;
        }
    }

    private record Stored(String identity, Instant occurredAt, boolean withdrawn) {}

    /// Takes an answer's statements in. Only an answer that is not older than what is known takes statements back, and
    /// only within the time it tells about: many carriers cut off the beginning of a long story.
    Merge merge(Tx tx, long parcelId, List<TrackingEvent> said, Instant now) {
        Map<String, Stored> stored = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select identity, occurred_at, withdrawn_at from tracking_event
                    where parcel_id = :id and source = 'CARRIER'
                    """)
                .bind("id", parcelId)
                .map((row, context) -> new Stored(
                        row.getString("identity"),
                        Instant.ofEpochMilli(row.getLong("occurred_at")),
                        row.getObject("withdrawn_at") != null))
                .forEach(event -> stored.put(event.identity(), event));
        Set<String> identities = said.stream().map(TrackingEvent::identity).collect(Collectors.toSet());
        List<TrackingEvent> added = said.stream()
                .filter(event -> !stored.containsKey(event.identity()))
                .toList();
        add(tx, parcelId, added, now);
        Optional<Instant> newestKnown = stored.values().stream()
                .filter(event -> !event.withdrawn())
                .map(Stored::occurredAt)
                .max(Comparator.naturalOrder());
        Optional<Instant> newestSaid = said.stream().map(EventStore::storedAt).max(Comparator.naturalOrder());
        boolean stale = newestKnown.isPresent()
                && (newestSaid.isEmpty() || newestSaid.get().isBefore(newestKnown.get()));
        if (stale || said.isEmpty()) {
            return new Merge(added, 0, 0, stale);
        }
        Instant oldestSaid = said.stream()
                .map(EventStore::storedAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        // Of several statements of one instant an answer may end between them, and another begin there: at the two ends
        // of
        // what it tells it takes back only what it says otherwise.
        Set<Instant> saidAnew = added.stream().map(EventStore::storedAt).collect(Collectors.toSet());
        int withdrawn = 0;
        int revived = 0;
        for (Stored event : stored.values()) {
            boolean stillSaid = identities.contains(event.identity());
            Instant at = event.occurredAt();
            boolean inside = at.isAfter(oldestSaid) && at.isBefore(newestSaid.get());
            if (!stillSaid && !event.withdrawn() && (inside || saidAnew.contains(at))) {
                withdrawn += withdraw(tx, parcelId, event.identity(), now);
            } else if (stillSaid && event.withdrawn()) {
                revived += withdraw(tx, parcelId, event.identity(), null);
            }
        }
        return new Merge(added, withdrawn, revived, false);
    }

    /// How many statements a carrier has made about a parcel.
    int count(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select count(*) from tracking_event
                    where parcel_id = :id and withdrawn_at is null and source = 'CARRIER'
                    """)
                .bind("id", parcelId)
                .mapTo(Integer.class)
                .one();
    }

    /// When we first saw a statement.
    Optional<Instant> recordedAt(Tx tx, long parcelId, TrackingEvent event) {
        return tx.handle()
                .createQuery("select recorded_at from tracking_event where parcel_id = :id and identity = :identity")
                .bind("id", parcelId)
                .bind("identity", event.identity())
                .mapTo(Instant.class)
                .findOne();
    }

    private static int withdraw(Tx tx, long parcelId, String identity, @Nullable Instant at) {
        return tx.handle()
                .createUpdate("""
                    update tracking_event set withdrawn_at = :at where parcel_id = :id and identity = :identity
                    """)
                .bind("at", at)
                .bind("id", parcelId)
                .bind("identity", identity)
                .execute();
    }

    /// As the database keeps it, to the millisecond.
    private static Instant storedAt(TrackingEvent event) {
        return event.occurredAt().truncatedTo(ChronoUnit.MILLIS);
    }

    private static @Nullable ZoneOffset offset(@Nullable String id) {
        return id == null ? null : ZoneOffset.of(id);
    }
}
