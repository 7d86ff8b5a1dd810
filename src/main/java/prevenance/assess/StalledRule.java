package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;

/// In the carrier's hands and on its way, but no new stage and no new place for too many business days.
final class StalledRule implements Rule {
    @Override
    public String name() {
        return "stalled/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.STALLED;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<TrackingEvent> progress = dossier.story().lastProgress();
        if (progress.isEmpty() || !dossier.story().isOnItsWay()) {
            return Optional.empty();
        }
        Instant since = dossier.latestInstantOf(progress.get());
        Instant first = dossier.businessDaysAfter(since, staffDays(dossier));
        if (now.isBefore(first)) {
            return Optional.empty();
        }
        boolean customer = !now.isBefore(dossier.businessDaysAfter(since, customerDays(dossier)));
        return Optional.of(new Verdict(
                kind(),
                customer ? 2 : 1,
                true,
                customer,
                first,
                Facts.of(dossier.isDomestic() ? "stalled" : "stalled.international")
                        .statement(dossier, progress.get())
                        .with("days", customer ? customerDays(dossier) : staffDays(dossier))
                        .skipped(dossier, since, now)
                        .reason()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return dossier.story()
                .lastProgress()
                .map(dossier::latestInstantOf)
                .map(since -> List.of(
                        dossier.businessDaysAfter(since, staffDays(dossier)),
                        dossier.businessDaysAfter(since, customerDays(dossier))))
                .orElse(List.of());
    }

    private static int staffDays(Dossier dossier) {
        Thresholds limits = dossier.thresholds();
        return dossier.isDomestic() ? limits.stalled() : limits.stalledInternational();
    }

    private static int customerDays(Dossier dossier) {
        Thresholds limits = dossier.thresholds();
        return dossier.isDomestic() ? limits.stalledCustomer() : limits.stalledInternationalCustomer();
    }
}
