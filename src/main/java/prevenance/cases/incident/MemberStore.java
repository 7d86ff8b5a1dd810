package prevenance.cases.incident;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.store.Tx;

/// Who joins an incident, and who leaves it. Each call does a bounded part and says how much.
public final class MemberStore {
    /// A flag that joins.
    record Joining(long flagId, long parcelId) {}

    /// A flag that leaves.
    public record Leaving(long flagId, long parcelId, long incidentId) {}

    /// A member whose turn it is to be told.
    ///
    /// @param country  where his parcel goes, ISO 3166-1 alpha-2
    /// @param postcode null when not known
    public record Turn(
            long parcelId, String country, @Nullable String postcode) {}

    private record Flagged(long id, FlagKind kind, @Nullable Long incidentId) {}

    private final IncidentStore incidents = new IncidentStore();

    /// Lets waiting flags join the incident that their parcel is in already, when it covers their worry.
    ///
    /// @return flags that joined, by incident
    int followParcels(Tx tx, Set<FlagKind> grouped, Trust trust, Instant now, int limit) {
        int joined = 0;
        for (Worry worry : Worry.values()) {
            List<String> kinds = Stream.of(Worry.values())
                    .filter(worry::covers)
                    .flatMap(other -> other.kinds().stream())
                    .filter(grouped::contains)
                    .map(FlagKind::name)
                    .toList();
            if (!worry.isOfCustomers() || kinds.isEmpty()) {
                continue;
            }
            joined += tx.handle()
                    .createUpdate("""
                        update flag set settled_at = :now, incident_id = (
                            select m.incident_id from incident_member m join incident i on i.id = m.incident_id
                            where m.parcel_id = flag.parcel_id and m.left_at is null and i.worry = :worry
                                and i.state <> 'CLOSED')
                        where id in (
                            select f.id from flag f join parcel p on p.id = f.parcel_id
                                join incident_member m on m.parcel_id = f.parcel_id and m.left_at is null
                                join incident i on i.id = m.incident_id and i.worry = :worry and i.state <> 'CLOSED'
                            where f.settled_at is null and f.state = 'OPEN' and f.incident_id is null
                                and f.kind in (<kinds>)\
                        """ + trust.and() + " limit :limit)")
                    .bindList("kinds", kinds)
                    .bind("worry", worry.name())
                    .bind("now", now)
                    .bind("limit", limit)
                    .execute();
        }
        return joined;
    }

    /// Waiting flags of an incident's scope.
    List<Joining> waiting(Tx tx, Incident incident, Set<FlagKind> kinds, Trust trust, int limit) {
        return joining(tx, incident, kinds, "f.settled_at is null" + trust.and(), Instant.EPOCH, limit);
    }

    /// Flags of an incident's scope that the desk has handled before, and whose parcels are in no incident.
    List<Joining> handled(Tx tx, Incident incident, Set<FlagKind> kinds, Trust trust, Instant from, int limit) {
        return joining(tx, incident, kinds, """
            f.settled_at is not null and not exists (select 1 from incident_member m
                where m.parcel_id = f.parcel_id and (m.left_at is null or m.left_at >= f.raised_at))
            """ + trust.and(), from, limit);
    }

    private static List<Joining> joining(
            Tx tx, Incident incident, Set<FlagKind> kinds, String which, Instant from, int limit) {
        ScopeStore scope = ScopeStore.of(incident.key());
        return scope.bind(tx.handle()
                        .createQuery("select f.id, f.parcel_id from flag f join parcel p on p.id = f.parcel_id"
                                + " join customer_order o on o.id = p.order_id"
                                + " where f.state = 'OPEN' and f.incident_id is null and f.kind in (<kinds>)"
                                + " and f.raised_at > :from and p.carrier = :carrier and " + which + scope.and()
                                + " limit :limit"))
                .bindList("kinds", PoolStore.names(kinds))
                .bind("from", from)
                .bind("carrier", incident.carrier())
                .bind("limit", limit)
                .map((row, context) -> new Joining(row.getLong("id"), row.getLong("parcel_id")))
                .list();
    }

    /// Takes flags in. A parcel that was in an incident of a lesser worry leaves that one.
    ///
    /// @return how many parcels are in it that were not
    int join(Tx tx, Incident incident, List<Joining> joining, Instant now) {
        if (joining.isEmpty()) {
            return 0;
        }
        long id = incident.id();
        var flags =
                tx.handle().prepareBatch("update flag set incident_id = :incident, settled_at = :now where id = :flag");
        joining.forEach(one -> flags.bind("incident", id)
                .bind("now", now)
                .bind("flag", one.flagId())
                .add());
        flags.execute();
        Map<Long, Long> firsts = new HashMap<>();
        joining.forEach(one -> firsts.putIfAbsent(one.parcelId(), one.flagId()));
        if (incident.worry().isOfCustomers() && othersOpen(tx, id)) {
            move(tx, id, firsts.keySet(), now);
        }
        int more = add(tx, id, firsts, now);
        tx.handle()
                .createUpdate("""
                    update incident set members = members + :more, last_member_at = :now where id = :id
                    """)
                .bind("more", more)
                .bind("now", now)
                .bind("id", id)
                .execute();
        return more;
    }

