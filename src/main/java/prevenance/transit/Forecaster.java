package prevenance.transit;

import java.util.Arrays;
import java.util.List;

/// Reads the groups for one question: the curve of the arrival, and the numbers from which the chance to be late is
/// learned. Not for use by two threads at once.
final class Forecaster {
    /// Shares of deliveries for which the curve is kept.
    static final double[] LEVELS = {0.01, 0.03, 0.06, 0.1, 0.15, 0.25, 0.4, 0.5, 0.6, 0.75, 0.85, 0.9, 0.94, 0.97, 0.99
    };

    static final int FEATURES = 35;

    private static final double CAUTION = 25;
    private static final double PACE_CAUTION = 8;
    private static final double LATE_CAUTION = 15;
    private static final double FIRST_CHANCE = 0.08;
    private static final double TYPICAL_LOG = Math.log(4);

    private final double[] byPlace = new double[Ages.ABSOLUTE.count()];
    private final double[] byService = new double[Ages.ABSOLUTE.count()];
    private final double[] byCarrier = new double[Ages.ABSOLUTE.count()];
    private final double[] byRelative = new double[Ages.RELATIVE.count()];
    private final double[] byStage = new double[Ages.ABSOLUTE.count()];
    private final double[] hazard = new double[Ages.ABSOLUTE.count()];

    /// The chance of delivery per unit of own time for each interval of age, blended from coarse to fine.
    private static void chances(List<Group> ladder, double[] into, int from, int to, double scale) {
        Arrays.fill(into, from, to + 1, FIRST_CHANCE);
        for (Group group : ladder) {
            group.blend(into, from, to, scale, CAUTION);
        }
    }

    /// Deliveries expected of a parcel that lives a stretch of own time at an age.
    double expected(Travel travel, double age, double stretch, double scale) {
        int at = Ages.ABSOLUTE.of(age + stretch / 2);
        chances(travel.ladder.places(), byPlace, at, at, scale);
        chances(travel.ladder.services(), byService, at, at, scale);
        return 1 - Math.exp(-stretch * blended(at));
    }

    private double blended(int at) {
        return Math.sqrt(-Math.log1p(-byPlace[at]) * -Math.log1p(-byService[at]));
    }

    /// The lane's typical time, as a logarithm.
    static double logTypical(Ladder ladder, double scale) {
        double log = TYPICAL_LOG;
        for (Group group : ladder.places()) {
            log = group.logTime(log, scale, PACE_CAUTION);
        }
        double byService = TYPICAL_LOG;
        for (Group group : ladder.services()) {
            byService = group.logTime(byService, scale, PACE_CAUTION);
        }
        return (log + byService) / 2;
    }

    private static double pace(List<Group> ladder, double scale) {
        double pace = 1;
        for (Group group : ladder) {
            pace = group.pace(pace, scale, PACE_CAUTION);
        }
        return pace;
    }

    private static double pulse(List<Group> ladder, double scale) {
        double pulse = 1;
        for (Group group : ladder) {
            pulse = group.pulse(pulse, scale, PACE_CAUTION);
        }
        return pulse;
    }

    private static double lateShare(List<Group> ladder, double scale) {
        double share = 0.1;
        for (Group group : ladder) {
            share = group.lateShare(share, scale, LATE_CAUTION);
        }
        return share;
    }

    private static double sum(double[] chances, Ages ages, double from, double to) {
        double sum = 0;
        for (int i = ages.of(from); i < ages.count() && ages.start(i) < to; i++) {
            double stretch = Math.min(to, ages.end(i)) - Math.max(from, ages.start(i));
            sum += stretch * -Math.log1p(-chances[i]);
        }
        return sum;
    }

