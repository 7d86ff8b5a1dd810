package prevenance.transit;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Walks through a history as time went by, asking at moments and learning only from what had happened before each.
public final class HistoryWalk {
    /// Days before the promise at which [#beforePromises] asks.
    public static final List<Integer> DAYS_BEFORE = List.of(1, 2, 3, 5, 7);

    /// A question by the number of a parcel.
    public record Asked(String parcel, LocalDateTime at) {}

    private final List<Travel> travels = new ArrayList<>();
    private final LearningWalk walk;
    private final int days;
    private final long known;

    private HistoryWalk(List<PastJourney> history, List<Long> moments) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        long newest = Long.MIN_VALUE;
        for (PastJourney parcel : history) {
            long handedOver = LearningWalk.second(parcel.handedOverAt());
            first = Math.min(first, handedOver);
            newest = Math.max(newest, handedOver);
            if (parcel.deliveredAt() != null) {
                newest = Math.max(newest, LearningWalk.second(parcel.deliveredAt()));
            }
            if (parcel.promisedBy() != null) {
                last = Math.max(last, LearningWalk.second(parcel.promisedBy()));
            }
        }
        for (long moment : moments) {
            first = Math.min(first, moment);
            last = Math.max(last, moment);
        }
        known = newest;
        int firstDay = OperatingClock.day(first);
        int lastDay = OperatingClock.day(Math.max(last, newest));
        days = lastDay - firstDay + 1;
        walk = new LearningWalk(firstDay, lastDay);
        history.forEach(parcel -> travels.add(walk.admit(parcel)));
    }

    /// Asks of every parcel handed over and not yet delivered 1, 2, 3, 5 and 7 days before its promise, in the order of
    /// the history.
    public static List<Answer> beforePromises(List<PastJourney> history, BiConsumer<Integer, Integer> progress) {
        if (history.isEmpty()) {
            return List.of();
        }
        HistoryWalk all = new HistoryWalk(history, List.of());
        List<Answer> answers = new ArrayList<>();
        Map<Question, Integer> places = new HashMap<>();
        for (int i = 0; i < history.size(); i++) {
            for (int days : LearningWalk.TAUGHT_DAYS) {
                Question question = all.walk.teach(all.travels.get(i), days);
                if (question != null && DAYS_BEFORE.contains(days)) {
                    places.put(question, answers.size());
                    answers.add(all.blank(history.get(i), question, days));
                }
            }
        }
        all.run(answers, places, progress);
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
        HistoryWalk all = new HistoryWalk(
                history,
                found.stream().map(each -> LearningWalk.second(each.at())).toList());
        for (Travel travel : all.travels) {
            LearningWalk.TAUGHT_DAYS.forEach(days -> all.walk.teach(travel, days));
        }
        List<Answer> answers = new ArrayList<>();
        Map<Question, Integer> places = new HashMap<>();
        for (Asked each : asked) {
            Integer index = byNumber.get(each.parcel());
            if (index == null) {
                answers.add(new Answer(each.parcel(), null, each.at(), 0, null, null, null, null, null, false));
                continue;
            }
            Travel travel = all.travels.get(index);
            Question question = new Question(travel, LearningWalk.second(each.at()));
            Answer blank = all.blank(history.get(index), question, 0);
            if (travel.delivered <= question.second) {
                answers.add(arrived(blank, travel));
                continue;
            }
            if (question.second < travel.handedOver) {
                question = new Question(travel.asIfHandedOver(question.second), question.second);
            }
            places.put(question, answers.size());
            answers.add(blank);
            all.walk.ask(question);
        }
        all.run(answers, places, progress);
        return answers;
    }

    private void run(List<Answer> answers, Map<Question, Integer> places, BiConsumer<Integer, Integer> progress) {
        for (int day = 1; day <= days; day++) {
            walk.day(question -> {
                Integer place = places.get(question);
                if (place != null) {
                    answers.set(place, answer(answers.get(place), question));
                }
            });
            progress.accept(day, days);
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
                LearningWalk.time(question.second),
                days,
                null,
                null,
                null,
                null,
                truth,
                question.second >= travel.handedOver && travel.delivered > question.second);
    }

    private static Answer arrived(Answer blank, Travel travel) {
        LocalDateTime at = LearningWalk.time(travel.delivered);
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
                LearningWalk.time(walk.learner().arrival(question, 0.5)),
                LearningWalk.time(walk.learner().arrival(question, 0.1)),
                LearningWalk.time(walk.learner().arrival(question, 0.9)),
                blank.truth(),
                blank.known());
    }
}
