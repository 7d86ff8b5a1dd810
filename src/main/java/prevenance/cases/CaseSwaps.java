package prevenance.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Two customers who got each other's parcel: their cases are linked, so that whoever works on one sees the
/// other.
public final class CaseSwaps {
    private final Database database;
    private final CaseStore cases = new CaseStore();

    public CaseSwaps(Database database) {
        this.database = database;
    }

    /// Links two open cases with each other. Refused when one of them is linked with a third.
    ///
    /// @param seenVersion of the first case as the person saw it, null when he did not look
    /// @return the first case afterwards
    public CaseOutcome link(long caseId, long otherId, String author, @Nullable Integer seenVersion, Instant now) {
        if (caseId == otherId) {
            return new CaseOutcome.Refused("a case cannot be swapped with itself; name the other one");
        }
        return database.<CaseOutcome>write(tx -> {
            Optional<ServiceCase> one = cases.find(tx, caseId);
            Optional<ServiceCase> other = cases.find(tx, otherId);
            CaseOutcome obstacle = obstacle(one, caseId, seenVersion);
            CaseOutcome otherObstacle = obstacle(other, otherId, null);
            if (obstacle != null || otherObstacle != null || one.isEmpty() || other.isEmpty()) {
                return obstacle != null
                        ? obstacle
                        : Objects.requireNonNullElse(otherObstacle, new CaseOutcome.NotFound(otherId));
            }
            if (isTaken(one.get(), otherId) || isTaken(other.get(), caseId)) {
                return new CaseOutcome.Conflict(
                        isTaken(one.get(), otherId) ? caseId : otherId,
                        "the case is linked with another one; unlink that first");
            }
            set(tx, one.get(), otherId, "Swapped with the parcel of case " + otherId, author, now);
            set(tx, other.get(), caseId, "Swapped with the parcel of case " + caseId, author, now);
            return new CaseOutcome.Done(cases.find(tx, caseId).orElseThrow());
        });
    }

    /// Unlinks a case from the one it was linked with, both ways.
    public CaseOutcome unlink(long caseId, String author, @Nullable Integer seenVersion, Instant now) {
        return database.<CaseOutcome>write(tx -> {
            ServiceCase one = cases.find(tx, caseId).orElse(null);
            if (one == null) {
                return new CaseOutcome.NotFound(caseId);
            }
            if (seenVersion != null && one.version() != seenVersion) {
                return CaseActs.changed(caseId);
            }
            Long otherId = one.swappedWith();
            if (otherId == null) {
                return new CaseOutcome.Refused("case " + caseId + " is linked with none");
            }
            set(tx, one, null, "No longer linked with case " + otherId, author, now);
            cases.find(tx, otherId)
                    .filter(other -> Objects.equals(other.swappedWith(), caseId))
                    .ifPresent(other -> set(tx, other, null, "No longer linked with case " + caseId, author, now));
            return new CaseOutcome.Done(cases.find(tx, caseId).orElseThrow());
        });
    }

    private static @Nullable CaseOutcome obstacle(
            Optional<ServiceCase> found, long caseId, @Nullable Integer seenVersion) {
        if (found.isEmpty()) {
            return new CaseOutcome.NotFound(caseId);
        }
        ServiceCase seen = found.get();
        if (!seen.isOpen()) {
            return new CaseOutcome.AlreadyClosed(caseId, seen.closedAt(), seen.closeReason());
        }
        return seenVersion != null && seen.version() != seenVersion ? CaseActs.changed(caseId) : null;
    }

    private static boolean isTaken(ServiceCase seen, long by) {
        Long with = seen.swappedWith();
        return with != null && with != by;
    }

    private void set(Tx tx, ServiceCase seen, @Nullable Long with, String text, String author, Instant now) {
        boolean changed = cases.change(tx, seen, draft -> {
            draft.swappedWith = with;
            draft.answered(now);
        });
        if (!changed) {
            throw new IllegalStateException("case " + seen.id() + " changed within a transaction");
        }
        cases.append(tx, seen.id(), EntryKind.LINKED, author, text, now);
    }
}
