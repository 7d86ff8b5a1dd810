package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// Delivery was tried in vain and nothing has happened since. The second day of trying needs a person.
final class AttemptFailedRule implements Rule {
    @Override
    public String name() {
        return "attempt-failed/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.ATTEMPT_FAILED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<TrackingEvent> standing = dossier.story().standing();
        if (standing.isEmpty() || dossier.story().milestone() != Milestone.ATTEMPT_FAILED) {
            return Optional.empty();
        }
        return switch (standing.get().status()) {
            // Other rules speak of these.
            case ATTEMPT_ADDRESS, ATTEMPT_MOVED, ATTEMPT_REFUSED -> Optional.empty();
            default -> Optional.of(verdict(dossier, standing.get()));
        };
    }

    /// The attempts, and where it stands when that is none of them: two on one day count once.
    private Evidence evidence(Dossier dossier, TrackingEvent standing) {
        EvidenceDraft evidence = EvidenceDraft.of(name());
        dossier.story().attempts().forEach(evidence::event);
        if (!dossier.story().attempts().contains(standing)) {
            evidence.event(standing);
        }
        return evidence.evidence();
    }

    private Verdict verdict(Dossier dossier, TrackingEvent event) {
        int attempts = dossier.story().attempts().size();
        return new Verdict(
                kind(),
                attempts > 1 ? 2 : 1,
                attempts > 1,
                true,
                event.occurredAt(),
                Facts.of(event.status().wireName())
                        .statement(dossier, event)
                        .with("attempts", attempts > 1 ? attempts : null)
                        .reason(),
                evidence(dossier, event));
    }
}
