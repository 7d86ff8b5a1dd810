package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Watched for very long without an end: a person closes it by hand.
final class TrackingEndRule implements Rule {
    @Override
    public String name() {
        return "tracking-end/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.TRACKING_END;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        SilentClock clock = clock(dossier);
        if (!clock.isReached(now)) {
            return Optional.empty();
        }
        Threshold limit = dossier.limit(Limit.TRACKING_END_DAYS);
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                clock.reachedAt(),
                Facts.of("tracking.end")
                        .with("since", dossier.destination().dateOf(clock.from()))
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(dossier.story().standing().orElse(null))
                        .limit(limit)
                        .clock(clock)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return List.of(clock(dossier).reachedAt());
    }

    private static SilentClock clock(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        Instant imported = dossier.parcel().importedAt();
        return dossier.silence(
                shipped == null || imported.isAfter(shipped) ? imported : shipped,
                dossier.limit(Limit.TRACKING_END_DAYS));
    }
}
