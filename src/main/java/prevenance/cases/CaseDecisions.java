package prevenance.cases;

import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Lets a person decide what is done in a case: what the decision brings with it and the case's entry are one
/// transaction.
public final class CaseDecisions {
    /// An open case in a running transaction.
    public record Open(Tx tx, ServiceCase serviceCase) {}

    /// What became of a decision.
    public sealed interface Result {
        /// It is carried out.
        ///
        /// @param text         in English, as the staff reads it
        /// @param waitingUntil the case is laid aside until then, null when it is not
        record Made(String text, @Nullable Instant waitingUntil) implements Result {}

        /// It cannot be; nothing was written.
        record NotPossible(String why) implements Result {}
    }

    private final CaseStore cases = new CaseStore();
    private final CaseActs acts;
    private final DeskStore desk = new DeskStore();

    public CaseDecisions(Database database) {
        this.acts = new CaseActs(database, cases);
    }

    /// Carries a decision out in an open case.
    ///
    /// @param seenVersion [ServiceCase#version()] as the person saw it, null when he did not look
    /// @param decision    must write nothing when it is not possible
    public CaseOutcome decide(
            long caseId, @Nullable Integer seenVersion, String author, Instant now, Function<Open, Result> decision) {
        return unlessStale(
                caseId, () -> acts.onOpenCase(caseId, seenVersion, work -> carryOut(work, decision, author, now)));
    }

    /// As above in a case that may be closed.
    public CaseOutcome decideAnyway(
            long caseId, @Nullable Integer seenVersion, String author, Instant now, Function<Open, Result> decision) {
        return unlessStale(
                caseId, () -> acts.onCase(caseId, seenVersion, work -> carryOut(work, decision, author, now)));
    }

    private static CaseOutcome unlessStale(long caseId, Supplier<CaseOutcome> act) {
        try {
            return act.get();
        } catch (StaleCaseException faster) {
            return CaseActs.changed(caseId);
        }
    }

    private CaseOutcome carryOut(CaseActs.Work work, Function<Open, Result> decision, String author, Instant now) {
        if (work.seen().incidentId() != null) {
            return new CaseOutcome.Refused("an incident is decided on its own page; this is for a parcel or an order");
        }
        Result result = decision.apply(new Open(work.tx(), work.seen()));
        return switch (result) {
            case Result.NotPossible(String why) -> new CaseOutcome.Refused(why);
            case Result.Made made -> made(work, made.text(), made.waitingUntil(), author, now);
        };
    }

    private CaseOutcome made(CaseActs.Work work, String text, @Nullable Instant until, String author, Instant now) {
        CaseOutcome outcome = acts.write(work, EntryKind.DECIDED, text, author, now, draft -> {
            draft.waitingUntil = until == null ? draft.waitingUntil : until;
            draft.answered(now);
        });
        if (outcome instanceof CaseOutcome.Conflict) {
            // What the decision has written so far goes with the transaction.
            throw new StaleCaseException();
        }
        Long parcelId = work.seen().parcelId();
        if (parcelId != null) {
            // What waits to be said of the parcel may no longer be wanted.
            desk.wake(work.tx(), parcelId, now);
        }
        return outcome;
    }

    private static final class StaleCaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StaleCaseException() {
            super("somebody was faster");
        }
    }
}
