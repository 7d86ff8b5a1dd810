package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.TrackingQuery;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// Tells customers about their replacements.
final class ExchangeMail {
    static final int MAX_EPISODES = 50;

    private final ZoneId zone;
    private final CarrierDirectory carriers;
    private final Outbox outbox;

    ExchangeMail(ZoneId zone, CarrierDirectory carriers, Outbox outbox) {
        this.zone = zone;
        this.carriers = carriers;
        this.outbox = outbox;
    }

    /// Queues a message under the first number that is free among some; false when there is none.
    ///
    /// @param parcel the replacement, null before there is one
    boolean tell(
            Tx tx,
            MessageKind kind,
            Exchange exchange,
            @Nullable WatchedParcel parcel,
            CustomerOrder order,
            int first,
            int last,
            Instant sendAt,
            Instant now) {
        for (int episode = first; episode <= last; episode++) {
            MessageRequest message = new MessageRequest(
                    subject(exchange),
                    kind,
                    episode,
                    order.id(),
                    parcel == null ? null : parcel.id(),
                    exchange.caseId(),
                    order.email(),
                    order.locale(),
                    facts(exchange, parcel, order),
                    sendAt);
            if (outbox.enqueue(tx, message, now)) {
                return true;
            }
        }
        return false;
    }

    /// Takes back a message that has not left. Its number, 0 when there was none to take back.
    int takeBack(Tx tx, MessageKind kind, Exchange exchange, String why, Instant now) {
        for (int episode = 1; episode <= MAX_EPISODES; episode++) {
            if (outbox.withdraw(tx, subject(exchange), kind, episode, why, now)) {
                return episode;
            }
        }
        return 0;
    }

    private Map<String, @Nullable Object> facts(
            Exchange exchange, @Nullable WatchedParcel parcel, CustomerOrder order) {
        Map<String, @Nullable Object> replacement = new LinkedHashMap<>();
        replacement.put("reference", exchange.reference());
        replacement.put("items", exchange.items());
        Map<String, @Nullable Object> facts = OrderNumberStore.facts(order);
        facts.put("exchange", replacement);
        if (parcel == null) {
            Instant received = exchange.returnReceivedAt();
            replacement.put("shipByDate", iso(exchange.shipByDate()));
            replacement.put("awaitsReturn", exchange.awaitsReturn() && received == null);
            replacement.put(
                    "receivedDate",
                    received == null ? null : iso(received.atZone(zone).toLocalDate()));
            replacement.put(
                    "blockedReason",
                    exchange.blockedWhy() == null ? null : exchange.blockedWhy().wireName());
            facts.put("caseNumber", exchange.caseId());
            return facts;
        }
        Map<String, @Nullable Object> box = new LinkedHashMap<>();
        box.put("number", parcel.trackingNumber().value());
        String real = parcel.shipment().realCarrier();
        box.put("carrier", real == null ? carriers.traits(parcel.carrier()).name() : real);
        box.put("link", link(parcel, order));
        box.put("items", parcel.items());
        facts.put("parcel", box);
        facts.put("promiseDate", iso(parcel.promiseDate()));
        return facts;
    }

    private @Nullable String link(WatchedParcel parcel, CustomerOrder order) {
        Instant shippedAt = parcel.shippedAt();
        LocalDate shipDate = shippedAt == null ? null : shippedAt.atZone(zone).toLocalDate();
        TrackingQuery query = new TrackingQuery(parcel.trackingNumber(), order.postcode(), order.country(), shipDate);
        return carriers.customerPage(parcel.carrier(), query, order.locale().getLanguage());
    }

    private static @Nullable String iso(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static String subject(Exchange exchange) {
        return "exchange:" + exchange.reference();
    }
}
