package prevenance.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// In the carrier's hands and on its way, but no new stage and no new place for too many business days.
final class StalledRule implements Rule {
    @Override
    public String name() {
        return "stalled/2";
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
        Instant since = since(dossier, progress.get());
        SilentClock first = dossier.silence(since, staff(dossier));
        SilentClock second = dossier.silence(since, customer(dossier));
        if (!first.isReached(now)) {
            return Optional.empty();
        }
        boolean told = second.isReached(now);
        Threshold limit = told ? customer(dossier) : staff(dossier);
        SilentClock clock = told ? second : first;
        return Optional.of(new Verdict(
                kind(),
                told ? 2 : 1,
                true,
                told,
                first.reachedAt(),
                Facts.of(dossier.isDomestic() ? "stalled" : "stalled.international")
                        .statement(dossier, progress.get())
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                EvidenceDraft.of(name())
                        .event(progress.get())
                        .limit(cutOff(dossier, progress.get()))
                        .limit(limit)
                        .clock(clock)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return dossier.story()
                .lastProgress()
                .map(progress -> since(dossier, progress))
                .map(since -> List.of(
                        dossier.silence(since, staff(dossier)).reachedAt(),
                        dossier.silence(since, customer(dossier)).reachedAt()))
                .orElse(List.of());
    }

    private static Instant since(Dossier dossier, TrackingEvent progress) {
        Instant at = dossier.latestInstantOf(progress);
        return isHandOver(progress) ? dossier.countedFrom(at) : at;
    }

    private static @Nullable Threshold cutOff(Dossier dossier, TrackingEvent progress) {
        return isHandOver(progress) && dossier.isAfterCutOff(dossier.latestInstantOf(progress))
                ? dossier.limit(Limit.CUT_OFF)
                : null;
    }

    private static boolean isHandOver(TrackingEvent progress) {
        return progress.status().milestone() == Milestone.ACCEPTED;
    }

    private static Threshold staff(Dossier dossier) {
        return dossier.limit(dossier.isDomestic() ? Limit.STALLED_DAYS : Limit.STALLED_INTERNATIONAL_DAYS);
    }

    private static Threshold customer(Dossier dossier) {
        return dossier.limit(
                dossier.isDomestic() ? Limit.STALLED_CUSTOMER_DAYS : Limit.STALLED_INTERNATIONAL_CUSTOMER_DAYS);
    }
}
