package prevenance.watch;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingStatus;

/// What carriers said about many parcels, kept small: each parcel's statements are one stretch of the arrays, oldest
/// first.
// A million statements in a byte each, never stored.
@SuppressWarnings("EnumOrdinal")
public final class EventHistory {
    private static final TrackingStatus[] STATUSES = TrackingStatus.values();

    /// Of more carriers the smallest are taken together.
    private static final int MOST_CARRIERS = 24;

    final String[] carriers;
    final int[] carrierOf;
    final int[] from;
    final long[] at;
    final byte[] status;
    private final long begin;
    private final long end;

    private EventHistory(String[] carriers, int[] carrierOf, int[] from, long[] at, byte[] status) {
        this.carriers = carriers;
        this.carrierOf = carrierOf;
        this.from = from;
        this.at = at;
        this.status = status;
        begin = Arrays.stream(at).min().orElse(0);
        end = Arrays.stream(at).max().orElse(0);
    }

    public int parcels() {
        return carrierOf.length;
    }

    public int events() {
        return at.length;
    }

    int count(int parcel) {
        return from[parcel + 1] - from[parcel];
    }

    TrackingStatus statusAt(int event) {
        return STATUSES[status[event]];
    }

    /// When the first statement of all was made; 0 when there is none.
    long begin() {
        return begin;
    }

    long end() {
        return end;
    }

    /// Takes statements in any order.
    static final class Draft {
        private final Map<String, Integer> parcels = new LinkedHashMap<>();
        private final Map<String, Integer> carriers = new LinkedHashMap<>();
        private int[] parcelOf = new int[1024];
        private int[] carrierOf = new int[1024];
        private long[] at = new long[1024];
        private byte[] status = new byte[1024];
        private int size;

        void add(String parcel, String carrier, long millis, TrackingStatus said) {
            if (size == at.length) {
                int larger = size * 2;
                parcelOf = Arrays.copyOf(parcelOf, larger);
                carrierOf = Arrays.copyOf(carrierOf, larger);
                at = Arrays.copyOf(at, larger);
                status = Arrays.copyOf(status, larger);
            }
            int code = carriers.computeIfAbsent(carrier, _ -> carriers.size());
            // The same number at two carriers is two parcels.
            parcelOf[size] = parcels.computeIfAbsent(code + " " + parcel, _ -> parcels.size());
            carrierOf[size] = code;
            at[size] = millis;
            status[size] = (byte) said.ordinal();
            size++;
        }

        int size() {
            return size;
        }

        /// A statement that is there twice counts once.
        EventHistory build() {
            int[] count = new int[parcels.size() + 1];
            for (int i = 0; i < size; i++) {
                count[parcelOf[i] + 1]++;
            }
            for (int p = 0; p < parcels.size(); p++) {
                count[p + 1] += count[p];
            }
            int[] place = Arrays.copyOf(count, count.length);
            long[] keys = new long[size];
            int[] carrier = new int[parcels.size()];
            for (int i = 0; i < size; i++) {
                int parcel = parcelOf[i];
                carrier[parcel] = carrierOf[i];
                // Times fit into 56 bits, statuses into 8.
                keys[place[parcel]++] = (at[i] << 8) | status[i];
            }
            int[] from = new int[count.length];
            long[] times = new long[size];
            byte[] said = new byte[size];
            int kept = 0;
            for (int p = 0; p < parcels.size(); p++) {
                from[p] = kept;
                Arrays.sort(keys, count[p], count[p + 1]);
                for (int i = count[p]; i < count[p + 1]; i++) {
                    if (i == count[p] || keys[i] != keys[i - 1]) {
                        times[kept] = keys[i] >> 8;
                        said[kept++] = (byte) (keys[i] & 0xff);
                    }
                }
            }
            from[parcels.size()] = kept;
            String[] names = fewer(carrier);
            return new EventHistory(names, carrier, from, Arrays.copyOf(times, kept), Arrays.copyOf(said, kept));
        }

        private String[] fewer(int[] carrierOfParcel) {
            String[] names = carriers.keySet().toArray(String[]::new);
            if (names.length <= MOST_CARRIERS) {
                return names;
            }
            int[] size = new int[names.length];
            Arrays.stream(carrierOfParcel).forEach(code -> size[code]++);
            List<Integer> largest = Arrays.stream(carrierOfParcel)
                    .distinct()
                    .boxed()
                    .sorted(Comparator.comparingInt(code -> -size[code]))
                    .limit(MOST_CARRIERS - 1)
                    .toList();
            Map<Integer, Integer> newCode = new HashMap<>();
            largest.forEach(code -> newCode.put(code, newCode.size()));
            for (int p = 0; p < carrierOfParcel.length; p++) {
                carrierOfParcel[p] = newCode.getOrDefault(carrierOfParcel[p], MOST_CARRIERS - 1);
            }
            String[] fewer = new String[MOST_CARRIERS];
            newCode.forEach((old, code) -> fewer[code] = names[old]);
            fewer[MOST_CARRIERS - 1] = "others";
            return fewer;
        }
    }
}
