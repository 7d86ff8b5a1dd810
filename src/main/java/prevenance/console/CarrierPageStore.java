package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import prevenance.store.Tx;
import prevenance.watch.Remembered;

/// What the database knows of carriers as feeds. Looks at open parcels by their index, and at no more
/// than the newest flags and statements.
final class CarrierPageStore {
    /// How many of the newest flags and statements are looked through for contradictions.
    static final int LOOKED_THROUGH = 50_000;

    private static final Duration READ_WITHIN = Duration.ofHours(24);
    private static final Duration OVERDUE_AFTER = Duration.ofHours(1);

    private final Remembered<Map<String, Load>> remembered = new Remembered<>();

    /// A carrier's parcels that are still asked about.
    ///
    /// @param read    of these, with an answer within 24 hours
    /// @param overdue of these, to be asked more than an hour ago
    record Load(long open, long read, long overdue) {
        static final Load NONE = new Load(0, 0, 0);
    }

    /// A parcel that went back, said the carrier, and was delivered after all.
    record Reversal(long parcelId, String carrier, String number, Instant returningAt, Instant statusAt) {}

    /// A code that did not always mean the same.
    ///
    /// @param status one of its meanings
    record Meaning(String carrier, String code, String status, long times, String sample) {}

    Map<String, Load> loads(Tx tx, Instant now) {
        return remembered.get(tx, now, () -> readLoads(tx, now));
    }

    private static Map<String, Load> readLoads(Tx tx, Instant now) {
        Map<String, Long> open = count(tx, "next_poll_at is not null", now);
        Map<String, Long> unread = count(
                tx,
                "next_poll_at is not null and coalesce(last_answered_at, 0) between 0 and :at - 1",
                now.minus(READ_WITHIN));
        Map<String, Load> loads = new HashMap<>();
        open.forEach((carrier, parcels) -> loads.put(
                carrier,
                new Load(
                        parcels,
                        parcels - unread.getOrDefault(carrier, 0L),
                        overdue(tx, carrier, now.minus(OVERDUE_AFTER)))));
        return loads;
    }

    /// By carrier, of an index alone.
    private static Map<String, Long> count(Tx tx, String which, Instant at) {
        Map<String, Long> counts = new HashMap<>();
        Query query = tx.handle()
                .createQuery("select carrier, count(*) as times from parcel where " + which + " group by carrier");
        (which.contains(":at") ? query.bind("at", at) : query)
                .map((row, _) -> Map.entry(row.getString("carrier"), row.getLong("times")))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private static long overdue(Tx tx, String carrier, Instant before) {
        return tx.handle()
                .createQuery("select count(*) from parcel where carrier = :carrier and next_poll_at < :before")
                .bind("carrier", carrier)
                .bind("before", before)
                .mapTo(Long.class)
                .one();
    }

    /// Newest first; the kind is hidden from the indexes, because the newest flags are few and all of a
    /// kind are many.
    List<Reversal> reversals(Tx tx, int limit) {
        return tx.handle()
                .createQuery("""
                    select p.id, p.carrier, p.tracking_number, f.since_at, coalesce(p.status_at, f.since_at) as status_at
                    from flag f cross join parcel p
                    where p.id = f.parcel_id and f.id > (select coalesce(max(id), 0) from flag) - :through
                        and case f.kind when 'RETURNING' then 1 else 0 end = 1 and p.milestone = 'DELIVERED' and p.leg <> 'RETURN'
                    order by f.id desc limit :limit
                    """)
                .bind("through", LOOKED_THROUGH)
                .bind("limit", limit)
                .map((row, _) -> new Reversal(
                        row.getLong("id"),
                        row.getString("carrier"),
                        row.getString("tracking_number"),
                        Instant.ofEpochMilli(row.getLong("since_at")),
                        Instant.ofEpochMilli(row.getLong("status_at"))))
                .list();
    }

    /// All meanings of the codes that have several, by carrier and code, the most frequent meaning
    /// first. Where a carrier's table or text rules tell meanings apart on purpose, this is no mistake;
    /// a person sees which.
    List<Meaning> ambiguous(Tx tx) {
        return tx.handle()
                .createQuery("""
                    with recent as (
                        select p.carrier, e.carrier_code, e.status, e.carrier_text
                        from tracking_event e join parcel p on p.id = e.parcel_id
                        where e.id > (select coalesce(max(id), 0) from tracking_event) - :through
                            and e.source = 'CARRIER' and e.carrier_code <> ''),
                    meaning as (
                        select carrier, carrier_code, status, count(*) as times, min(carrier_text) as sample
                        from recent group by carrier, carrier_code, status)
                    select m.* from meaning m
                    where exists (select 1 from meaning other where other.carrier = m.carrier
                        and other.carrier_code = m.carrier_code and other.status <> m.status)
                    order by m.carrier, m.carrier_code, m.times desc, m.status
                    """)
                .bind("through", LOOKED_THROUGH)
                .map((row, _) -> new Meaning(
                        row.getString("carrier"),
                        row.getString("carrier_code"),
                        row.getString("status"),
                        row.getLong("times"),
                        row.getString("sample")))
                .list();
    }
}
