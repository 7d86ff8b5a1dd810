package prevenance.aftersales;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.assess.WakeStore;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.Leg;

/// The exchanges, and their replacements as watched parcels. Every change is a compare-and-set on the
/// exchange's version.
public final class ExchangeStore {
    private final WakeStore wake = new WakeStore();

    /// How the references begin that we give until the shop gives its own.
    static final String OURS = "PV-E";

    private static final RowMapper<Exchange> EXCHANGE = (row, context) -> {
        String why = row.getString("blocked_why");
        return new Exchange(
                row.getLong("id"),
                row.getString("reference"),
                row.getLong("order_id"),
                RefundStore.number(row, "case_id"),
                RefundStore.number(row, "parcel_id"),
                ExchangeState.valueOf(row.getString("state")),
                row.getString("items"),
                row.getInt("awaits_return") == 1,
                Instant.ofEpochMilli(row.getLong("promised_at")),
                RefundStore.date(row, "ship_by_date"),
                RefundStore.instant(row, "return_received_at"),
                RefundStore.instant(row, "shipped_at"),
                why == null ? null : BlockedWhy.valueOf(why),
                RefundStore.instant(row, "check_at"),
                RefundStore.instant(row, "ended_at"),
                Instant.ofEpochMilli(row.getLong("imported_at")),
                row.getInt("version"));
    };

    public Optional<Exchange> find(Tx tx, String reference) {
        return tx.handle()
                .createQuery("select * from exchange where reference = :reference")
                .bind("reference", reference)
                .map(EXCHANGE)
                .findOne();
    }

