package prevenance.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseEntry;
import prevenance.cases.ReplacedNumberStore;
import prevenance.intake.OrderStore.NewParcel;
import prevenance.intake.OrderStore.ParcelKey;
import prevenance.intake.OrderStore.StoredOrder;
import prevenance.intake.OrderStore.StoredParcel;
import prevenance.message.Outbox;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.RegistrationStore;

/// Brings the rows of one file in, some hundred at a time, each time in one transaction.
///
/// What a row leaves empty stays as it is known. Of several lines about one order, or one parcel, in
/// the same file the first holds and later ones only fill in: otherwise the same file would change
/// something each time it comes.
final class OrderBatch {
    private final OrderStore store = new OrderStore();
    private final ReplacedNumberStore replaced = new ReplacedNumberStore();
    private final ShopDefaults shop;
    private final ReportDraft report;
    private final Map<String, Long> orderLines = new HashMap<>();
    private final Map<String, Long> parcelLines = new HashMap<>();
    private final @Nullable Outbox outbox;
    private final UnaryOperator<String> names;
    private final RegistrationStore registrations = new RegistrationStore();
    private long newParcels;

    /// @param outbox whose messages follow a corrected address, null for none
    /// @param names  a carrier's name by its code
    OrderBatch(ShopDefaults shop, ReportDraft report, @Nullable Outbox outbox, UnaryOperator<String> names) {
        this.outbox = outbox;
        this.names = names;
        this.shop = shop;
        this.report = report;
    }

    void apply(Tx tx, List<OrderRow> all, Instant now) {
        List<OrderRow> rows = withoutErased(tx, all, problem -> {
            report.unchanged++;
            report.warn(problem);
        });
        Set<String> changedOrders = applyOrders(tx, rows, now);
        applyParcels(tx, rows, changedOrders, now);
    }

    /// As [#apply]; nothing of the rows when one of them is of an order that was erased.
    void applyAll(Tx tx, List<OrderRow> all, Instant now) {
        if (withoutErased(tx, all, report::reject).size() == all.size()) {
            apply(tx, all, now);
        }
    }

    /// An order that was erased, or whose time was over, does not come back with an old file.
    private List<OrderRow> withoutErased(Tx tx, List<OrderRow> rows, Consumer<RowProblem> left) {
        Optional<Pseudonyms> pseudonyms = Pseudonyms.find(tx);
        if (pseudonyms.isEmpty() || rows.isEmpty()) {
            return rows;
        }
        Function<OrderRow, String> hash = row -> pseudonyms.get().ofOrder(row.order());
        Map<String, StoredOrder> erased =
                store.orders(tx, rows.stream().map(hash).distinct().toList());
        if (erased.isEmpty()) {
            return rows;
        }
        List<OrderRow> kept = new ArrayList<>();
        for (OrderRow row : rows) {
            if (erased.containsKey(hash.apply(row))) {
                left.accept(new RowProblem(
                        row.line(),
                        Column.ORDER.name(),
                        null,
                        "is an order whose data was erased here; the row is left out",
                        "leave it out of the export, too"));
            } else {
                kept.add(row);
            }
        }
        return kept;
    }

    private Set<String> applyOrders(Tx tx, List<OrderRow> rows, Instant now) {
        Set<String> numbers = new LinkedHashSet<>();
        rows.forEach(row -> numbers.add(row.order()));
        Map<String, StoredOrder> known = store.orders(tx, numbers);
        Map<String, CustomerFields> wanted = new LinkedHashMap<>();
        for (OrderRow row : rows) {
            StoredOrder stored = known.get(row.order());
            CustomerFields current = wanted.get(row.order());
            if (current == null && stored != null) {
                current = stored.fields();
            }
            Long before = orderLines.putIfAbsent(row.order(), row.line());
            if (current == null) {
                wanted.put(row.order(), row.customer().over(usual()));
            } else if (before == null) {
                wanted.put(row.order(), row.customer().over(current));
            } else {
                List<String> odd = row.customer().contradictions(current);
                if (!odd.isEmpty()) {
                    warn(
                            row,
                            String.join(", ", odd) + " differs from line " + before
                                    + " of the same order, which holds");
                }
                wanted.put(row.order(), current.over(row.customer()));
            }
        }
        Map<String, CustomerFields> added = new LinkedHashMap<>();
        Map<Long, CustomerFields> changed = new LinkedHashMap<>();
        Set<String> changedNumbers = new LinkedHashSet<>();
        wanted.forEach((number, fields) -> {
            StoredOrder stored = known.get(number);
            if (stored == null) {
                added.put(number, fields);
            } else if (!stored.fields().equals(fields)) {
                changed.put(stored.id(), fields);
                changedNumbers.add(number);
            }
        });
        store.addOrders(tx, added, now);
        store.changeOrders(tx, changed, now);
        if (outbox != null) {
            changed.forEach((id, fields) -> outbox.readdress(tx, id, fields.email(), now));
        }
        return changedNumbers;
    }