    /// Answers a question without its chance to be late: fills curve and features. Returns the chance to be late that
    /// the tables alone give; NaN without a promise.
    double ask(Question question, Scales scales) {
        Travel travel = question.travel;
        Ladder ladder = travel.ladder;
        OperatingClock clock = ladder.clock();
        double start = clock.at(travel.handedOver);
        double now = Math.max(0, clock.at(question.second) - start);
        int last = Ages.ABSOLUTE.count() - 1;
        int from = Ages.ABSOLUTE.of(now);
        chances(ladder.places(), byPlace, from, last, scales.table());
        chances(ladder.services(), byService, from, last, scales.table());
        for (int i = from; i <= last; i++) {
            hazard[i] = blended(i);
        }
        List<Group> stage = question.stage;
        if (stage != null) {
            chances(stage, byStage, 0, last, scales.table());
            for (int i = from; i <= last; i++) {
                double ahead = Math.max(0, (Ages.ABSOLUTE.start(i) + Math.min(150, Ages.ABSOLUTE.end(i))) / 2 - now);
                hazard[i] = Math.sqrt(hazard[i] * -Math.log1p(-byStage[Ages.ABSOLUTE.of(ahead)]));
            }
        }
        if (!travel.hasPromise() || question.second >= travel.promised) {
            curve(question, start, now, from, 1);
            return Double.NaN;
        }
        double promise = clock.at(travel.promised) - start;
        double left = Math.max(0.01, promise - now);
        chances(ladder.places().subList(0, 2), byCarrier, from, last, scales.table());
        double place = sum(byPlace, Ages.ABSOLUTE, now, now + left);
        double service = sum(byService, Ages.ABSOLUTE, now, now + left);
        double typical = Math.exp(travel.logTypical);
        int relativeFrom = Ages.RELATIVE.of(now / typical);
        chances(ladder.relative(), byRelative, relativeFrom, Ages.RELATIVE.count() - 1, scales.table());
        double relative = sum(byRelative, Ages.RELATIVE, now / typical, (now + left) / typical);
        double blend = Math.sqrt(place * service);
        double pacePlace = pace(ladder.places(), scales.pace());
        double paceService = pace(ladder.services(), scales.pace());
        double pulsePlace = pulse(ladder.places(), scales.pulse());
        double pulseService = pulse(ladder.services(), scales.pulse());
        double days = question.daysBefore();
        float[] x = new float[FEATURES];
        int i = 0;
        x[i++] = 1;
        x[i++] = logit(blend);
        x[i++] = logit(place);
        x[i++] = logit(service);
        x[i++] = logit(relative);
        x[i++] = logit(sum(byCarrier, Ages.ABSOLUTE, now, now + left));
        x[i++] = logit(blend * Math.sqrt(pacePlace * paceService));
        x[i++] = logit(blend * Math.sqrt(pulsePlace * pulseService));
        x[i++] = (float) Math.log(ladder.all().pulse(1, scales.pulse(), PACE_CAUTION));
        x[i++] = (float) Math.log(pulsePlace);
        x[i++] = (float) Math.log(pacePlace);
        x[i++] = (float) Math.log(pulseService);
        x[i++] = (float) Math.log(left + 0.3);
        x[i++] = (float) Math.log(now + 0.5);
        x[i++] = (float) Math.log((promise + 0.5) / typical);
        x[i++] = (float) Math.log((now + 0.3) / typical);
        x[i++] = (float) travel.logTypical;
        x[i++] = (float) Math.log1p(Math.max(0, travel.handedOver - travel.ordered) / 86_400.0);
        x[i++] = (float) Math.log1p(Math.max(0, travel.promised - travel.ordered) / 86_400.0);
        x[i++] = logOdds(ladder.all().lateShare(0.1, scales.lateness(), LATE_CAUTION));
        x[i++] = logOdds(lateShare(ladder.places(), scales.lateness()));
        x[i++] = logOdds(lateShare(ladder.services(), scales.lateness()));
        x[i++] = logOdds(lateShare(List.of(ladder.all(), ladder.carrier(), ladder.origin()), scales.lateness()));
        x[i++] = (float) clock.weight(OperatingClock.day(travel.promised));
        x[i++] = (float) clock.weight(OperatingClock.day(travel.promised) - 1);
        x[i++] = days <= 1.5 ? 1 : 0;
        x[i++] = days > 1.5 && days <= 2.5 ? 1 : 0;
        x[i++] = days > 2.5 && days <= 4 ? 1 : 0;
        x[i++] = days > 6 ? 1 : 0;
        x[i++] = x[1] * x[1];
        x[i++] = x[1] * x[12];
        x[i++] = x[7] * x[8];
        x[i++] = x[1] * x[13];
        if (stage != null) {
            x[i++] = logit(sum(byStage, Ages.ABSOLUTE, 0, left));
            x[i] = 1;
        }
        question.features = x;
        double pace = Math.sqrt(pacePlace * paceService);
        return Math.exp(-pace * (stage == null ? blend : Math.sqrt(blend * sum(byStage, Ages.ABSOLUTE, 0, left))));
    }

    /// Bends the curve so that it agrees with the chance to be late.
    void curve(Question question, double late, Scales scales) {
        Travel travel = question.travel;
        OperatingClock clock = travel.ladder.clock();
        double start = clock.at(travel.handedOver);
        double now = Math.max(0, clock.at(question.second) - start);
        double left = Math.max(0.01, clock.at(travel.promised) - start - now);
        double whole = 0;
        int from = Ages.ABSOLUTE.of(now);
        for (int i = from; i < hazard.length && Ages.ABSOLUTE.start(i) < now + left; i++) {
            whole += hazard[i] * (Math.min(now + left, Ages.ABSOLUTE.end(i)) - Math.max(now, Ages.ABSOLUTE.start(i)));
        }
        double bend = Math.clamp(-Math.log(Math.clamp(late, 1e-4, 0.9999)) / Math.max(1e-4, whole), 0.1, 10);
        curve(question, start, now, from, bend);
    }

    private void curve(Question question, double start, double now, int from, double bend) {
        float[] curve = new float[LEVELS.length];
        double reached = 0;
        int level = 0;
        for (int i = from; i < hazard.length && level < LEVELS.length; i++) {
            double begin = Math.max(now, Ages.ABSOLUTE.start(i));
            double rate = hazard[i] * bend;
            double after = reached + rate * (Ages.ABSOLUTE.end(i) - begin);
            while (level < LEVELS.length && -Math.log1p(-LEVELS[level]) <= after) {
                curve[level] = (float) (start + begin + (-Math.log1p(-LEVELS[level]) - reached) / rate);
                level++;
            }
            reached = after;
        }
        question.curve = curve;
    }

    private static float logit(double cumulative) {
        return logOdds(Math.exp(-cumulative));
    }

    private static float logOdds(double chance) {
        double kept = Math.clamp(chance, 1e-4, 1 - 1e-4);
        return (float) Math.log(kept / (1 - kept));
    }
}
