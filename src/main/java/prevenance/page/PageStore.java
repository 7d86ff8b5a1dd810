package prevenance.page;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.assess.Story;
import prevenance.calendar.Places;
import prevenance.cases.CaseKind;
import prevenance.cases.CustomerActStore;
import prevenance.cases.CustomerActStore.Kept;
import prevenance.message.MessageKind;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads all that an order's page shows.
final class PageStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Facts of a message in which it promises something; as the desk writes them.
    private static final String NEXT_UPDATE = "nextUpdateDate";

    private static final String DECISION = "decisionDate";

    /// What answers something he said here.
    private static final Set<MessageKind> ANSWERS =
            EnumSet.of(MessageKind.NOT_RECEIVED_ACK, MessageKind.DAMAGED_RECEIVED, MessageKind.REPORT_RECEIVED);

    private final UnaryOperator<String> carrierNames;
    private final ZoneId shopZone;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();
    private final CustomerActStore acts = new CustomerActStore();

    /// @param carrierNames a carrier's name as customers know it, by its code
    /// @param shopZone     the clock when the destination's is not known
    PageStore(UnaryOperator<String> carrierNames, ZoneId shopZone) {
        this.carrierNames = carrierNames;
        this.shopZone = shopZone;
    }

    private record OrderRow(@Nullable String shop, @Nullable Instant progressOff) {}

    /// Empty when there is no such order.
    Optional<OrderStory> find(Tx tx, long orderId, Instant now) {
        CustomerOrder order = parcels.findOrder(tx, orderId).orElse(null);
        if (order == null) {
            return Optional.empty();
        }
        OrderRow row = tx.handle()
                .createQuery("select shop, progress_off_at from customer_order where id = :id")
                .bind("id", orderId)
                .map((columns, _) -> new OrderRow(columns.getString("shop"), instant(columns, "progress_off_at")))
                .one();
        ZoneId zone = Places.zoneOf(order.country(), order.postcode()).orElse(shopZone);
        List<Written> written = written(tx, orderId);
        List<Kept> said = acts.ofOrder(tx, orderId);
        List<OpenCase> cases = cases(tx, orderId);
        List<Reimbursement> refunds = refunds(tx, orderId);
        List<Replacement> exchanges = exchanges(tx, orderId);
        List<ParcelStory> stories = new ArrayList<>();
        int number = 0;
        for (WatchedParcel parcel : parcels.ofOrder(tx, orderId)) {
            number++;
            if (parcel.replacedBy() != null) {
                // The one that has taken its place is shown; the numbers of the others stay.
                continue;
            }
            List<Flag> open = flags.openOf(tx, parcel.id());
            stories.add(new ParcelStory(
                    number,
                    parcel,
                    carrierNames.apply(parcel.takenBy()),
                    Story.of(events.history(tx, parcel.id())),
                    open,
                    written,
                    said.stream()
                            .filter(kept ->
                                    Long.valueOf(parcel.id()).equals(kept.act().parcelId()))
                            .toList(),
                    caseOf(cases, parcel.id()),
                    refunds.stream().anyMatch(refund -> refund.settles(parcel.id()))
                            || exchanges.stream().anyMatch(exchange -> exchange.settles(parcel.id())),
                    zone,
                    now.atZone(zone).toLocalDate()));
        }
        return Optional.of(new OrderStory(
                order,
                row.shop(),
                row.progressOff(),
                List.copyOf(stories),
                written,
                said,
                cases,
                refunds,
                exchanges,
                zone,
                now));
    }

    private static @Nullable OpenCase caseOf(List<OpenCase> cases, long parcelId) {
        return cases.stream()
                .filter(open -> Long.valueOf(parcelId).equals(open.parcelId()))
                .findFirst()
                .orElse(null);
    }

    /// What has left, and answers to what he said here, which he knows of before their mail leaves.
    private static List<Written> written(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("""
                    select kind, parcel_id, sent_at, created_at, facts from outbox_message
                    where order_id = :order and (state = 'SENT' or kind in (<answers>))
                    order by coalesce(sent_at, created_at), id
                    """)
                .bind("order", orderId)
                .bindList("answers", ANSWERS.stream().map(Enum::name).toList())
                .map((row, _) -> {
                    MessageKind kind = MessageKind.valueOf(row.getString("kind"));
                    Instant sentAt = instant(row, "sent_at");
                    JsonNode facts = facts(row.getString("facts"));
                    return new Written(
                            kind,
                            number(row, "parcel_id"),
                            sentAt == null ? Instant.ofEpochMilli(row.getLong("created_at")) : sentAt,
                            sentAt != null,
                            ANSWERS.contains(kind),
                            date(facts.path(NEXT_UPDATE)),
                            date(facts.path(DECISION)));
                })
                .list();
    }

    private static List<OpenCase> cases(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("""
                    select id, parcel_id, kind from service_case where order_id = :order and state = 'OPEN' order by id
                    """)
                .bind("order", orderId)
                .map((row, _) -> new OpenCase(
                        row.getLong("id"), number(row, "parcel_id"), CaseKind.valueOf(row.getString("kind"))))
                .list();
    }

    /// Without those that only the staff knows of.
    private static List<Reimbursement> refunds(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("""
                    select r.*, c.parcel_id as about from refund r left join service_case c on c.id = r.case_id
                    where r.order_id = :order and r.state <> 'PROPOSED' order by r.id
                    """)
                .bind("order", orderId)
                .map((row, _) -> new Reimbursement(
                        row.getString("reference"),
                        number(row, "about"),
                        row.getString("state"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("means"),
                        Instant.ofEpochMilli(row.getLong("decided_at")),
                        date(row, "pay_by_date"),
                        instant(row, "triggered_at"),
                        row.getString("bank_reference"),
                        date(row, "show_by_date"),
                        instant(row, "ended_at")))
                .list();
    }

    private static List<Replacement> exchanges(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("""
                    select x.*, c.parcel_id as about from exchange x left join service_case c on c.id = x.case_id
                    where x.order_id = :order order by x.id
                    """)
                .bind("order", orderId)
                .map((row, _) -> new Replacement(
                        row.getString("reference"),
                        number(row, "about"),
                        row.getString("state"),
                        number(row, "parcel_id"),
                        row.getInt("awaits_return") == 1,
                        Instant.ofEpochMilli(row.getLong("promised_at")),
                        date(row, "ship_by_date"),
                        instant(row, "return_received_at"),
                        instant(row, "shipped_at")))
                .list();
    }

    private static JsonNode facts(String json) {
        try {
            return JSON.readTree(json);
        } catch (JacksonException unreadable) {
            return JSON.createObjectNode();
        }
    }

    private static @Nullable LocalDate date(JsonNode fact) {
        return fact.isString() && fact.stringValue().matches("\\d{4}-\\d\\d-\\d\\d")
                ? LocalDate.parse(fact.stringValue())
                : null;
    }

    private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalDate.parse(text);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(number);
    }
}
