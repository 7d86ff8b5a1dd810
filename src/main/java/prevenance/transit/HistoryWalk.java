package prevenance.transit;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Walks through a history as time went by, asking at moments and learning only from what had happened before each.
public final class HistoryWalk {
    /// Days before the promise at which [#beforePromises] asks.
    public static final List<Integer> DAYS_BEFORE = List.of(1, 2, 3, 5, 7);

    /// At these days before the promise it learns as well.
    private static final List<Integer> FURTHER_DAYS = List.of(10, 14);

    /// A question by the number of a parcel.
    public record Asked(String parcel, LocalDateTime at) {}

    private record Step(
            long second,
            int order,
            @Nullable Travel start,
            @Nullable Question question,
            boolean learn) {}

    private final List<PastJourney> history;
    private final List<Travel> travels;
    private final Map<Integer, List<Step>> steps = new HashMap<>();
    private final TransitLearner learner;
    private final int firstDay;
    private final int lastDay;
    private final long known;

    private HistoryWalk(List<PastJourney> history, List<Long> moments) {
        this.history = history;
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long newest = Long.MIN_VALUE;
        for (PastJourney parcel : history) {
            long handedOver = second(parcel.handedOverAt());
            first = Math.min(first, handedOver);
            newest = Math.max(newest, handedOver);
            if (parcel.deliveredAt() != null) {
                newest = Math.max(newest, second(parcel.deliveredAt()));
            }
            if (parcel.promisedBy() != null) {
                last = Math.max(last, second(parcel.promisedBy()));
            }
        }
        for (long moment : moments) {
            first = Math.min(first, moment);
            last = Math.max(last, moment);
        }
        known = newest;
        firstDay = OperatingClock.day(first);
        lastDay = OperatingClock.day(Math.max(last, newest));
        learner = new TransitLearner(firstDay, lastDay - firstDay + 1);
        travels = history.stream().map(this::travel).toList();
        for (Travel travel : travels) {
            add(new Step(travel.handedOver, 0, travel, null, false));
        }
    }

