package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.tracking.TrackingStatus;

/// The carrier said damaged. That it moves on does not mend it, so this ends only with the journey.
final class DamagedRule implements Rule {
    @Override
    public String name() {
        return "damaged/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.DAMAGED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        return dossier.story()
                .history()
                .first(event -> event.status() == TrackingStatus.EXC_DAMAGED)
                .map(event -> new Verdict(
                        kind(),
                        1,
                        true,
                        true,
                        event.occurredAt(),
                        Facts.of("exc.damaged").statement(dossier, event).reason(),
                        EvidenceDraft.of(name()).event(event).evidence()));
    }
}
