package prevenance.aftersales;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.aftersales.AftersalesOutcome.Added;
import prevenance.aftersales.AftersalesOutcome.Changed;
import prevenance.aftersales.AftersalesOutcome.Refused;
import prevenance.aftersales.AftersalesOutcome.TooLate;
import prevenance.aftersales.AftersalesOutcome.Unchanged;
import prevenance.assess.Where;
import prevenance.cases.CaseEntry;
import prevenance.cases.DeskSettings;
import prevenance.cases.RefundEar;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;

/// Takes in what the shop and the customers say about refunds, and looks at each when its day comes.
public final class RefundDesk implements RefundEar {
    private static final Logger LOG = LoggerFactory.getLogger(RefundDesk.class);
    private static final int PER_BEAT = 500;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);

    private final Database database;
    private final OrderNumberStore orders = new OrderNumberStore();
    private final RefundStore refunds = new RefundStore();
    private final RefundTerms terms;
    private final RefundSteps steps;
    private final Map<String, String> broken = new HashMap<>();

    public RefundDesk(Database database, RefundTerms terms, Outbox outbox, DeskSettings desk) {
        this.database = database;
        this.terms = terms;
        this.steps = new RefundSteps(terms, outbox, desk);
    }

    /// Takes in what the shop says of a refund. The same twice changes nothing; a refund that was decided
    /// here and whose amount fits becomes the shop's and takes its reference.
    public AftersalesOutcome register(Tx tx, RefundNotice notice, Instant now) {
        CustomerOrder order = orders.find(tx, notice.order()).orElse(null);
        if (order == null) {
            return new Refused("order", "no order of this number is known", "import the order first, or correct it");
        }
        if (notice.state() == RefundState.TRIGGERED && notice.triggeredAt() == null) {
            return new Refused("triggered_at", "is empty", "fill it in");
        }
        Optional<Refund> known = refunds.find(tx, notice.reference());
        if (known.isPresent() && known.get().orderId() != order.id()) {
            return new Refused("reference", "is already the refund of another order", "give each refund its own");
        }
        Refund before = known.or(() -> adopted(tx, notice, order, now)).orElse(null);
        return before == null ? add(tx, notice, order, now) : change(tx, before, notice, order, now);
    }

    private AftersalesOutcome add(Tx tx, RefundNotice notice, CustomerOrder order, Instant now) {
        if (notice.state() == RefundState.CANCELLED) {
            return new Unchanged();
        }
        boolean decided = notice.state() == RefundState.DECIDED;
        Instant triggeredAt = notice.triggeredAt();
        Refund refund = refunds.add(
                        tx,
                        new Refund(
                                0,
                                notice.reference(),
                                order.id(),
                                null,
                                RefundState.DECIDED,
                                notice.amountMinor(),
                                notice.currency(),
                                notice.means(),
                                triggeredAt == null ? now : triggeredAt,
                                null,
                                decided ? terms.payByDate(now) : null,
                                null,
                                notice.bankReference(),
                                null,
                                decided ? terms.warnAt(Where.of(order), now) : null,
                                null,
                                null,
                                now,
                                1),
                        now)
                .orElseThrow();
        if (decided) {
            steps.promised(tx, refund, now);
            return new Added(true);
        }
        if (triggeredAt == null) {
            follow(tx, refund, notice, now);
            return new Added(notice.state() == RefundState.FAILED);
        }
        Refund triggered = trigger(tx, refund, notice, triggeredAt, now);
        follow(tx, triggered, notice, now);
        return new Added(worthTelling(triggered, order, now));
    }

    private Refund trigger(Tx tx, Refund refund, RefundNotice notice, Instant triggeredAt, Instant now) {
        return steps.trigger(tx, refund, notice.means(), notice.bankReference(), triggeredAt, CaseEntry.SYSTEM, now)
                .orElseThrow();
    }

    /// Beyond the order to pay: it has arrived, failed, or was cancelled.
    private boolean follow(Tx tx, Refund refund, RefundNotice notice, Instant now) {
        if (refund.state() == notice.state()) {
            return false;
        }
        return switch (notice.state()) {
            case ARRIVED -> steps.arrived(tx, refund, CaseEntry.SYSTEM, now).isPresent();
            case FAILED ->
                steps.failed(tx, refund, notice.failedWhy(), CaseEntry.SYSTEM, now)
                        .isPresent();
            case CANCELLED ->
                !refund.state().isUnderWay()
                        && !refund.state().isOver()
                        && steps.cancel(tx, refund, "the shop says so", CaseEntry.SYSTEM, now)
                                .isPresent();
            case PROPOSED, DECIDED, TRIGGERED, ASKED, MISSING -> false;
        };
    }

    private AftersalesOutcome change(Tx tx, Refund before, RefundNotice notice, CustomerOrder order, Instant now) {
        Instant triggeredAt = notice.triggeredAt();
        boolean untriggered = before.triggeredAt() == null || before.state() == RefundState.FAILED;
        if (triggeredAt != null && untriggered && isNewOrderToPay(before, triggeredAt)) {
            Refund agreed = amount(tx, before, notice, now);
            Refund triggered = trigger(tx, agreed, notice, triggeredAt, now);
            follow(tx, triggered, notice, now);
            return new Changed(worthTelling(triggered, order, now));
        }
        if (before.triggeredAt() == null || triggeredAt == null || sameStatement(before, notice)) {
            return follow(tx, before, notice, now)
                    ? new Changed(notice.state() == RefundState.FAILED)
                    : new Unchanged();
        }
        return correct(tx, before, notice, triggeredAt, order, now);
    }

    /// After a failure the same row of a file is no new attempt.
    private static boolean isNewOrderToPay(Refund before, Instant triggeredAt) {
        return before.state() != RefundState.FAILED || !triggeredAt.equals(before.triggeredAt());
    }

    private Refund amount(Tx tx, Refund before, RefundNotice notice, Instant now) {
        return refunds.change(tx, before, now, draft -> {
                    draft.amountMinor = notice.amountMinor();
                    draft.currency = notice.currency();
                })
                .orElseThrow();
    }

    /// The shop says otherwise than before of a refund that was triggered.
    private AftersalesOutcome correct(
            Tx tx, Refund before, RefundNotice notice, Instant triggeredAt, CustomerOrder order, Instant now) {
        int taken =
                steps.mail().takeBack(tx, MessageKind.REFUND_TRIGGERED, before, "the shop corrected the refund", now);
        if (taken == 0
                && (worthTelling(before, order, before.importedAt())
                        || before.state().isOver())) {
            return new TooLate(
                    "differs from what the customer's message says, which has left or may have left",
                    "write to the customer, and use a new reference for a further refund");
        }
        // It was history so far, or its message was taken back: no word about it ever left.
        Refund triggered = trigger(tx, amount(tx, before, notice, now), notice, triggeredAt, now);
        follow(tx, triggered, notice, now);
        return new Changed(worthTelling(triggered, order, now));
    }

    /// The show-by date is ours: that a setting changed is no correction by the shop.
    private static boolean sameStatement(Refund before, RefundNotice notice) {
        return before.amountMinor() == notice.amountMinor()
                && before.currency().equals(notice.currency())
                && before.means() == notice.means()
                && Objects.equals(before.triggeredAt(), notice.triggeredAt())
                && (notice.bankReference() == null || notice.bankReference().equals(before.bankReference()));
    }

    private boolean worthTelling(Refund refund, CustomerOrder order, Instant now) {
        Instant triggeredAt = refund.triggeredAt();
        return triggeredAt != null && terms.worthTelling(order.country(), triggeredAt, now);
    }

    /// A refund that a case decided and for which the shop now names its own reference: the only one of the
    /// order with this amount that is not paid yet.
    private Optional<Refund> adopted(Tx tx, RefundNotice notice, CustomerOrder order, Instant now) {
        List<Refund> fitting = refunds.ofOrder(tx, order.id()).stream()
                .filter(refund -> refund.reference().startsWith(RefundStore.OURS)
                        && refund.caseId() != null
                        && (refund.state() == RefundState.DECIDED || refund.state() == RefundState.FAILED)
                        && refund.amountMinor() == notice.amountMinor()
                        && refund.currency().equals(notice.currency()))
                .toList();
        if (fitting.size() == 1 && notice.triggeredAt() != null) {
            String meanwhile = "the refund has been triggered meanwhile";
            steps.mail().takeBack(tx, MessageKind.REFUND_DECIDED, fitting.getFirst(), meanwhile, now);
        }
        return fitting.size() == 1
                ? refunds.change(tx, fitting.getFirst(), now, draft -> draft.reference = notice.reference())
                : Optional.empty();
    }

    @Override
    public RefundEar.@Nullable Answer hear(
            Tx tx, long orderId, @Nullable String reference, boolean arrived, Instant now) {
        Refund meant = refunds.ofOrder(tx, orderId).reversed().stream()
                .filter(refund ->
                        refund.state().isUnderWay() && (reference == null || reference.equals(refund.reference())))
                .findFirst()
                .orElse(null);
        if (meant == null) {
            return null;
        }
        Optional<Refund> changed = arrived
                ? steps.arrived(tx, meant, CaseEntry.CUSTOMER, now)
                : meant.state() == RefundState.MISSING ? Optional.of(meant) : steps.missing(tx, meant, now);
        return changed.map(refund -> new RefundEar.Answer(steps.subject(tx, refund), refund.reference()))
                .orElse(null);
    }

    /// Looks at every refund whose day has come: warns of one that is not triggered, asks the customer
    /// whether one has arrived. Each in its own transaction. Returns how many were handled.
    public int checkDue(Instant now) {
        int handled = 0;
        for (String reference : database.<List<String>>read(tx -> refunds.due(tx, now, PER_BEAT))) {
            handled += guarded(reference, now) ? 1 : 0;
        }
        return handled;
    }

    private boolean guarded(String reference, Instant now) {
        try {
            boolean done = database.write(tx -> check(tx, reference, now));
            broken.remove(reference);
            return done;
        } catch (RuntimeException failed) {
            String problem = Failure.told(failed);
            if (!problem.equals(broken.put(reference, problem))) {
                LOG.atError()
                        .addKeyValue("refund", reference)
                        .addKeyValue("problem", problem)
                        .log("a refund could not be looked at and is tried again in ten minutes");
            }
            database.execute(tx -> refunds.postpone(tx, reference, now.plus(AFTER_FAILURE)));
            return false;
        }
    }

    private boolean check(Tx tx, String reference, Instant now) {
        Refund refund = refunds.find(tx, reference).orElseThrow();
        Instant checkAt = refund.checkAt();
        if (checkAt == null || checkAt.isAfter(now)) {
            return false;
        }
        return switch (refund.state()) {
            case DECIDED -> steps.warn(tx, refund, now).isPresent();
            case TRIGGERED -> steps.ask(tx, refund, now).isPresent();
            case PROPOSED, ASKED, MISSING, ARRIVED, FAILED, CANCELLED ->
                refunds.change(tx, refund, now, draft -> draft.checkAt = null).isPresent();
        };
    }
}
