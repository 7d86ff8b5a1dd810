package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesOutcome.Added;
import prevenance.aftersales.AftersalesOutcome.Changed;
import prevenance.aftersales.AftersalesOutcome.Refused;
import prevenance.aftersales.AftersalesOutcome.Unchanged;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.TrackingQuery;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Takes exchanges in: stores each, watches its parcel and queues its message in the same transaction.
public final class ExchangeDesk {
    private static final int MAX_EPISODES = 50;

    private final OrderNumberStore orders = new OrderNumberStore();
    private final ExchangeStore exchanges = new ExchangeStore();
    private final ParcelStore parcels = new ParcelStore();
    private final AftersalesSettings settings;
    private final ZoneId zone;
    private final CarrierDirectory carriers;
    private final Outbox outbox;

    /// @param zone where the shop is
    public ExchangeDesk(AftersalesSettings settings, ZoneId zone, CarrierDirectory carriers, Outbox outbox) {
        this.settings = settings;
        this.zone = zone;
        this.carriers = carriers;
        this.outbox = outbox;
    }

    public AftersalesOutcome register(Tx tx, ExchangeNotice notice, Instant now) {
        CustomerOrder order = orders.find(tx, notice.order()).orElse(null);
        if (order == null) {
            return new Refused("order", "no order of this number is known", "import the order first, or correct it");
        }
        Exchange before = exchanges.find(tx, notice.reference()).orElse(null);
        if (before != null && before.orderId() != order.id()) {
            return new Refused("reference", "is already the exchange of another order", "give each exchange its own");
        }
        Optional<Long> known = watched(tx, notice, order);
        Long parcelId = known.orElseGet(() -> watch(tx, notice, order, before, now));
        boolean described = parcelId != null && exchanges.describeParcel(tx, parcelId, notice, now);
        Exchange after = new Exchange(
                notice.reference(),
                order.id(),
                parcelId,
                notice.items() == null && before != null ? before.items() : notice.items(),
                notice.shippedAt() == null && before != null ? before.shippedAt() : notice.shippedAt(),
                before == null ? now : before.importedAt());
        if (after.equals(before) && !described) {
            return new Unchanged();
        }
        exchanges.save(tx, after, now);
        boolean told = tell(tx, before, after, order, now);
        return before == null ? new Added(told) : new Changed(told);
    }

    private Optional<Long> watched(Tx tx, ExchangeNotice notice, CustomerOrder order) {
        String carrier = notice.carrier();
        TrackingNumber number = notice.number();
        return carrier == null || number == null
                ? Optional.empty()
                : exchanges.findParcel(tx, order.id(), carrier, number);
    }

    private @Nullable Long watch(
            Tx tx, ExchangeNotice notice, CustomerOrder order, @Nullable Exchange before, Instant now) {
        String carrier = notice.carrier();
        TrackingNumber number = notice.number();
        if (carrier == null || number == null) {
            return before == null ? null : before.parcelId();
        }
        return exchanges.addParcel(tx, order.id(), carrier, number, now);
    }

    /// Tells once that the replacement is on its way. A message that has not left is replaced; one that has left is
    /// followed by another only when the parcel itself is another, because its link leads nowhere then.
    private boolean tell(Tx tx, @Nullable Exchange before, Exchange after, CustomerOrder order, Instant now) {
        int first = 1;
        for (int episode = 1; episode <= MAX_EPISODES && before != null; episode++) {
            if (outbox.withdraw(
                    tx,
                    subject(after),
                    MessageKind.EXCHANGE_SHIPPED,
                    episode,
                    "the shop corrected the exchange",
                    now)) {
                first = episode + 1;
                break;
            }
        }
        Instant shippedAt = after.shippedAt();
        Long parcelId = after.parcelId();
        if (shippedAt == null || parcelId == null || shippedAt.isBefore(now.minus(settings.exchangeTellWithin()))) {
            return false;
        }
        MessageRequest message = message(
                after, parcels.find(tx, parcelId).orElseThrow(), order, shippedAt.isAfter(now) ? shippedAt : now);
        boolean otherParcel = before != null && before.parcelId() != null && !parcelId.equals(before.parcelId());
        int last = otherParcel ? MAX_EPISODES : first;
        for (int episode = first; episode <= last; episode++) {
            if (outbox.enqueue(tx, again(message, episode), now)) {
                return true;
            }
        }
        return false;
    }

    private MessageRequest message(Exchange exchange, WatchedParcel parcel, CustomerOrder order, Instant sendAt) {
        Map<String, @Nullable Object> box = new LinkedHashMap<>();
        box.put("number", parcel.trackingNumber().value());
        box.put("carrier", carriers.traits(parcel.carrier()).name());
        box.put("link", link(parcel, order));
        box.put("items", parcel.items());
        Map<String, @Nullable Object> replacement = new LinkedHashMap<>();
        replacement.put("reference", exchange.reference());
        replacement.put("items", exchange.items());
        LocalDate promise = parcel.promiseDate();
        Map<String, @Nullable Object> facts = OrderNumberStore.facts(order);
        facts.put("exchange", replacement);
        facts.put("parcel", box);
        facts.put("promiseDate", promise == null ? null : promise.toString());
        return new MessageRequest(
                subject(exchange),
                MessageKind.EXCHANGE_SHIPPED,
                1,
                order.id(),
                parcel.id(),
                null,
                order.email(),
                order.locale(),
                facts,
                sendAt);
    }

    private @Nullable String link(WatchedParcel parcel, CustomerOrder order) {
        Instant shippedAt = parcel.shippedAt();
        LocalDate shipDate = shippedAt == null ? null : shippedAt.atZone(zone).toLocalDate();
        TrackingQuery query = new TrackingQuery(parcel.trackingNumber(), order.postcode(), order.country(), shipDate);
        return carriers.customerPage(parcel.carrier(), query, order.locale().getLanguage());
    }

    private static MessageRequest again(MessageRequest m, int episode) {
        return new MessageRequest(
                m.subject(),
                m.kind(),
                episode,
                m.orderId(),
                m.parcelId(),
                m.caseId(),
                m.recipient(),
                m.locale(),
                m.facts(),
                m.sendAt());
    }

    private static String subject(Exchange exchange) {
        return "exchange:" + exchange.reference();
    }
}
