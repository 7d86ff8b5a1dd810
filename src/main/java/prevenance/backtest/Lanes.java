package prevenance.backtest;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How long the slowest twentieth of delivered parcels took, per carrier and country of destination; per carrier, and
/// over all, where fewer than 20 are known. It says what was slow where nothing was promised.
final class Lanes {
    private static final int ENOUGH = 20;
    private static final double SLOWEST = 0.95;

    /// One delivered parcel.
    record Trip(String carrier, String country, long millis) {}

    private final Map<String, Long> limits = new HashMap<>();

    static Lanes of(List<Trip> trips) {
        Lanes lanes = new Lanes();
        lanes.learn(trips.stream().collect(Collectors.groupingBy(trip -> key(trip.carrier(), trip.country()))));
        lanes.learn(trips.stream().collect(Collectors.groupingBy(trip -> key(trip.carrier(), ""))));
        lanes.learn(Map.of(key("", ""), trips));
        return lanes;
    }

    private void learn(Map<String, List<Trip>> groups) {
        groups.forEach((key, trips) -> {
            if (trips.size() >= ENOUGH) {
                long[] sorted = trips.stream().mapToLong(Trip::millis).sorted().toArray();
                limits.put(key, sorted[(int) Math.ceil(SLOWEST * sorted.length) - 1]);
            }
        });
    }

    boolean isSlow(PastParcel past, Duration took) {
        String carrier = past.parcel().carrier();
        for (String key : Arrays.asList(key(carrier, past.order().country()), key(carrier, ""), key("", ""))) {
            Long limit = limits.get(key);
            if (limit != null) {
                return took.toMillis() > limit;
            }
        }
        return false;
    }

    private static String key(String carrier, String country) {
        return carrier + "|" + country;
    }
}
