package prevenance.assess;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import prevenance.tracking.TrackingEvent;

/// The carrier used a code that its table does not list: a person must say what it means. A further
/// such code is a further question, so the reason began when the latest of them was first used; the
/// same code again asks nothing new.
final class UnmappedCodeRule implements Rule {
    @Override
    public String name() {
        return "unmapped-code/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.UNMAPPED_CODE;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        List<TrackingEvent> unmapped = dossier.story().unmapped();
        if (unmapped.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                latestFirstUse(unmapped),
                Facts.of("code.unmapped")
                        .statement(dossier, unmapped.getLast())
                        .with("text", unmapped.getLast().carrierText())
                        .with("codes", unmapped.size())
                        .reason(),
                evidence(unmapped)));
    }

    private Evidence evidence(List<TrackingEvent> unmapped) {
        EvidenceDraft evidence = EvidenceDraft.of(name());
        unmapped.forEach(evidence::event);
        return evidence.evidence();
    }

    private static Instant latestFirstUse(List<TrackingEvent> unmapped) {
        Set<String> codes = new HashSet<>();
        Instant latest = unmapped.getFirst().occurredAt();
        for (TrackingEvent event : unmapped) {
            String code = event.carrierCode().isEmpty() ? event.carrierText() : event.carrierCode();
            if (codes.add(code)) {
                latest = event.occurredAt();
            }
        }
        return latest;
    }
}
