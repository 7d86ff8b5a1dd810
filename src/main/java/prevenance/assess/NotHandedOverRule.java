package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// The shop says shipped, the carrier has only the label's data and never scanned the parcel.
final class NotHandedOverRule implements Rule {
    @Override
    public String name() {
        return "not-handed-over/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NOT_HANDED_OVER;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Story story = dossier.story();
        // A code that we cannot read may have been the scan.
        if (story.milestone() != Milestone.ANNOUNCED
                || story.history().firstScan().isPresent()
                || !story.unmapped().isEmpty()) {
            return Optional.empty();
        }
        Thresholds limits = dossier.thresholds();
        Instant start = start(dossier);
        Instant first = dossier.origin().businessDaysAfter(start, limits.notHandedOver());
        Instant second = dossier.origin().businessDaysAfter(start, limits.notHandedOverCustomer());
        if (now.isBefore(first)) {
            return Optional.empty();
        }
        boolean customer = !now.isBefore(second);
        Place shop = dossier.origin();
        return Optional.of(new Verdict(
                kind(),
                customer ? 2 : 1,
                true,
                customer,
                first,
                Facts.of("not-handed-over")
                        .with("carrier", dossier.carrierName())
                        .with("shipped", dossier.parcel().shippedAt())
                        .with(
                                "announced",
                                story.standing()
                                        .map(TrackingEvent::occurredText)
                                        .orElse(null))
                        .with("days", customer ? limits.notHandedOverCustomer() : limits.notHandedOver())
                        .skipped(shop.calendar(), shop.dateOf(start), shop.dateOf(now))
                        .reason()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        Instant start = start(dossier);
        return List.of(
                dossier.origin().businessDaysAfter(start, dossier.thresholds().notHandedOver()),
                dossier.origin().businessDaysAfter(start, dossier.thresholds().notHandedOverCustomer()));
    }

    private static Instant start(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        if (shipped != null) {
            return shipped;
        }
        return dossier.story().history().events().stream()
                .findFirst()
                .map(dossier::latestInstantOf)
                .orElse(dossier.parcel().importedAt());
    }
}
