package prevenance.console.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.assess.FlagStore;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseState;
import prevenance.console.access.Scope;
import prevenance.console.api.Listing.Filter;
import prevenance.message.MessageKind;
import prevenance.message.MessageState;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// What can be looked at: each kind of thing as a list and one by one. Every address of the API that only reads.
final class Listings {
    static final Listing ORDERS = new Listing(
            "/orders",
            """
            select o.id, o.number, o.shop, o.ordered_at, o.customer_name, o.email, o.phone, o.locale, o.country, o.postcode,
                o.imported_at, o.updated_at, o.progress_off_at
            from customer_order o
            """,
            "o.id",
            List.of(Filter.text("number", "o.number"), Filter.text("email", "o.email"), Filter.text("shop", "o.shop")));

    static final Listing PARCELS = new Listing(
            "/parcels",
            """
            select p.id, p.order_id, o.number as order_number, p.carrier, p.real_carrier,
                p.tracking_number, p.leg, p.service, p.shipped_at,
                p.promise_date, p.value_minor, p.currency, p.items, p.status, p.milestone, p.status_at, p.last_event_at,
                p.estimated_date, p.carrier_promise_date, p.proof_of_delivery, p.pickup_place, p.pickup_until_date,
                p.customer_page, p.last_answered_at, p.next_poll_at
            from parcel p join customer_order o on o.id = p.order_id
            """,
            "p.id",
            List.of(
                    Filter.text("carrier", "p.carrier"),
                    Filter.text("trackingNumber", "p.tracking_number"),
                    Filter.text("order", "o.number"),
                    Filter.choice("milestone", "p.milestone", Milestone.class),
                    Filter.words(
                            "status",
                            "p.status",
                            java.util.Arrays.stream(TrackingStatus.values())
                                    .map(TrackingStatus::wireName)
                                    .toList()),
                    new Filter(
                            "flag",
                            "exists (select 1 from flag f where f.parcel_id = p.id and f.state = 'OPEN' and f.kind ="
                                    + " :flag)",
                            Filter.choice("flag", "", FlagKind.class).meaning())));

    static final Listing FLAGS = new Listing(
            "/flags",
            """
            select f.id, f.parcel_id, p.carrier, p.tracking_number, o.number as order_number, f.kind, f.episode, f.state,
                f.step, f.for_staff, f.for_customer, f.since_at, f.raised_at, f.closed_at, f.rule, f.reason_key,
                f.reason_args, f.closed_key
            from flag f join parcel p on p.id = f.parcel_id join customer_order o on o.id = p.order_id
            """,
            "f.id",
            List.of(
                    Filter.choice("kind", "f.kind", FlagKind.class),
                    Filter.words("state", "f.state", List.of("OPEN", "CLOSED")),
                    Filter.text("carrier", "p.carrier"),
                    Filter.text("order", "o.number")));

    static final Listing MESSAGES = new Listing(
            "/messages",
            """
            select m.id, m.kind, m.state, m.state_reason, m.held_for, o.number as order_number, m.parcel_id, m.case_id,
                m.recipient, m.locale, m.subject_line, m.created_at, m.sent_at, m.message_id, m.version
            from outbox_message m left join customer_order o on o.id = m.order_id
            """,
            "m.id",
            List.of(
                    Filter.choice("kind", "m.kind", MessageKind.class),
                    Filter.choice("state", "m.state", MessageState.class),
                    Filter.text("order", "o.number")));

    static final Listing CASES = new Listing(
            "/cases",
            """
            select c.id, c.kind, c.priority, c.state, c.order_id, o.number as order_number, c.parcel_id, c.incident_id,
                coalesce(p.carrier, i.carrier) as carrier, p.tracking_number, c.owner, c.opened_at, c.due_at, c.answered_at, c.waiting_until as waits_until_at,
                c.call_back_at, c.root_cause, c.swapped_with, c.closed_at, c.close_reason, c.version
            from service_case c left join customer_order o on o.id = c.order_id
                left join parcel p on p.id = c.parcel_id left join incident i on i.id = c.incident_id
            """,
            "c.id",
            List.of(
                    Filter.choice("state", "c.state", CaseState.class),
                    Filter.choice("kind", "c.kind", CaseKind.class),
                    Filter.text("owner", "coalesce(c.owner, '')"),
                    Filter.text("order", "o.number")));

    static final Listing REFUNDS = new Listing(
            "/refunds",
            """
            select r.id, r.reference, r.order_id, o.number as order_number, r.case_id, r.state, r.amount_minor, r.currency,
                r.means, r.decided_at, r.pay_by_date, r.triggered_at, r.bank_reference, r.show_by_date, r.failed_why,
                r.ended_at
            from refund r join customer_order o on o.id = r.order_id
            """,
            "r.id",
            List.of(
                    Filter.text("reference", "r.reference"),
                    Filter.text("order", "o.number"),
                    Filter.text("state", "r.state")));

