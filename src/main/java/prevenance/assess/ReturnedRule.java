package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Back at the shop, to be booked in; a person must be reminded when that takes too long.
final class ReturnedRule implements Rule {
    @Override
    public String name() {
        return "returned/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.RETURNED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        return arrival(dossier).map(event -> {
            SilentClock clock = clock(dossier, event);
            boolean overdue = clock.isReached(now);
            Threshold limit = dossier.limit(Limit.RETURNED_DAYS);
            return new Verdict(
                    kind(),
                    overdue ? 2 : 1,
                    true,
                    false,
                    event.occurredAt(),
                    Facts.of(overdue ? "return.not-booked-in" : "return.arrived")
                            .statement(dossier, event)
                            .with("days", overdue ? limit.number() : null)
                            .reason(),
                    EvidenceDraft.of(name())
                            .event(event)
                            .limit(limit)
                            .clock(clock)
                            .evidence());
        });
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return arrival(dossier)
                .map(event -> List.of(clock(dossier, event).reachedAt()))
                .orElse(List.of());
    }

    private static Optional<TrackingEvent> arrival(Dossier dossier) {
        return dossier.story().standing().filter(event -> event.status() == TrackingStatus.RETURN_ARRIVED);
    }

    /// Booking in is our own work: a carrier's feed that is down does not stop this clock.
    private static SilentClock clock(Dossier dossier, TrackingEvent event) {
        return SilentClock.businessDays(
                dossier.origin(),
                dossier.latestInstantOf(event),
                dossier.limit(Limit.RETURNED_DAYS).number(),
                List.of());
    }
}
