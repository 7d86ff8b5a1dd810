package prevenance.transit;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Lets a learner live through days: parcels set out, questions are asked, promises fall due, days end.
final class LearningWalk {
    /// Days before the promise at which a question is asked whose outcome teaches.
    static final List<Integer> TAUGHT_DAYS = List.of(1, 2, 3, 5, 7, 10, 14);

    private record Step(
            long second, @Nullable Travel start, @Nullable Question question, boolean teaches) {}

    private final TransitLearner learner;
    private final Map<Integer, List<Step>> steps = new HashMap<>();
    private final Map<Integer, List<Travel>> dues = new HashMap<>();
    private int today;

    LearningWalk(int firstDay, int lastDay) {
        learner = new TransitLearner(firstDay, lastDay - firstDay + 1);
        today = firstDay;
    }

    TransitLearner learner() {
        return learner;
    }

    /// A parcel that will set out, at the earliest today.
    Travel admit(PastJourney parcel) {
        long handedOver = second(parcel.handedOverAt());
        Travel travel = new Travel(
                learner.ladder(parcel.lane()),
                parcel.orderedAt() == null ? handedOver : second(parcel.orderedAt()),
                handedOver,
                parcel.promisedBy() == null ? Travel.NEVER : second(parcel.promisedBy()),
                parcel.deliveredAt() == null ? Travel.NEVER : second(parcel.deliveredAt()),
                parcel.steps());
        add(new Step(handedOver, travel, null, false));
        if (travel.hasPromise()) {
            int due = OperatingClock.day(Math.max(travel.promised, handedOver));
            dues.computeIfAbsent(Math.max(due, today), _ -> new ArrayList<>()).add(travel);
        }
        return travel;
    }

    /// A question so many days before the promise whose outcome teaches; null when it was not on its way then.
    @Nullable
    Question teach(Travel travel, int days) {
        if (!travel.hasPromise()) {
            return null;
        }
        long second = travel.promised - (long) days * OperatingClock.SECONDS_A_DAY;
        if (second < travel.handedOver || travel.delivered <= second) {
            return null;
        }
        Question question = new Question(travel, second);
        add(new Step(second, null, question, true));
        return question;
    }

    /// A question whose outcome does not teach.
    void ask(Question question) {
        add(new Step(question.second, null, question, false));
    }

    private void add(Step step) {
        int day = Math.max(today, OperatingClock.day(step.second()));
        steps.computeIfAbsent(day, _ -> new ArrayList<>()).add(step);
    }

    /// Lives through the next day.
    void day(Consumer<Question> answered) {
        List<Step> now = steps.remove(today);
        if (now != null) {
            // Who sets out at the moment of a question has set out.
            now.sort(Comparator.comparingLong(Step::second).thenComparing(step -> step.start() == null));
            for (Step step : now) {
                if (step.start() != null) {
                    learner.start(step.start());
                }
                if (step.question() != null) {
                    learner.ask(step.question(), step.teaches());
                    answered.accept(step.question());
                }
            }
        }
        List<Travel> due = dues.remove(today);
        if (due != null) {
            for (Travel travel : due) {
                learner.due(travel, today);
            }
        }
        learner.close(today);
        today++;
    }

    static long second(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    static LocalDateTime time(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }
}
