package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Where;
import prevenance.cases.CaseBook;
import prevenance.cases.CaseEntry;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseStore;
import prevenance.cases.CaseSubject;
import prevenance.cases.Deadline;
import prevenance.cases.DeadlineKind;
import prevenance.cases.DeadlineState;
import prevenance.cases.DeadlineStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.EntryKind;
import prevenance.cases.ServiceCase;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;

/// The steps of a refund, each with what it brings with it: the message, the deadline, the case. Each works
/// in the transaction of its cause and is empty when the refund changed since it was seen.
final class RefundSteps {
    private final RefundTerms terms;
    private final RefundMail mail;
    private final CaseBook book;
    private final RefundStore refunds = new RefundStore();
    private final CaseStore cases = new CaseStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final ParcelStore parcels = new ParcelStore();

    RefundSteps(RefundTerms terms, Outbox outbox, DeskSettings desk) {
        this.terms = terms;
        this.mail = new RefundMail(terms, outbox);
        this.book = new CaseBook(desk);
    }

    /// A refund that a person decides in a case; above the limit it is only proposed. Empty when the case has
    /// one.
    Optional<Refund> decide(
            Tx tx,
            ServiceCase about,
            long amountMinor,
            String currency,
            PaymentMeans means,
            String author,
            Instant now) {
        boolean proposed = terms.settings().needsSecondPerson(amountMinor, currency);
        Refund wanted = new Refund(
                0,
                freeReference(tx, about.id()),
                about.order(),
                about.id(),
                proposed ? RefundState.PROPOSED : RefundState.DECIDED,
                amountMinor,
                currency,
                means,
                now,
                author,
                proposed ? null : terms.payByDate(now),
                null,
                null,
                null,
                proposed ? null : warnAt(tx, about.order(), now),
                null,
                null,
                now,
                1);
        Optional<Refund> refund = refunds.add(tx, wanted, now);
        refund.filter(added -> !proposed).ifPresent(added -> promised(tx, added, now));
        return refund;
    }

    /// A second person agrees: from now on it is promised.
    Optional<Refund> confirm(Tx tx, Refund seen, String author, Instant now) {
        Optional<Refund> decided = refunds.change(tx, seen, now, draft -> {
            draft.state = RefundState.DECIDED;
            draft.decidedAt = now;
            draft.payByDate = terms.payByDate(now);
            draft.checkAt = warnAt(tx, seen.orderId(), now);
        });
        decided.ifPresent(refund -> {
            note(
                    tx,
                    refund,
                    author,
                    "Refund confirmed: " + words(refund) + ", to be paid by " + refund.payByDate(),
                    now);
            promised(tx, refund, now);
        });
        return decided;
    }

    /// The customer is told of a decided refund, and its last day is set.
    void promised(Tx tx, Refund refund, Instant now) {
        LocalDate payBy = refund.payByDate();
        if (payBy != null) {
            deadlines.set(
                    tx,
                    new Deadline(
                            deadlineKey(refund),
                            DeadlineKind.REFUND_PAY,
                            refund.orderId(),
                            subject(tx, refund).parcelId(),
                            refund.caseId(),
                            payBy.plusDays(1)
                                    .atStartOfDay(terms.zone())
                                    .toInstant()
                                    .minusSeconds(60),
                            refund.amountMinor(),
                            refund.currency(),
                            "law.l216-7"),
                    now);
        }
        mail.tell(tx, MessageKind.REFUND_DECIDED, refund, order(tx, refund), 1, now);
    }

    /// The order to pay was given. What is null stays as it was.
    Optional<Refund> trigger(
            Tx tx,
            Refund seen,
            @Nullable PaymentMeans means,
            @Nullable String bankReference,
            Instant triggeredAt,
            String author,
            Instant now) {
        CustomerOrder order = order(tx, seen);
        PaymentMeans by = means == null ? seen.means() : means;
        LocalDate showBy = terms.showByDate(order.country(), by, triggeredAt);
        boolean news = terms.worthTelling(order.country(), triggeredAt, now);
        Optional<Refund> triggered = refunds.change(tx, seen, now, draft -> {
            draft.state = RefundState.TRIGGERED;
            draft.means = by;
            draft.bankReference = bankReference == null ? seen.bankReference() : bankReference;
            draft.triggeredAt = triggeredAt;
            draft.showByDate = showBy;
            draft.checkAt = news ? terms.askAt(showBy) : null;
            draft.failedWhy = null;
        });
        triggered.ifPresent(refund -> {
            deadlines.end(tx, deadlineKey(seen), DeadlineState.KEPT, now);
            mail.takeBack(tx, MessageKind.REFUND_DECIDED, seen, "the refund has been triggered meanwhile", now);
            if (news) {
                mail.tell(tx, MessageKind.REFUND_TRIGGERED, refund, order, 1, now);
            }
            note(tx, refund, author, "Refund triggered: " + words(refund) + ", should show by " + showBy, now);
        });
        return triggered;
    }

