package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.watch.Leg;

/// No date was agreed, so the law gives thirty days from the contract (French consumer code L216-1, in
/// force since 1 October 2021), and they are nearly over.
final class LegalDeliveryRule implements Rule {
    private static final int LEGAL_DAYS = 30;

    @Override
    public String name() {
        return "legal-delivery/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.LEGAL_DELIVERY_30D;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        if (!isConcerned(dossier) || now.isBefore(warnAt(dossier))) {
            return Optional.empty();
        }
        Instant contract = contract(dossier);
        Place there = dossier.destination();
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                warnAt(dossier),
                Facts.of("legal.delivery")
                        .with("since", there.dateOf(contract))
                        .with("last", there.dateOf(contract).plusDays(LEGAL_DAYS))
                        .reason(),
                EvidenceDraft.of(name())
                        .event(dossier.story().standing().orElse(null))
                        .fact("contract", there.dateOf(contract))
                        .fact("last-day", there.dateOf(contract).plusDays(LEGAL_DAYS))
                        .limit(dossier.limit(Limit.LEGAL_DELIVERY_WARNING_DAYS))
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return isConcerned(dossier) ? List.of(warnAt(dossier)) : List.of();
    }

    private static boolean isConcerned(Dossier dossier) {
        return dossier.parcel().leg() == Leg.OUTBOUND && dossier.parcel().promiseDate() == null;
    }

    private static Instant warnAt(Dossier dossier) {
        Place there = dossier.destination();
        return there.startOf(there.dateOf(contract(dossier))
                .plusDays(dossier.limit(Limit.LEGAL_DELIVERY_WARNING_DAYS).number()));
    }

    /// When it was ordered, or the first that we know of it: the contract is not younger.
    private static Instant contract(Dossier dossier) {
        Instant ordered = dossier.order().orderedAt();
        if (ordered != null) {
            return ordered;
        }
        Instant imported = dossier.parcel().importedAt();
        Instant shipped = dossier.parcel().shippedAt();
        return shipped != null && shipped.isBefore(imported) ? shipped : imported;
    }
}
