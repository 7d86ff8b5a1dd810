package prevenance.assess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.ChangeLog;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import prevenance.tracking.TrackingNumber;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The flags with their whole life. Each change is a compare-and-set on the open flag; false means that
/// somebody was faster.
public final class FlagStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};
    private static final RowMapper<Flag> FLAG = (row, context) -> flag(row);

    /// The open flags of a parcel, oldest first; at most one of each kind.
    public List<Flag> openOf(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from flag where parcel_id = :parcel and state = 'OPEN' order by id")
                .bind("parcel", parcelId)
                .map(FLAG)
                .list();
    }

    /// One flag, open or not.
    public Optional<Flag> find(Tx tx, long flagId) {
        return tx.handle()
                .createQuery("select * from flag where id = :id")
                .bind("id", flagId)
                .map(FLAG)
                .findOne();
    }

    /// All flags a parcel ever had, oldest first.
    public List<Flag> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from flag where parcel_id = :parcel order by id")
                .bind("parcel", parcelId)
                .map(FLAG)
                .list();
    }

    /// The same of several, by parcel; nothing for one that never had any.
    Map<Long, List<Flag>> ofParcels(Tx tx, Collection<Long> parcelIds) {
        return parcelIds.isEmpty()
                ? Map.of()
                : tx
                        .handle()
                        .createQuery("select * from flag where parcel_id in (<ids>)")
                        .bindList("ids", Rows.padded(parcelIds))
                        .map(FLAG)
                        .stream()
                        .sorted(Comparator.comparingLong(Flag::id))
                        .collect(Collectors.groupingBy(Flag::parcelId));
    }

    /// Flags with parcel and order, newest first.
    public List<FlagRow> list(Tx tx, FlagFilter filter) {
        WhereClause where = new WhereClause()
                .and(
                        "f.kind = :kind",
                        "kind",
                        filter.kind() == null ? null : filter.kind().name())
                .and("p.carrier = :carrier", "carrier", filter.carrier())
                .and("o.number = :order", "order", filter.orderNumber());
        if (filter.openOnly()) {
            where.and("f.state = 'OPEN'");
        }
        return where.bind(tx.handle()
                        .createQuery("""
                            select f.*, p.tracking_number, p.carrier, o.number as order_number
                            from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id\
                            """ + where.sql() + " order by f.raised_at desc, f.id desc limit :limit"))
                .bind("limit", filter.limit())
                .map((row, context) -> new FlagRow(
                        flag(row),
                        new TrackingNumber(row.getString("tracking_number")),
                        row.getString("carrier"),
                        row.getString("order_number")))
                .list();
    }

    /// Opens a flag, one episode after the last of its kind; false when one is open already.
    public boolean raise(Tx tx, long parcelId, String rule, Verdict verdict, Instant now) {
        return raise(tx, parcelId, rule, verdict, null, now);
    }

    /// The same with the place of the last progress, as [PlaceKey] folds it; null when unknown.
    /// Incidents are grouped by it.
    public boolean raise(Tx tx, long parcelId, String rule, Verdict verdict, @Nullable String placeKey, Instant now) {
        Optional<Long> raised = tx.handle()
                .createQuery("""
                    insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at,
                        raised_at, stepped_at, rule, reason_key, reason_args, evidence, place_key)
                    values (:parcel, :kind,
                        (select coalesce(max(episode), 0) + 1 from flag where parcel_id = :parcel and kind = :kind),
                        'OPEN', :step, :staff, :customer, :since, :now, :now, :rule, :key, :args, :evidence, :place)
                    on conflict (parcel_id, kind) where state = 'OPEN' do nothing
                    returning id
                    """)
                .bind("parcel", parcelId)
                .bind("kind", verdict.kind().name())
                .bind("step", verdict.step())
                .bind("staff", verdict.forStaff() ? 1 : 0)
                .bind("customer", verdict.forCustomer() ? 1 : 0)
                .bind("since", verdict.sinceAt())
                .bind("now", now)
                .bind("rule", rule)
                .bind("key", verdict.reason().key())
                .bind("args", json(verdict.reason()))
                .bind("evidence", verdict.evidence().json())
                .bind("place", placeKey)
                .mapTo(Long.class)
                .findOne();
        raised.ifPresent(id -> ChangeLog.add(tx, "flag.raised", id, now));
        return raised.isPresent();
    }

    /// Takes an open flag up to a higher step, with that step's reason.
    public boolean stepUp(Tx tx, Flag flag, String rule, Verdict verdict, Instant now) {
        return tx.handle()
                        .createUpdate("""
                            update flag set step = :step, stepped_at = :now, for_staff = :staff, for_customer = :customer,
                                rule = :rule, reason_key = :key, reason_args = :args, evidence = :evidence
                            where id = :id and state = 'OPEN' and step = :seen and step < :step
                            """)
                        .bind("id", flag.id())
                        .bind("seen", flag.step())
                        .bind("step", verdict.step())
                        .bind("now", now)
                        .bind("staff", verdict.forStaff() ? 1 : 0)
                        .bind("customer", verdict.forCustomer() ? 1 : 0)
                        .bind("rule", rule)
                        .bind("key", verdict.reason().key())
                        .bind("args", json(verdict.reason()))
                        .bind("evidence", verdict.evidence().json())
                        .execute()
                == 1;
    }

    /// Changes whom an open flag concerns, with the reason as it is now: a graver flag speaks to the
    /// customer, or a cause became known. The step stays.
    public boolean readdress(Tx tx, Flag flag, String rule, Verdict verdict) {
        return tx.handle()
                        .createUpdate("""
                            update flag set for_staff = :staff, for_customer = :customer,
                                rule = :rule, reason_key = :key, reason_args = :args, evidence = :evidence
                            where id = :id and state = 'OPEN' and step = :seen
                            """)
                        .bind("id", flag.id())
                        .bind("seen", flag.step())
                        .bind("staff", verdict.forStaff() ? 1 : 0)
                        .bind("customer", verdict.forCustomer() ? 1 : 0)
                        .bind("rule", rule)
                        .bind("key", verdict.reason().key())
                        .bind("args", json(verdict.reason()))
                        .bind("evidence", verdict.evidence().json())
                        .execute()
                == 1;
    }

    /// Ends an open flag.
    public boolean close(Tx tx, Flag flag, Reason reason, Instant now) {
        boolean closed = tx.handle()
                        .createUpdate("""
                            update flag set state = 'CLOSED', closed_at = :now, closed_key = :key, closed_args = :args
                            where id = :id and state = 'OPEN'
                            """)
                        .bind("id", flag.id())
                        .bind("now", now)
                        .bind("key", reason.key())
                        .bind("args", json(reason))
                        .execute()
                == 1;
        return ChangeLog.addIf(closed, tx, "flag.closed", flag.id(), now);
    }

    /// Ends an open flag because a person has dealt with it; the same finding does not raise it again.
    public boolean closeByStaff(Tx tx, Flag flag, Instant now) {
        return close(tx, flag, Closing.BY_STAFF, now);
    }

    private static Flag flag(ResultSet row) throws SQLException {
        String closedKey = row.getString("closed_key");
        long closedAt = row.getLong("closed_at");
        Optional<Instant> closed = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(closedAt));
        return new Flag(
                row.getLong("id"),
                row.getLong("parcel_id"),
                FlagKind.valueOf(row.getString("kind")),
                row.getInt("episode"),
                row.getInt("step"),
                row.getInt("for_staff") == 1,
                row.getInt("for_customer") == 1,
                Instant.ofEpochMilli(row.getLong("since_at")),
                Instant.ofEpochMilli(row.getLong("raised_at")),
                closed.orElse(null),
                row.getString("rule"),
                new Reason(row.getString("reason_key"), facts(row.getString("reason_args"))),
                closedKey == null ? null : new Reason(closedKey, facts(row.getString("closed_args"))),
                Evidence.read(row.getString("evidence"), row.getString("rule")));
    }

    private static Map<String, String> facts(@Nullable String json) {
        return json == null ? Map.of() : JSON.readValue(json, FACTS);
    }

    /// Sorted, so that the same reason is the same text.
    private static String json(Reason reason) {
        return JSON.writeValueAsString(new TreeMap<>(reason.args()));
    }
}
