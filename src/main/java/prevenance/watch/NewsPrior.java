package prevenance.watch;

import prevenance.tracking.Milestone;

/// What is taken for usual before anything was learned: rough guesses, which a few dozen pieces of one's own news
/// outweigh. UNCONFIRMED; nobody publishes such rates.
final class NewsPrior {
    private static final double NIGHT = 0.4;
    private static final double DAY = 1.5;
    private static final double SATURDAY = 0.7;
    private static final double SUNDAY = 0.35;

    private NewsPrior() {}

    /// News per hour, by silence: a parcel that has been silent for days goes on being silent.
    static double[] byAge(Milestone milestone) {
        double base = switch (milestone) {
            case OUT_FOR_DELIVERY -> 0.12;
            case ACCEPTED -> 0.07;
            case IN_TRANSIT -> 0.06;
            case ATTEMPT_FAILED -> 0.05;
            case ANNOUNCED, UNKNOWN -> 0.04;
            case RETURNING -> 0.02;
            case HELD, EXCEPTION, AVAILABLE_FOR_PICKUP -> 0.02;
            case RETURNED, DELIVERED -> 0.002;
        };
        double[] rates = new double[NewsClock.AGES];
        for (int age = 0; age < rates.length; age++) {
            double hours = NewsClock.ageFrom(age);
            rates[age] = base * (hours < 48 ? 1 : hours < 120 ? 0.5 : 0.2);
        }
        return rates;
    }

    /// Of the next news.
    static double worth(Milestone milestone) {
        return switch (milestone) {
            case OUT_FOR_DELIVERY, AVAILABLE_FOR_PICKUP -> 3.5;
            case ATTEMPT_FAILED, RETURNING -> 3;
            case HELD, EXCEPTION -> 2;
            case UNKNOWN, ANNOUNCED, ACCEPTED, IN_TRANSIT, RETURNED, DELIVERED -> 1.5;
        };
    }

    /// Factors by hour of the week: more by day than by night, less at the weekend.
    static double[] byHour() {
        double[] week = new double[NewsClock.WEEK];
        for (int hour = 0; hour < NewsClock.WEEK; hour++) {
            int day = hour / 24;
            double usual = hour % 24 >= 6 && hour % 24 < 20 ? DAY : NIGHT;
            week[hour] = usual * (day == 5 ? SATURDAY : day == 6 ? SUNDAY : 1);
        }
        return week;
    }

    /// The price that leads to so many questions an hour about a parcel under way.
    static double price(double callsAnHour) {
        double rate = 0.05;
        double worth = 1.7;
        return rate * worth / (2 * callsAnHour * callsAnHour);
    }
}
