package prevenance.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.NewsTally.Cells;

/// Learns rates of news from what was counted. Where little was counted, a stage falls back to all stages of its
/// status,
/// these to all of their milestone, and these to what is usual anywhere.
// Dense tables, numbered by the enums and never compared or stored as numbers.
@SuppressWarnings("EnumOrdinal")
final class NewsFit {
    private static final int ROUNDS = 3;

    /// How much the coarser group weighs, in pieces of news.
    private static final double PIECES = 6;

    private static final int MILESTONES = Milestone.values().length;

    private final Cells[] all;
    private final double strength;
    private final double[][] byHour = new double[MILESTONES][];
    private final double[][] milestoneRate = new double[MILESTONES][];
    private final CarrierNews.Stage[] stages = new CarrierNews.Stage[NewsStage.COUNT];
    private final double[] milestoneWorth = new double[MILESTONES];

    private NewsFit(Cells[] all, double unit) {
        this.all = all;
        strength = PIECES * unit;
    }

    /// @param cells by [NewsStage] number; null where nothing was counted, or for a carrier nothing is known of
    /// @param unit  the weight of one piece of news in them
    static CarrierNews of(Cells @Nullable [] cells, double unit, Duration shortest, Duration longest) {
        NewsFit fit = fitted(cells, unit);
        return new CarrierNews(fit.stages, fit.weeks(), fit.prices(shortest, longest));
    }

    /// The same for somebody who sets the price himself.
    static CarrierNews unpriced(Cells @Nullable [] cells, double unit) {
        NewsFit fit = fitted(cells, unit);
        return new CarrierNews(fit.stages, fit.weeks(), CarrierNews.PriceList.GUESSED);
    }

    private CarrierNews.Week[] weeks() {
        return Arrays.stream(byHour).map(CarrierNews.Week::of).toArray(CarrierNews.Week[]::new);
    }

    private static NewsFit fitted(Cells @Nullable [] cells, double unit) {
        NewsFit fit = new NewsFit(cells == null ? new Cells[NewsStage.COUNT] : cells, unit);
        for (Milestone milestone : Milestone.values()) {
            fit.milestone(milestone);
        }
        fit.stages();
        return fit;
    }

    private void milestone(Milestone milestone) {
        int m = milestone.ordinal();
        List<Cells> own = new ArrayList<>();
        double count = 0;
        double worth = 0;
        for (int stage = 0; stage < NewsStage.COUNT; stage++) {
            if (all[stage] != null && NewsStage.milestone(stage) == milestone) {
                own.add(all[stage]);
                count += all[stage].count;
                worth += all[stage].worth;
            }
        }
        if (own.isEmpty()) {
            milestoneRate[m] = NewsPrior.byAge(milestone);
            byHour[m] = NewsPrior.byHour();
            milestoneWorth[m] = NewsPrior.worth(milestone);
            return;
        }
        double[] hours = new double[NewsClock.AGES * NewsClock.WEEK];
        double[] news = new double[NewsClock.AGES * NewsClock.WEEK];
        for (Cells cells : own) {
            for (int i = 0; i < hours.length; i++) {
                hours[i] += cells.hours[i];
                news[i] += cells.news[i];
            }
        }
        double[] usual = NewsPrior.byAge(milestone);
        double[] week = NewsPrior.byHour();
        double[] rate = usual;
        for (int round = 0; round < ROUNDS; round++) {
            rate = rates(hours, news, week, usual);
            week = week(hours, news, rate);
        }
        milestoneRate[m] = rate;
        byHour[m] = week;
        milestoneWorth[m] = (worth + strength * NewsPrior.worth(milestone)) / (count + strength);
    }

    private void stages() {
        for (TrackingStatus status : TrackingStatus.values()) {
            int m = status.milestone().ordinal();
            int any = status.ordinal() * NewsStage.PER_STATUS + NewsStage.ANY_STEPS;
            if (nothing(any)) {
                CarrierNews.Stage whole = CarrierNews.Stage.of(milestoneRate[m], milestoneWorth[m]);
                Arrays.fill(stages, any - NewsStage.ANY_STEPS, any + 1, whole);
                continue;
            }
            Cells together = new Cells();
            for (int stage = any - NewsStage.ANY_STEPS; stage < any; stage++) {
                Cells cells = all[stage];
                if (cells != null) {
                    for (int i = 0; i < cells.hours.length; i++) {
                        together.hours[i] += cells.hours[i];
                        together.news[i] += cells.news[i];
                    }
                    together.count += cells.count;
                    together.worth += cells.worth;
                }
            }
            CarrierNews.Stage whole = stage(together, m, milestoneRate[m], milestoneWorth[m]);
            for (int stage = any - NewsStage.ANY_STEPS; stage < any; stage++) {
                Cells cells = all[stage];
                stages[stage] = cells == null ? whole : stage(cells, m, whole.byAge(), whole.worth());
            }
            stages[any] = whole;
        }
    }

