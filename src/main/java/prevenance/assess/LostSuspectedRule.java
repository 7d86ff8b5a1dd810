package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;

/// On its way, and no statement of any kind for so long that it is probably lost. Within one country
/// the promise must have passed too; between countries two silent weeks are common, so the limit is
/// longer and the promise does not matter.
final class LostSuspectedRule implements Rule {
    @Override
    public String name() {
        return "lost-suspected/2";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.LOST_SUSPECTED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        List<TrackingEvent> events = dossier.story().history().events();
        if (events.isEmpty() || !dossier.story().isOnItsWay()) {
            return Optional.empty();
        }
        SilentClock clock = clock(dossier, events.getLast());
        if (!clock.isReached(now)) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                true,
                clock.reachedAt(),
                Facts.of(dossier.isDomestic() ? "lost.suspected" : "lost.suspected.international")
                        .statement(dossier, events.getLast())
                        .with("days", limit(dossier).number())
                        .with("promise", dossier.parcel().promiseDate())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(events.getLast())
                        .fact("promise", dossier.parcel().promiseDate())
                        .limit(limit(dossier))
                        .clock(clock)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        List<TrackingEvent> events = dossier.story().history().events();
        return events.isEmpty()
                ? List.of()
                : List.of(clock(dossier, events.getLast()).reachedAt());
    }

    private static SilentClock clock(Dossier dossier, TrackingEvent last) {
        SilentClock silent = dossier.silence(dossier.latestInstantOf(last), limit(dossier));
        return !dossier.isDomestic()
                ? silent
                : dossier.promiseEnd().map(silent::notBefore).orElse(silent);
    }

    private static Threshold limit(Dossier dossier) {
        if (!dossier.isDomestic()) {
            return dossier.limit(Limit.LOST_INTERNATIONAL_DAYS);
        }
        return dossier.limit(dossier.parcel().promiseDate() == null ? Limit.LOST_UNPROMISED_DAYS : Limit.LOST_DAYS);
    }
}
