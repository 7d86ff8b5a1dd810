package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.tracking.TrackingStatus;

/// Customs want a paper, which the customer is asked for, or money, about which a person decides who
/// pays.
final class CustomsDocsRule implements Rule {
    @Override
    public String name() {
        return "customs-docs/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.CUSTOMS_DOCS;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        boolean paper = dossier.story().status() == TrackingStatus.CUSTOMS_DOCS_NEEDED;
        TrackingStatus wanted = paper ? TrackingStatus.CUSTOMS_DOCS_NEEDED : TrackingStatus.CUSTOMS_DUTIES_DUE;
        return dossier.story()
                .stay(event -> event.status() == wanted)
                .map(event -> new Verdict(
                        kind(),
                        1,
                        !paper,
                        paper,
                        event.occurredAt(),
                        Facts.of(wanted.wireName()).statement(dossier, event).reason(),
                        EvidenceDraft.of(name()).event(event).evidence()));
    }
}
