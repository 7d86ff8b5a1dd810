package prevenance.cases.incident;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.EmptyHandling;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.Tx;

/// The flags that wait for others, and what is usual of their kinds. Those that wait are few and those of a kind many:
/// where they are looked for, the kind is hidden from the indexes, and their age brings SQLite to the index of those
/// that wait.
final class PoolStore {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    /// Of a flag whose parcel is or was in an incident with it; it does not count for another one.
    private static final String NEVER_IN_ONE = """
         not exists (select 1 from incident_member m
            where m.parcel_id = f.parcel_id and (m.left_at is null or m.left_at >= f.raised_at))
        """;

    /// A waiting flag about a code.
    record WaitingCode(long flagId, long parcelId, String carrier, String reasonArgs, Instant sinceAt) {}

    /// Flags of kinds that nobody waits for are settled as they are, so that those that wait are
    /// quickly found.
    void settleOthers(Tx tx, Set<FlagKind> waiting, Instant now) {
        tx.handle()
                .createUpdate("""
                    update flag set settled_at = :now
                    where settled_at is null and state = 'OPEN' and kind not in (<kinds>)
                    """)
                .bindList(EmptyHandling.NULL_KEYWORD, "kinds", names(waiting))
                .bind("now", now)
                .execute();
    }

    /// Settles everything, because nobody waits for anything.
    void settleAll(Tx tx, Instant now) {
        tx.handle()
                .createUpdate("update flag set settled_at = :now where settled_at is null and state = 'OPEN'")
                .bind("now", now)
                .execute();
    }

