package prevenance.app;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import prevenance.assess.Assessor;
import prevenance.backtest.Backtest;
import prevenance.backtest.WhatIf;
import prevenance.store.Database;
import prevenance.transit.TransitLearning;

/// The judging side: the rules, what was learned for them, and what other rules would have done.
record Judging(TransitLearning learning, Assessor assessor, WhatIf whatIf) {
    private static final Duration LEARN_BEAT = Duration.ofMinutes(10);

    static Judging of(Settings settings, Database database, UnaryOperator<String> carrierName) {
        TransitLearning learning = new TransitLearning(
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

    List<Stage> stages(BeatSettings beats) {
        return List.of(
                new Stage("learn", LEARN_BEAT, learning::learnDue),
                new Stage("assess", beats.assess(), assessor::assessDue));
    }
}
