package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.tracking.Milestone;

/// The carrier says delivered, and the customer says that he has not got it.
final class NotReceivedRule implements Rule {
    @Override
    public String name() {
        return "not-received/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NOT_RECEIVED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Instant said = dossier.around().order().notReceivedAt();
        if (said == null || said.isAfter(now)) {
            return Optional.empty();
        }
        return dossier.story()
                .standing()
                .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                .map(event -> new Verdict(
                        kind(),
                        1,
                        true,
                        false,
                        said,
                        Facts.of("not-received")
                                .statement(dossier, event)
                                .with("said", said)
                                .reason(),
                        EvidenceDraft.of(name())
                                .event(event)
                                .fact("customer-said", said)
                                .evidence()));
    }
}