    static final Listing EXCHANGES = new Listing(
            "/exchanges",
            """
            select e.id, e.reference, e.order_id, o.number as order_number, e.case_id, e.parcel_id, e.state, e.items,
                e.awaits_return, e.promised_at, e.ship_by_date, e.return_received_at, e.shipped_at, e.blocked_why, e.ended_at
            from exchange e join customer_order o on o.id = e.order_id
            """,
            "e.id",
            List.of(
                    Filter.text("reference", "e.reference"),
                    Filter.text("order", "o.number"),
                    Filter.text("state", "e.state")));

    private static final String EVENTS = """
        select carrier_code, carrier_text, occurred_local, utc_offset, status, informational, place, country, source,
            recorded_at, withdrawn_at from tracking_event where parcel_id = :id order by occurred_at, id
        """;
    private static final String ENTRIES =
            "select id, at as noted_at, author, kind, text from case_entry where case_id = :id order by id";
    private static final String OF_ORDER = " where o.id = :id order by ";
    private static final String OF_PARCEL = " where p.id = :id order by ";

    private final ListingStore store = new ListingStore();
    private final FlagStore flags = new FlagStore();

    List<Operation> operations() {
        return List.of(
                list(ORDERS, Scope.ORDERS_READ),
                Operation.look("/orders/{id}", Scope.ORDERS_READ, (tx, call) -> ApiAnswer.ok(order(tx, call.id()))),
                list(PARCELS, Scope.PARCELS_READ),
                Operation.look("/parcels/{id}", Scope.PARCELS_READ, (tx, call) -> ApiAnswer.ok(parcel(tx, call.id()))),
                list(FLAGS, Scope.FLAGS_READ),
                Operation.look("/flags/{id}", Scope.FLAGS_READ, (tx, call) -> ApiAnswer.ok(flag(tx, call.id()))),
                list(MESSAGES, Scope.MESSAGES_READ),
                one(MESSAGES, Scope.MESSAGES_READ, "message"),
                list(CASES, Scope.CASES_READ),
                Operation.look("/cases/{id}", Scope.CASES_READ, (tx, call) -> ApiAnswer.ok(serviceCase(tx, call.id()))),
                list(REFUNDS, Scope.REFUNDS_READ),
                one(REFUNDS, Scope.REFUNDS_READ, "refund"),
                list(EXCHANGES, Scope.EXCHANGES_READ),
                one(EXCHANGES, Scope.EXCHANGES_READ, "exchange"));
    }

    /// An order with its parcels.
    ///
    /// @throws ApiProblem when there is none
    Map<String, @Nullable Object> order(Tx tx, long id) {
        Map<String, @Nullable Object> order = found(store.one(tx, ORDERS, id), "order", id);
        order.put("parcels", store.of(tx, id, PARCELS.select() + OF_ORDER + "p.id"));
        return order;
    }

    /// A case with its story.
    ///
    /// @throws ApiProblem when there is none
    Map<String, @Nullable Object> serviceCase(Tx tx, long id) {
        Map<String, @Nullable Object> found = found(store.one(tx, CASES, id), "case", id);
        found.put("entries", store.of(tx, id, ENTRIES));
        return found;
    }

    /// @throws ApiProblem when there is none
    Map<String, @Nullable Object> byReference(Tx tx, Listing listing, String reference) {
        String alias = listing.id().substring(0, listing.id().indexOf('.'));
        return found(
                store.first(tx, listing.select() + " where " + alias + ".reference = :key", reference), "entry", 0);
    }

    /// The id of an order's number, empty when there is none.
    Optional<Long> orderId(Tx tx, String number) {
        return store.first(tx, ORDERS.select() + " where o.number = :key", number)
                .map(row -> ((Number) java.util.Objects.requireNonNull(row.get("id"))).longValue());
    }

    boolean exists(Tx tx, Listing listing, String reference) {
        String alias = listing.id().substring(0, listing.id().indexOf('.'));
        return store.first(tx, listing.select() + " where " + alias + ".reference = :key", reference)
                .isPresent();
    }

    private Map<String, @Nullable Object> parcel(Tx tx, long id) {
        Map<String, @Nullable Object> parcel = found(store.one(tx, PARCELS, id), "parcel", id);
        parcel.put("events", store.of(tx, id, EVENTS));
        parcel.put("flags", store.of(tx, id, FLAGS.select() + OF_PARCEL + "f.id"));
        parcel.put("messages", store.of(tx, id, MESSAGES.select() + " where m.parcel_id = :id order by m.id"));
        return parcel;
    }

    private Map<String, @Nullable Object> flag(Tx tx, long id) {
        Map<String, @Nullable Object> row = found(store.one(tx, FLAGS, id), "flag", id);
        return FlagAnswer.of(row, flags.find(tx, id).orElseThrow());
    }

    private Operation list(Listing listing, Scope scope) {
        return Operation.look(listing.path(), scope, (tx, call) -> ApiAnswer.ok(store.page(tx, listing, call)));
    }

    private Operation one(Listing listing, Scope scope, String what) {
        return Operation.look(
                listing.path() + "/{id}",
                scope,
                (tx, call) -> ApiAnswer.ok(found(store.one(tx, listing, call.id()), what, call.id())));
    }

    private static Map<String, @Nullable Object> found(
            Optional<Map<String, @Nullable Object>> row, String what, long id) {
        return row.orElseThrow(() -> ApiProblem.notFound("There is no " + what + " " + id + "."));
    }
}
