package prevenance.transit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;

/// A network's own time: it runs by day as deliveries are usual on such a day, so that a weekend hardly ages a parcel.
/// One unit is an average weekday. How much a Saturday, a Sunday or a public holiday counts is learned.
///
/// Days run from 23:59 to 23:59, so that the last minute of a day sees all of it and a promise for "the end of the
/// day" leaves whole days. Seconds are those of local wall clocks read as UTC.
final class OperatingClock {
    static final int SECONDS_A_DAY = 86_400;

    private static final int SHIFT = 60;
    private static final int CLASSES = 8;
    private static final int HOLIDAY = 7;
    private static final double[] USUAL = {1, 1, 1, 1, 1, 0.5, 0.1, 0.2};
    private static final Set<DayOfWeek> ALL_DAYS = EnumSet.allOf(DayOfWeek.class);
    /// Expected deliveries on a kind of day that weigh as much as what is usual elsewhere.
    private static final double CAUTION = 40;

    private final DayProfile profile;
    private final @Nullable OperatingClock general;
    private final @Nullable BusinessCalendar holidays;
    private final double[] weights = USUAL.clone();
    private final double[] observed = new double[CLASSES];
    private final double[] expected = new double[CLASSES];
    private final byte[] classes;
    private final double[] sums;
    private final int firstDay;

    /// @param general  what is usual elsewhere; null for the general one itself
    /// @param country  whose public holidays count as such; empty when not known
    /// @param firstDay day number of the earliest instant that will be asked for
    /// @param days     how many days from then
    OperatingClock(DayProfile profile, @Nullable OperatingClock general, String country, int firstDay, int days) {
        this.profile = profile;
        this.general = general;
        this.holidays = country.isEmpty() ? null : BusinessCalendar.of(country, null, ALL_DAYS);
        this.firstDay = firstDay;
        this.classes = new byte[days];
        this.sums = new double[days + 1];
        for (int i = 0; i < days; i++) {
            classes[i] = (byte) kind(LocalDate.ofEpochDay(firstDay + i));
        }
        learn(1);
    }

    /// The number of the day, counted from 1970, to which a second belongs.
    static int day(long second) {
        return (int) Math.floorDiv(second + SHIFT, SECONDS_A_DAY);
    }

    /// The first second of a day.
    static long start(int day) {
        return (long) day * SECONDS_A_DAY - SHIFT;
    }

    /// Own time at a second, counted from the first day.
    double at(long second) {
        int day = day(second);
        int index = Math.clamp(day - firstDay, 0, classes.length - 1);
        return sums[index] + weights[classes[index]] * profile.passed(second - start(day));
    }

    /// How much a day counts.
    double weight(int day) {
        return weights[classes[Math.clamp(day - firstDay, 0, classes.length - 1)]];
    }

    /// When own time will be so much; never beyond the days that this clock knows.
    long second(double time) {
        int found = Arrays.binarySearch(sums, time);
        int index = found >= 0 ? found : -found - 2;
        index = Math.clamp(index, 0, classes.length - 1);
        double rest = Math.max(0, time - sums[index]) / weights[classes[index]];
        return start(firstDay + index) + profile.second(Math.min(1, rest));
    }

    /// Notes how many deliveries a day brought, beside those expected on an average weekday.
    void note(int day, double deliveries, double ordinary) {
        int kind = classes[Math.clamp(day - firstDay, 0, classes.length - 1)];
        observed[kind] += deliveries;
        expected[kind] += ordinary;
    }

    /// Takes over what was noted; what was noted before fades by a factor.
    final void learn(double fading) {
        double weekdays = 0;
        for (int i = 0; i < CLASSES; i++) {
            double usual = general == null ? USUAL[i] : general.weights[i];
            weights[i] = Math.clamp((observed[i] + CAUTION * usual) / (expected[i] + CAUTION), 0.01, 3);
            weekdays += i < 5 ? weights[i] / 5 : 0;
            observed[i] *= fading;
            expected[i] *= fading;
        }
        for (int i = 0; i < CLASSES; i++) {
            weights[i] /= weekdays;
        }
        for (int i = 0; i < classes.length; i++) {
            sums[i + 1] = sums[i] + weights[classes[i]];
        }
    }

    private int kind(LocalDate date) {
        int weekday = date.getDayOfWeek().getValue() - 1;
        return holidays != null && weekday < 6 && holidays.holidayKey(date).isPresent() ? HOLIDAY : weekday;
    }
}
