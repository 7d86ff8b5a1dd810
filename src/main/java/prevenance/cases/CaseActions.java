package prevenance.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with a case. Each is one transaction; when two do it at once, the second is told.
public final class CaseActions {
    private final Database database;
    private final CaseStore cases;
    private final FlagStore flags = new FlagStore();
    private final DeskStore desk = new DeskStore();

    public CaseActions(Database database, CaseStore cases) {
        this.database = database;
        this.cases = cases;
    }

    /// Closes a case.
    ///
    /// @param note   what was done, null when the reason says it all
    /// @param author who closes it
    public CaseOutcome close(long caseId, CloseReason reason, @Nullable String note, String author, Instant now) {
        if (!reason.byPerson()) {
            return new CaseOutcome.Refused("only Prevenance itself gives the reason " + reason + "; give another");
        }
        return onOpenCase(caseId, null, work -> {
            if (!cases.close(work.tx, work.seen, reason, now)) {
                return changed(caseId);
            }
            endFlags(work, reason, author, now);
            // The desk looks once more: what waits to be said may no longer be wanted.
            desk.wake(work.tx, work.seen.parcelId(), now);
            if (note != null && !note.isBlank()) {
                cases.append(work.tx, caseId, EntryKind.NOTE, author, note.strip(), now);
            }
            cases.append(work.tx, caseId, EntryKind.CLOSED, author, "Closed: " + reason, now);
            return done(work.tx, caseId);
        });
    }

    /// Writes into an open case; a case somebody has written in no longer closes itself.
    public CaseOutcome note(long caseId, String text, String author, Instant now) {
        if (text.isBlank()) {
            return new CaseOutcome.Refused("the note is empty; write what was found or done");
        }
        return onOpenCase(caseId, null, work -> {
            if (!cases.touch(work.tx, work.seen)) {
                return changed(caseId);
            }
            cases.append(work.tx, caseId, EntryKind.NOTE, author, text.strip(), now);
            return done(work.tx, caseId);
        });
    }

    /// Gives a case to somebody. One that another person has is handed over by that person, or given back first, so
    /// that
    /// two who take it at once do not both work on it.
    ///
    /// @param owner null gives it back to nobody
    public CaseOutcome assign(long caseId, @Nullable String owner, String author, Instant now) {
        return assign(caseId, owner, author, null, now);
    }

    /// As above, for somebody who looked at the case before: refused when it has changed since.
    ///
    /// @param seenVersion [ServiceCase#version()] as he saw it, null when he did not look
    public CaseOutcome assign(
            long caseId, @Nullable String owner, String author, @Nullable Integer seenVersion, Instant now) {
        if (owner != null && owner.isBlank()) {
            return new CaseOutcome.Refused("the name is empty; name somebody, or nobody to give the case back");
        }
        return onOpenCase(caseId, seenVersion, work -> {
            String before = work.seen.owner();
            if (Objects.equals(before, owner)) {
                return new CaseOutcome.Done(work.seen);
            }
            if (before != null && owner != null && !before.equals(author)) {
                return new CaseOutcome.Conflict(
                        caseId,
                        "the case is with " + before + "; let " + before + " hand it over, or give it back first");
            }
            if (!cases.assign(work.tx, work.seen, owner)) {
                return changed(caseId);
            }
            String text = owner == null ? "Given back by " + before : "Assigned to " + owner;
            cases.append(work.tx, caseId, EntryKind.ASSIGNED, author, text, now);
            return done(work.tx, caseId);
        });
    }

    private void endFlags(Work work, CloseReason reason, String author, Instant now) {
        for (Flag flag : flags.openOf(work.tx, work.seen.parcelId())) {
            if (reason.ends(flag.kind()) && flags.closeByStaff(work.tx, flag, now)) {
                cases.append(work.tx, work.seen.id(), EntryKind.FLAG_CLOSED, author, flag.kind() + " dealt with", now);
            }
        }
    }

    private record Work(Tx tx, ServiceCase seen) {}

    private CaseOutcome onOpenCase(long caseId, @Nullable Integer seenVersion, Function<Work, CaseOutcome> action) {
        return database.<CaseOutcome>write(tx -> {
            Optional<ServiceCase> seen = cases.find(tx, caseId);
            if (seen.isEmpty()) {
                return new CaseOutcome.NotFound(caseId);
            }
            if (!seen.get().isOpen()) {
                return new CaseOutcome.AlreadyClosed(
                        caseId, seen.get().closedAt(), seen.get().closeReason());
            }
            if (seenVersion != null && seen.get().version() != seenVersion) {
                return changed(caseId);
            }
            return action.apply(new Work(tx, seen.get()));
        });
    }

    private CaseOutcome done(Tx tx, long caseId) {
        return new CaseOutcome.Done(cases.find(tx, caseId).orElseThrow());
    }

    private static CaseOutcome changed(long caseId) {
        return new CaseOutcome.Conflict(caseId, "the case has changed meanwhile; look at it again");
    }
}
