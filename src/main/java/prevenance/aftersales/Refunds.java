package prevenance.aftersales;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseBook;
import prevenance.cases.CaseKind;
import prevenance.cases.DeskSettings;
import prevenance.cases.EntryKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with a refund. Each is one transaction; when two do it at once, the second is told.
///
/// A `seenVersion` is [Refund#version()] as the person saw it; null when he did not look.
public final class Refunds {
    private final Database database;
    private final RefundStore refunds = new RefundStore();
    private final RefundSteps steps;
    private final CaseBook book;

    public Refunds(Database database, RefundTerms terms, Outbox outbox, DeskSettings desk) {
        this.database = database;
        this.steps = new RefundSteps(terms, outbox, desk);
        this.book = new CaseBook(desk);
    }

    /// The order to pay was given: the customer is told when it shows.
    ///
    /// @param means         null: as decided
    /// @param bankReference what the customer can give his bank, null when there is none
    public RefundOutcome trigger(
            String reference,
            @Nullable PaymentMeans means,
            @Nullable String bankReference,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return act(reference, seenVersion, (tx, seen) -> switch (seen.state()) {
            case DECIDED, FAILED -> written(seen, steps.trigger(tx, seen, means, bankReference, now, author, now));
            case PROPOSED -> refused("it waits for a second person; let somebody else confirm it first");
            case TRIGGERED, ASKED, MISSING ->
                refused("it was triggered before; say that it failed before it is paid anew");
            case ARRIVED, CANCELLED -> refused("it is over");
        });
    }

    /// The money is on the customer's account.
    public RefundOutcome arrived(String reference, String author, @Nullable Integer seenVersion, Instant now) {
        return act(
                reference,
                seenVersion,
                (tx, seen) -> seen.state().isUnderWay()
                        ? written(seen, steps.arrived(tx, seen, author, now))
                        : refused("it is not under way"));
    }

    /// The customer says that it has not arrived: it becomes a case.
    public RefundOutcome missing(String reference, String author, @Nullable Integer seenVersion, Instant now) {
        return act(reference, seenVersion, (tx, seen) -> {
            if (seen.state() != RefundState.TRIGGERED && seen.state() != RefundState.ASKED) {
                return refused("it does not wait to arrive");
            }
            Optional<Refund> missing = steps.missing(tx, seen, now);
            missing.ifPresent(refund -> book.raise(
                    tx,
                    steps.subject(tx, refund),
                    CaseKind.REFUND_MISSING,
                    EntryKind.REPORTED,
                    author,
                    "Refund " + reference + " (" + RefundSteps.words(refund) + ") has not arrived",
                    now));
            return written(seen, missing);
        });
    }

    /// The bank or the payment service did not take it: the customer is told, and it becomes a case.
    ///
    /// @param why for the staff, null when unknown
    public RefundOutcome failed(
            String reference, @Nullable String why, String author, @Nullable Integer seenVersion, Instant now) {
        return act(
                reference,
                seenVersion,
                (tx, seen) ->
                        seen.state() == RefundState.DECIDED || seen.state().isUnderWay()
                                ? written(seen, steps.failed(tx, seen, why, author, now))
                                : refused("it was not decided, or is over"));
    }

    /// It is not paid after all; only before it was triggered.
    ///
    /// @param why for the staff
    public RefundOutcome cancel(
            String reference, String why, String author, @Nullable Integer seenVersion, Instant now) {
        if (why.isBlank()) {
            return refused("the reason is empty; write why the customer does not get it");
        }
        return act(reference, seenVersion, (tx, seen) -> switch (seen.state()) {
            case PROPOSED, DECIDED, FAILED -> written(seen, steps.cancel(tx, seen, why.strip(), author, now));
            case TRIGGERED, ASKED, MISSING -> refused("it was triggered; the money is on its way");
            case ARRIVED, CANCELLED -> refused("it is over");
        });
    }

    /// A second person agrees to a large sum: it is promised from now on.
    public RefundOutcome confirm(String reference, String author, @Nullable Integer seenVersion, Instant now) {
        return act(reference, seenVersion, (tx, seen) -> {
            if (seen.state() != RefundState.PROPOSED) {
                return refused("it waits for nobody");
            }
            return author.equals(seen.decidedBy())
                    ? refused("whoever proposed it cannot confirm it; let somebody else do it")
                    : written(seen, steps.confirm(tx, seen, author, now));
        });
    }

    private RefundOutcome act(
            String reference, @Nullable Integer seenVersion, BiFunction<Tx, Refund, RefundOutcome> act) {
        return database.<RefundOutcome>write(tx -> {
            Refund seen = refunds.find(tx, reference).orElse(null);
            if (seen == null) {
                return new RefundOutcome.NotFound(reference);
            }
            return seenVersion != null && seen.version() != seenVersion
                    ? new RefundOutcome.Conflict(reference)
                    : act.apply(tx, seen);
        });
    }

    private static RefundOutcome written(Refund seen, Optional<Refund> after) {
        return after.<RefundOutcome>map(RefundOutcome.Done::new)
                .orElseGet(() -> new RefundOutcome.Conflict(seen.reference()));
    }

    private static RefundOutcome refused(String why) {
        return new RefundOutcome.Refused(why);
    }
}