    boolean isAnyWaiting(Tx tx) {
        return tx.handle()
                .createQuery("select id from flag where settled_at is null and state = 'OPEN' limit 1")
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    /// Carriers with waiting flags of these kinds.
    List<String> carriers(Tx tx, Set<FlagKind> kinds, Trust trust) {
        return tx.handle()
                .createQuery("""
                    select distinct p.carrier from flag f join parcel p on p.id = f.parcel_id
                    where f.settled_at is null and f.state = 'OPEN' and f.raised_at > 0 and f.kind || '' in (<kinds>)\
                    """ + trust.and() + " order by p.carrier")
                .bindList("kinds", names(kinds))
                .mapTo(String.class)
                .list();
    }

    /// New flags of a carrier that no incident speaks for, counted by all that they can have in common.
    List<Cell> cells(Tx tx, String carrier, Set<FlagKind> kinds, Trust trust, Instant from, Instant burstFrom) {
        return tx.handle()
                .createQuery("""
                    select coalesce(f.place_key, '') as depot, o.country, substr(coalesce(o.postcode, ''), 1, 2) as area,
                        coalesce(p.service, '') as service, coalesce(p.shipped_at, p.imported_at) / :day as day,
                        count(distinct f.parcel_id) as parcels,
                        count(distinct case when f.settled_at is null then f.parcel_id end) as fresh,
                        count(distinct case when f.raised_at > :burst then f.parcel_id end) as burst,
                        min(f.raised_at) as first_at, max(f.raised_at) as last_at, min(f.since_at) as since_at
                    from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
                    where f.state = 'OPEN' and f.kind in (<kinds>) and f.incident_id is null and p.carrier = :carrier
                        and\
                    """ + trust.recent() + trust.and() + " and" + NEVER_IN_ONE + """
                    group by 1, 2, 3, 4, 5
                    """)
                .bindList("kinds", names(kinds))
                .bind("carrier", carrier)
                .bind("from", from)
                .bind("burst", burstFrom)
                .bind("day", DAY_MS)
                .map((row, context) -> cell(row))
                .list();
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(
                row.getString("depot"),
                area(row.getString("country"), row.getString("area")),
                row.getString("service"),
                LocalDate.ofEpochDay(row.getLong("day")),
                row.getInt("parcels"),
                row.getInt("fresh"),
                row.getInt("burst"),
                Instant.ofEpochMilli(row.getLong("first_at")),
                Instant.ofEpochMilli(row.getLong("last_at")),
                Instant.ofEpochMilli(row.getLong("since_at")));
    }

    static String area(String country, String prefix) {
        return prefix.isBlank() ? "" : country + "-" + prefix;
    }

    /// What is usual of these kinds at a carrier in the window that ends now, from the same window of
    /// the days before. Flags of past incidents are not usual, nor are those that still wait for a
    /// feed.
    Usual usual(Tx tx, String carrier, Set<FlagKind> kinds, Duration window, Instant now) {
        Usual.Counting counting = new Usual.Counting();
        Instant from = now.minus(Duration.ofDays(Usual.DAYS)).minus(window);
        tx.handle()
                .createQuery("""
                    select coalesce(f.place_key, '') as depot, o.country, substr(coalesce(o.postcode, ''), 1, 2) as area,
                        coalesce(p.service, '') as service, (:now - f.raised_at) / :day as days, count(*) as parcels
                    from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
                    where f.state in ('OPEN', 'CLOSED') and f.kind in (<kinds>) and f.raised_at > :from
                        and (f.settled_at is not null or f.state = 'CLOSED')
                        and f.raised_at <= :yesterday and (:now - f.raised_at) % :day < :window
                        and p.carrier = :carrier and\
                    """ + NEVER_IN_ONE + """
                    group by 1, 2, 3, 4, 5
                    """)
                .bindList("kinds", names(kinds))
                .bind("carrier", carrier)
                .bind("from", from)
                .bind("yesterday", now.minus(Duration.ofDays(1)))
                .bind("window", window.toMillis())
                .bind("now", now)
                .bind("day", DAY_MS)
                .map((row, context) -> {
                    int parcels = row.getInt("parcels");
                    int days = row.getInt("days");
                    count(counting, IncidentScope.DEPOT, row.getString("depot"), days, parcels);
                    String area = area(row.getString("country"), row.getString("area"));
                    count(counting, IncidentScope.AREA, area, days, parcels);
                    count(counting, IncidentScope.SERVICE, row.getString("service"), days, parcels);
                    counting.add(new ScopeKey(IncidentScope.CARRIER, ""), days, parcels);
                    return days;
                })
                .list();
        return counting.over(daysOfHistory(tx, now));
    }

    private static void count(Usual.Counting counting, IncidentScope scope, String value, int days, int parcels) {
        if (!value.isEmpty()) {
            counting.add(new ScopeKey(scope, value), days, parcels);
        }
    }

    /// Whole days since the first flag of any kind.
    private static int daysOfHistory(Tx tx, Instant now) {
        @Nullable
        Instant first = tx.handle()
                .createQuery("select raised_at from flag order by id limit 1")
                .mapTo(Instant.class)
                .findOne()
                .orElse(now);
        return (int) Math.max(0, Duration.between(first, now).toDays());
    }

    /// New flags of a scope by kind.
    Map<String, Integer> byKind(Tx tx, String carrier, Set<FlagKind> kinds, ScopeKey key, Trust trust, Instant from) {
        Map<String, Integer> counts = new TreeMap<>();
        ScopeStore scope = ScopeStore.of(key);
        scope.bind(tx.handle()
                        .createQuery("""
                                select f.kind, count(*) as flags
                                from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
                                where f.state = 'OPEN' and f.kind in (<kinds>) and f.incident_id is null and p.carrier = :carrier and\
                                """ + trust.recent() + trust.and() + " and" + NEVER_IN_ONE + scope.and() + " group"
                                + " by f.kind"))
                .bindList("kinds", names(kinds))
                .bind("carrier", carrier)
                .bind("from", from)
                .map((row, context) -> counts.put(row.getString("kind"), row.getInt("flags")))
                .list();
        return counts;
    }

    /// A depot as its carrier writes it; null when no statement names it.
    @Nullable
    String placeAsWritten(Tx tx, String carrier, String folded) {
        // "cross join" keeps SQLite from beginning with all of the carrier's parcels.
        return tx.handle()
                .createQuery("""
                    select e.place from flag f cross join parcel p cross join tracking_event e
                    where p.id = f.parcel_id and e.parcel_id = f.parcel_id and f.settled_at is null and f.state = 'OPEN' and f.raised_at > 0
                        and f.place_key = :folded and p.carrier = :carrier
                        and e.place is not null and e.informational = 0 and e.withdrawn_at is null
                    order by f.id, e.occurred_at desc, e.id desc limit 1
                    """)
                .bind("folded", folded)
                .bind("carrier", carrier)
                .mapTo(String.class)
                .findOne()
                .orElse(null);
    }

    /// A carrier's parcels that are watched.
    long underWay(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select count(*) from parcel where carrier = :carrier and next_poll_at is not null")
                .bind("carrier", carrier)
                .mapTo(Long.class)
                .one();
    }

    List<WaitingCode> waitingCodes(Tx tx, Trust trust, int limit) {
        return tx.handle()
                .createQuery("""
                    select f.id, f.parcel_id, p.carrier, f.reason_args, f.since_at
                    from flag f join parcel p on p.id = f.parcel_id
                    where f.settled_at is null and f.state = 'OPEN' and f.raised_at > 0
                        and f.kind || '' = 'UNMAPPED_CODE' and f.incident_id is null\
                    """ + trust.and() + " order by f.raised_at, f.id limit :limit")
                .bind("limit", limit)
                .map((row, context) -> new WaitingCode(
                        row.getLong("id"),
                        row.getLong("parcel_id"),
                        row.getString("carrier"),
                        row.getString("reason_args"),
                        Instant.ofEpochMilli(row.getLong("since_at"))))
                .list();
    }

    /// Settles flags that have waited long enough, and makes the desk look at their parcels.
    ///
    /// @return how many, at most `limit`
    int settle(Tx tx, Set<FlagKind> kinds, Trust trust, Instant raisedUntil, Instant now, int limit) {
        List<Long> parcels = tx.handle()
                .createQuery("""
                    update flag set settled_at = :now where id in (
                        select f.id from flag f join parcel p on p.id = f.parcel_id
                        where f.settled_at is null and f.state = 'OPEN' and f.incident_id is null
                            and f.kind || '' in (<kinds>) and f.raised_at <= :until\
                    """ + trust.and() + """
                        limit :limit)
                    returning parcel_id
                    """)
                .bindList("kinds", names(kinds))
                .bind("now", now)
                .bind("until", raisedUntil)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
        wake(tx, parcels, now);
        return parcels.size();
    }

    /// Makes the desk look at parcels now.
    static void wake(Tx tx, Collection<Long> parcels, Instant now) {
        if (parcels.isEmpty()) {
            return;
        }
        var batch = tx.handle().prepareBatch("update parcel set desk_due_at = :now where id = :id");
        parcels.forEach(id -> batch.bind("now", now).bind("id", id).add());
        batch.execute();
    }

    static List<String> names(Set<FlagKind> kinds) {
        return kinds.stream().map(FlagKind::name).sorted().toList();
    }
}
