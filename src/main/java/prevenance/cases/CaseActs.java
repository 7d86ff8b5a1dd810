package prevenance.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Tx;

/// A person's act on one case as one transaction: refused when the case is not there, is closed, or has
/// changed.
final class CaseActs {
    /// A case in a running transaction, as it stands there.
    record Work(Tx tx, ServiceCase seen) {}

    private final Database database;
    private final CaseStore cases;

    CaseActs(Database database, CaseStore cases) {
        this.database = database;
        this.cases = cases;
    }

    /// Changes an open case and writes why; it is answered with that.
    CaseOutcome act(
            long caseId,
            @Nullable Integer seenVersion,
            EntryKind entry,
            String text,
            String author,
            Instant now,
            Consumer<CaseDraft> change) {
        return onOpenCase(
                caseId,
                seenVersion,
                work -> write(work, entry, text, author, now, draft -> {
                    change.accept(draft);
                    draft.answered(now);
                }));
    }

    CaseOutcome write(Work work, EntryKind entry, String text, String author, Instant now, Consumer<CaseDraft> change) {
        if (!cases.change(work.tx, work.seen, change)) {
            return changed(work.seen.id());
        }
        cases.append(work.tx, work.seen.id(), entry, author, text, now);
        return done(work.tx, work.seen.id());
    }

    CaseOutcome onOpenCase(long caseId, @Nullable Integer seenVersion, Function<Work, CaseOutcome> action) {
        return onCase(
                caseId,
                seenVersion,
                work -> work.seen.isOpen()
                        ? action.apply(work)
                        : new CaseOutcome.AlreadyClosed(caseId, work.seen.closedAt(), work.seen.closeReason()));
    }

    CaseOutcome onCase(long caseId, @Nullable Integer seenVersion, Function<Work, CaseOutcome> action) {
        return database.<CaseOutcome>write(tx -> {
            Optional<ServiceCase> seen = cases.find(tx, caseId);
            if (seen.isEmpty()) {
                return new CaseOutcome.NotFound(caseId);
            }
            boolean stale = seenVersion != null && seen.get().version() != seenVersion;
            return stale && seen.get().isOpen() ? changed(caseId) : action.apply(new Work(tx, seen.get()));
        });
    }

    CaseOutcome done(Tx tx, long caseId) {
        return new CaseOutcome.Done(cases.find(tx, caseId).orElseThrow());
    }

    static CaseOutcome changed(long caseId) {
        return new CaseOutcome.Conflict(caseId, "the case has changed meanwhile; look at it again");
    }
}
