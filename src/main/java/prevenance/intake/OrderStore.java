package prevenance.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.watch.Leg;

/// Writes orders and parcels, many at a time.
final class OrderStore {
    /// New parcels fall due one after the other, so that the carriers are not asked about a whole file
    /// at once.
    private static final Duration BETWEEN_FIRST_POLLS = Duration.ofMillis(5);

    record StoredOrder(long id, CustomerFields fields) {}

    record StoredParcel(long id, ParcelFields fields) {}

    record ParcelKey(long orderId, String carrier, String number) {}

    /// @param number of the new parcel within its import, from 0
    record NewParcel(ParcelKey key, ParcelFields fields, long number) {}

    Map<String, StoredOrder> orders(Tx tx, Collection<String> numbers) {
        Map<String, StoredOrder> orders = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select id, number, customer_name, email, phone, locale, country, postcode, ordered_at, shop
                    from customer_order where number in (<numbers>)
                    """)
                .bindList("numbers", List.copyOf(numbers))
                .map((row, context) -> orders.put(
                        row.getString("number"),
                        new StoredOrder(
                                row.getLong("id"),
                                new CustomerFields(
                                        row.getString("customer_name"),
                                        row.getString("email"),
                                        row.getString("phone"),
                                        row.getString("locale"),
                                        row.getString("country"),
                                        row.getString("postcode"),
                                        instant(row, "ordered_at"),
                                        row.getString("shop")))))
                .forEach(order -> {});
        return orders;
    }

    Map<ParcelKey, StoredParcel> parcels(Tx tx, Collection<Long> orderIds) {
        Map<ParcelKey, StoredParcel> parcels = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select id, order_id, carrier, tracking_number, shipped_at, promise_date, promise_from_time,
                        promise_until_time, service, value_minor, currency, items, origin_country, origin_postcode,
                        real_carrier
                    from parcel where order_id in (<orders>)
                    """)
                .bindList("orders", List.copyOf(orderIds))
                .map((row, context) -> parcels.put(
                        new ParcelKey(
                                row.getLong("order_id"), row.getString("carrier"), row.getString("tracking_number")),
                        new StoredParcel(row.getLong("id"), fields(row))))
                .forEach(parcel -> {});
        return parcels;
    }

    void addOrders(Tx tx, Map<String, CustomerFields> orders, Instant now) {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            insert into customer_order (number, customer_name, email, search_text, phone, locale, country, postcode,
                ordered_at, shop, imported_at, updated_at)
            values (:number, :name, :email, :search, :phone, :locale, :country, :postcode, :ordered, :shop, :now, :now)
            """)) {
            orders.forEach((number, fields) ->
                    bind(batch, fields).bind("number", number).bind("now", now).add());
            batch.execute();
        }
    }

    /// Also has the parcels judged anew, and asked about at once where the carrier may want the
    /// postcode.
    void changeOrders(Tx tx, Map<Long, CustomerFields> orders, Instant now) {
        if (orders.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            update customer_order set customer_name = :name, email = :email, search_text = :search, phone = :phone,
                locale = :locale, country = :country, postcode = :postcode, ordered_at = :ordered, shop = :shop,
                updated_at = :now
            where id = :id
            """)) {
            orders.forEach((id, fields) ->
                    bind(batch, fields).bind("id", id).bind("now", now).add());
            batch.execute();
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            update parcel set next_poll_at = case when next_poll_at > :now then cast(:now as bigint) else next_poll_at end,
                assess_after = :now
            where order_id = :id and next_poll_at is not null
            """)) {
            orders.keySet().forEach(id -> batch.bind("id", id).bind("now", now).add());
            batch.execute();
        }
    }

    void addParcels(Tx tx, List<NewParcel> parcels, Instant now) {
        if (parcels.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            insert into parcel (order_id, carrier, tracking_number, leg, service, shipped_at, promise_date,
                promise_from_time, promise_until_time, value_minor, currency, items, origin_country, origin_postcode,
                real_carrier, imported_at, updated_at, next_poll_at, assess_after)
            values (:order, :carrier, :tracking, :leg, :service, :shipped, :promise, :from, :until, :value, :currency,
                :items, :originCountry, :originPostcode, :realCarrier, :now, :now, :poll, :now)
            """)) {
            for (NewParcel parcel : parcels) {
                bind(batch, parcel.fields())
                        .bind("order", parcel.key().orderId())
                        .bind("carrier", parcel.key().carrier())
                        .bind("tracking", parcel.key().number())
                        .bind("leg", Leg.OUTBOUND.name())
                        .bind("poll", now.plus(BETWEEN_FIRST_POLLS.multipliedBy(parcel.number())))
                        .bind("now", now)
                        .add();
            }
            batch.execute();
        }
    }

    void changeParcels(Tx tx, Map<Long, ParcelFields> parcels, Instant now) {
        if (parcels.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            update parcel set service = :service, shipped_at = :shipped, promise_date = :promise,
                promise_from_time = :from, promise_until_time = :until, value_minor = :value, currency = :currency,
                items = :items, origin_country = :originCountry, origin_postcode = :originPostcode,
                next_poll_at = case when coalesce(real_carrier, '') <> coalesce(:realCarrier, '') and next_poll_at > :now
                    then :now else next_poll_at end,
                real_carrier = :realCarrier, updated_at = :now, assess_after = :now
            where id = :id
            """)) {
            parcels.forEach((id, fields) ->
                    bind(batch, fields).bind("id", id).bind("now", now).add());
            batch.execute();
        }
    }

    private static PreparedBatch bind(PreparedBatch batch, CustomerFields fields) {
        return batch.bind("name", fields.name())
                .bind("email", fields.email())
                .bind("search", SearchText.of(fields.name(), fields.email()))
                .bind("phone", fields.phone())
                .bind("locale", fields.locale())
                .bind("country", fields.country())
                .bind("postcode", fields.postcode())
                .bind("ordered", fields.orderedAt())
                .bind("shop", fields.shop());
    }

    private static PreparedBatch bind(PreparedBatch batch, ParcelFields fields) {
        return batch.bind("service", fields.service())
                .bind("shipped", fields.shippedAt())
                .bind("promise", fields.promiseDate())
                .bind("from", text(fields.promiseFrom()))
                .bind("until", text(fields.promiseUntil()))
                .bind("originCountry", fields.originCountry())
                .bind("originPostcode", fields.originPostcode())
                .bind("realCarrier", fields.realCarrier())
                .bind("value", fields.valueMinor())
                .bind("currency", fields.currency())
                .bind("items", fields.items());
    }

    private static ParcelFields fields(ResultSet row) throws SQLException {
        @Nullable Instant shippedAt = instant(row, "shipped_at");
        String promise = row.getString("promise_date");
        long value = row.getLong("value_minor");
        @Nullable Long valueMinor = row.wasNull() ? null : Long.valueOf(value);
        return new ParcelFields(
                shippedAt,
                promise == null ? null : LocalDate.parse(promise),
                time(row, "promise_from_time"),
                time(row, "promise_until_time"),
                row.getString("service"),
                valueMinor,
                row.getString("currency"),
                row.getString("items"),
                row.getString("origin_country"),
                row.getString("origin_postcode"),
                row.getString("real_carrier"));
    }

    private static @Nullable String text(@Nullable LocalTime time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static @Nullable LocalTime time(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalTime.parse(text);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
