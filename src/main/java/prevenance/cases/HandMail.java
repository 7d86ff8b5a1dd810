package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.Places;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Writes to a case's customer because a person decided so.
public final class HandMail {
    private static final int MAX_EPISODES = 50;

    private final Outbox outbox;
    private final TellingSettings telling;
    private final ZoneId shopZone;
    private final UnaryOperator<String> carrierNames;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();
    private final CaseStore cases = new CaseStore();

    /// @param carrierNames a carrier's name as customers know it, by its code
    public HandMail(Outbox outbox, TellingSettings telling, DeskSettings desk, UnaryOperator<String> carrierNames) {
        this.outbox = outbox;
        this.telling = telling;
        this.shopZone = desk.zone();
        this.carrierNames = carrierNames;
    }

    /// Queues a message about a case, with what is known of its parcel; false when none could be queued.
    ///
    /// @param nextUpdate by when he hears from us, null: as the settings say
    /// @param more       further facts, which replace ours
    public boolean write(
            Tx tx,
            ServiceCase about,
            MessageKind kind,
            @Nullable LocalDate nextUpdate,
            Map<String, @Nullable Object> more,
            Instant now) {
        CustomerOrder order = parcels.findOrder(tx, about.order()).orElseThrow();
        Map<String, @Nullable Object> facts = facts(tx, about, order, nextUpdate, now);
        facts.putAll(more);
        for (int episode = 1; episode <= MAX_EPISODES; episode++) {
            boolean queued = outbox.enqueue(
                    tx,
                    new MessageRequest(
                            "case:" + about.id(),
                            kind,
                            episode,
                            order.id(),
                            about.parcelId(),
                            about.id(),
                            order.email(),
                            order.locale(),
                            facts,
                            telling.quiet().endOf(now, zone(order))),
                    now);
            if (queued) {
                String text = "Queued for the customer: " + kind.wireName().replace('-', ' ');
                cases.append(tx, about.id(), EntryKind.MESSAGE, CaseEntry.SYSTEM, text, now);
                return true;
            }
        }
        return false;
    }

    /// Whether a message of a kind about the case's parcel has been said or waits to be.
    public boolean hasTold(Tx tx, ServiceCase about, MessageKind kind) {
        Long parcelId = about.parcelId();
        return parcelId != null
                && new SaidStore(outbox)
                        .ofParcel(tx, parcelId).stream().anyMatch(said -> said.kind() == kind && !said.takenBack());
    }

    private Map<String, @Nullable Object> facts(
            Tx tx, ServiceCase about, CustomerOrder order, @Nullable LocalDate nextUpdate, Instant now) {
        Map<String, @Nullable Object> customer = new LinkedHashMap<>();
        customer.put("name", order.customerName());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", customer);
        facts.put("order", Map.of("number", order.number()));
        Optional.ofNullable(about.parcelId())
                .flatMap(id -> parcels.find(tx, id))
                .ifPresent(parcel -> parcel(tx, parcel, facts));
        LocalDate today = now.atZone(zone(order)).toLocalDate();
        LocalDate next = nextUpdate == null ? calendar(order).plus(today, telling.nextUpdate()) : nextUpdate;
        facts.put(MessageFacts.NEXT_UPDATE, next.toString());
        facts.put(
                MessageFacts.DECISION,
                calendar(order).plus(today, telling.decision()).toString());
        facts.put("caseNumber", about.id());
        return facts;
    }

    private void parcel(Tx tx, WatchedParcel parcel, Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> box = new LinkedHashMap<>();
        box.put("number", parcel.trackingNumber().value());
        box.put("carrier", carrierNames.apply(parcel.takenBy()));
        box.put("link", parcel.customerPage());
        box.put("items", parcel.items());
        facts.put("parcel", box);
        facts.put("promiseDate", parcel.promiseDate() == null ? null : String.valueOf(parcel.promiseDate()));
        Optional<TrackingEvent> last = events.history(tx, parcel.id())
                .last(event -> !event.informational() && event.status().milestone() != Milestone.ANNOUNCED);
        facts.put(
                "since",
                last.map(event -> event.occurredLocal().toLocalDate().toString())
                        .orElse(null));
        facts.put("lastPlace", last.map(TrackingEvent::place).orElse(null));
        facts.put(
                MessageFacts.FLAGS,
                flags.openOf(tx, parcel.id()).stream().map(Flag::id).toList());
    }

    private ZoneId zone(CustomerOrder order) {
        return Places.zoneOf(order.country(), order.postcode()).orElse(shopZone);
    }

    private static BusinessCalendar calendar(CustomerOrder order) {
        return BusinessCalendar.of(
                order.country(),
                Places.regionOf(order.country(), order.postcode()).orElse(null),
                BusinessCalendar.MONDAY_TO_FRIDAY);
    }
}
