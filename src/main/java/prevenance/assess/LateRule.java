package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// The day the shop promised has passed at the destination and the parcel is neither there nor waiting
/// there. Where the shop promised none, the carrier's own commitment counts, and only the staff hears of it: the
/// customer was told nothing that could be broken.
final class LateRule implements Rule {
    @Override
    public String name() {
        return "late/3";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.LATE;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Story story = dossier.story();
        boolean underWay = story.isOnItsWay() || story.milestone() == Milestone.ANNOUNCED;
        return underWay ? dossier.due().flatMap(due -> judge(dossier, due, now)) : Optional.empty();
    }

    private Optional<Verdict> judge(Dossier dossier, Dossier.Due due, Instant now) {
        if (now.isBefore(deadline(dossier, due, Limit.LATE_DAYS))) {
            return Optional.empty();
        }
        Story story = dossier.story();
        boolean second = !now.isBefore(deadline(dossier, due, Limit.LATE_CUSTOMER_DAYS));
        boolean causeKnown = story.delay().isPresent();
        // Who was not at home on the promised day knows why it is late.
        boolean cameInTime = story.attempts().stream()
                .anyMatch(attempt -> !attempt.occurredLocal().toLocalDate().isAfter(due.day()));
        Place there = dossier.destination();
        LocalDate yesterday = there.dateOf(now).minusDays(1);
        List<Evidence.NotCounted> off = SilentClock.daysOff(there, due.day().plusDays(1), yesterday);
        Facts facts = Facts.of(due.byCarrier() ? "late.commitment" : causeKnown ? "late.cause-known" : "late")
                .with("promise", due.day())
                .with("until", due.until())
                .with("over", there.calendar().between(due.day(), yesterday))
                .skipped(off);
        @Nullable TrackingEvent rests = story.delay().or(story::lastProgress).orElse(null);
        if (rests == null || due.byCarrier()) {
            facts.with("carrier", dossier.carrierName());
        }
        if (rests != null) {
            facts.statement(dossier, rests);
        }
        return Optional.of(new Verdict(
                kind(),
                second ? 2 : 1,
                true,
                !due.byCarrier() && !cameInTime && (second || causeKnown),
                dossier.endOf(due, 0),
                facts.reason(),
                evidence(dossier, due, second ? Limit.LATE_CUSTOMER_DAYS : Limit.LATE_DAYS, rests)));
    }

    private Evidence evidence(Dossier dossier, Dossier.Due due, Limit limit, @Nullable TrackingEvent rests) {
        Place there = dossier.destination();
        Instant reached = deadline(dossier, due, limit);
        SilentClock clock = new SilentClock(
                dossier.endOf(due, 0),
                reached,
                Measure.BUSINESS_DAYS,
                there,
                // The end of a day is the first moment of the next.
                () -> SilentClock.daysOff(there, due.day().plusDays(1), there.dateOf(reached.minusMillis(1))));
        return EvidenceDraft.of(name())
                .event(rests)
                .fact(due.byCarrier() ? "commitment" : "promise", due.day())
                .fact("until", due.until())
                .limit(dossier.limit(limit))
                .clock(clock)
                .evidence();
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return dossier.due()
                .map(due -> List.of(
                        deadline(dossier, due, Limit.LATE_DAYS), deadline(dossier, due, Limit.LATE_CUSTOMER_DAYS)))
                .orElse(List.of());
    }

    /// The n-th business day after the promised one, at the end of the window or the day, on the
    /// destination's clock.
    private static Instant deadline(Dossier dossier, Dossier.Due due, Limit limit) {
        return dossier.endOf(due, dossier.limit(limit).number());
    }
}
