package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingEvent;

/// Scanned again and again, on several days, but no new stage and no new place: it goes in circles.
final class NoProgressLoopRule implements Rule {
    /// A single repeated scan is no circle. Our own.
    private static final int SCAN_DAYS = 2;

    @Override
    public String name() {
        return "no-progress-loop/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.NO_PROGRESS_LOOP;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Story story = dossier.story();
        Optional<TrackingEvent> progress = story.lastProgress();
        if (progress.isEmpty() || !story.isOnItsWay()) {
            return Optional.empty();
        }
        SilentClock clock = clock(dossier, progress.get());
        if (!clock.isReached(now)) {
            return Optional.empty();
        }
        List<TrackingEvent> scans = scansAfter(story, progress.get());
        List<LocalDate> days = scans.stream()
                .map(scan -> scan.occurredLocal().toLocalDate())
                .distinct()
                .toList();
        if (days.size() < SCAN_DAYS) {
            return Optional.empty();
        }
        Threshold limit = dossier.limit(Limit.NO_PROGRESS_DAYS);
        EvidenceDraft evidence = EvidenceDraft.of(name()).event(progress.get());
        scans.forEach(evidence::event);
        return Optional.of(new Verdict(
                kind(),
                1,
                true,
                false,
                clock.reachedAt(),
                Facts.of("loop")
                        .statement(dossier, progress.get())
                        .with("scans", scans.size())
                        .with("days", limit.number())
                        .skipped(clock.notCounted())
                        .reason(),
                evidence.limit(limit).clock(clock).evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return dossier.story()
                .lastProgress()
                .map(progress -> List.of(clock(dossier, progress).reachedAt()))
                .orElse(List.of());
    }

    private static List<TrackingEvent> scansAfter(Story story, TrackingEvent progress) {
        return story.history().events().stream()
                .filter(event -> !event.informational() && event.occurredAt().isAfter(progress.occurredAt()))
                .toList();
    }

    private static SilentClock clock(Dossier dossier, TrackingEvent progress) {
        return dossier.silence(dossier.latestInstantOf(progress), dossier.limit(Limit.NO_PROGRESS_DAYS));
    }
}
