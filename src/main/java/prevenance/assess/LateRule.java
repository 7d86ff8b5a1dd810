package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.Milestone;

/// The day the shop promised has passed at the destination and the parcel is neither there nor waiting there.
final class LateRule implements Rule {
    @Override
    public String name() {
        return "late/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.LATE;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        LocalDate promise = dossier.parcel().promiseDate();
        Story story = dossier.story();
        boolean underWay = story.isOnItsWay() || story.milestone() == Milestone.ANNOUNCED;
        if (promise == null || !underWay || now.isBefore(deadline(dossier, promise, first(dossier)))) {
            return Optional.empty();
        }
        boolean second = !now.isBefore(deadline(dossier, promise, second(dossier)));
        boolean causeKnown = story.delay().isPresent();
        // Who was not at home on the promised day knows why it is late.
        boolean cameInTime = story.attempts().stream()
                .anyMatch(attempt -> !attempt.occurredLocal().toLocalDate().isAfter(promise));
        Place there = dossier.destination();
        LocalDate yesterday = there.dateOf(now).minusDays(1);
        Facts facts = Facts.of(causeKnown ? "late.cause-known" : "late")
                .with("promise", promise)
                .with("over", there.calendar().between(promise, yesterday))
                .skipped(there.calendar(), promise, yesterday);
        story.delay()
                .or(story::lastProgress)
                .ifPresentOrElse(
                        event -> facts.statement(dossier, event), () -> facts.with("carrier", dossier.carrierName()));
        return Optional.of(new Verdict(
                kind(),
                second ? 2 : 1,
                true,
                !cameInTime && (second || causeKnown),
                there.endOf(promise),
                facts.reason()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        LocalDate promise = dossier.parcel().promiseDate();
        return promise == null
                ? List.of()
                : List.of(deadline(dossier, promise, first(dossier)), deadline(dossier, promise, second(dossier)));
    }

    private static int first(Dossier dossier) {
        return dossier.thresholds().late();
    }

    private static int second(Dossier dossier) {
        return dossier.thresholds().lateCustomer();
    }

    /// The end of the n-th business day after the promised one, on the destination's clock.
    private static Instant deadline(Dossier dossier, LocalDate promise, int days) {
        Place there = dossier.destination();
        return there.endOf(there.calendar().plus(promise, days));
    }
}
