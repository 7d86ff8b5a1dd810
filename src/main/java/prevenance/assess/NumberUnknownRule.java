package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingStatus;

/// The carrier does not know the number, or knows nothing to say of it, long after it should; or says
/// that the number is impossible.
final class NumberUnknownRule implements Rule {
    @Override
    public String name() {
        return "number-unknown/2";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NUMBER_UNKNOWN;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        if (isKnown(dossier)) {
            return Optional.empty();
        }
        EvidenceDraft evidence =
                EvidenceDraft.of(name()).fact("shipped", dossier.parcel().shippedAt());
        Instant unknownSince = dossier.parcel().unknownSince();
        if (dossier.parcel().status() == TrackingStatus.PRE_INVALID_NUMBER) {
            Instant since = unknownSince == null ? dossier.parcel().importedAt() : unknownSince;
            return Optional.of(verdict(since, facts("number.invalid", dossier).reason(), evidence));
        }
        SilentClock clock = clock(dossier);
        boolean nothingSaid = "answered".equals(dossier.parcel().lastOutcome());
        if (unknownSince == null && !nothingSaid || !clock.isReached(now)) {
            return Optional.empty();
        }
        Threshold limit = dossier.limit(Limit.UNKNOWN_AFTER);
        return Optional.of(verdict(
                clock.reachedAt(),
                facts(unknownSince == null ? "number.nothing-said" : "number.unknown", dossier)
                        .with("shipped", dossier.parcel().shippedAt())
                        .with("hours", limit.duration().toHours())
                        .skipped(clock.notCounted())
                        .reason(),
                evidence.fact("unknown-since", unknownSince).limit(limit).clock(clock)));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return isKnown(dossier) ? List.of() : List.of(clock(dossier).reachedAt());
    }

    /// A number with a history is known; that the carrier later forgets it says nothing.
    private static boolean isKnown(Dossier dossier) {
        return !dossier.story().history().events().isEmpty();
    }

    private static Facts facts(String key, Dossier dossier) {
        return Facts.of(key)
                .with("carrier", dossier.carrierName())
                .with("number", dossier.parcel().trackingNumber());
    }

    private static Verdict verdict(Instant since, Reason reason, EvidenceDraft evidence) {
        return new Verdict(FlagKind.NUMBER_UNKNOWN, 1, true, false, since, reason, evidence.evidence());
    }

    private static SilentClock clock(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        Instant imported = dossier.parcel().importedAt();
        Instant start = shipped == null || imported.isAfter(shipped) ? imported : shipped;
        return dossier.silence(start, dossier.limit(Limit.UNKNOWN_AFTER));
    }
}
