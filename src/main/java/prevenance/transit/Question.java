package prevenance.transit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A moment at which the learner is asked about a parcel, and what it said.
final class Question {
    final Travel travel;
    final long second;
    /// The stage it is in; null when nothing was said yet.
    @Nullable
    List<Group> stage;
    /// What was known, for learning from the outcome; null where nothing is learned from it.
    float @Nullable [] features;
    /// Chance to be late; NaN without a promise.
    double late = Double.NaN;
    /// The chance comes from what was learned of outcomes, not from the tables alone.
    boolean byModel;
    /// Own time, counted like the clock's, by which shares of [Forecaster#LEVELS] will be delivered.
    float @Nullable [] curve;

    Question(Travel travel, long second) {
        this.travel = travel;
        this.second = second;
    }

    double daysBefore() {
        return (travel.promised - second) / (double) OperatingClock.SECONDS_A_DAY;
    }
}
