package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.OrderFacts.Owed;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// The last day on which the carrier takes a claim is near: of a claim that is being prepared, or of a
/// parcel that is lost or damaged and for which nobody has begun one, as far as the carrier's terms are
/// known.
final class ClaimDeadlineRule implements Rule {
    /// @param limit what the last day was counted by; null when the claim's own file says it
    private record Last(
            LocalDate day,
            @Nullable Threshold limit,
            @Nullable TrackingEvent event) {}

    @Override
    public String name() {
        return "claim-deadline/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.CLAIM_DEADLINE;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<Last> last = last(dossier);
        if (last.isEmpty()
                || now.isBefore(warnAt(dossier, last.get()))
                || !now.isBefore(dossier.origin().endOf(last.get().day()))) {
            return Optional.empty();
        }
        Last found = last.get();
        Threshold limit = found.limit();
        boolean sure = limit == null || limit.sure();
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                warnAt(dossier, found),
                Facts.of(sure ? "claim.deadline" : "claim.deadline.unconfirmed")
                        .with("carrier", dossier.carrierName())
                        .with("last", found.day())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(found.event())
                        .fact("last-day", found.day())
                        .limit(limit)
                        .limit(dossier.limit(Limit.CLAIM_WARNING_DAYS))
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return last(dossier)
                .map(last -> List.of(warnAt(dossier, last), dossier.origin().endOf(last.day())))
                .orElse(List.of());
    }

    private static Instant warnAt(Dossier dossier, Last last) {
        return dossier.origin()
                .startOf(last.day()
                        .minusDays(dossier.limit(Limit.CLAIM_WARNING_DAYS).number()));
    }

    private static Optional<Last> last(Dossier dossier) {
        OrderFacts order = dossier.around().order();
        if (order.claimed()) {
            return Optional.empty();
        }
        Optional<LocalDate> prepared = order.owed(Owed.Kind.CLAIM).stream()
                .map(Owed::lastDay)
                .flatMap(java.util.stream.Stream::ofNullable)
                .min(Comparator.naturalOrder());
        if (prepared.isPresent()) {
            return prepared.map(day -> new Last(day, null, null));
        }
        return damage(dossier).or(() -> loss(dossier));
    }

    /// Counted from the delivery, or from dispatch when there was none.
    private static Optional<Last> damage(Dossier dossier) {
        Optional<TrackingEvent> damaged =
                dossier.story().history().first(event -> event.status() == TrackingStatus.EXC_DAMAGED);
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        Instant delivered = dossier.parcel().deliveredAt();
        Optional<LocalDate> from = delivered == null
                ? dispatch(dossier)
                : Optional.of(dossier.destination().dateOf(delivered));
        return counted(dossier, Limit.CLAIM_DAMAGE_DAYS, from, damaged.get());
    }

    private static Optional<Last> loss(Dossier dossier) {
        boolean lost = dossier.story().isGone()
                || dossier.open(FlagKind.LOST_SUSPECTED).isPresent();
        return !lost
                ? Optional.empty()
                : counted(
                        dossier,
                        Limit.CLAIM_LOSS_DAYS,
                        dispatch(dossier),
                        dossier.story().standing().orElse(null));
    }

    private static Optional<Last> counted(
            Dossier dossier, Limit limit, Optional<LocalDate> from, @Nullable TrackingEvent event) {
        Optional<Threshold> days = dossier.thresholds().find(limit);
        return days.isEmpty()
                ? Optional.empty()
                : from.map(day -> new Last(day.plusDays(days.get().number()), days.get(), event));
    }

    private static Optional<LocalDate> dispatch(Dossier dossier) {
        Instant shipped = dossier.parcel().shippedAt();
        return dossier.story()
                .history()
                .firstScan()
                .map(event -> event.occurredLocal().toLocalDate())
                .or(() -> Optional.ofNullable(shipped).map(dossier.origin()::dateOf));
    }
}
