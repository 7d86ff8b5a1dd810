package prevenance.watch;

import java.time.Duration;

/// Chooses when the next look at a parcel is worth most. Pure.
///
/// News comes at a rate that is known for every hour ahead. Until the next look it grows stale: its staleness is the
/// time
/// from the news to the look, times its worth. A question has a price in the same unit. With a steady rate it is best
/// to
/// look once the expected staleness reaches that price; where the rate rises and falls, the best instant is the one
/// where
/// the staleness so far, less what it would have cost to keep watch until then at the best steady pace, is least. So it
/// looks at the end of a busy stretch rather than in the quiet after it, and not before the next one begins.
final class NextLook {
    private static final double FINE = 0.25;
    private static final double COARSE = 0.5;
    private static final double FINE_UNTIL = 6;

    private NextLook() {}

    /// @param stage      what the parcel's next news is like
    /// @param week       and in which hours it comes
    /// @param silent     hours since its newest statement
    /// @param localHours now, on the clock of the place
    /// @param price      of a question, in worth-weighted hours
    /// @return how long to wait, between `shortest` and `longest`
    static Duration after(
            CarrierNews.Stage stage,
            CarrierNews.Week week,
            double silent,
            double localHours,
            double price,
            Duration shortest,
            Duration longest) {
        double from = shortest.toMillis() / (double) NewsClock.HOUR_MS;
        double until = longest.toMillis() / (double) NewsClock.HOUR_MS;
        double worth = stage.worth();
        double pace = Math.sqrt(2 * price);
        double fastest = pace * week.most() * greatest(stage.pace(), silent);
        double hourOfWeek = localHours - Math.floor(localHours) + NewsClock.hourOfWeek(localHours);
        double none = 1;
        double unseen = 0;
        double stale = 0;
        double watch = 0;
        double best = Double.MAX_VALUE;
        double chosen = until;
        double at = 0;
        while (at < until) {
            double step = Math.min(at < FINE_UNTIL ? FINE : COARSE, until - at);
            double middle = at + step / 2;
            int age = NewsClock.age(silent + middle);
            int hour = (int) (hourOfWeek + middle) % NewsClock.WEEK;
            double expected = stage.byAge()[age] * week.factor()[hour] * step;
            double news = none * (expected < 0.05 ? expected * (1 - expected / 2) : 1 - Math.exp(-expected));
            stale += unseen * step + worth * news * step / 2;
            unseen += worth * news;
            watch += (none - news / 2) * stage.pace()[age] * week.pace()[hour] * step;
            none -= news;
            at += step;
            double regret = stale - pace * watch;
            if (at >= from && regret <= best) {
                best = regret;
                chosen = at;
            }
            if (at >= from && unseen > fastest * none) {
                // From here on waiting costs more than keeping watch ever does.
                break;
            }
        }
        return Duration.ofMillis(Math.round(chosen * NewsClock.HOUR_MS));
    }

    private static double greatest(double[] pace, double silent) {
        double greatest = 0;
        for (int age = NewsClock.age(silent); age < pace.length; age++) {
            greatest = Math.max(greatest, pace[age]);
        }
        return greatest;
    }
}
