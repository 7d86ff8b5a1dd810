package prevenance.message;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Tx;

/// Looks at a message before its first attempt: whether it is wanted, whether now, and whether it is still true.
final class Gate {
    /// How the reason of a message begins that a customer without interest in mere progress does not get.
    static final String NOT_WANTED = "the customer wants no news of mere progress";

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Departure departure;
    private final DispatchStore store;
    private final AddressStore addresses = new AddressStore();
    private final OutboxEpoch.Filter epoch;

    Gate(Departure departure, DispatchStore store) {
        this.departure = departure;
        this.store = store;
        epoch = new OutboxEpoch.Filter(store);
    }

    /// Whether it may leave now. What may not is moved on, taken back or given new facts by this.
    boolean lets(Tx tx, OutboxMessage message, Instant now) {
        Long order = message.orderId();
        if (order == null) {
            return true;
        }
        if (message.kind().isProgress() && addresses.wantsNoProgress(tx, order)) {
            store.silence(tx, message, NOT_WANTED, now);
            return false;
        }
        if (!epoch.lets(tx, message, departure.hours(), now)) {
            return false;
        }
        Instant soonest = departure.hours().earliest(now, addresses.destination(tx, order));
        if (soonest.isAfter(now)) {
            store.postpone(tx, message, "quiet hours", soonest);
            return false;
        }
        return switch (departure.truth().of(tx, message, now)) {
            case Truth.Verdict.Holds _ -> withinCap(tx, message, now);
            case Truth.Verdict.Renewed renewed -> {
                store.renew(tx, message, renewed.facts());
                yield false;
            }
            case Truth.Verdict.Later later -> {
                store.postpone(tx, message, later.why(), later.until());
                yield false;
            }
            case Truth.Verdict.Untrue untrue -> {
                store.silence(tx, message, Outbox.TAKEN_BACK + untrue.why(), now);
                LOG.atInfo()
                        .addKeyValue("message", message.id())
                        .addKeyValue("kind", message.kind())
                        .log("message taken back before it left");
                yield false;
            }
        };
    }

    /// What a customer has to do, and the answer to his own word, is not put off because he got much mail.
    private boolean withinCap(Tx tx, OutboxMessage message, Instant now) {
        String recipient = message.recipient();
        if (message.kind().asksCustomer() || message.kind() == MessageKind.REPORT_RECEIVED || recipient == null) {
            return true;
        }
        Optional<Instant> full = store.sentSince(
                tx, recipient, now.minus(Departure.DAY), departure.capPerDay(), message.state() == MessageState.SHADOW);
        full.ifPresent(oldest -> store.postpone(tx, message, "enough mails for one day", oldest.plus(Departure.DAY)));
        return full.isEmpty();
    }
}