    /// Asks of every parcel handed over and not yet delivered 1, 2, 3, 5 and 7 days before its promise, in the order of
    /// the history.
    public static List<Answer> beforePromises(List<PastJourney> history, BiConsumer<Integer, Integer> progress) {
        if (history.isEmpty()) {
            return List.of();
        }
        HistoryWalk walk = new HistoryWalk(history, List.of());
        List<Answer> answers = new ArrayList<>();
        Map<Question, Integer> places = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            for (int days : DAYS_BEFORE) {
                Question question = walk.question(walk.travels.get(i), days);
                if (question != null) {
                    places.put(question, answers.size());
                    answers.add(walk.blank(history.get(i), question, days));
                }
            }
            walk.learnFurther(i);
        }
        walk.run(
                (question, _) -> {
                    Integer place = places.get(question);
                    if (place != null) {
                        answers.set(place, walk.answer(answers.get(place), question));
                    }
                },
                progress);
        return answers;
    }

    /// Asks at given moments; one answer for each, in their order.
    public static List<Answer> at(List<PastJourney> history, List<Asked> asked, BiConsumer<Integer, Integer> progress) {
        Map<String, Integer> byNumber = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            byNumber.putIfAbsent(history.get(i).parcel(), i);
        }
        List<Asked> found = asked.stream()
                .filter(each -> byNumber.containsKey(each.parcel()))
                .toList();
        HistoryWalk walk = new HistoryWalk(
                history, found.stream().map(each -> second(each.at())).toList());
        List<Answer> answers = new ArrayList<>();
        Map<Question, Integer> places = new HashMap<>();
        for (Asked each : asked) {
            Integer index = byNumber.get(each.parcel());
            if (index == null) {
                answers.add(new Answer(each.parcel(), null, each.at(), 0, null, null, null, null, null, false));
                continue;
            }
            Travel travel = walk.travels.get(index);
            Question question = new Question(travel, second(each.at()));
            Answer blank = walk.blank(history.get(index), question, 0);
            if (travel.delivered <= question.second) {
                answers.add(walk.arrived(blank, travel));
                continue;
            }
            if (question.second < travel.handedOver) {
                question = new Question(travel.asIfHandedOver(question.second), question.second);
            }
            places.put(question, answers.size());
            answers.add(blank);
            walk.add(new Step(question.second, 1, null, question, false));
        }
        for (int i = 0; i < history.size(); i++) {
            for (int days : DAYS_BEFORE) {
                walk.question(walk.travels.get(i), days);
            }
            walk.learnFurther(i);
        }
        walk.run(
                (question, _) -> {
                    Integer place = places.get(question);
                    if (place != null) {
                        answers.set(place, walk.answer(answers.get(place), question));
                    }
                },
                progress);
        return answers;
    }

    private void learnFurther(int index) {
        FURTHER_DAYS.forEach(days -> question(travels.get(index), days));
    }

    /// Null when it was not on its way at that time.
    private @Nullable Question question(Travel travel, int days) {
        if (!travel.hasPromise()) {
            return null;
        }
        long second = travel.promised - (long) days * OperatingClock.SECONDS_A_DAY;
        if (second < travel.handedOver || travel.delivered <= second) {
            return null;
        }
        Question question = new Question(travel, second);
        add(new Step(second, 1, null, question, true));
        return question;
    }

    private void add(Step step) {
        steps.computeIfAbsent(OperatingClock.day(step.second()), _ -> new ArrayList<>())
                .add(step);
    }

    private void run(BiConsumer<Question, Integer> answered, BiConsumer<Integer, Integer> progress) {
        Map<Integer, List<Travel>> dues = new HashMap<>();
        for (Travel travel : travels) {
            if (travel.hasPromise()) {
                long known = Math.max(travel.promised, travel.handedOver);
                dues.computeIfAbsent(OperatingClock.day(known), _ -> new ArrayList<>())
                        .add(travel);
            }
        }
        for (int day = firstDay; day <= lastDay; day++) {
            List<Step> today = steps.getOrDefault(day, new ArrayList<>());
            today.sort(Comparator.comparingLong(Step::second).thenComparingInt(Step::order));
            for (Step step : today) {
                if (step.start() != null) {
                    learner.start(step.start());
                } else if (step.question() != null) {
                    learner.ask(step.question(), step.learn());
                    answered.accept(step.question(), day);
                }
            }
            for (Travel travel : dues.getOrDefault(day, List.of())) {
                learner.due(travel, day);
            }
            learner.close(day);
            progress.accept(day - firstDay + 1, lastDay - firstDay + 1);
        }
    }

    private Answer blank(PastJourney parcel, Question question, int days) {
        Travel travel = question.travel;
        Boolean truth = null;
        if (travel.hasPromise() && (travel.delivered != Travel.NEVER || travel.promised <= known)) {
            truth = travel.delivered > travel.promised;
        }
        return new Answer(
                parcel.parcel(),
                parcel,
                time(question.second),
                days,
                null,
                null,
                null,
                null,
                truth,
                question.second >= travel.handedOver && travel.delivered > question.second);
    }

    private Answer arrived(Answer blank, Travel travel) {
        LocalDateTime at = time(travel.delivered);
        Double late = travel.hasPromise() ? travel.delivered > travel.promised ? 1.0 : 0.0 : null;
        return new Answer(blank.number(), blank.parcel(), blank.decidedAt(), 0, late, at, at, at, blank.truth(), false);
    }

    private Answer answer(Answer blank, Question question) {
        return new Answer(
                blank.number(),
                blank.parcel(),
                blank.decidedAt(),
                blank.daysBefore(),
                question.travel.hasPromise() ? question.late : null,
                time(learner.arrival(question, 0.5)),
                time(learner.arrival(question, 0.1)),
                time(learner.arrival(question, 0.9)),
                blank.truth(),
                blank.known());
    }

    private Travel travel(PastJourney parcel) {
        long handedOver = second(parcel.handedOverAt());
        return new Travel(
                learner.ladder(parcel.lane()),
                parcel.orderedAt() == null ? handedOver : second(parcel.orderedAt()),
                handedOver,
                parcel.promisedBy() == null ? Travel.NEVER : second(parcel.promisedBy()),
                parcel.deliveredAt() == null ? Travel.NEVER : second(parcel.deliveredAt()),
                parcel.endedAt() == null ? Travel.NEVER : second(parcel.endedAt()));
    }

    private static long second(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private static LocalDateTime time(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }
}
