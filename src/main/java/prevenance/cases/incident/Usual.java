package prevenance.cases.incident;

import java.util.HashMap;
import java.util.Map;

/// How many parcels are usually flagged at each place in this window of the day.
///
/// @param days   days of history, at most 28
/// @param counts parcels by place and by how many days ago, 1 being yesterday
record Usual(int days, Map<ScopeKey, Map<Integer, Integer>> counts) {
    static final int DAYS = 28;
    private static final int WEEK = 7;
    private static final int ENOUGH_WEEKS = 3;

    /// Mean over the days of history; over the same weekdays when that is more and there are three of them, because
    /// a Monday is not a Sunday. What is new to us is usual in no amount.
    double of(ScopeKey key) {
        // Every day is a new one; what is usual on a day is what is usual at the carrier.
        ScopeKey known = key.scope() == IncidentScope.DAY ? new ScopeKey(IncidentScope.CARRIER, "") : key;
        Map<Integer, Integer> byDay = counts.getOrDefault(known, Map.of());
        if (days == 0 || byDay.isEmpty()) {
            return 0;
        }
        double all = (double) sum(byDay, 1) / days;
        int weeks = days / WEEK;
        return weeks < ENOUGH_WEEKS ? all : Math.max(all, (double) sum(byDay, WEEK) / weeks);
    }

    private int sum(Map<Integer, Integer> byDay, int step) {
        int sum = 0;
        for (int day = step; day <= days; day += step) {
            sum += byDay.getOrDefault(day, 0);
        }
        return sum;
    }

    /// Collects flags of the past.
    static final class Counting {
        private final Map<ScopeKey, Map<Integer, Integer>> counts = new HashMap<>();

        void add(ScopeKey key, int daysAgo, int parcels) {
            counts.computeIfAbsent(key, _ -> new HashMap<>()).merge(daysAgo, parcels, Integer::sum);
        }

        Usual over(int days) {
            return new Usual(Math.min(days, DAYS), counts);
        }
    }
}
