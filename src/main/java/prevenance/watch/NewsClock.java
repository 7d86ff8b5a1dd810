package prevenance.watch;

import java.time.ZoneId;
import java.util.Arrays;

/// The buckets in which news is counted: by the hour of the week at a place, and by how long the parcel has been
/// silent.
final class NewsClock {
    static final int WEEK = 168;
    static final long HOUR_MS = 3_600_000L;

    /// Where each bucket of silence begins, in hours.
    private static final double[] FROM = {
        0, 0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 36, 42, 48, 60, 72, 96, 120, 168, 240
    };

    static final int AGES = FROM.length;

    /// By quarter of an hour up to the last bucket.
    private static final byte[] AGE_OF = new byte[240 * 4 + 1];

    static {
        int bucket = 0;
        for (int quarter = 0; quarter < AGE_OF.length; quarter++) {
            while (bucket + 1 < AGES && FROM[bucket + 1] <= quarter / 4.0) {
                bucket++;
            }
            AGE_OF[quarter] = (byte) bucket;
        }
    }

    /// The first of January 1970 was a Thursday; the week begins on Monday.
    private static final int EPOCH_HOUR = 72;

    private NewsClock() {}

    static int age(double hours) {
        int quarter = (int) (hours * 4);
        return AGE_OF[Math.clamp(quarter, 0, AGE_OF.length - 1)];
    }

    /// Where a bucket of silence begins, in hours.
    static double ageFrom(int bucket) {
        return FROM[bucket];
    }

    /// Hours since 1970 on the clock of a place.
    static double localHours(long millis, ZoneId zone) {
        long offset = zone.getRules()
                        .getOffset(java.time.Instant.ofEpochMilli(millis))
                        .getTotalSeconds()
                * 1000L;
        return (millis + offset) / (double) HOUR_MS;
    }

    static int hourOfWeek(double localHours) {
        return (int) Math.floorMod((long) Math.floor(localHours) + EPOCH_HOUR, (long) WEEK);
    }

    static double[] filled(int length, double value) {
        double[] all = new double[length];
        Arrays.fill(all, value);
        return all;
    }
}
