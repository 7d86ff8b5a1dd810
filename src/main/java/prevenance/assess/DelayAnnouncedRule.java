package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// The carrier itself says that it will be late: by a statement, or by an estimate after the promised
/// day. Where the shop promised none, that is the day to which the carrier committed itself.
final class DelayAnnouncedRule implements Rule {
    @Override
    public String name() {
        return "delay-announced/2";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.DELAY_ANNOUNCED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Story story = dossier.story();
        LocalDate estimate = dossier.parcel().estimatedDate();
        boolean estimatedLater = estimate != null
                && dossier.due().filter(due -> estimate.isAfter(due.day())).isPresent();
        if (!story.isOnItsWay() && story.milestone() != Milestone.ANNOUNCED) {
            return Optional.empty();
        }
        Optional<TrackingEvent> delay = story.delay();
        if (delay.isPresent()) {
            return Optional.of(verdict(
                    delay.get().occurredAt(),
                    facts(dossier, delay.get().status().wireName())
                            .statement(dossier, delay.get())
                            .reason(),
                    evidence(dossier, delay.get())));
        }
        if (!estimatedLater) {
            return Optional.empty();
        }
        return Optional.of(verdict(
                story.history().lastEventAt().orElse(dossier.parcel().importedAt()),
                facts(dossier, isCommitment(dossier) ? "delay.estimate-after-commitment" : "delay.estimate")
                        .with(
                                "commitment",
                                isCommitment(dossier) ? dossier.parcel().carrierPromiseDate() : null)
                        .reason(),
                evidence(dossier, story.history().last(_ -> true).orElse(null))));
    }

    private static boolean isCommitment(Dossier dossier) {
        return dossier.due().filter(Dossier.Due::byCarrier).isPresent();
    }

    private static Facts facts(Dossier dossier, String key) {
        return Facts.of(key)
                .with("carrier", dossier.carrierName())
                .with("promise", dossier.parcel().promiseDate())
                .with("estimate", dossier.parcel().estimatedDate());
    }

    private Evidence evidence(Dossier dossier, @Nullable TrackingEvent event) {
        return EvidenceDraft.of(name())
                .event(event)
                .fact("promise", dossier.parcel().promiseDate())
                .fact("commitment", isCommitment(dossier) ? dossier.parcel().carrierPromiseDate() : null)
                .fact("estimate", dossier.parcel().estimatedDate())
                .evidence();
    }

    private static Verdict verdict(Instant since, Reason reason, Evidence evidence) {
        return new Verdict(FlagKind.DELAY_ANNOUNCED, 1, false, true, since, reason, evidence);
    }
}
