package prevenance.watch;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;

/// Counts, for each carrier and stage, how long parcels were silent and when news ended the silence: by the length of
/// the
/// silence and the hour of the week. What is still silent counts as that, so that quiet parcels are not forgotten.
final class NewsTally {
    /// Silence beyond this teaches nothing more.
    private static final double LONGEST_HOURS = 480;

    private final ZoneId zone;
    private final Map<String, Cells[]> carriers = new TreeMap<>();
    private double unit = 1;

    /// One stage.
    static final class Cells {
        final double[] hours = new double[NewsClock.AGES * NewsClock.WEEK];
        final double[] news = new double[NewsClock.AGES * NewsClock.WEEK];
        double count;
        double worth;
    }

    /// @param zone on whose clock hours and weekdays are counted
    NewsTally(ZoneId zone) {
        this.zone = zone;
    }

    ZoneId zone() {
        return zone;
    }

    Iterable<String> carriers() {
        return new TreeSet<>(carriers.keySet());
    }

    Cells @Nullable [] of(String carrier) {
        return carriers.get(carrier);
    }

    /// News in all, of a carrier.
    double count(String carrier) {
        double count = 0;
        Cells[] all = carriers.get(carrier);
        if (all != null) {
            for (Cells cells : all) {
                count += cells == null ? 0 : cells.count;
            }
        }
        return count / unit;
    }

    /// Counts a stretch of silence, in milliseconds since 1970.
    ///
    /// @param stage  [NewsStage] number
    /// @param since  the statement before it
    /// @param next   what ended it, null while it lasts
    /// @param share  of the weight of what is counted now: 1, or less for what was long ago
    void add(
            String carrier, int stage, long since, long from, long until, @Nullable TrackingStatus next, double share) {
        double weight = share * unit;
        Cells[] all = carriers.computeIfAbsent(carrier, _ -> new Cells[NewsStage.COUNT]);
        Cells cells = all[stage];
        if (cells == null) {
            cells = new Cells();
            all[stage] = cells;
        }
        double shift = NewsClock.localHours(since, zone);
        double at = (from - since) / (double) NewsClock.HOUR_MS;
        double end = (until - since) / (double) NewsClock.HOUR_MS;
        double last = Math.min(end, LONGEST_HOURS);
        while (at < last) {
            double local = shift + at;
            double step = Math.min(last - at, Math.floor(local) + 1 - local);
            step = Math.max(Math.min(step, at < 1 ? 0.25 : 1), 1e-4);
            cells.hours[cell(at + step / 2, local + step / 2)] += step * weight;
            at += step;
        }
        if (next != null) {
            if (end <= LONGEST_HOURS) {
                cells.news[cell(end, shift + end)] += weight;
            }
            cells.count += weight;
            cells.worth += NewsWorth.of(next) * weight;
        }
    }

    /// From now on what is counted weighs more, by which everything before weighs less.
    ///
    /// @param factor above 1
    void outweigh(double factor) {
        unit *= factor;
    }

    /// The weight of what is counted now.
    double unit() {
        return unit;
    }

    private static int cell(double age, double local) {
        return NewsClock.age(age) * NewsClock.WEEK + NewsClock.hourOfWeek(local);
    }
}
