package prevenance.assess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.transit.TransitModel;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.WatchedParcel;

/// Gathers what surrounds parcels: one statement of each kind for all of them, and some for each that had a case.
final class SurroundingsStore {
    private final FeedOutageStore outages = new FeedOutageStore();
    private final Supplier<TransitModel> model;
    private final ZoneId shopZone;

    /// @param shopZone the clock of the shop's own last days
    SurroundingsStore(Supplier<TransitModel> model, ZoneId shopZone) {
        this.model = model;
        this.shopZone = shopZone;
    }

    /// @param siblings by order: all its parcels, oldest first
    /// @return by parcel
    Map<Long, Surroundings> of(Tx tx, List<WatchedParcel> parcels, Map<Long, List<WatchedParcel>> siblings) {
        List<Long> ids = parcels.stream().map(WatchedParcel::id).toList();
        Map<String, List<FeedOutage>> down = outages(tx, parcels);
        Map<Long, Instant> notReceived = notReceived(tx, ids);
        Map<Long, Instant> mailFailed = mailFailed(tx, ids);
        Set<Long> withCase = withCase(tx, ids);
        TransitModel learned = model.get();
        Map<Long, Surroundings> around = new HashMap<>();
        for (WatchedParcel parcel : parcels) {
            boolean hadCase = withCase.contains(parcel.id());
            around.put(
                    parcel.id(),
                    new Surroundings(
                            down.getOrDefault(parcel.carrier(), List.of()).stream()
                                    .filter(outage -> reaches(outage, parcel.importedAt()))
                                    .toList(),
                            new OrderFacts(
                                    siblings.getOrDefault(parcel.orderId(), List.of()).stream()
                                            .filter(other -> other.id() != parcel.id())
                                            .toList(),
                                    notReceived.get(parcel.id()),
                                    hadCase ? owed(tx, parcel.id()) : List.of(),
                                    mailFailed.get(parcel.id()),
                                    hadCase && isClaimed(tx, parcel.id())),
                            learned));
        }
        return around;
    }

    /// By carrier: what reaches past the first import of these parcels, oldest first.
    private Map<String, List<FeedOutage>> outages(Tx tx, List<WatchedParcel> parcels) {
        Map<String, Instant> since = new HashMap<>();
        parcels.forEach(parcel ->
                since.merge(parcel.carrier(), parcel.importedAt(), (one, other) -> one.isBefore(other) ? one : other));
        Map<String, List<FeedOutage>> down = new HashMap<>();
        since.forEach((carrier, first) -> down.put(carrier, outages.since(tx, carrier, first)));
        return down;
    }

    private static boolean reaches(FeedOutage outage, Instant since) {
        Instant ended = outage.endedAt();
        return ended == null || !ended.isBefore(since);
    }

    private List<OrderFacts.Owed> owed(Tx tx, long parcelId) {
        List<OrderFacts.Owed> owed = new ArrayList<>(refunds(tx, parcelId));
        owed.addAll(replacements(tx, parcelId));
        owed.addAll(claims(tx, parcelId));
        return owed;
    }

