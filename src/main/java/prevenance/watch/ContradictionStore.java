package prevenance.watch;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.Contradiction;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What carriers said that cannot be true together.
public final class ContradictionStore {
    /// One of them.
    ///
    /// @param codeStatus what the code means by the carrier's tables
    /// @param status     what was made of it
    public record Found(
            long parcelId,
            String carrier,
            String number,
            Contradiction.Kind kind,
            String carrierCode,
            String carrierText,
            TrackingStatus codeStatus,
            TrackingStatus status,
            Instant seenAt) {}

    /// How often a carrier's code contradicted.
    ///
    /// @param parcels in how many parcels
    public record Count(
            String carrier, Contradiction.Kind kind, String carrierCode, long parcels, Instant lastSeenAt) {}

    /// Newest first.
    ///
    /// @param carrier only its, null for all
    public List<Found> newest(Tx tx, @Nullable String carrier, int limit) {
        WhereClause where = new WhereClause().and("c.carrier = :carrier", "carrier", carrier);
        return where.bind(tx.handle().createQuery("""
            select c.*, p.tracking_number from contradiction c join parcel p on p.id = c.parcel_id\
            """ + where.sql() + " order by c.id desc limit :limit"))
                .bind("limit", limit)
                .map((row, _) -> new Found(
                        row.getLong("parcel_id"),
                        row.getString("carrier"),
                        row.getString("tracking_number"),
                        Contradiction.Kind.valueOf(row.getString("kind")),
                        row.getString("carrier_code"),
                        row.getString("carrier_text"),
                        status(row.getString("code_status")),
                        status(row.getString("status")),
                        Instant.ofEpochMilli(row.getLong("seen_at"))))
                .list();
    }

    /// By carrier, kind and code, most parcels first.
    ///
    /// @param carrier only its, null for all
    public List<Count> counts(Tx tx, @Nullable String carrier) {
        WhereClause where = new WhereClause().and("carrier = :carrier", "carrier", carrier);
        return where.bind(tx.handle().createQuery("""
            select carrier, kind, carrier_code, count(distinct parcel_id) as parcels, max(seen_at) as last_at
            from contradiction\
            """ + where.sql() + """
             group by carrier, kind, carrier_code order by parcels desc, carrier, kind, carrier_code
            """))
                .map((row, _) -> new Count(
                        row.getString("carrier"),
                        Contradiction.Kind.valueOf(row.getString("kind")),
                        row.getString("carrier_code"),
                        row.getLong("parcels"),
                        Instant.ofEpochMilli(row.getLong("last_at"))))
                .list();
    }

    private static TrackingStatus status(String name) {
        return TrackingStatus.find(name).orElse(TrackingStatus.UNKNOWN_UNMAPPED);
    }

    /// Writes down what was not seen yet.
    ///
    /// @param kept the statements that are the parcel's own
    void note(Tx tx, WatchedParcel parcel, List<Contradiction> contradictions, List<TrackingEvent> kept, Instant now) {
        for (Contradiction found : contradictions) {
            if (!kept.contains(found.event())) {
                continue;
            }
            tx.handle()
                    .createUpdate("""
                        insert into contradiction (parcel_id, kind, event_identity, carrier, carrier_code,
                            carrier_text, code_status, status, seen_at)
                        values (:parcel, :kind, :identity, :carrier, :code, :text, :codeStatus, :status, :now)
                        on conflict (parcel_id, kind, event_identity) do nothing
                        """)
                    .bind("parcel", parcel.id())
                    .bind("kind", found.kind().name())
                    .bind("identity", found.event().identity())
                    .bind("carrier", parcel.carrier())
                    .bind("code", found.event().carrierCode())
                    .bind("text", found.event().carrierText())
                    .bind("codeStatus", found.code().wireName())
                    .bind("status", found.event().status().wireName())
                    .bind("now", now)
                    .execute();
        }
    }
}
