package prevenance.health;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers figures under their names, each with its words of help. All begin with `prevenance_`.
final class Families {
    private static final String PREFIX = "prevenance_";

    private final MetricSnapshots.Builder all = MetricSnapshots.builder();

    /// One value under its labels: name, value, name, value…
    record Point(double value, List<String> labels) {}

    static Point point(double value, String... labels) {
        return new Point(value, List.of(labels));
    }

    static Point point(long value, String... labels) {
        return point((double) value, labels);
    }

    void gauge(String name, String help, long value) {
        gauge(name, help, (double) value);
    }

    void counter(String name, String help, long value) {
        counter(name, help, (double) value);
    }

    void gauge(String name, String help, List<Point> points) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        for (Point point : points) {
            family.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .value(point.value())
                    .labels(labels(point.labels()))
                    .build());
        }
        all.metricSnapshot(family.build());
    }

    void gauge(String name, String help, double value) {
        gauge(name, help, List.of(point(value)));
    }

    /// @param at null: it never was, and has no value then
    void moment(String name, String help, @Nullable Instant at) {
        gauge(name, help, at == null ? List.of() : List.of(point(at.toEpochMilli() / 1e3)));
    }

    /// @param name without `_total`
    void counter(String name, String help, List<Point> points) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name(PREFIX + name).help(help);
        for (Point point : points) {
            family.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(point.value())
                    .labels(labels(point.labels()))
                    .build());
        }
        all.metricSnapshot(family.build());
    }

    void counter(String name, String help, double value) {
        counter(name, help, List.of(point(value)));
    }

    void timings(String name, String help, String label, Map<String, Timing> timings) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(PREFIX + name).help(help);
        timings.forEach((value, timing) -> {
            List<Double> ends = new ArrayList<>(Timing.STEPS);
            ends.add(Double.POSITIVE_INFINITY);
            family.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(ends, timing.counts()))
                    .sum(timing.sum())
                    .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value))
                    .build());
        });
        all.metricSnapshot(family.build());
    }

    /// How often something was done and how long that took in all.
    void summary(String name, String help, String label, List<Beat> beats) {
        SummarySnapshot.Builder family =
                SummarySnapshot.builder().name(PREFIX + name).help(help);
        for (Beat beat : beats) {
            family.dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                    .count(beat.rounds())
                    .sum(beat.seconds())
                    .labels(Labels.of(label, beat.stage()))
                    .build());
        }
        all.metricSnapshot(family.build());
    }

    void info(String name, String help, String... labels) {
        all.metricSnapshot(InfoSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of(labels))
                        .build())
                .build());
    }

    private static Labels labels(List<String> pairs) {
        return Labels.of(pairs.toArray(String[]::new));
    }

    MetricSnapshots snapshots() {
        return all.build();
    }
}