    /// A parcel with a second flag is in it already, or comes back, and counts once.
    private static int add(Tx tx, long id, Map<Long, Long> firsts, Instant now) {
        var members = tx.handle().prepareBatch("""
            insert into incident_member (incident_id, parcel_id, flag_id, joined_at)
            values (:incident, :parcel, :flag, :now)
            on conflict (incident_id, parcel_id) do nothing
            """);
        firsts.forEach((parcel, flag) -> members.bind("incident", id)
                .bind("parcel", parcel)
                .bind("flag", flag)
                .bind("now", now)
                .add());
        int more = IntStream.of(members.execute()).sum();
        var back = tx.handle().prepareBatch("""
            update incident_member set left_at = null, left_why = null
            where incident_id = :incident and parcel_id = :parcel and left_at is not null
            """);
        firsts.keySet()
                .forEach(parcel ->
                        back.bind("incident", id).bind("parcel", parcel).add());
        back.execute();
        return more;
    }

    private static boolean othersOpen(Tx tx, long id) {
        return tx.handle().createQuery("""
            select count(*) from incident where state <> 'CLOSED' and worry <> 'CODE' and id <> :id
            """).bind("id", id).mapTo(Integer.class).one() > 0;
    }

    private static void move(Tx tx, long id, Set<Long> parcels, Instant now) {
        var flags = tx.handle().prepareBatch("""
            update flag set incident_id = :id where parcel_id = :parcel and state = 'OPEN' and coalesce(incident_id, :id) <> :id
                and kind <> 'UNMAPPED_CODE'
            """);
        var members = tx.handle().prepareBatch("""
            update incident_member set left_at = :now, left_why = 'MOVED'
            where parcel_id = :parcel and left_at is null and incident_id <> :id
                and incident_id in (select id from incident where worry <> 'CODE')
            """);
        for (Long parcel : parcels) {
            flags.bind("id", id).bind("parcel", parcel).add();
            members.bind("now", now).bind("id", id).bind("parcel", parcel).add();
        }
        flags.execute();
        members.execute();
    }

    /// Lets those leave whose flags have ended.
    ///
    /// @return ended flags looked at, at most `limit`
    public int recover(Tx tx, Instant now, int limit) {
        List<Leaving> ended = leaving(tx, "f.state = 'CLOSED' and f.incident_id is not null", limit);
        free(tx, ended, "RECOVERED", now);
        return ended.size();
    }

    /// Flags that a closed incident still speaks for.
    public List<Leaving> left(Tx tx, long incidentId, int limit) {
        return leaving(tx, "f.state = 'OPEN' and f.incident_id = " + incidentId, limit);
    }

    private static List<Leaving> leaving(Tx tx, String which, int limit) {
        return tx.handle()
                .createQuery("select f.id, f.parcel_id, f.incident_id from flag f where " + which + " limit :limit")
                .bind("limit", limit)
                .map((row, context) ->
                        new Leaving(row.getLong("id"), row.getLong("parcel_id"), row.getLong("incident_id")))
                .list();
    }

    /// Lets flags stand for themselves again, and makes the desk look at their parcels. A parcel leaves with its last.
    ///
    /// @param why ENDED, RELEASED or DROPPED
    public void leave(Tx tx, List<Leaving> leaving, String why, Instant now) {
        free(tx, leaving, why, now);
        PoolStore.wake(tx, leaving.stream().map(Leaving::parcelId).distinct().toList(), now);
    }

    /// By the parcel's few flags and not by the incident's many, which is why no index is offered for the latter.
    private static void free(Tx tx, List<Leaving> leaving, String why, Instant now) {
        if (leaving.isEmpty()) {
            return;
        }
        var flags = tx.handle().prepareBatch("update flag set incident_id = null where id = :flag");
        leaving.forEach(one -> flags.bind("flag", one.flagId()).add());
        flags.execute();
        var members = tx.handle().prepareBatch("""
            update incident_member set left_at = :now, left_why = :why
            where incident_id = :incident and parcel_id = :parcel and left_at is null
                and not exists (select 1 from flag f
                    where f.parcel_id = :parcel and coalesce(f.incident_id, 0) = :incident and f.state = 'OPEN')
            """);
        leaving.forEach(one -> members.bind("now", now)
                .bind("why", why)
                .bind("incident", one.incidentId())
                .bind("parcel", one.parcelId())
                .add());
        members.execute();
    }

