package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// The mail that tells a customer that his word has come in.
record Acknowledgement(UnaryOperator<String> carrierNames) {
    /// The kind that answers an act.
    static MessageKind kind(CustomerActKind act) {
        return switch (act) {
            case NOT_RECEIVED -> MessageKind.NOT_RECEIVED_ACK;
            case DAMAGED -> MessageKind.DAMAGED_RECEIVED;
            case WRONG_ITEM,
                    ADDRESS,
                    CHOICE,
                    ARRIVED,
                    STOP_PROGRESS,
                    RESUME_PROGRESS,
                    SURVEY,
                    CALL_ME,
                    REFUND_ARRIVED,
                    REFUND_NOT_ARRIVED -> MessageKind.REPORT_RECEIVED;
        };
    }

    /// @param deliveredOn the day on which the carrier says it was delivered, null when it does not
    /// @param nextUpdate  by when he hears from us
    MessageRequest of(
            CustomerAct act,
            CustomerOrder order,
            @Nullable WatchedParcel parcel,
            @Nullable LocalDate deliveredOn,
            long caseId,
            LocalDate nextUpdate,
            Instant now) {
        Map<String, @Nullable Object> customer = new LinkedHashMap<>();
        customer.put("name", order.customerName());
        String said = act.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("kind", said);
        report.put("text", act.text());
        report.put("choice", act.choice());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", customer);
        facts.put("order", Map.of("number", order.number()));
        facts.put("parcel", parcel == null ? null : box(parcel));
        if (deliveredOn != null) {
            facts.put("delivered", Map.of("date", deliveredOn.toString()));
        }
        facts.put("report", report);
        facts.put("caseNumber", caseId);
        facts.put(MessageFacts.NEXT_UPDATE, nextUpdate.toString());
        // Said again while the case is open, it is in hand already: he is answered once.
        return new MessageRequest(
                "case:" + caseId + ":" + said,
                kind(act.kind()),
                1,
                order.id(),
                act.parcelId(),
                caseId,
                order.email(),
                order.locale(),
                facts,
                now);
    }

    private Map<String, @Nullable Object> box(WatchedParcel parcel) {
        Map<String, @Nullable Object> box = new LinkedHashMap<>();
        box.put("number", parcel.trackingNumber().value());
        box.put("carrier", carrierNames.apply(parcel.takenBy()));
        box.put("link", parcel.customerPage());
        box.put("items", parcel.items());
        return box;
    }
}
