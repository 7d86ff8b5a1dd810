package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingEvent;
import prevenance.transit.Journey;
import prevenance.transit.Outlook;
import prevenance.transit.Standing;

/// What one's own parcels have taught says that it will probably come after its promise: told to the staff while
/// something can still be done. Silent while the model has seen too little or was wrong too often lately. It ends by
/// itself when the chance falls, and gives way to [LateRule] once the promise has passed.
final class WillMissRule implements Rule {
    @Override
    public String name() {
        return "will-miss/1";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.WILL_MISS;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        boolean open = dossier.open(kind()).isPresent();
        Standing standing = dossier.around().model().standing();
        if (!open && !standing.trusted()) {
            return Optional.empty();
        }
        Optional<Instant> promise = dossier.promiseEnd();
        boolean mayRaise = standing.trusted() && promise.isPresent() && now.isBefore(promise.get());
        if (promise.isEmpty() || !UnderWay.isStillToCome(dossier) || !open && !mayRaise) {
            return Optional.empty();
        }
        Optional<Journey> journey = UnderWay.of(dossier);
        Optional<Outlook> outlook =
                journey.flatMap(each -> dossier.around().model().outlook(each, now));
        Double chance = outlook.map(Outlook::lateProbability).orElse(null);
        if (chance == null || chance < (open ? standing.settleBelow() : standing.alertAt())) {
            return Optional.empty();
        }
        return Optional.of(verdict(dossier, journey.orElseThrow(), outlook.orElseThrow(), chance));
    }

    private Verdict verdict(Dossier dossier, Journey journey, Outlook outlook, double chance) {
        Place there = dossier.destination();
        LocalDate promise = dossier.parcel().promiseDate();
        String percent = String.format(Locale.ROOT, "%.0f", chance * 100);
        Reason reason = Facts.of("will-miss")
                .with("promise", promise)
                .with("chance", percent)
                .with("expected", date(there, outlook.expectedAt()))
                .with("low", date(there, outlook.low()))
                .with("high", date(there, outlook.high()))
                .with("sample", outlook.sampleSize())
                .with("group", outlook.group())
                .with("model", outlook.model())
                .reason();
        @Nullable TrackingEvent last = dossier.story().history().last(_ -> true).orElse(null);
        Evidence evidence = EvidenceDraft.of(name())
                .event(last)
                .fact("promise", promise)
                .fact("chance", percent + " %")
                .fact("expected", date(there, outlook.expectedAt()))
                .fact("low", date(there, outlook.low()))
                .fact("high", date(there, outlook.high()))
                .fact("sample", outlook.sampleSize())
                .fact("group", outlook.group())
                .fact("model", outlook.model())
                .evidence();
        // The same until it moves: what the staff has dealt with is not raised again before there is news.
        Instant since = last == null ? journey.handedOverAt() : last.occurredAt();
        return new Verdict(kind(), 1, true, false, since, reason, evidence);
    }

    private static @Nullable LocalDate date(Place there, @Nullable Instant at) {
        return at == null ? null : there.dateOf(at);
    }
}
