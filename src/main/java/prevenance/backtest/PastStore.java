package prevenance.backtest;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.CustomerOrder;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Reads parcels that are over: delivered, back, lost, voided, or older than anything that still comes.
final class PastStore {
    private static final String CLOSED = """
         from parcel p where (p.milestone in ('DELIVERED', 'RETURNED')
                or p.status in ('exc.lost_declared', 'exc.destroyed', 'cancelled')
                or coalesce(p.shipped_at, p.imported_at) <= :old)
            and coalesce(p.shipped_at, p.imported_at) >= :since
            and coalesce(p.shipped_at, p.imported_at) < :until
            and (cast(:carrier as text) is null or p.carrier = :carrier)
        """;

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
            row.getObject("ordered_at") == null ? null : Instant.ofEpochMilli(row.getLong("ordered_at")));

    private final FeedOutageStore outages = new FeedOutageStore();

    int count(Tx tx, Period period, Instant now) {
        return bound(tx.handle().createQuery("select count(*)" + CLOSED), period, now)
                .mapTo(Integer.class)
                .one();
    }

    /// How long delivered parcels took, over all carriers and times up to now.
    List<Lanes.Trip> trips(Tx tx) {
        return tx.handle()
                .createQuery("""
                    select p.carrier, o.country, p.status_at - coalesce(p.shipped_at, p.imported_at) as took
                    from parcel p join customer_order o on o.id = p.order_id
                    where p.milestone = 'DELIVERED' and p.status_at >= coalesce(p.shipped_at, p.imported_at)
                    """)
                .map((row, context) ->
                        new Lanes.Trip(row.getString("carrier"), row.getString("country"), row.getLong("took")))
                .list();
    }

    /// The next parcels after an id, in the order of their ids.
    List<PastParcel> page(Tx tx, Period period, Instant now, long after, int limit) {
        List<WatchedParcel> parcels = bound(
                        tx.handle()
                                .createQuery("select p.*" + CLOSED + " and p.id > :after order by p.id limit :limit"),
                        period,
                        now)
                .bind("after", after)
                .bind("limit", limit)
                .map(ParcelStore.mapper())
                .list();
        if (parcels.isEmpty()) {
            return List.of();
        }
        List<Long> ids = parcels.stream().map(WatchedParcel::id).toList();
        List<Long> orderIds =
                parcels.stream().map(WatchedParcel::orderId).distinct().toList();
        Map<Long, CustomerOrder> orders = tx
                .handle()
                .createQuery("select * from customer_order where id in (<ids>)")
                .bindList("ids", orderIds)
                .map(ORDER)
                .list()
                .stream()
                .collect(Collectors.toMap(CustomerOrder::id, order -> order));
        Map<Long, List<WatchedParcel>> family = tx
                .handle()
                .createQuery("select * from parcel where order_id in (<ids>) order by id")
                .bindList("ids", orderIds)
                .map(ParcelStore.mapper())
                .list()
                .stream()
                .collect(Collectors.groupingBy(WatchedParcel::orderId));
        Map<Long, List<PastEvent>> events = events(tx, ids);
        Map<Long, Instant> contacts = contacts(tx, orderIds);
        Map<String, List<FeedOutage>> down = new HashMap<>();
        return parcels.stream()
                .map(parcel -> new PastParcel(
                        parcel,
                        Objects.requireNonNull(orders.get(parcel.orderId())),
                        events.getOrDefault(parcel.id(), List.of()),
                        family.getOrDefault(parcel.orderId(), List.of()).stream()
                                .filter(other -> other.id() != parcel.id())
                                .toList(),
                        down
                                .computeIfAbsent(parcel.carrier(), carrier -> outages.since(tx, carrier, Instant.EPOCH))
                                .stream()
                                .filter(outage -> reaches(outage, parcel.importedAt()))
                                .toList(),
                        contacts.get(parcel.orderId())))
                .toList();
    }

    private static boolean reaches(FeedOutage outage, Instant since) {
        Instant ended = outage.endedAt();
        return ended == null || !ended.isBefore(since);
    }

    private static Map<Long, List<PastEvent>> events(Tx tx, List<Long> ids) {
        record Row(long parcel, PastEvent event) {}
        return tx
                .handle()
                .createQuery("select * from tracking_event where parcel_id in (<ids>) order by id")
                .bindList("ids", ids)
                .map((row, context) -> new Row(
                        row.getLong("parcel_id"),
                        new PastEvent(
                                new TrackingEvent(
                                        row.getString("carrier_code"),
                                        row.getString("carrier_text"),
                                        LocalDateTime.parse(row.getString("occurred_local")),
                                        offset(row.getString("utc_offset")),
                                        TrackingStatus.find(row.getString("status"))
                                                .orElse(TrackingStatus.UNKNOWN_UNMAPPED),
                                        row.getInt("informational") == 1,
                                        row.getString("place"),
                                        row.getString("country")),
                                Instant.ofEpochMilli(row.getLong("recorded_at")),
                                row.getObject("withdrawn_at") == null
                                        ? null
                                        : Instant.ofEpochMilli(row.getLong("withdrawn_at")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Row::parcel, Collectors.mapping(Row::event, Collectors.toList())));
    }

    /// When a customer first spoke up about an order, on his page.
    private static Map<Long, Instant> contacts(Tx tx, List<Long> orderIds) {
        record First(long order, Instant at) {}
        return tx
                .handle()
                .createQuery("select order_id, min(at) as first_at from customer_act where order_id in (<ids>)"
                        + " group by order_id")
                .bindList("ids", orderIds)
                .map((row, context) ->
                        new First(row.getLong("order_id"), Instant.ofEpochMilli(row.getLong("first_at"))))
                .list()
                .stream()
                .collect(Collectors.toMap(First::order, First::at));
    }

    private static Query bound(Query query, Period period, Instant now) {
        Instant since = period.since();
        Instant until = period.until();
        return query.bind("old", now.minus(Play.NEVER_AFTER))
                .bind("since", since == null ? Instant.EPOCH : since)
                .bind("until", until == null || until.isAfter(now) ? now.plusMillis(1) : until)
                .bind("carrier", period.carrier());
    }

    private static @Nullable ZoneOffset offset(@Nullable String id) {
        return id == null ? null : ZoneOffset.of(id);
    }
}
