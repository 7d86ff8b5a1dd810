package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;

/// The carrier does not know the number, or knows nothing to say of it, long after it should; or says that the number
/// is
/// impossible.
final class NumberUnknownRule implements Rule {
    @Override
    public String name() {
        return "number-unknown/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NUMBER_UNKNOWN;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        // A number with a history is known; that the carrier later forgets it says nothing.
        if (!dossier.story().history().events().isEmpty()) {
            return Optional.empty();
        }
        Instant unknownSince = dossier.parcel().unknownSince();
        if (dossier.parcel().status() == TrackingStatus.PRE_INVALID_NUMBER) {
            Instant since = unknownSince == null ? dossier.parcel().importedAt() : unknownSince;
            return Optional.of(verdict(since, facts("number.invalid", dossier).reason()));
        }
        Instant deadline = deadline(dossier);
        boolean nothingSaid = "answered".equals(dossier.parcel().lastOutcome());
        if (unknownSince == null && !nothingSaid || now.isBefore(deadline)) {
            return Optional.empty();
        }
        return Optional.of(verdict(
                deadline,
                facts(unknownSince == null ? "number.nothing-said" : "number.unknown", dossier)
                        .with("shipped", dossier.parcel().shippedAt())
                        .with("hours", dossier.thresholds().unknownAfter().toHours())
                        .reason()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return List.of(deadline(dossier));
    }

    private static Facts facts(String key, Dossier dossier) {
        return Facts.of(key)
                .with("carrier", dossier.carrierName())
                .with("number", dossier.parcel().trackingNumber());
    }

    private static Verdict verdict(Instant since, Reason reason) {
        return new Verdict(FlagKind.NUMBER_UNKNOWN, 1, true, false, since, reason);
    }

    private static Instant deadline(Dossier dossier) {
        @Nullable Instant shipped = dossier.parcel().shippedAt();
        Instant imported = dossier.parcel().importedAt();
        Instant start = shipped == null || imported.isAfter(shipped) ? imported : shipped;
        return start.plus(dossier.thresholds().unknownAfter());
    }
}
