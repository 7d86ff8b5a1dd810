package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// The shop says shipped, the carrier has only the label's data and never scanned the parcel.
final class NotHandedOverRule implements Rule {
    @Override
    public String name() {
        return "not-handed-over/2";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NOT_HANDED_OVER;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        if (!isExpected(dossier.story())) {
            return Optional.empty();
        }
        SilentClock first = clock(dossier, Limit.NOT_HANDED_OVER_DAYS);
        SilentClock second = clock(dossier, Limit.NOT_HANDED_OVER_CUSTOMER_DAYS);
        if (!first.isReached(now)) {
            return Optional.empty();
        }
        boolean told = second.isReached(now);
        Threshold limit = dossier.limit(told ? Limit.NOT_HANDED_OVER_CUSTOMER_DAYS : Limit.NOT_HANDED_OVER_DAYS);
        SilentClock clock = told ? second : first;
        @Nullable TrackingEvent announced = dossier.story().standing().orElse(null);
        return Optional.of(new Verdict(
                kind(),
                told ? 2 : 1,
                true,
                told,
                first.reachedAt(),
                Facts.of("not-handed-over")
                        .with("carrier", dossier.carrierName())
                        .with("shipped", dossier.parcel().shippedAt())
                        .with("announced", announced == null ? null : announced.occurredText())
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(announced)
                        .fact("shipped", dossier.parcel().shippedAt())
                        .limit(isAfterCutOff(dossier) ? dossier.limit(Limit.CUT_OFF) : null)
                        .limit(limit)
                        .clock(clock)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return isExpected(dossier.story())
                ? List.of(
                        clock(dossier, Limit.NOT_HANDED_OVER_DAYS).reachedAt(),
                        clock(dossier, Limit.NOT_HANDED_OVER_CUSTOMER_DAYS).reachedAt())
                : List.of();
    }

    /// Announced and not seen. A code that we cannot read may have been the scan.
    private static boolean isExpected(Story story) {
        return story.milestone() == Milestone.ANNOUNCED
                && story.history().firstScan().isEmpty()
                && story.unread().isEmpty();
    }

    private static SilentClock clock(Dossier dossier, Limit limit) {
        return dossier.silenceAt(dossier.origin(), start(dossier), dossier.limit(limit));
    }

    private static boolean isAfterCutOff(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        return shipped != null && dossier.isAfterCutOff(shipped);
    }

    private static Instant start(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        if (shipped != null) {
            return dossier.countedFrom(shipped);
        }
        return dossier.story().history().events().stream()
                .findFirst()
                .map(dossier::latestInstantOf)
                .orElse(dossier.parcel().importedAt());
    }
}
