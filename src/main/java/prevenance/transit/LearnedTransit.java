package prevenance.transit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.transit.PastJourney.Step;

/// A learner that has learned and only answers now.
final class LearnedTransit implements TransitModel {
    /// What is predicted further ahead than this means: nobody knows when, or whether.
    private static final long FURTHEST = 45L * OperatingClock.SECONDS_A_DAY;

    private final TransitLearner learner;
    private final TransitSettings settings;
    private final String name;
    private final Standing standing;

    LearnedTransit(TransitLearner learner, TransitSettings settings, String name, int parcels) {
        this.learner = learner;
        this.settings = settings;
        this.name = name;
        Calibration calibration = learner.calibration();
        double error = calibration.error();
        boolean trusted = parcels >= settings.minSample()
                && calibration.size() >= settings.minDecisions()
                && error * 100 <= settings.maxCalibrationError();
        standing = new Standing(
                name,
                parcels,
                calibration.size(),
                error,
                trusted,
                settings.alertAt() / 100.0,
                settings.settleBelow() / 100.0);
    }

    @Override
    public synchronized Optional<Outlook> outlook(Journey journey, Instant now) {
        Ladder ladder = learner.ladder(journey.lane());
        Group group = ladder.finest(settings.minSample());
        if (group == null) {
            return Optional.empty();
        }
        long handedOver = second(journey.handedOverAt(), journey);
        Instant promise = journey.promisedBy();
        Instant ordered = journey.orderedAt();
        Instant said = journey.lastEventAt();
        List<Step> steps = said == null || journey.lastStatus() == null
                ? List.of()
                : List.of(new Step(Journeys.local(said, journey.zone()), journey.lastStatus()));
        Travel travel = new Travel(
                ladder,
                ordered == null ? handedOver : second(ordered, journey),
                handedOver,
                promise == null ? Travel.NEVER : LearningWalk.second(Journeys.promisedBy(promise, journey.zone())),
                Travel.NEVER,
                steps);
        Question question = new Question(travel, Math.max(handedOver, second(now, journey)));
        learner.ask(question, false);
        return Optional.of(new Outlook(
                travel.hasPromise() ? question.late : null,
                arrival(question, 0.5, journey),
                Journeys.instant(learner.arrival(question, 0.1), journey.zone()),
                arrival(question, 0.9, journey),
                group.sample(),
                group.name,
                name));
    }

    private static long second(Instant at, Journey journey) {
        return LearningWalk.second(Journeys.local(at, journey.zone()));
    }

    private @Nullable Instant arrival(Question question, double share, Journey journey) {
        long second = learner.arrival(question, share);
        return second - question.second > FURTHEST ? null : Journeys.instant(second, journey.zone());
    }

    @Override
    public synchronized Optional<SilenceLimit> silence(Journey journey) {
        return journey.lastStatus() == null
                ? Optional.empty()
                : learner.stages()
                        .limit(
                                journey.lastStatus(),
                                journey.lane().carrier(),
                                journey.lane().destinationCountry(),
                                settings.minSample());
    }

    @Override
    public synchronized List<UsualSilence> silences() {
        return learner.stages().usual(settings.minSample());
    }

    @Override
    public Standing standing() {
        return standing;
    }
}
