package prevenance.assess;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// At customs for too many business days, whatever they said meanwhile; or not allowed in, which needs
/// a person at once.
final class CustomsHeldRule implements Rule {
    private static final Set<TrackingStatus> AT_CUSTOMS = EnumSet.of(
            TrackingStatus.CUSTOMS_IN_PROGRESS,
            TrackingStatus.CUSTOMS_HELD,
            TrackingStatus.CUSTOMS_DOCS_NEEDED,
            TrackingStatus.CUSTOMS_DUTIES_DUE);

    @Override
    public String name() {
        return "customs-held/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.CUSTOMS_HELD;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<TrackingEvent> refused =
                dossier.story().stay(event -> event.status() == TrackingStatus.CUSTOMS_PROHIBITED);
        if (refused.isPresent()) {
            return Optional.of(new Verdict(
                    kind(),
                    1,
                    true,
                    false,
                    refused.get().occurredAt(),
                    Facts.of("customs.prohibited")
                            .statement(dossier, refused.get())
                            .reason(),
                    EvidenceDraft.of(name()).event(refused.get()).evidence()));
        }
        return arrival(dossier).flatMap(event -> held(dossier, event, now));
    }

    private Optional<Verdict> held(Dossier dossier, TrackingEvent arrival, Instant now) {
        SilentClock clock = clock(dossier, arrival);
        if (!clock.isReached(now)) {
            return Optional.empty();
        }
        Threshold limit = dossier.limit(Limit.CUSTOMS_HELD_DAYS);
        EvidenceDraft evidence = EvidenceDraft.of(name()).event(arrival);
        dossier.story().standing().filter(standing -> !standing.equals(arrival)).ifPresent(evidence::event);
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                clock.reachedAt(),
                Facts.of("customs.held")
                        .statement(dossier, arrival)
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                evidence.limit(limit).clock(clock).evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return arrival(dossier)
                .map(event -> List.of(clock(dossier, event).reachedAt()))
                .orElse(List.of());
    }

    private static Optional<TrackingEvent> arrival(Dossier dossier) {
        return dossier.story().stay(event -> AT_CUSTOMS.contains(event.status()));
    }

    /// Customs work by the calendar of the country that the parcel enters.
    private static SilentClock clock(Dossier dossier, TrackingEvent arrival) {
        return dossier.silenceAt(
                dossier.destination(), dossier.latestInstantOf(arrival), dossier.limit(Limit.CUSTOMS_HELD_DAYS));
    }
}
