package prevenance.watch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.store.WhereClause;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Reads orders and parcels. Who writes which column stands in the migration.
public final class ParcelStore {
    private static final RowMapper<WatchedParcel> PARCEL = (row, context) -> new WatchedParcel(
            row.getLong("id"),
            row.getLong("order_id"),
            row.getString("carrier"),
            new TrackingNumber(row.getString("tracking_number")),
            Leg.valueOf(row.getString("leg")),
            shipment(row),
            standing(row),
            announced(row),
            lastLook(row),
            new Agenda(instant(row, "next_poll_at"), instant(row, "assess_after"), instant(row, "desk_due_at")),
            number(row, "replaced_by"));

    private static final RowMapper<CustomerOrder> ORDER = (row, context) -> new CustomerOrder(
            row.getLong("id"),
            row.getString("number"),
            row.getString("customer_name"),
            row.getString("email"),
            row.getString("phone"),
            Locale.forLanguageTag(row.getString("locale")),
            row.getString("country"),
            row.getString("postcode"),
            row.getString("shop"),
            instant(row, "ordered_at"));

    /// Maps a row of `parcel` for other stores' joins.
    public static RowMapper<WatchedParcel> mapper() {
        return PARCEL;
    }

    public Optional<WatchedParcel> find(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from parcel where id = :id")
                .bind("id", parcelId)
                .map(PARCEL)
                .findOne();
    }

    /// The highest id, about as many as there ever were; 0 without any.
    long newest(Tx tx) {
        return tx.handle()
                .createQuery("select coalesce(max(id), 0) from parcel")
                .mapTo(Long.class)
                .one();
    }

    /// A parcel as the poller reads it before it writes.
    ///
    /// @param probeAt when a rule's limit will be reached that is near enough to look just before it; null for none
    record Held(WatchedParcel parcel, @Nullable Instant probeAt) {}

    /// As [#find]; until the end of the transaction nobody else changes the parcel's row.
    Optional<Held> hold(Tx tx, long parcelId) {
        return Optional.ofNullable(hold(tx, List.of(parcelId)).get(parcelId));
    }

    /// Those of these parcels that there are, by id; until the end of the transaction nobody else changes their rows.
    Map<Long, Held> hold(Tx tx, Collection<Long> parcelIds) {
        // All in one order, so that two who hold some do not wait for each other.
        return tx
                .handle()
                .createQuery("select * from parcel where id in (<ids>) order by id"
                        + tx.dialect().hold())
                .bindList("ids", Rows.padded(parcelIds))
                .map((row, context) -> new Held(PARCEL.map(row, context), instant(row, "probe_at")))
                .stream()
                .collect(Collectors.toMap(held -> held.parcel().id(), Function.identity()));
    }

    /// One of several that were read, or why it cannot be read.
    record Read<T>(long id, @Nullable T value, @Nullable RuntimeException broken) {
        private static <T> RowMapper<Read<T>> each(RowMapper<T> mapper) {
            return (row, context) -> {
                long id = row.getLong("id");
                try {
                    return new Read<>(id, mapper.map(row, context), null);
                } catch (RuntimeException broken) {
                    return new Read<>(id, null, broken);
                }
            };
        }

        T orElseThrow() {
            if (value != null) {
                return value;
            }
            throw broken == null ? new IllegalStateException("nothing was read of " + id) : broken;
        }
    }

    /// Those of these parcels that there are, by id.
    Map<Long, Read<WatchedParcel>> findAll(Tx tx, Collection<Long> ids) {
        return all(tx, "select * from parcel where id in (<ids>)", ids, PARCEL);
    }

    /// Those of these orders that there are, by id.
    Map<Long, Read<CustomerOrder>> findOrders(Tx tx, Collection<Long> ids) {
        return all(tx, "select * from customer_order where id in (<ids>)", ids, ORDER);
    }

    /// These orders, by id.
    public Map<Long, CustomerOrder> orders(Tx tx, Collection<Long> ids) {
        return findOrders(tx, ids).values().stream().collect(Collectors.toMap(Read::id, Read::orElseThrow));
    }

