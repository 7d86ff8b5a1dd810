package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A case being changed: starts as it was seen, [CaseStore#change] writes it when nobody was faster.
final class CaseDraft {
    CaseKind kind;
    int priority;
    CaseState state;
    Instant dueAt;

    @Nullable
    Instant answeredAt;

    @Nullable
    String owner;

    @Nullable
    Instant waitingUntil;

    @Nullable
    Instant callBackAt;

    @Nullable
    RootCause rootCause;

    @Nullable
    Long swappedWith;

    @Nullable
    Instant closedAt;

    @Nullable
    CloseReason closeReason;

    CaseDraft(ServiceCase seen) {
        kind = seen.kind();
        priority = seen.priority();
        state = seen.state();
        dueAt = seen.dueAt();
        answeredAt = seen.answeredAt();
        owner = seen.owner();
        waitingUntil = seen.waitingUntil();
        callBackAt = seen.callBackAt();
        rootCause = seen.rootCause();
        swappedWith = seen.swappedWith();
        closedAt = seen.closedAt();
        closeReason = seen.closeReason();
    }

    /// A person does something with it: only the first time counts as the answer.
    void answered(Instant now) {
        answeredAt = answeredAt == null ? now : answeredAt;
    }
}
