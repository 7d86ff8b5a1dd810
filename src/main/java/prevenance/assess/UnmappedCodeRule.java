package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;

/// The carrier used a code that its table does not list: a person must say what it means.
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
                unmapped.getFirst().occurredAt(),
                Facts.of("code.unmapped")
                        .statement(dossier, unmapped.getLast())
                        .with("text", unmapped.getLast().carrierText())
                        .with("codes", unmapped.size())
                        .reason()));
    }
}
