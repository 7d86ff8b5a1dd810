package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import prevenance.tracking.TrackingStatus;

/// Flags a parcel for as long as it stands at one of some statuses; the reason's key is the status.
///
/// @param name        name and version
/// @param forStaff    a person is needed
/// @param forCustomer the customer is told
record StandingRule(String name, FlagKind kind, Set<TrackingStatus> statuses, boolean forStaff, boolean forCustomer)
        implements Rule {
    static StandingRule addressProblem() {
        return new StandingRule(
                "address-problem/1",
                FlagKind.ADDRESS_PROBLEM,
                Set.of(TrackingStatus.ATTEMPT_ADDRESS, TrackingStatus.ATTEMPT_MOVED, TrackingStatus.EXC_UNDELIVERABLE),
                true,
                true);
    }

    static StandingRule pickupMissed() {
        return new StandingRule(
                "pickup-missed/1",
                FlagKind.PICKUP_MISSED,
                Set.of(TrackingStatus.PICKUP_EXPIRED, TrackingStatus.ATTEMPT_REFUSED),
                true,
                false);
    }

    static StandingRule returning() {
        return new StandingRule("returning/1", FlagKind.RETURNING, Set.of(TrackingStatus.RETURN_UNDER_WAY), true, true);
    }

    static StandingRule lostDeclared() {
        return new StandingRule(
                "lost-declared/1",
                FlagKind.LOST_DECLARED,
                Set.of(TrackingStatus.EXC_LOST_DECLARED, TrackingStatus.EXC_DESTROYED),
                true,
                true);
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        return dossier.story()
                .standing()
                .filter(event -> statuses.contains(event.status()))
                .map(event -> new Verdict(
                        kind,
                        1,
                        forStaff,
                        forCustomer,
                        event.occurredAt(),
                        Facts.of(event.status().wireName())
                                .statement(dossier, event)
                                .reason(),
                        EvidenceDraft.of(name).event(event).evidence()));
    }
}