    /// By parcel when its customer said that he has not got it, unless he said since that it came.
    private static Map<Long, Instant> notReceived(Tx tx, List<Long> parcelIds) {
        Map<Long, Instant> said = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select parcel_id, at, kind from customer_act where id in (
                        select max(id) from customer_act
                        where parcel_id in (<ids>) and kind in ('NOT_RECEIVED', 'ARRIVED') group by parcel_id)
                    """)
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> new Last(row.getLong(1), row.getLong(2), row.getString(3)))
                .forEach(last -> last.putUnless("ARRIVED", said));
        return said;
    }

    /// By parcel when its newest message was written that came to an end, if it did so without reaching the customer.
    private static Map<Long, Instant> mailFailed(Tx tx, List<Long> parcelIds) {
        Map<Long, Instant> failed = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select parcel_id, created_at, state from outbox_message where id in (
                        select max(id) from outbox_message
                        where parcel_id in (<ids>) and (state = 'SENT'
                            or state = 'DEAD' and coalesce(state_reason, '') not like 'called: %'
                            or state = 'SUPPRESSED'
                                and (state_reason = 'no e-mail address' or state_reason like 'address refused%'))
                        group by parcel_id)
                    """)
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> new Last(row.getLong(1), row.getLong(2), row.getString(3)))
                .forEach(last -> last.putUnless("SENT", failed));
        return failed;
    }

    /// The newest of its kind for a parcel.
    ///
    /// @param at in milliseconds
    private record Last(long parcelId, long at, String word) {
        void putUnless(String fine, Map<Long, Instant> wrong) {
            if (!word.equals(fine)) {
                wrong.put(parcelId, Instant.ofEpochMilli(at));
            }
        }
    }

    /// Refunds that a case of this parcel decided and that have not been triggered.
    private List<OrderFacts.Owed> refunds(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select r.reference, r.decided_at as since_at, r.pay_by_date as last_day, r.amount_minor, r.currency
                    from refund r join service_case c on c.id = r.case_id
                    where c.parcel_id = :parcel and r.case_id is not null and r.state <> 'CANCELLED' and r.state = 'DECIDED'
                    order by r.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> owed(row, OrderFacts.Owed.Kind.REFUND, "law.l216-7"))
                .list();
    }

    /// Replacements that a case of this parcel promised, that may leave, and of which there is no
    /// parcel.
    private List<OrderFacts.Owed> replacements(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select e.reference, coalesce(e.return_received_at, e.promised_at) as since_at,
                        e.ship_by_date as last_day, null as amount_minor, null as currency
                    from exchange e join service_case c on c.id = e.case_id
                    where c.parcel_id = :parcel and e.case_id is not null and e.state <> 'CANCELLED' and e.parcel_id is null
                        and e.state in ('PROMISED', 'RETURN_RECEIVED')
                        and (e.awaits_return = 0 or e.return_received_at is not null)
                    order by e.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> owed(row, OrderFacts.Owed.Kind.REPLACEMENT, "own.exchange"))
                .list();
    }

    /// Claims that are being prepared, by their last day.
    private List<OrderFacts.Owed> claims(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select d.deadline_key, d.set_at, d.due_at, d.amount_minor, d.currency, d.source
                    from deadline d join service_case c on c.id = d.case_id
                    where c.parcel_id = :parcel and d.kind = 'CLAIM' and d.state = 'OPEN' order by d.due_at, d.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> new OrderFacts.Owed(
                        OrderFacts.Owed.Kind.CLAIM,
                        row.getString("deadline_key"),
                        Instant.ofEpochMilli(row.getLong("set_at")),
                        Instant.ofEpochMilli(row.getLong("due_at"))
                                .atZone(shopZone)
                                .toLocalDate(),
                        amount(row),
                        row.getString("currency"),
                        row.getString("source")))
                .list();
    }

    /// Refunds, replacements and claims belong to a parcel by its case.
    private static Set<Long> withCase(Tx tx, List<Long> parcelIds) {
        return tx.handle()
                .createQuery("select parcel_id from service_case where parcel_id in (<ids>)")
                .bindList("ids", Rows.padded(parcelIds))
                .mapTo(Long.class)
                .set();
    }

    private static boolean isClaimed(Tx tx, long parcelId) {
        return tx.handle()
                        .createQuery("""
                            select count(*) from claim k join service_case c on c.id = k.case_id
                            where c.parcel_id = :parcel and k.state <> 'GATHERING'
                            """)
                        .bind("parcel", parcelId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static OrderFacts.Owed owed(ResultSet row, OrderFacts.Owed.Kind kind, String source) throws SQLException {
        String last = row.getString("last_day");
        return new OrderFacts.Owed(
                kind,
                row.getString("reference"),
                Instant.ofEpochMilli(row.getLong("since_at")),
                last == null ? null : LocalDate.parse(last),
                amount(row),
                row.getString("currency"),
                source);
    }

    private static @Nullable Long amount(ResultSet row) throws SQLException {
        long amount = row.getLong("amount_minor");
        return row.wasNull() ? null : amount;
    }
}
