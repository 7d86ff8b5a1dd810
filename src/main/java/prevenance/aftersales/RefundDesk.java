package prevenance.aftersales;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesOutcome.Added;
import prevenance.aftersales.AftersalesOutcome.Changed;
import prevenance.aftersales.AftersalesOutcome.Refused;
import prevenance.aftersales.AftersalesOutcome.TooLate;
import prevenance.aftersales.AftersalesOutcome.Unchanged;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;

/// Takes refunds in: stores each and queues its message in the same transaction.
public final class RefundDesk {
    /// More corrections of one refund before its mail left are not worth looking for.
    private static final int MAX_EPISODES = 50;

    private final OrderNumberStore orders = new OrderNumberStore();
    private final RefundStore refunds = new RefundStore();
    private final RefundTerms terms;
    private final Outbox outbox;

    public RefundDesk(RefundTerms terms, Outbox outbox) {
        this.terms = terms;
        this.outbox = outbox;
    }

    public AftersalesOutcome register(Tx tx, RefundNotice notice, Instant now) {
        CustomerOrder order = orders.find(tx, notice.order()).orElse(null);
        if (order == null) {
            return new Refused("order", "no order of this number is known", "import the order first, or correct it");
        }
        Optional<Refund> before = refunds.find(tx, notice.reference());
        Refund refund = refund(notice, order, before.orElse(null), now);
        if (before.isEmpty()) {
            refunds.save(tx, refund, now);
            return new Added(worthTelling(refund, order, now) && tell(tx, refund, order, 1, now));
        }
        return change(tx, before.get(), refund, order, now);
    }

    private AftersalesOutcome change(Tx tx, Refund before, Refund after, CustomerOrder order, Instant now) {
        if (before.orderId() != after.orderId()) {
            return new Refused("reference", "is already the refund of another order", "give each refund its own");
        }
        if (sameStatement(before, after)) {
            return new Unchanged();
        }
        for (int episode = 1; episode <= MAX_EPISODES; episode++) {
            if (outbox.withdraw(
                    tx, subject(after), MessageKind.REFUND_TRIGGERED, episode, "the shop corrected the refund", now)) {
                refunds.save(tx, after, now);
                return new Changed(worthTelling(after, order, now) && tell(tx, after, order, episode + 1, now));
            }
        }
        if (worthTelling(before, order, before.importedAt())) {
            return new TooLate(
                    "differs from what the customer's message says, which has left or may have left",
                    "write to the customer, and use a new reference for a further refund");
        }
        // It was history so far, or taken back: no message about it ever left.
        refunds.save(tx, after, now);
        boolean told = false;
        for (int episode = 1; !told && episode <= MAX_EPISODES && worthTelling(after, order, now); episode++) {
            told = tell(tx, after, order, episode, now);
        }
        return new Changed(told);
    }

    /// The show-by date is ours: that a setting changed is no correction by the shop.
    private static boolean sameStatement(Refund a, Refund b) {
        return a.amountMinor() == b.amountMinor()
                && a.currency().equals(b.currency())
                && a.means() == b.means()
                && a.triggeredAt().equals(b.triggeredAt())
                && Objects.equals(a.bankReference(), b.bankReference());
    }

    /// What was not said again stays.
    private Refund refund(RefundNotice notice, CustomerOrder order, @Nullable Refund before, Instant now) {
        String bankReference = notice.bankReference();
        return new Refund(
                notice.reference(),
                order.id(),
                notice.amountMinor(),
                notice.currency(),
                notice.means(),
                notice.triggeredAt(),
                bankReference == null && before != null ? before.bankReference() : bankReference,
                terms.showByDate(order.country(), notice.means(), notice.triggeredAt()),
                before == null ? now : before.importedAt());
    }

    private boolean worthTelling(Refund refund, CustomerOrder order, Instant now) {
        return terms.worthTelling(order.country(), refund.triggeredAt(), now);
    }

    private boolean tell(Tx tx, Refund refund, CustomerOrder order, int episode, Instant now) {
        Map<String, @Nullable Object> money = new LinkedHashMap<>();
        money.put("reference", refund.reference());
        money.put("amountMinor", refund.amountMinor());
        money.put("currency", refund.currency());
        money.put("means", refund.means().wireName());
        money.put("triggeredDate", terms.triggeredDate(refund.triggeredAt()).toString());
        money.put("showByDate", refund.showByDate().toString());
        money.put("bankReference", refund.bankReference());
        Map<String, @Nullable Object> facts = OrderNumberStore.facts(order);
        facts.put("refund", money);
        Instant sendAt = refund.triggeredAt().isAfter(now) ? refund.triggeredAt() : now;
        return outbox.enqueue(
                tx,
                new MessageRequest(
                        subject(refund),
                        MessageKind.REFUND_TRIGGERED,
                        episode,
                        order.id(),
                        null,
                        null,
                        order.email(),
                        order.locale(),
                        facts,
                        sendAt),
                now);
    }

    private static String subject(Refund refund) {
        return "refund:" + refund.reference();
    }
}
