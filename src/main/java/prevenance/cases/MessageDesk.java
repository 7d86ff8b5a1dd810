package prevenance.cases;

import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.assess.WakeStore;
import prevenance.message.MessageActions;
import prevenance.store.Tx;
import prevenance.watch.ParcelStore;

/// Turns what became of messages into the stories of cases: not approved in time, decided by somebody,
/// or without a way to the customer, which is work.
final class MessageDesk {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDesk.class);

    private final Casework casework;
    private final CaseStore cases;
    private final DeskStore desk = new DeskStore();
    private final WakeStore wake = new WakeStore();
    private final ParcelStore parcels = new ParcelStore();

    MessageDesk(Casework casework, CaseStore cases) {
        this.casework = casework;
        this.cases = cases;
    }

    /// Handles a message that is due, if it still is.
    void handle(Tx tx, long messageId, Instant now) {
        Optional<DeskStore.DueMessage> due = desk.dueMessage(tx, messageId, now);
        if (due.isEmpty()) {
            return;
        }
        DeskStore.DueMessage message = due.get();
        switch (message.state()) {
            case HELD -> told(tx, message, held(message), now);
            case QUEUED, SENDING, SENT, SHADOW ->
                told(tx, message, "Let go by " + message.decidedBy() + ": " + CaseDesk.words(message.kind()), now);
            case SUPPRESSED, DEAD -> {
                if (reason(message).startsWith(MessageActions.REJECTED)) {
                    told(tx, message, "Not told, by " + message.decidedBy() + ": " + reason(message), now);
                } else {
                    undelivered(tx, message, now);
                }
            }
        }
    }

    private static String held(DeskStore.DueMessage message) {
        return message.awaitsApproval()
                ? "Not approved in time: " + CaseDesk.words(message.kind()) + ". Approve it, edit it or reject it."
                : "Held by " + message.decidedBy() + ": " + CaseDesk.words(message.kind()) + ", " + reason(message);
    }

    /// Writes into the message's case, or into the parcel's open one; where there is none, the message
    /// itself shows it.
    private void told(Tx tx, DeskStore.DueMessage message, String text, Instant now) {
        Long caseId = message.caseId() != null
                ? message.caseId()
                : Optional.ofNullable(message.parcelId())
                        .flatMap(parcel -> cases.openOf(tx, parcel))
                        .map(ServiceCase::id)
                        .orElse(null);
        if (caseId != null) {
            casework.say(tx, caseId, EntryKind.MESSAGE, text, now);
        }
        if (message.parcelId() != null) {
            desk.wake(tx, message.parcelId(), now);
        }
        desk.messageSeen(tx, message.id(), null);
    }

    private void undelivered(Tx tx, DeskStore.DueMessage message, Instant now) {
        Long orderId = message.orderId();
        if (orderId == null) {
            LOG.atWarn()
                    .addKeyValue("message", message.id())
                    .addKeyValue("reason", message.reason())
                    .log("a message to the staff did not reach its reader");
        } else {
            CaseSubject subject = Optional.ofNullable(message.parcelId())
                    .flatMap(id -> parcels.find(tx, id))
                    .map(CaseSubject::of)
                    .orElseGet(() -> CaseSubject.order(orderId));
            String text = "The customer cannot be reached by e-mail (" + CaseDesk.words(message.kind()) + "): "
                    + reason(message);
            casework.unreachable(tx, subject, text, now);
            if (message.parcelId() != null) {
                wake.parcel(tx, message.parcelId(), now);
            }
        }
        desk.messageSeen(tx, message.id(), null);
    }

    private static String reason(DeskStore.DueMessage message) {
        return message.reason() == null ? "no reason given" : message.reason();
    }
}
