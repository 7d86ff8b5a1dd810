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
            boolean overdue = !now.isBefore(deadline(dossier, event));
            return new Verdict(
                    kind(),
                    overdue ? 2 : 1,
                    true,
                    false,
                    event.occurredAt(),
                    Facts.of(overdue ? "return.not-booked-in" : "return.arrived")
                            .statement(dossier, event)
                            .with("days", overdue ? dossier.thresholds().returned() : null)
                            .reason());
        });
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return arrival(dossier).map(event -> List.of(deadline(dossier, event))).orElse(List.of());
    }

    private static Optional<TrackingEvent> arrival(Dossier dossier) {
        return dossier.story().standing().filter(event -> event.status() == TrackingStatus.RETURN_ARRIVED);
    }

    private static Instant deadline(Dossier dossier, TrackingEvent event) {
        return dossier.origin()
                .businessDaysAfter(
                        dossier.latestInstantOf(event), dossier.thresholds().returned());
    }
}
