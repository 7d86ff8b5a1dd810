package prevenance.app;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Assessor;
import prevenance.backtest.Backtest;
import prevenance.backtest.WhatIf;
import prevenance.store.Database;
import prevenance.transit.TransitLearning;

/// The judging side: the rules, what was learned for them, and what other rules would have done.
record Judging(TransitLearning learning, Assessor assessor, WhatIf whatIf) {
    private static final Duration LEARN_BEAT = Duration.ofMinutes(10);

    /// @param learned what goes on learning; null: a new one
    static Judging of(
            Settings settings,
            Database database,
            @Nullable TransitLearning learned,
            UnaryOperator<String> carrierName) {
        TransitLearning learning = learned != null
                ? learned
                : new TransitLearning(
                        database,
                        settings.transit(),
                        settings.shop().timeZone(),
                        settings.rules().originCountry(),
                        settings.rules().originPostcode());
        return new Judging(
                learning,
                new Assessor(database, settings.rules(), carrierName, learning::model, settings.shadowFlags()),
                new WhatIf(
                        new Backtest(
                                database,
                                settings.messages(),
                                carrierName,
                                settings.shop().timeZone(),
                                learning.past()),
                        settings.rules(),
                        settings.shop().country()));
    }

    /// Whether two configurations teach the same.
    static boolean learnsAlike(Settings one, Settings other) {
        return one.transit().equals(other.transit())
                && one.shop().timeZone().equals(other.shop().timeZone())
                && one.rules().originCountry().equals(other.rules().originCountry())
                && Objects.equals(one.rules().originPostcode(), other.rules().originPostcode());
    }

    List<Stage> stages(BeatSettings beats) {
        return List.of(
                new Stage("learn", LEARN_BEAT, learning::learnDue),
                new Stage("assess", beats.assess(), assessor::assessDue));
    }
}
