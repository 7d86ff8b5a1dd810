package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.watch.WatchedParcel;

/// Another tracking number has taken this one's place: the customer gets the new one, and this one is
/// left alone. Over when the new one has come to its end.
final class NumberReplacedRule implements Rule {
    @Override
    public String name() {
        return "number-replaced/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NUMBER_REPLACED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Long by = dossier.parcel().replacedBy();
        if (by == null) {
            return Optional.empty();
        }
        return dossier.around()
                .order()
                .sibling(by)
                .filter(other -> !other.milestone().isEnd())
                .map(other -> verdict(dossier, other));
    }

    private Verdict verdict(Dossier dossier, WatchedParcel other) {
        return new Verdict(
                kind(),
                1,
                false,
                true,
                other.importedAt(),
                Facts.of("number.replaced")
                        .with("carrier", dossier.carrierName())
                        .with("number", dossier.parcel().trackingNumber())
                        .with("new", other.trackingNumber())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(dossier.story().standing().orElse(null))
                        .fact("new-number", other.trackingNumber())
                        .evidence());
    }
}
