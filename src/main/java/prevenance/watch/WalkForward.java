package prevenance.watch;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What would have been known of news on each day of a history: learned every night from what was said until a day
/// before, and from nothing later.
final class WalkForward {
    static final long DAY_MS = 86_400_000L;

    /// What happened 35 nights ago weighs half.
    static final double NIGHTLY = Math.pow(2, 1 / 35.0);

    /// So many models are kept at most; a longer history is learned from less often.
    private static final int MOST_MODELS = 1_000;

    private final long firstDay;
    private final List<CarrierNews[]> days = new ArrayList<>();

    private WalkForward(long firstDay) {
        this.firstDay = firstDay;
    }

    CarrierNews at(int carrier, long millis) {
        int day = Math.clamp(Math.floorDiv(millis, DAY_MS) - firstDay, 0, days.size() - 1);
        return days.get(day)[carrier];
    }

    /// @param watched for how long a parcel is looked at, at most
    static WalkForward of(EventHistory history, ZoneId zone, Duration watched) {
        long firstDay = Math.floorDiv(history.begin(), DAY_MS);
        long lastDay = Math.floorDiv(history.end(), DAY_MS);
        WalkForward walk = new WalkForward(firstDay);
        int carriers = history.carriers.length;
        long every = Math.max(1, (lastDay - firstDay + 1) * carriers / MOST_MODELS);
        NewsTally tally = new NewsTally(zone);
        Silences silences = new Silences(history, watched.toMillis());
        CarrierNews[] known = new CarrierNews[carriers];
        CarrierNews nothing = NewsFit.unpriced(null, 1);
        Arrays.fill(known, nothing);
        for (long day = firstDay; day <= lastDay + 1; day++) {
            // A look a day at least: what was said until yesterday morning has been seen by now.
            silences.count((day - 2) * DAY_MS, tally);
            tally.outweigh(NIGHTLY);
            if ((day - firstDay) % every == 0) {
                CarrierNews[] learned = known.clone();
                IntStream.range(0, carriers).parallel().forEach(carrier -> {
                    NewsTally.Cells[] cells = tally.of(history.carriers[carrier]);
                    learned[carrier] = cells == null ? nothing : NewsFit.unpriced(cells, tally.unit());
                });
                known = learned;
            }
            walk.days.add(known);
        }
        return walk;
    }

    /// The stretches of silence of a history, counted day by day.
    private static final class Silences {
        private final EventHistory history;
        private final long watchedMs;
        private final int[] order;
        private final int[] parcelOf;
        private int next;
        private int[] open = new int[1024];
        private int opened;

        Silences(EventHistory history, long watchedMs) {
            this.history = history;
            this.watchedMs = watchedMs;
            parcelOf = new int[history.events()];
            for (int p = 0; p < history.parcels(); p++) {
                Arrays.fill(parcelOf, history.from[p], history.from[p + 1], p);
            }
            order = IntStream.range(0, history.events())
                    .boxed()
                    .sorted(Comparator.comparingLong(event -> history.at[event]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        /// Counts the day that begins then.
        void count(long dayBegins, NewsTally tally) {
            long dayEnds = dayBegins + DAY_MS;
            while (next < order.length && history.at[order[next]] < dayEnds) {
                if (opened == open.length) {
                    open = Arrays.copyOf(open, opened * 2);
                }
                int event = order[next++];
                if (!PollPlan.isFinal(history.statusAt(event))) {
                    open[opened++] = event;
                }
            }
            int kept = 0;
            for (int i = 0; i < opened; i++) {
                if (day(open[i], dayBegins, dayEnds, tally)) {
                    open[kept++] = open[i];
                }
            }
            opened = kept;
        }

        /// @return whether the silence goes on
        private boolean day(int event, long dayBegins, long dayEnds, NewsTally tally) {
            int parcel = parcelOf[event];
            boolean last = event + 1 == history.from[parcel + 1];
            long since = history.at[event];
            long gone = history.at[history.from[parcel]] + watchedMs;
            long ends = last ? Long.MAX_VALUE : history.at[event + 1];
            long until = Math.min(Math.min(ends, dayEnds), gone);
            boolean news = !last && ends < dayEnds;
            long from = Math.max(since, dayBegins);
            if (until >= from) {
                int stage = NewsStage.index(history.statusAt(event), event - history.from[parcel] + 1);
                tally.add(
                        history.carriers[history.carrierOf[parcel]],
                        stage,
                        since,
                        from,
                        until,
                        news ? history.statusAt(event + 1) : null,
                        1);
            }
            return !news && gone > dayEnds;
        }
    }
}