    private static <T> Map<Long, Read<T>> all(Tx tx, String sql, Collection<Long> ids, RowMapper<T> mapper) {
        return ids.isEmpty()
                ? Map.of()
                : tx.handle().createQuery(sql).bindList("ids", Rows.padded(ids)).map(Read.each(mapper)).list().stream()
                        .collect(Collectors.toMap(Read::id, Function.identity()));
    }

    /// All parcels of an order, oldest import first.
    public List<WatchedParcel> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from parcel where order_id = :id order by id")
                .bind("id", orderId)
                .map(PARCEL)
                .list();
    }

    /// All parcels of the orders to which these parcels belong, themselves among them, by order; oldest import first.
    public Map<Long, List<WatchedParcel>> ofOrdersOf(Tx tx, Collection<Long> parcelIds) {
        return parcelIds.isEmpty()
                ? Map.of()
                : tx.handle().createQuery("""
                    select * from parcel where order_id in (select order_id from parcel where id in (<ids>))
                    """).bindList("ids", Rows.padded(parcelIds)).map(PARCEL).stream()
                        .sorted(Comparator.comparingLong(WatchedParcel::id))
                        .collect(Collectors.groupingBy(WatchedParcel::orderId));
    }

    /// Parcels that pass a filter, newest import first.
    public List<ParcelRow> list(Tx tx, ParcelFilter filter) {
        WhereClause where = new WhereClause()
                .and("p.carrier = :carrier", "carrier", filter.carrier().orElse(null))
                .and(
                        "p.milestone = :milestone",
                        "milestone",
                        filter.milestone().map(Enum::name).orElse(null))
                .and(
                        "p.status = :status",
                        "status",
                        filter.status().map(TrackingStatus::wireName).orElse(null))
                .and("o.number = :order", "order", filter.order().orElse(null))
                .and(
                        "p.tracking_number = :number",
                        "number",
                        filter.number().map(TrackingNumber::value).orElse(null));
        return where.bind(tx.handle().createQuery("""
            select p.*, o.number as order_number
            from parcel p join customer_order o on o.id = p.order_id\
            """ + where.sql() + " order by p.id desc limit :limit"))
                .bind("limit", filter.limit())
                .map((row, context) -> new ParcelRow(PARCEL.map(row, context), row.getString("order_number")))
                .list();
    }

    public Optional<CustomerOrder> findOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from customer_order where id = :id")
                .bind("id", orderId)
                .map(ORDER)
                .findOne();
    }

    private static Shipment shipment(ResultSet row) throws SQLException {
        return new Shipment(
                row.getString("service"),
                instant(row, "shipped_at"),
                Instant.ofEpochMilli(row.getLong("imported_at")),
                new Shipment.Promise(
                        date(row, "promise_date"), time(row, "promise_from_time"), time(row, "promise_until_time")),
                new Shipment.Goods(number(row, "value_minor"), row.getString("currency"), row.getString("items")),
                new Shipment.Origin(row.getString("origin_country"), row.getString("origin_postcode")),
                row.getString("real_carrier"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                TrackingStatus.find(row.getString("status")).orElse(TrackingStatus.UNKNOWN_UNMAPPED),
                instant(row, "status_at"),
                instant(row, "last_event_at"),
                instant(row, "first_scan_at"),
                instant(row, "delivered_at"));
    }

    private static Announced announced(ResultSet row) throws SQLException {
        return new Announced(
                date(row, "estimated_date"),
                date(row, "carrier_promise_date"),
                row.getString("proof_of_delivery"),
                row.getString("pickup_place"),
                date(row, "pickup_until_date"),
                row.getString("customer_page"));
    }

    private static LastLook lastLook(ResultSet row) throws SQLException {
        return new LastLook(
                instant(row, "last_polled_at"),
                instant(row, "last_answered_at"),
                row.getString("last_outcome"),
                row.getString("last_detail"),
                row.getInt("failed_polls"),
                instant(row, "unknown_since"));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable LocalTime time(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text);
    }

    private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalDate.parse(text);
    }
}
