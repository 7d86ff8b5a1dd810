package prevenance.aftersales;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.cases.DeadlineKind;
import prevenance.store.Tx;
import prevenance.watch.Remembered;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds what stands on the deadline board.
final class DeadlineBoardStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Remembered<List<Undelivered>> remembered = new Remembered<>();

    /// A parcel as the board shows it.
    record Box(
            long parcelId,
            long orderId,
            String orderNumber,
            String carrier,
            String trackingNumber,
            @Nullable Long caseId,
            @Nullable Long amountMinor,
            @Nullable String currency) {}

    /// A parcel at a pickup point.
    ///
    /// @param untilDate as the carrier says, null when it does not
    /// @param computed  as the rules say, an ISO date; null when they do not know
    record Waiting(
            Box parcel,
            @Nullable LocalDate untilDate,
            @Nullable String computed) {}

    /// A parcel of an old order without an agreed date.
    record Undelivered(Box parcel, Instant orderedAt) {}

    List<DueThing> stored(Tx tx, Instant missedSince, Instant now, Instant before, int limit) {
        return tx.handle()
                .createQuery("""
                    select d.*, o.number as order_number, coalesce(p.real_carrier, p.carrier) as carrier, p.tracking_number
                    from deadline d join customer_order o on o.id = d.order_id left join parcel p on p.id = d.parcel_id
                    where d.state = 'OPEN' and d.due_at <= :before
                    union all
                    select d.*, o.number as order_number, coalesce(p.real_carrier, p.carrier) as carrier, p.tracking_number
                    from deadline d join customer_order o on o.id = d.order_id left join parcel p on p.id = d.parcel_id
                    where d.state = 'MISSED' and d.due_at >= :since
                    order by due_at limit :limit
                    """)
                .bind("before", before)
                .bind("since", missedSince)
                .bind("limit", limit)
                .map((row, context) -> new DueThing(
                        row.getString("deadline_key"),
                        DeadlineKind.valueOf(row.getString("kind")),
                        row.getLong("order_id"),
                        row.getString("order_number"),
                        RefundStore.number(row, "parcel_id"),
                        row.getString("carrier"),
                        row.getString("tracking_number"),
                        RefundStore.number(row, "case_id"),
                        Instant.ofEpochMilli(row.getLong("due_at")),
                        RefundStore.number(row, "amount_minor"),
                        row.getString("currency"),
                        row.getString("source"),
                        row.getLong("due_at") < now.toEpochMilli()))
                .list();
    }

    /// Parcels that wait to be collected: those with an open flag about it.
    List<Waiting> waiting(Tx tx) {
        return tx.handle()
                .createQuery("""
                    select p.id, p.order_id, o.number as order_number, coalesce(p.real_carrier, p.carrier) as carrier, p.tracking_number, p.value_minor,
                        p.currency, c.id as case_id, p.pickup_until_date, f.reason_args
                    from flag f
                        join parcel p on p.id = f.parcel_id
                        join customer_order o on o.id = p.order_id
                        left join service_case c on c.parcel_id = p.id and c.state = 'OPEN'
                    where f.state = 'OPEN' and f.kind = 'PICKUP_WAITING'
                    """)
                .map((row, context) -> {
                    JsonNode until = JSON.readTree(row.getString("reason_args")).path("until");
                    return new Waiting(
                            box(row),
                            RefundStore.date(row, "pickup_until_date"),
                            until.isString() ? until.asString() : null);
                })
                .list();
    }

    /// Parcels under way of orders made before an instant for which no date was agreed and nothing is paid
    /// back.
    List<Undelivered> undelivered(Tx tx, Instant orderedBefore, Instant now) {
        return remembered.get(tx, now, () -> readUndelivered(tx, orderedBefore));
    }

    private static List<Undelivered> readUndelivered(Tx tx, Instant orderedBefore) {
        return tx.handle()
                .createQuery("""
                    select p.id, p.order_id, o.number as order_number, coalesce(p.real_carrier, p.carrier) as carrier, p.tracking_number, p.value_minor,
                        p.currency, c.id as case_id, coalesce(o.ordered_at, o.imported_at) as ordered
                    from parcel p
                        join customer_order o on o.id = p.order_id
                        left join service_case c on c.parcel_id = p.id and c.state = 'OPEN'
                    where p.next_poll_at is not null and p.leg = 'OUTBOUND' and p.promise_date is null
                        and p.milestone not in ('DELIVERED', 'RETURNED')
                        and coalesce(o.ordered_at, o.imported_at) < :before
                        and not exists (select 1 from refund r
                            where r.order_id = p.order_id and r.state not in ('PROPOSED', 'CANCELLED'))
                        and not exists (select 1 from exchange e
                            where e.order_id = p.order_id and e.state not in ('BLOCKED', 'CANCELLED'))
                    """)
                .bind("before", orderedBefore)
                .map((row, context) -> new Undelivered(box(row), Instant.ofEpochMilli(row.getLong("ordered"))))
                .list();
    }

    private static Box box(ResultSet row) throws SQLException {
        return new Box(
                row.getLong("id"),
                row.getLong("order_id"),
                row.getString("order_number"),
                row.getString("carrier"),
                row.getString("tracking_number"),
                RefundStore.number(row, "case_id"),
                RefundStore.number(row, "value_minor"),
                row.getString("currency"));
    }
}
