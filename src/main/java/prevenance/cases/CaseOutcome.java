package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became of a person's word about a case.
public sealed interface CaseOutcome {
    /// It is done; the case as it stands now.
    record Done(ServiceCase serviceCase) implements CaseOutcome {}

    record NotFound(long caseId) implements CaseOutcome {}

    /// Somebody was faster.
    ///
    /// @param reason null never occurs in data written by this program
    record AlreadyClosed(
            long caseId,
            @Nullable Instant closedAt,
            @Nullable CloseReason reason) implements CaseOutcome {}

    /// The case changed meanwhile, or belongs to somebody else; nothing was written.
    ///
    /// @param why what stands in the way, and what to do
    record Conflict(long caseId, String why) implements CaseOutcome {}

    /// What was asked cannot be: a reason that only Prevenance gives, an empty note.
    record Refused(String why) implements CaseOutcome {}
}
