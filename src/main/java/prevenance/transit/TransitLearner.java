package prevenance.transit;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Learns day by day. A question within a day sees all days that were closed before, and nothing of the day itself.
final class TransitLearner {
    /// Own time after which a parcel under way teaches nothing any more.
    private static final double LOST = 120;

    private static final int REFIT_DAYS = 7;
    private static final int EXAMPLES = 25_000;
    private static final double EXAMPLES_HALF_LIFE = 120;
    private static final double RIDGE = 80;
    private static final int FEW = 5_000;
    private static final int MIN_EXAMPLES = 300;
    private static final double FIRST_PARCELS = 500;
    private static final int MIN_LATE = 30;

    private final Groups groups;
    private final List<Travel> open = new ArrayList<>();
    private final List<Question> unsettled = new ArrayList<>();
    private final Stages stages = new Stages();
    private final Forecaster forecaster = new Forecaster();
    private final Spread[] spreads = {new Spread(), new Spread(), new Spread()};
    private final float[][] examples = new float[EXAMPLES][];
    private final byte[] truths = new byte[EXAMPLES];
    private final int[] days = new int[EXAMPLES];
    private final Calibration calibration = new Calibration();
    private long seen;
    private int lateSeen;
    private final int firstDay;
    private Scales today = new Scales(1, 1, 1, 1);
    private @Nullable LogisticRegression lateness;

    TransitLearner(int firstDay, int days) {
        this.firstDay = firstDay;
        this.groups = new Groups(firstDay - 1, days + 1000);
    }

    Calibration calibration() {
        return calibration;
    }

    Stages stages() {
        return stages;
    }

    Ladder ladder(Lane lane) {
        return groups.of(lane);
    }

    /// A parcel sets out.
    void start(Travel travel) {
        travel.logTypical = Forecaster.logTypical(travel.ladder, today.pace());
        open.add(travel);
    }

    private static boolean started(Travel travel) {
        return !Double.isNaN(travel.logTypical);
    }

    /// Answers; with `learn` the outcome will teach.
    void ask(Question question, boolean learn) {
        if (!started(question.travel)) {
            question.travel.logTypical = Forecaster.logTypical(question.travel.ladder, today.pace());
        }
        if (question.stage == null && !question.travel.steps.isEmpty()) {
            question.stage = stages.at(question.travel, question.second);
        }
        double byTables = forecaster.ask(question, today);
        if (question.travel.hasPromise() && question.second >= question.travel.promised) {
            question.late = 1;
            return;
        }
        if (Double.isNaN(byTables)) {
            return;
        }
        LogisticRegression model = lateness;
        double chance = model == null || question.features == null
                ? first(question, byTables)
                : 1 / (1 + Math.exp(-model.score(question.features)));
        question.byModel = model != null;
        question.late = Math.clamp(chance, 0.001, 0.999);
        forecaster.curve(question, question.late, today);
        if (learn) {
            unsettled.add(question);
        } else {
            question.features = null;
        }
    }

    /// Before outcomes have taught anything: shops promise what they mostly keep, so the nearer a promise is while a
    /// parcel is still out, the worse; and more and more what the tables say.
    private static double first(Question question, double byTables) {
        double usual = 0.9 - 0.35 * Math.min(8, question.daysBefore());
        double trust = 1.0
                / (1
                        + FIRST_PARCELS
                                / Math.max(1.0, question.travel.ladder.all().sample()));
        double kept = Math.clamp(byTables, 0.001, 0.999);
        double score = trust * Math.log(kept / (1 - kept)) + (1 - trust) * usual;
        return 1 / (1 + Math.exp(-score));
    }

    /// The second by which such a share will have arrived.
    long arrival(Question question, double share) {
        float[] curve = question.curve;
        if (curve == null) {
            throw new IllegalStateException("not asked yet");
        }
        double level = spread(question).level(share);
        return question.travel.ladder.clock().second(at(curve, level));
    }

    private Spread spread(Question question) {
        double days = question.travel.hasPromise() ? question.daysBefore() : 3;
        return spreads[days <= 1.5 ? 0 : days <= 4 ? 1 : 2];
    }

    private static double at(float[] curve, double level) {
        double[] levels = Forecaster.LEVELS;
        int i = 1;
        while (i < levels.length - 1 && levels[i] < level) {
            i++;
        }
        double low = -Math.log1p(-levels[i - 1]);
        double high = -Math.log1p(-levels[i]);
        double part = (-Math.log1p(-Math.min(level, 0.999)) - low) / (high - low);
        return curve[i - 1] + Math.max(part, -1) * (curve[i] - curve[i - 1]);
    }

    private static double levelOf(float[] curve, double time) {
        double[] levels = Forecaster.LEVELS;
        if (time <= curve[0]) {
            return levels[0] / 2;
        }
        for (int i = 1; i < levels.length; i++) {
            if (time <= curve[i]) {
                return levels[i - 1]
                        + (levels[i] - levels[i - 1]) * (time - curve[i - 1]) / (curve[i] - curve[i - 1] + 1e-6);
            }
        }
        return 0.995;
    }

