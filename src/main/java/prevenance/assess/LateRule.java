package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// The day the shop promised has passed at the destination and the parcel is neither there nor waiting
/// there.
final class LateRule implements Rule {
    @Override
    public String name() {
        return "late/2";
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
        if (promise == null || !underWay || now.isBefore(deadline(dossier, Limit.LATE_DAYS))) {
            return Optional.empty();
        }
        boolean second = !now.isBefore(deadline(dossier, Limit.LATE_CUSTOMER_DAYS));
        boolean causeKnown = story.delay().isPresent();
        // Who was not at home on the promised day knows why it is late.
        boolean cameInTime = story.attempts().stream()
                .anyMatch(attempt -> !attempt.occurredLocal().toLocalDate().isAfter(promise));
        Place there = dossier.destination();
        LocalDate yesterday = there.dateOf(now).minusDays(1);
        List<Evidence.NotCounted> off = SilentClock.daysOff(there, promise.plusDays(1), yesterday);
        Facts facts = Facts.of(causeKnown ? "late.cause-known" : "late")
                .with("promise", promise)
                .with("until", dossier.parcel().shipment().promise().untilTime())
                .with("over", there.calendar().between(promise, yesterday))
                .skipped(off);
        @Nullable TrackingEvent rests = story.delay().or(story::lastProgress).orElse(null);
        if (rests == null) {
            facts.with("carrier", dossier.carrierName());
        } else {
            facts.statement(dossier, rests);
        }
        return Optional.of(new Verdict(
                kind(),
                second ? 2 : 1,
                true,
                !cameInTime && (second || causeKnown),
                dossier.promiseEnd().orElseThrow(),
                facts.reason(),
                evidence(dossier, promise, second ? Limit.LATE_CUSTOMER_DAYS : Limit.LATE_DAYS, rests)));
    }

    private Evidence evidence(Dossier dossier, LocalDate promise, Limit limit, @Nullable TrackingEvent rests) {
        Place there = dossier.destination();
        Instant end = dossier.promiseEnd().orElseThrow();
        Instant reached = deadline(dossier, limit);
        SilentClock clock = new SilentClock(
                end,
                reached,
                Measure.BUSINESS_DAYS,
                there,
                // The end of a day is the first moment of the next.
                SilentClock.daysOff(there, promise.plusDays(1), there.dateOf(reached.minusMillis(1))));
        return EvidenceDraft.of(name())
                .event(rests)
                .fact("promise", promise)
                .fact("until", dossier.parcel().shipment().promise().untilTime())
                .limit(dossier.limit(limit))
                .clock(clock)
                .evidence();
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return dossier.parcel().promiseDate() == null
                ? List.of()
                : List.of(deadline(dossier, Limit.LATE_DAYS), deadline(dossier, Limit.LATE_CUSTOMER_DAYS));
    }

    /// The n-th business day after the promised one, at the end of the window or the day, on the
    /// destination's clock.
    private static Instant deadline(Dossier dossier, Limit limit) {
        return dossier.promiseEnd(dossier.limit(limit).number()).orElseThrow();
    }
}
