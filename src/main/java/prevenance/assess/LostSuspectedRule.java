package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;

/// On its way, and no statement of any kind for so long that it is probably lost. Within one country the promise must
/// have passed too; between countries two silent weeks are common, so the limit is longer and the promise does not
/// matter.
final class LostSuspectedRule implements Rule {
    @Override
    public String name() {
        return "lost-suspected/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.LOST_SUSPECTED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        List<TrackingEvent> events = dossier.story().history().events();
        if (events.isEmpty() || !dossier.story().isOnItsWay() || now.isBefore(deadline(dossier, events.getLast()))) {
            return Optional.empty();
        }
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                true,
                deadline(dossier, events.getLast()),
                Facts.of(dossier.isDomestic() ? "lost.suspected" : "lost.suspected.international")
                        .statement(dossier, events.getLast())
                        .with("days", days(dossier))
                        .with("promise", dossier.parcel().promiseDate())
                        .reason()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        List<TrackingEvent> events = dossier.story().history().events();
        return events.isEmpty() ? List.of() : List.of(deadline(dossier, events.getLast()));
    }

    private static Instant deadline(Dossier dossier, TrackingEvent last) {
        Place there = dossier.destination();
        Instant silent = there.daysAfter(dossier.latestInstantOf(last), days(dossier));
        LocalDate promise = dossier.parcel().promiseDate();
        if (!dossier.isDomestic() || promise == null) {
            return silent;
        }
        Instant passed = there.endOf(promise);
        return passed.isAfter(silent) ? passed : silent;
    }

    private static int days(Dossier dossier) {
        Thresholds limits = dossier.thresholds();
        if (!dossier.isDomestic()) {
            return limits.lostInternationalDays();
        }
        return dossier.parcel().promiseDate() == null ? limits.lostUnpromisedDays() : limits.lostDays();
    }
}
