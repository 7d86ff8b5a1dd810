package prevenance.assess;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// Another parcel of the order has arrived, and this one is still under way so many business days
/// later: the customer may think that something was forgotten.
final class PartialOrderRule implements Rule {
    @Override
    public String name() {
        return "partial-order/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.PARTIAL_ORDER;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<WatchedParcel> first = first(dossier);
        boolean behind = dossier.story().isOnItsWay() || dossier.story().milestone() == Milestone.ANNOUNCED;
        if (first.isEmpty() || !behind || dossier.story().milestone() == Milestone.ATTEMPT_FAILED) {
            return Optional.empty();
        }
        SilentClock clock = clock(dossier, first.get());
        if (!clock.isReached(now)) {
            return Optional.empty();
        }
        Threshold limit = dossier.limit(Limit.PARTIAL_ORDER_DAYS);
        return Optional.of(new Verdict(
                kind(),
                1,
                false,
                true,
                clock.reachedAt(),
                Facts.of("partial")
                        .with("number", first.get().trackingNumber())
                        .with("at", arrivedAt(first.get()))
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(dossier.story().standing().orElse(null))
                        .fact("first-parcel", first.get().trackingNumber())
                        .fact("first-arrived", arrivedAt(first.get()))
                        .limit(limit)
                        .clock(clock)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return first(dossier)
                .map(other -> List.of(clock(dossier, other).reachedAt()))
                .orElse(List.of());
    }

    /// The parcel of the order that arrived first, since we know of this one.
    private static Optional<WatchedParcel> first(Dossier dossier) {
        List<WatchedParcel> siblings = dossier.around().order().siblings();
        if (siblings.isEmpty() || dossier.parcel().leg() != Leg.OUTBOUND) {
            return Optional.empty();
        }
        return siblings.stream()
                .filter(other -> other.leg() == Leg.OUTBOUND && other.milestone() == Milestone.DELIVERED)
                .filter(other -> isSince(other, dossier.parcel().importedAt()))
                .min(Comparator.comparing((WatchedParcel other) ->
                                Optional.ofNullable(arrivedAt(other)).orElse(Instant.MAX))
                        .thenComparingLong(WatchedParcel::id));
    }

    private static boolean isSince(WatchedParcel other, Instant since) {
        Instant at = arrivedAt(other);
        return at != null && !at.isBefore(since);
    }

    private static @Nullable Instant arrivedAt(WatchedParcel other) {
        return other.deliveredAt() == null ? other.statusAt() : other.deliveredAt();
    }

    private static SilentClock clock(Dossier dossier, WatchedParcel first) {
        Instant at = arrivedAt(first);
        return dossier.silenceAt(
                dossier.destination(),
                at == null ? dossier.parcel().importedAt() : at,
                dossier.limit(Limit.PARTIAL_ORDER_DAYS));
    }
}