    private boolean nothing(int any) {
        for (int stage = any - NewsStage.ANY_STEPS; stage < any; stage++) {
            if (all[stage] != null) {
                return false;
            }
        }
        return true;
    }

    private CarrierNews.Stage stage(Cells cells, int milestone, double[] coarser, double worth) {
        return CarrierNews.Stage.of(
                rates(cells.hours, cells.news, byHour[milestone], coarser),
                (cells.worth + strength * worth) / (cells.count + strength));
    }

    /// News per hour by silence, the hour of the week taken out.
    private double[] rates(double[] hours, double[] news, double[] week, double[] coarser) {
        double[] rates = new double[NewsClock.AGES];
        for (int age = 0; age < NewsClock.AGES; age++) {
            double exposed = 0;
            double count = 0;
            for (int hour = 0; hour < NewsClock.WEEK; hour++) {
                int cell = age * NewsClock.WEEK + hour;
                exposed += hours[cell] * week[hour];
                count += news[cell];
            }
            rates[age] = (count + strength) / (exposed + strength / coarser[age]);
        }
        return rates;
    }

    /// Factors by hour of the week, the silence taken out; first for workdays together, Saturday and Sunday, then for
    /// each day.
    private double[] week(double[] hours, double[] news, double[] rate) {
        double[] expected = new double[NewsClock.WEEK];
        double[] seen = new double[NewsClock.WEEK];
        for (int age = 0; age < NewsClock.AGES; age++) {
            for (int hour = 0; hour < NewsClock.WEEK; hour++) {
                expected[hour] += hours[age * NewsClock.WEEK + hour] * rate[age];
                seen[hour] += news[age * NewsClock.WEEK + hour];
            }
        }
        double[] prior = NewsPrior.byHour();
        double[] kind = new double[3 * 24];
        double[] kindExpected = new double[3 * 24];
        double[] kindPrior = new double[3 * 24];
        for (int hour = 0; hour < NewsClock.WEEK; hour++) {
            kind[kind(hour)] += seen[hour];
            kindExpected[kind(hour)] += expected[hour];
            kindPrior[kind(hour)] = prior[hour];
        }
        double[] week = new double[NewsClock.WEEK];
        for (int hour = 0; hour < NewsClock.WEEK; hour++) {
            int k = kind(hour);
            double coarse = (kind[k] + strength * kindPrior[k]) / (kindExpected[k] + strength);
            week[hour] = Math.max(1e-3, (seen[hour] + strength * coarse) / (expected[hour] + strength));
        }
        return week;
    }

    private static int kind(int hourOfWeek) {
        int day = hourOfWeek / 24;
        return (day < 5 ? 0 : day - 4) * 24 + hourOfWeek % 24;
    }

    /// For each pace of questions the price that leads to it: at the best steady pace a parcel is asked about
    /// `sqrt(rate * worth / 2 price)` times an hour.
    private CarrierNews.PriceList prices(Duration shortest, Duration longest) {
        double[] weights = new double[NewsStage.COUNT * NewsClock.AGES];
        double[] flow = new double[weights.length];
        double total = 0;
        for (int stage = 0; stage < NewsStage.COUNT; stage++) {
            Cells cells = all[stage];
            for (int age = 0; age < NewsClock.AGES && cells != null; age++) {
                double hours = 0;
                double paced = 0;
                double[] week = byHour[NewsStage.milestone(stage).ordinal()];
                for (int hour = 0; hour < NewsClock.WEEK; hour++) {
                    double exposed = cells.hours[age * NewsClock.WEEK + hour];
                    hours += exposed;
                    paced += exposed * Math.sqrt(week[hour]);
                }
                int i = stage * NewsClock.AGES + age;
                weights[i] = hours;
                flow[i] = hours == 0
                        ? 0
                        : paced / hours * Math.sqrt(stages[stage].byAge()[age] * stages[stage].worth() / 2);
                total += hours;
            }
        }
        double most = NewsClock.HOUR_MS / (double) shortest.toMillis();
        double least = NewsClock.HOUR_MS / (double) longest.toMillis();
        double[] logPrice = new double[CarrierNews.PriceList.STEPS];
        for (int step = 0; step < logPrice.length; step++) {
            double wanted = CarrierNews.PriceList.calls(step) / 24;
            logPrice[step] =
                    total == 0 ? Math.log(NewsPrior.price(wanted)) : solve(weights, flow, total, wanted, least, most);
        }
        return new CarrierNews.PriceList(logPrice);
    }

    private static double solve(
            double[] weights, double[] flow, double total, double wanted, double least, double most) {
        double low = Math.log(1e-6);
        double high = Math.log(1e4);
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            double slower = 1 / Math.sqrt(Math.exp(middle));
            double calls = 0;
            for (int cell = 0; cell < weights.length; cell++) {
                if (weights[cell] > 0) {
                    calls += weights[cell] * Math.clamp(flow[cell] * slower, least, most);
                }
            }
            if (calls / total > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