    /// All exchanges of an order, oldest import first.
    public List<Exchange> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from exchange where order_id = :order order by id")
                .bind("order", orderId)
                .map(EXCHANGE)
                .list();
    }

    /// The exchange that a case decided and that was not cancelled; there is at most one.
    public Optional<Exchange> ofCase(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select * from exchange where case_id = :case and state <> 'CANCELLED'")
                .bind("case", caseId)
                .map(EXCHANGE)
                .findOne();
    }

    /// Exchanges that pass a filter, the newest first.
    ///
    /// @param state null for any
    /// @param limit at most so many
    public List<Exchange> list(Tx tx, @Nullable ExchangeState state, int limit) {
        WhereClause where = new WhereClause().and("state = :state", "state", state == null ? null : state.name());
        return where.bind(tx.handle()
                        .createQuery("select * from exchange" + where.sql() + " order by id desc limit :limit"))
                .bind("limit", limit)
                .map(EXCHANGE)
                .list();
    }

    /// Exchanges decided in other cases of the same parcel and not cancelled.
    List<Exchange> ofParcel(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select e.* from exchange e join service_case c on c.id = e.case_id
                    where c.parcel_id = :parcel and e.state <> 'CANCELLED' order by e.id
                    """)
                .bind("parcel", parcelId)
                .map(EXCHANGE)
                .list();
    }

    /// Those to be asked about by now, oldest first.
    List<String> due(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("select reference from exchange where check_at <= :now order by check_at, id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /// Those whose replacement has been delivered.
    List<String> delivered(Tx tx, int limit) {
        return tx.handle()
                .createQuery("""
                    select e.reference from exchange e
                    where e.state = 'SHIPPED'
                        and (select p.milestone from parcel p where p.id = e.parcel_id) = 'DELIVERED'
                    limit :limit
                    """)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /// Adds an exchange; empty when its reference or its case has one already.
    ///
    /// @param exchange its id does not matter
    Optional<Exchange> add(Tx tx, Exchange exchange, Instant now) {
        Optional<Exchange> stored = tx.handle()
                .createQuery("""
                    insert into exchange (reference, order_id, case_id, parcel_id, state, items, awaits_return, promised_at,
                        ship_by_date, return_received_at, shipped_at, blocked_why, check_at, imported_at, updated_at)
                    values (:reference, :order, :case, :parcel, :state, :items, :awaits, :promised, :shipBy, :received,
                        :shipped, :why, :check, :imported, :now)
                    on conflict do nothing returning *
                    """)
                .bind("reference", exchange.reference())
                .bind("order", exchange.orderId())
                .bind("case", exchange.caseId())
                .bind("parcel", exchange.parcelId())
                .bind("state", exchange.state().name())
                .bind("items", exchange.items())
                .bind("awaits", exchange.awaitsReturn() ? 1 : 0)
                .bind("promised", exchange.promisedAt())
                .bind("shipBy", exchange.shipByDate())
                .bind("received", exchange.returnReceivedAt())
                .bind("shipped", exchange.shippedAt())
                .bind(
                        "why",
                        exchange.blockedWhy() == null
                                ? null
                                : exchange.blockedWhy().name())
                .bind("check", exchange.checkAt())
                .bind("imported", exchange.importedAt())
                .bind("now", now)
                .map(EXCHANGE)
                .findOne();
        stored.ifPresent(added -> wake.ofCase(tx, added.caseId(), now));
        return stored;
    }

    /// Writes a change to an exchange as it was seen. Empty when it changed meanwhile.
    Optional<Exchange> change(Tx tx, Exchange seen, Instant now, Consumer<ExchangeDraft> change) {
        ExchangeDraft draft = new ExchangeDraft(seen);
        change.accept(draft);
        Optional<Exchange> stored = tx.handle()
                .createQuery("""
                    update exchange set reference = :reference, parcel_id = :parcel, state = :state, items = :items,
                        awaits_return = :awaits, ship_by_date = :shipBy, return_received_at = :received,
                        shipped_at = :shipped, blocked_why = :why, check_at = :check, ended_at = :ended,
                        updated_at = :now, version = version + 1
                    where id = :id and version = :version
                    returning *
                    """)
                .bind("reference", draft.reference)
                .bind("parcel", draft.parcelId)
                .bind("state", draft.state.name())
                .bind("items", draft.items)
                .bind("awaits", draft.awaitsReturn ? 1 : 0)
                .bind("shipBy", draft.shipByDate)
                .bind("received", draft.returnReceivedAt)
                .bind("shipped", draft.shippedAt)
                .bind("why", draft.blockedWhy == null ? null : draft.blockedWhy.name())
                .bind("check", draft.checkAt)
                .bind("ended", draft.endedAt)
                .bind("now", now)
                .bind("id", seen.id())
                .bind("version", seen.version())
                .map(EXCHANGE)
                .findOne();
        stored.ifPresent(changed -> wake.ofCase(tx, changed.caseId(), now));
        return stored;
    }

    /// Moves one that cannot be looked at out of the way.
    void postpone(Tx tx, String reference, Instant until) {
        tx.handle()
                .createUpdate(
                        "update exchange set check_at = :until where reference = :reference and check_at is not null")
                .bind("until", until)
                .bind("reference", reference)
                .execute();
    }

    /// The parcel of a number within an order; empty when it is not watched.
    Optional<Long> findParcel(Tx tx, long orderId, String carrier, TrackingNumber number) {
        return tx.handle()
                .createQuery("""
                    select id from parcel
                    where order_id = :order and carrier = :carrier and tracking_number = :number
                    """)
                .bind("order", orderId)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .mapTo(Long.class)
                .findOne();
    }

    /// Starts to watch a replacement, due at once.
    ///
    /// @param realCarrier who takes it, where an aggregator is asked about it
    long addParcel(
            Tx tx, long orderId, String carrier, @Nullable String realCarrier, TrackingNumber number, Instant now) {
        return tx.handle()
                .createQuery("""
                    insert into parcel (order_id, carrier, real_carrier, tracking_number, leg, imported_at, updated_at,
                        next_poll_at, assess_after)
                    values (:order, :carrier, :real, :number, :leg, :now, :now, :now, :now)
                    returning id
                    """)
                .bind("order", orderId)
                .bind("carrier", carrier)
                .bind("real", realCarrier)
                .bind("number", number.value())
                .bind("leg", Leg.EXCHANGE.name())
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    /// Writes what the shop says of a replacement, and has it judged anew. False when nothing differs.
    /// A null leaves what is known.
    boolean describeParcel(Tx tx, long parcelId, ExchangeNotice notice, Instant now) {
        @Nullable Instant shippedAt = notice.shippedAt();
        return tx.handle()
                        .createUpdate("""
                            update parcel set leg = :leg, service = coalesce(:service, service),
                                shipped_at = coalesce(:shipped, shipped_at),
                                promise_date = coalesce(:promise, promise_date), items = coalesce(:items, items),
                                updated_at = :now, assess_after = :now
                            where id = :id and (leg <> :leg
                                or cast(:service as text) is not null and coalesce(service, '') <> :service
                                or cast(:shipped as bigint) is not null and coalesce(shipped_at, 0) <> :shipped
                                or cast(:promise as text) is not null and coalesce(promise_date, '') <> :promise
                                or cast(:items as text) is not null and coalesce(items, '') <> :items)
                            """)
                        .bind("leg", Leg.EXCHANGE.name())
                        .bind("service", notice.service())
                        .bind("shipped", shippedAt)
                        .bind("promise", notice.promiseDate())
                        .bind("items", notice.items())
                        .bind("now", now)
                        .bind("id", parcelId)
                        .execute()
                == 1;
    }
}
