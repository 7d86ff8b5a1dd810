package prevenance.watch;

import java.util.Arrays;
import java.util.stream.IntStream;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// When a carrier's parcels have news, and what it is worth: learned, immutable. The rate of news is one factor for the
/// parcel's stage and silence times one for the hour of the week.
// Dense tables, numbered by the enums and never compared or stored as numbers.
@SuppressWarnings({"ArrayRecordComponent", "EnumOrdinal"})
final class CarrierNews {
    /// One stage.
    ///
    /// @param byAge  news per hour, by silence
    /// @param worth  of the next news, on average
    /// @param pace   square root of news per hour times worth, by silence
    record Stage(double[] byAge, double worth, double[] pace) {
        static Stage of(double[] byAge, double worth) {
            return new Stage(
                    byAge,
                    worth,
                    Arrays.stream(byAge).map(rate -> Math.sqrt(rate * worth)).toArray());
        }
    }

    /// Factors by hour of the week.
    ///
    /// @param pace their square roots
    /// @param most the greatest of those
    record Week(double[] factor, double[] pace, double most) {
        /// No hour is ever quite trusted to bring nothing.
        private static final double DOUBT = 0.1;

        static Week of(double[] learned) {
            double[] factor =
                    Arrays.stream(learned).map(it -> DOUBT + (1 - DOUBT) * it).toArray();
            return trusted(factor);
        }

        static Week trusted(double[] factor) {
            double[] pace = Arrays.stream(factor).map(Math::sqrt).toArray();
            return new Week(factor, pace, Arrays.stream(pace).max().orElse(1));
        }
    }

    private final Stage[] stages;
    private final Week[] weeks;
    private final PriceList prices;

    /// @param stages by [NewsStage] number, none missing
    /// @param weeks by milestone
    CarrierNews(Stage[] stages, Week[] weeks, PriceList prices) {
        this.stages = stages;
        this.weeks = weeks;
        this.prices = prices;
    }

    Stage stage(TrackingStatus status, int statements) {
        return stages[NewsStage.index(status, statements)];
    }

    Week week(Milestone milestone) {
        return weeks[milestone.ordinal()];
    }

    /// What a question must be worth for so many of them per parcel and day.
    double price(double callsADay) {
        return prices.of(callsADay);
    }

    Stage[] stages() {
        return stages;
    }

    Week[] weeks() {
        return weeks;
    }

    PriceList prices() {
        return prices;
    }

    /// The price of a question by the questions per parcel and day to which it leads.
    ///
    /// @param logPrice for 1/4, 1/2, 1, 2, 4 ... 128 questions a day, descending
    record PriceList(double[] logPrice) {
        static final int STEPS = 10;

        /// Before anything was learned.
        static final PriceList GUESSED = new PriceList(IntStream.range(0, STEPS)
                .mapToDouble(step -> Math.log(NewsPrior.price(calls(step) / 24)))
                .toArray());

        static double calls(int step) {
            return 0.25 * Math.pow(2, step);
        }

        double of(double callsADay) {
            double place = Math.log(callsADay / 0.25) / Math.log(2);
            int step = (int) Math.clamp(Math.floor(place), 0, STEPS - 2);
            double share = place - step;
            return Math.exp(logPrice[step] * (1 - share) + logPrice[step + 1] * share);
        }
    }
}