    private void applyParcels(Tx tx, List<OrderRow> rows, Set<String> changedOrders, Instant now) {
        Map<String, StoredOrder> orders =
                store.orders(tx, rows.stream().map(OrderRow::order).distinct().toList());
        Map<ParcelKey, StoredParcel> known =
                store.parcels(tx, orders.values().stream().map(StoredOrder::id).toList());
        Map<List<Object>, ParcelKey> boxes = new HashMap<>();
        known.forEach((key, stored) ->
                boxes.put(box(key.orderId(), key.carrier(), stored.fields().realCarrier(), key.number()), key));
        Map<ParcelKey, ParcelFields> wanted = new LinkedHashMap<>();
        Set<String> countedOrders = new LinkedHashSet<>();
        for (OrderRow row : rows) {
            StoredOrder order = orders.get(row.order());
            if (order == null) {
                throw new IllegalStateException("the order of line " + row.line() + " was not stored");
            }
            String number = row.number().value();
            ParcelKey said = new ParcelKey(order.id(), row.carrier(), number);
            ParcelKey key = known.containsKey(said)
                    ? said
                    : boxes.getOrDefault(
                            box(order.id(), row.carrier(), row.parcel().realCarrier(), number), said);
            StoredParcel stored = known.get(key);
            ParcelFields current = wanted.get(key);
            if (current == null && stored != null) {
                current = stored.fields();
            }
            Long before = parcelLines.putIfAbsent(row.parcelKey(), row.line());
            boolean orderChanged = changedOrders.contains(row.order()) && countedOrders.add(row.order());
            ParcelFields next = current == null
                    ? row.parcel()
                    : before == null ? row.parcel().over(current) : current.over(row.parcel());
            if (current != null && before != null && !row.parcel().over(current).equals(next)) {
                warn(row, "says something else of the same parcel than line " + before + ", which holds");
            }
            wanted.put(key, next);
            if (current == null) {
                report.added++;
            } else if (orderChanged || !next.equals(current)) {
                report.changed++;
            } else {
                report.unchanged++;
            }
        }
        write(tx, known, wanted, now);
        replace(tx, rows, orders, now);
    }

    /// The same box stays one whoever was asked about it when it first came in: an aggregator, or its carrier itself.
    private List<Object> box(long orderId, String carrier, @Nullable String realCarrier, String number) {
        return List.of(orderId, realCarrier == null ? names.apply(carrier) : realCarrier, number);
    }

    /// After all rows have come in, so that the former number may stand in the same file.
    private void replace(Tx tx, List<OrderRow> rows, Map<String, StoredOrder> orders, Instant now) {
        for (OrderRow row : rows) {
            TrackingNumber former = row.replaces();
            StoredOrder order = orders.get(row.order());
            if (former == null || order == null) {
                continue;
            }
            ReplacedNumberStore.Outcome outcome =
                    replaced.byNumbers(tx, order.id(), former, row.carrier(), row.number(), CaseEntry.SYSTEM, now);
            switch (outcome) {
                case DONE, ALREADY -> {}
                case UNKNOWN ->
                    warnReplaces(row, "is no number of this order", "import the former number first, or correct it");
                case OTHERWISE ->
                    warnReplaces(row, "was replaced by another number", "look at the order, and correct the row");
            }
        }
    }

    private void warnReplaces(OrderRow row, String message, String remedy) {
        report.warn(new RowProblem(
                row.line(),
                Column.REPLACES.name(),
                Column.REPLACES.show(String.valueOf(row.replaces())),
                message,
                remedy));
    }

    private void write(Tx tx, Map<ParcelKey, StoredParcel> known, Map<ParcelKey, ParcelFields> wanted, Instant now) {
        List<NewParcel> added = new ArrayList<>();
        Map<Long, ParcelFields> changed = new LinkedHashMap<>();
        wanted.forEach((key, fields) -> {
            StoredParcel stored = known.get(key);
            if (stored == null) {
                added.add(new NewParcel(key, fields, newParcels++));
            } else if (!stored.fields().equals(fields)) {
                changed.put(stored.id(), fields);
                if (!Objects.equals(stored.fields().realCarrier(), fields.realCarrier())) {
                    registrations.otherwise(tx, key.carrier(), new TrackingNumber(key.number()));
                }
            }
        });
        store.addParcels(tx, added, now);
        store.changeParcels(tx, changed, now);
    }

    private CustomerFields usual() {
        return new CustomerFields(null, null, null, shop.locale().toLanguageTag(), shop.country(), null, null, null);
    }

    private void warn(OrderRow row, String message) {
        report.warn(new RowProblem(row.line(), "", null, message, "correct one of the lines"));
    }
}