    /// Closed incidents that still speak for flags.
    public List<Long> unfinished(Tx tx) {
        return tx.handle().createQuery("""
            select i.id from incident i where i.state = 'CLOSED'
                and exists (select 1 from flag f where f.state = 'OPEN' and f.incident_id = i.id)
            order by i.id
            """).mapTo(Long.class).list();
    }

    /// Parcels in an incident now.
    public int active(Tx tx, long incidentId) {
        return tx.handle()
                .createQuery("select count(*) from incident_member where incident_id = :id and left_at is null")
                .bind("id", incidentId)
                .mapTo(Integer.class)
                .one();
    }

    /// Members whose turn it is to hear a wording, those who have waited longest first.
    public List<Turn> turns(Tx tx, Incident incident, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select m.parcel_id, o.country, o.postcode
                    from incident_member m join parcel p on p.id = m.parcel_id
                        join customer_order o on o.id = p.order_id
                    where m.incident_id = :id and m.left_at is null and m.round < :round and m.tell_at <= :now
                    order by m.round, m.tell_at limit :limit
                    """)
                .bind("id", incident.id())
                .bind("round", incident.round())
                .bind("now", now)
                .bind("limit", limit)
                .map((row, context) ->
                        new Turn(row.getLong("parcel_id"), row.getString("country"), row.getString("postcode")))
                .list();
    }

    /// Lets members hear the newest wording: the desk says it.
    public void letGo(Tx tx, Incident incident, List<Turn> turns, Instant now) {
        if (turns.isEmpty()) {
            return;
        }
        var batch = tx.handle().prepareBatch("""
            update incident_member set round = :round, told_at = :now where incident_id = :id and parcel_id = :parcel
            """);
        turns.forEach(turn -> batch.bind("round", incident.round())
                .bind("now", now)
                .bind("id", incident.id())
                .bind("parcel", turn.parcelId())
                .add());
        batch.execute();
        PoolStore.wake(tx, turns.stream().map(Turn::parcelId).toList(), now);
    }

    /// Puts a member's turn off.
    public void putOff(Tx tx, Incident incident, Turn turn, Instant until) {
        tx.handle()
                .createUpdate("""
                    update incident_member set tell_at = :until where incident_id = :id and parcel_id = :parcel
                    """)
                .bind("until", until)
                .bind("id", incident.id())
                .bind("parcel", turn.parcelId())
                .execute();
    }

    /// How many members of any incident were let go, or released from a wrong one, since an instant.
    public int letGoSince(Tx tx, Instant since) {
        return tx.handle()
                .createQuery("""
                    select (select count(*) from incident_member where told_at > :since)
                        + (select count(*) from incident_member where left_at > :since and left_why = 'RELEASED')
                    """)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    /// Mails of incidents that are due and have not left.
    public int backlog(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) from outbox_message
                    where next_attempt_at <= :now and state in ('QUEUED', 'SENDING') and kind = 'MASS_DELAY'
                    """)
                .bind("now", now)
                .mapTo(Integer.class)
                .one();
    }

    /// What is true of a parcel because of incidents.
    public Hold holdOf(Tx tx, long parcelId, IncidentSettings settings) {
        List<Flagged> flags = tx.handle()
                .createQuery("""
                    select id, kind, incident_id from flag
                    where parcel_id = :parcel and state = 'OPEN' and (incident_id is not null or settled_at is null)
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> {
                    long incident = row.getLong("incident_id");
                    return new Flagged(
                            row.getLong("id"),
                            FlagKind.valueOf(row.getString("kind")),
                            row.wasNull() ? null : Long.valueOf(incident));
                })
                .list();
        Set<Long> waiting = flags.stream()
                .filter(flag -> flag.incidentId() == null && settings.groups(flag.kind()))
                .map(Flagged::id)
                .collect(Collectors.toUnmodifiableSet());
        Set<Long> grouped = !settings.on()
                ? Set.of()
                : flags.stream()
                        .filter(flag -> flag.incidentId() != null)
                        .map(Flagged::id)
                        .collect(Collectors.toUnmodifiableSet());
        return waiting.isEmpty() && grouped.isEmpty()
                ? Hold.NONE
                : new Hold(waiting, grouped, grouped.isEmpty() ? null : group(tx, parcelId));
    }

    private @Nullable Group group(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select m.incident_id, m.round from incident_member m join incident i on i.id = m.incident_id
                    where m.parcel_id = :parcel and m.left_at is null and i.worry <> 'CODE' and i.state <> 'CLOSED'
                    """)
                .bind("parcel", parcelId)
                .map((row, context) ->
                        new Group(incidents.find(tx, row.getLong("incident_id")).orElseThrow(), row.getInt("round")))
                .findFirst()
                .orElse(null);
    }
}
