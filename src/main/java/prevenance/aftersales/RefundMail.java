package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;

/// Tells customers about their refunds.
final class RefundMail {
    /// More corrections or repetitions of one refund are not worth looking for.
    private static final int MAX_EPISODES = 50;

    private final RefundTerms terms;
    private final Outbox outbox;

    RefundMail(RefundTerms terms, Outbox outbox) {
        this.terms = terms;
        this.outbox = outbox;
    }

    /// Queues a message under the first number that is free, starting with one; false when there is none.
    boolean tell(Tx tx, MessageKind kind, Refund refund, CustomerOrder order, int first, Instant now) {
        for (int episode = first; episode <= MAX_EPISODES; episode++) {
            if (outbox.enqueue(tx, message(kind, refund, order, episode, now), now)) {
                return true;
            }
        }
        return false;
    }

    /// Takes back a message that has not left. Its number, 0 when there was none to take back.
    int takeBack(Tx tx, MessageKind kind, Refund refund, String why, Instant now) {
        for (int episode = 1; episode <= MAX_EPISODES; episode++) {
            if (outbox.withdraw(tx, subject(refund), kind, episode, why, now)) {
                return episode;
            }
        }
        return 0;
    }

    private MessageRequest message(MessageKind kind, Refund refund, CustomerOrder order, int episode, Instant now) {
        Map<String, @Nullable Object> facts = OrderNumberStore.facts(order);
        facts.put("refund", money(kind, refund));
        if (refund.caseId() != null) {
            facts.put("caseNumber", refund.caseId());
        }
        Instant triggeredAt = refund.triggeredAt();
        Instant sendAt = kind == MessageKind.REFUND_TRIGGERED && triggeredAt != null && triggeredAt.isAfter(now)
                ? triggeredAt
                : now;
        return new MessageRequest(
                subject(refund),
                kind,
                episode,
                order.id(),
                null,
                refund.caseId(),
                order.email(),
                order.locale(),
                facts,
                sendAt);
    }

    private Map<String, @Nullable Object> money(MessageKind kind, Refund refund) {
        Map<String, @Nullable Object> money = new LinkedHashMap<>();
        money.put("reference", refund.reference());
        money.put("amountMinor", refund.amountMinor());
        money.put("currency", refund.currency());
        money.put("means", refund.means().wireName());
        if (kind == MessageKind.REFUND_DECIDED) {
            money.put("payByDate", iso(refund.payByDate()));
            return money;
        }
        Instant triggeredAt = refund.triggeredAt();
        money.put(
                "triggeredDate",
                triggeredAt == null ? null : terms.triggeredDate(triggeredAt).toString());
        money.put("showByDate", iso(refund.showByDate()));
        money.put("bankReference", refund.bankReference());
        return money;
    }

    private static @Nullable String iso(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    private static String subject(Refund refund) {
        return "refund:" + refund.reference();
    }
}