    /// A day is over: learns from what happened on it.
    void close(int day) {
        long end = OperatingClock.start(day + 1);
        Scales noted = Scales.noted(day - firstDay);
        List<Travel> still = new ArrayList<>(open.size());
        for (Travel travel : open) {
            if (live(travel, day, end, noted)) {
                still.add(travel);
            }
        }
        open.clear();
        open.addAll(still);
        settle(end, day);
        for (Spread spread : spreads) {
            spread.fade();
        }
        int age = day - firstDay;
        if (age % REFIT_DAYS == REFIT_DAYS - 1) {
            groups.learnClocks(0.93);
            // With many examples a week changes little.
            if (seen < FEW || age % (2 * REFIT_DAYS) == REFIT_DAYS - 1) {
                refit(day);
            }
        }
        today = Scales.noted(day + 1 - firstDay).inverse();
    }

    /// One day in a parcel's life; false when there is nothing more to learn from it.
    private boolean live(Travel travel, int day, long end, Scales noted) {
        OperatingClock clock = travel.ladder.clock();
        double start = clock.at(travel.handedOver);
        double from = Math.max(0, clock.at(OperatingClock.start(day)) - start);
        double until = clock.at(end) - start;
        boolean arrived = travel.delivered < end;
        if (travel.delivered > travel.handedOver && until > from) {
            learn(travel, from, until - from, arrived, day, noted);
            if (!travel.steps.isEmpty()) {
                stages.live(travel, day, end, arrived, noted.table());
            }
        }
        if (arrived) {
            double took = Math.max(0.1, clock.at(travel.delivered) - start);
            for (Group group : groupsOf(travel.ladder)) {
                group.finished(took, noted.pace());
            }
            stages.arrived(travel, travel.ladder.code(), travel.ladder.country());
            groups.profile().note(travel.delivered - OperatingClock.start(day) - 60);
        }
        return !arrived && until < LOST;
    }

    private void learn(Travel travel, double age, double stretch, boolean arrived, int day, Scales noted) {
        Ladder ladder = travel.ladder;
        double ordinary = forecaster.expected(travel, age, 1, today.table());
        double expected = forecaster.expected(travel, age, stretch, today.table());
        double typical = Math.exp(travel.logTypical);
        int observed = arrived ? 1 : 0;
        ladder.clock().note(day, observed, ordinary);
        groups.general().note(day, observed, ordinary);
        for (Group group : groupsOf(ladder)) {
            group.lived(age, stretch, arrived, noted.table());
            group.pace(observed, expected, noted.pace(), noted.pulse());
        }
        for (Group group : ladder.relative()) {
            group.lived(age / typical, stretch / typical, arrived, noted.table());
        }
    }

    private static List<Group> groupsOf(Ladder ladder) {
        return ladder.groups();
    }

    /// What became of the questions.
    private void settle(long end, int day) {
        Iterator<Question> each = unsettled.iterator();
        while (each.hasNext()) {
            Question question = each.next();
            Travel travel = question.travel;
            float[] features = question.features;
            if (features != null && travel.promised < end) {
                boolean late = travel.delivered > travel.promised;
                int slot = (int) (seen++ % EXAMPLES);
                examples[slot] = features;
                truths[slot] = (byte) (late ? 1 : 0);
                days[slot] = day;
                lateSeen += late ? 1 : 0;
                if (question.byModel) {
                    calibration.note(question.late, late);
                }
                question.features = null;
            }
            float[] curve = question.curve;
            boolean longAgo = travel.promised < end - 45L * OperatingClock.SECONDS_A_DAY;
            if (curve != null && (travel.delivered < end || longAgo)) {
                if (travel.delivered < end) {
                    double came = travel.ladder.clock().at(travel.delivered);
                    spread(question).note(levelOf(curve, came));
                }
                question.curve = null;
            }
            if (question.features == null && question.curve == null) {
                each.remove();
            }
        }
    }

    /// A promise was due: notes whether it was kept.
    void due(Travel travel, int day) {
        double weight = Scales.noted(day - firstDay).lateness();
        for (Group group : groupsOf(travel.ladder)) {
            group.due(travel.delivered > travel.promised, weight);
        }
    }

    private void refit(int day) {
        int size = (int) Math.min(seen, EXAMPLES);
        if (size < MIN_EXAMPLES || lateSeen < MIN_LATE) {
            return;
        }
        float[] counts = new float[size];
        for (int i = 0; i < size; i++) {
            counts[i] = (float) Math.pow(2, (days[i] - day) / EXAMPLES_HALF_LIFE);
        }
        lateness = LogisticRegression.fit(examples, truths, counts, size, RIDGE, size < FEW ? null : lateness);
    }
}