    /// It is on the customer's account.
    Optional<Refund> arrived(Tx tx, Refund seen, String author, Instant now) {
        Optional<Refund> arrived = refunds.change(tx, seen, now, draft -> draft.end(RefundState.ARRIVED, now));
        arrived.ifPresent(refund -> {
            deadlines.end(tx, deadlineKey(refund), DeadlineState.KEPT, now);
            mail.takeBack(tx, MessageKind.REFUND_LATE_CHECK, refund, "the refund has arrived", now);
            note(tx, refund, author, "Refund arrived: " + words(refund), now);
        });
        return arrived;
    }

    /// It should have arrived and has not; whoever says so sees to its case.
    Optional<Refund> missing(Tx tx, Refund seen, Instant now) {
        return refunds.change(tx, seen, now, draft -> {
            draft.state = RefundState.MISSING;
            draft.checkAt = null;
        });
    }

    /// The customer is asked whether it has arrived.
    Optional<Refund> ask(Tx tx, Refund seen, Instant now) {
        Optional<Refund> asked = refunds.change(tx, seen, now, draft -> {
            draft.state = RefundState.ASKED;
            draft.checkAt = null;
        });
        asked.ifPresent(refund -> mail.tell(tx, MessageKind.REFUND_LATE_CHECK, refund, order(tx, refund), 1, now));
        return asked;
    }

    /// It was decided and is still not triggered: the staff is warned.
    Optional<Refund> warn(Tx tx, Refund seen, Instant now) {
        Optional<Refund> warned = refunds.change(tx, seen, now, draft -> draft.checkAt = null);
        warned.ifPresent(refund -> book.raise(
                tx,
                subject(tx, refund),
                CaseKind.REFUND_DUE,
                EntryKind.REPORTED,
                CaseEntry.SYSTEM,
                "Refund " + refund.reference() + " (" + words(refund) + ") was promised and is not triggered; its last"
                        + " day is " + refund.payByDate(),
                now));
        return warned;
    }

    /// The bank or the payment service did not take it: the customer is told, and a person finds another way.
    Optional<Refund> failed(Tx tx, Refund seen, @Nullable String why, String author, Instant now) {
        Optional<Refund> failed = refunds.change(tx, seen, now, draft -> {
            draft.state = RefundState.FAILED;
            draft.failedWhy = why;
            draft.checkAt = null;
        });
        failed.ifPresent(refund -> {
            String unsent = "the refund has failed";
            mail.takeBack(tx, MessageKind.REFUND_TRIGGERED, refund, unsent, now);
            mail.takeBack(tx, MessageKind.REFUND_LATE_CHECK, refund, unsent, now);
            mail.tell(tx, MessageKind.REFUND_FAILED, refund, order(tx, refund), 1, now);
            book.raise(
                    tx,
                    subject(tx, refund),
                    CaseKind.REFUND_FAILED,
                    EntryKind.REPORTED,
                    author,
                    "Refund " + refund.reference() + " (" + words(refund) + ") failed"
                            + (why == null ? "" : ": " + why),
                    now);
        });
        return failed;
    }

    Optional<Refund> cancel(Tx tx, Refund seen, String why, String author, Instant now) {
        Optional<Refund> cancelled = refunds.change(tx, seen, now, draft -> draft.end(RefundState.CANCELLED, now));
        cancelled.ifPresent(refund -> {
            deadlines.end(tx, deadlineKey(refund), DeadlineState.DROPPED, now);
            mail.takeBack(tx, MessageKind.REFUND_DECIDED, refund, "the refund was cancelled", now);
            mail.takeBack(tx, MessageKind.REFUND_TRIGGERED, refund, "the refund was cancelled", now);
            note(tx, refund, author, "Refund cancelled: " + words(refund) + ". " + why, now);
        });
        return cancelled;
    }

    /// What a case about a refund is about: the parcel whose case decided it, else the order.
    CaseSubject subject(Tx tx, Refund refund) {
        Long parcelId = Optional.ofNullable(refund.caseId())
                .flatMap(id -> cases.find(tx, id))
                .map(ServiceCase::parcelId)
                .orElse(null);
        return new CaseSubject(refund.orderId(), parcelId, refund.amountMinor(), refund.currency());
    }

    RefundMail mail() {
        return mail;
    }

    CustomerOrder order(Tx tx, Refund refund) {
        return parcels.findOrder(tx, refund.orderId()).orElseThrow();
    }

    private void note(Tx tx, Refund refund, String author, String text, Instant now) {
        Long caseId = refund.caseId();
        if (caseId != null) {
            book.append(tx, caseId, EntryKind.REPORTED, author, text, now);
        }
    }

    private String freeReference(Tx tx, long caseId) {
        String reference = RefundStore.OURS + caseId;
        for (int again = 2; refunds.find(tx, reference).isPresent(); again++) {
            reference = RefundStore.OURS + caseId + "-" + again;
        }
        return reference;
    }

    /// The amount as the staff reads it.
    static String words(Refund refund) {
        return Amounts.words(refund.amountMinor(), refund.currency());
    }

    private static String deadlineKey(Refund refund) {
        return "refund:" + refund.id() + "/pay";
    }

    private Instant warnAt(Tx tx, long orderId, Instant now) {
        return terms.warnAt(Where.of(parcels.findOrder(tx, orderId).orElseThrow()), now);
    }
}
