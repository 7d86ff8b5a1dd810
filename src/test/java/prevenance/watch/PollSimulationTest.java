package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.GeneratedHistory;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.PollSimulation.Delay;
import prevenance.watch.PollSimulation.Line;

class PollSimulationTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @TempDir
    Path folder;

    /// The README shows the figures of `GeneratedHistory.of(7, 20_000)`; here fewer parcels must do.
    @Test
    void atAnEqualNumberOfCallsTheAdaptivePlanSeesEverythingSoonerThanFixedIntervals() throws IOException {
        PollSimulation simulation = simulation(history());
        for (double hours : new double[] {4, 6, 12}) {
            Line fixed = simulation.fixed(hours);
            Line adaptive = simulation.adaptive(fixed);
            assertThat(adaptive.calls() / (double) fixed.calls()).isBetween(0.97, 1.03);
            assertThat(adaptive.weighted()).isLessThan(fixed.weighted() * 0.6);
            for (var measure : List.<java.util.function.Function<Line, Delay>>of(
                    Line::delivered, Line::attempt, Line::any, Line::stall)) {
                assertThat(measure.apply(adaptive).mean())
                        .isLessThan(measure.apply(fixed).mean());
                assertThat(measure.apply(adaptive).p95())
                        .isLessThan(measure.apply(fixed).p95());
            }
            assertThat(fixed.any().mean()).isBetween(hours * 0.45, hours * 0.55);
        }
    }

    @Test
    void theReadmeShowsTheseFigures() throws IOException {
        Path file = GeneratedHistory.of(7, 5_000, LocalDate.of(2025, 1, 6), 150).writeEvents(folder.resolve("r.csv"));
        PollSimulation simulation =
                simulation(EventFile.read(file, PARIS, _ -> {}).history());
        StringBuilder table = new StringBuilder("""
            | Looking | Calls per parcel | Delivered | Missed delivery | Any event | Silence of 3 days |
            |---|---|---|---|---|---|
            """);
        for (double hours : new double[] {4, 12}) {
            Line fixed = simulation.fixed(hours);
            table.append(row("every %d h".formatted((int) hours), fixed));
            table.append(row("adaptive", simulation.adaptive(fixed)));
        }
        table.append(row("round robin, 3 calls a day allowed", simulation.roundRobin(3)));
        table.append(row("adaptive, 3 calls a day allowed", simulation.adaptiveUnderQuota(3)));
        table.append(row("oracle", simulation.oracle()));
        assertThat(Files.readString(Path.of("README.md"))).contains(table);
    }

    private static String row(String name, Line line) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s | %s | %s |%n",
                name,
                line.callsPerParcel(),
                words(line.delivered()),
                words(line.attempt()),
                words(line.any()),
                words(line.stall()));
    }

    private static String words(Delay delay) {
        return String.format(Locale.ROOT, "%.1f / %.1f", delay.mean(), delay.p95());
    }

    @Test
    void underOneQuotaThePlanSeesNewsSoonerThanRoundRobinAndAnOracleAtOnce() throws IOException {
        PollSimulation simulation = simulation(history());
        Line roundRobin = simulation.roundRobin(3);
        Line adaptive = simulation.adaptiveUnderQuota(3);
        Line oracle = simulation.oracle();
        assertThat(adaptive.calls()).isLessThanOrEqualTo(roundRobin.calls());
        assertThat(adaptive.weighted()).isLessThan(roundRobin.weighted() * 0.8);
        assertThat(adaptive.any().p95()).isLessThan(roundRobin.any().p95());
        assertThat(oracle.any()).isEqualTo(new Delay(oracle.any().count(), 0, 0));
        assertThat(oracle.calls()).isLessThan(adaptive.calls());
    }

    @Test
    void theSameHistoryGivesTheSameFiguresAndWhatComesLaterTeachesNothingBefore() throws IOException {
        EventHistory whole = history();
        assertThat(simulation(whole).fixed(6)).isEqualTo(simulation(whole).fixed(6));
        Line fixed = simulation(whole).fixed(6);
        assertThat(simulation(whole).adaptive(fixed).calls())
                .isEqualTo(simulation(whole).adaptive(fixed).calls());
        WalkForward all = WalkForward.of(whole, PARIS, PollSimulation.WATCHED);
        long half = whole.begin() + (whole.end() - whole.begin()) / 2;
        EventHistory.Draft early = new EventHistory.Draft();
        for (int p = 0; p < whole.parcels(); p++) {
            for (int i = whole.from[p]; i < whole.from[p + 1] && whole.at[i] < half; i++) {
                early.add("P" + p, whole.carriers[whole.carrierOf[p]], whole.at[i], whole.statusAt(i));
            }
        }
        EventHistory known = early.build();
        WalkForward then = WalkForward.of(known, PARIS, PollSimulation.WATCHED);
        for (int carrier = 0; carrier < known.carriers.length; carrier++) {
            int same = List.of(whole.carriers).indexOf(known.carriers[carrier]);
            assertThat(NewsText.write(then.at(carrier, half))).isEqualTo(NewsText.write(all.at(same, half)));
        }
    }

    @Test
    void rowsThatCannotBeReadAreNamedAndSkippedAndUnknownWordsAreUnmapped() throws IOException {
        Path file = folder.resolve("events.csv");
        Files.writeString(file, """
            \uFEFFstatus;occurred_at;note;carrier;parcel
            transit.moving;2026-03-02T14:05:00+01:00;x;one;P1
            delivered.recipient;2026-03-03 09:00:00;x;one;P1
            TRANSIT.MOVING;2026-03-02T14:05:00+0100;"twice; the same";one;P1
            gone fishing;2026-03-02;;one;P2

            transit.moving;yesterday;;one;P2
            transit.moving;2026-03-02T10:00:00Z;;one;
            transit.moving
            """);
        EventFile.Read read = EventFile.read(file, ZoneOffset.UTC, _ -> {});
        assertThat(read.problems())
                .containsExactly(
                        "line 7: 'yesterday' is not a time such as 2026-03-02T14:05:00+01:00",
                        "line 8: names no parcel",
                        "line 9: has only 1 values");
        assertThat(read.skipped()).isEqualTo(3);
        assertThat(read.unmapped()).isEqualTo(1);
        EventHistory history = read.history();
        assertThat(history.parcels()).isEqualTo(2);
        assertThat(history.events()).isEqualTo(3);
        assertThat(history.statusAt(0)).isEqualTo(TrackingStatus.TRANSIT_MOVING);
        assertThat(history.at[1] - history.at[0])
                .isEqualTo(Duration.parse("PT19H55M").toMillis());
        assertThat(history.statusAt(2)).isEqualTo(TrackingStatus.UNKNOWN_UNMAPPED);
    }

    @Test
    void aFixedIntervalSeesNewsWithinItAndStopsAtTheEnd() {
        EventHistory.Draft draft = new EventHistory.Draft();
        long hour = NewsClock.HOUR_MS;
        draft.add("P1", "one", 0, TrackingStatus.ACCEPTED_SCANNED);
        draft.add("P1", "one", 30 * hour, TrackingStatus.DELIVERED_RECIPIENT);
        draft.add("P2", "one", 0, TrackingStatus.ACCEPTED_SCANNED);
        draft.add("P2", "one", 200 * hour, TrackingStatus.TRANSIT_MOVING);
        Line line = simulation(draft.build()).fixed(6);
        assertThat(line.delivered().count()).isEqualTo(1);
        assertThat(line.delivered().mean()).isBetween(0.0, 6.0);
        assertThat(line.any().count()).isEqualTo(2);
        // The second was silent from the 72nd hour on.
        assertThat(line.stall().count()).isEqualTo(1);
        assertThat(line.stall().mean()).isBetween(0.0, 6.0);
        assertThat(line.calls()).isBetween(6L + 34, 8L + 36);
    }

    private static PollSimulation simulation(EventHistory history) {
        return new PollSimulation(history, PollSettings.defaults(), PARIS, Duration.ofDays(3), _ -> {});
    }

    private EventHistory history() throws IOException {
        Path file = GeneratedHistory.of(7, 1_500, LocalDate.of(2025, 3, 3), 60).writeEvents(folder.resolve("e.csv"));
        List<String> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(file)) {
            all.limit(2).forEach(lines::add);
        }
        assertThat(lines.getFirst()).isEqualTo("parcel,carrier,occurred_at,status");
        return EventFile.read(file, PARIS, _ -> {}).history();
    }
}
