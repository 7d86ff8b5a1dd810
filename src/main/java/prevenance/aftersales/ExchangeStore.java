package prevenance.aftersales;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.Leg;

/// The exchanges, and their replacements as watched parcels.
public final class ExchangeStore {
    private static final RowMapper<Exchange> EXCHANGE = (row, context) -> {
        long shipped = row.getLong("shipped_at");
        Instant shippedAt = row.wasNull() ? null : Instant.ofEpochMilli(shipped);
        long parcel = row.getLong("parcel_id");
        return new Exchange(
                row.getString("reference"),
                row.getLong("order_id"),
                row.wasNull() ? null : Long.valueOf(parcel),
                row.getString("items"),
                shippedAt,
                Instant.ofEpochMilli(row.getLong("imported_at")));
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

    /// Adds an exchange, or replaces what is known under its reference; the first import's instant stays.
    void save(Tx tx, Exchange exchange, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into exchange (reference, order_id, parcel_id, state, promised_at, items, shipped_at, imported_at,
                        updated_at)
                    values (:reference, :order, :parcel, 'SHIPPED', :now, :items, :shipped, :imported, :now)
                    on conflict (reference) do update set parcel_id = excluded.parcel_id, items = excluded.items,
                        shipped_at = excluded.shipped_at, updated_at = excluded.updated_at
                    """)
                .bind("reference", exchange.reference())
                .bind("order", exchange.orderId())
                .bind("parcel", exchange.parcelId())
                .bind("items", exchange.items())
                .bind("shipped", exchange.shippedAt())
                .bind("imported", exchange.importedAt())
                .bind("now", now)
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
    long addParcel(Tx tx, long orderId, String carrier, TrackingNumber number, Instant now) {
        return tx.handle()
                .createQuery("""
                    insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, next_poll_at,
                        assess_after)
                    values (:order, :carrier, :number, :leg, :now, :now, :now, :now)
                    returning id
                    """)
                .bind("order", orderId)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .bind("leg", Leg.EXCHANGE.name())
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    /// Writes what the shop says of a replacement, and has it judged anew. False when nothing differs. A null leaves
    /// what is known.
    boolean describeParcel(Tx tx, long parcelId, ExchangeNotice notice, Instant now) {
        @Nullable Instant shippedAt = notice.shippedAt();
        return tx.handle()
                        .createUpdate("""
                            update parcel set leg = :leg, service = coalesce(:service, service),
                                shipped_at = coalesce(:shipped, shipped_at),
                                promise_date = coalesce(:promise, promise_date), items = coalesce(:items, items),
                                updated_at = :now, assess_after = :now
                            where id = :id and (leg <> :leg
                                or :service is not null and coalesce(service, '') <> :service
                                or :shipped is not null and coalesce(shipped_at, 0) <> :shipped
                                or :promise is not null and coalesce(promise_date, '') <> :promise
                                or :items is not null and coalesce(items, '') <> :items)
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
