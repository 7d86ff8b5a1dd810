package prevenance.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// That the benchmarks work; how fast anything is, is not judged here.
class BenchmarksTest {
    /// How many lines each has; those that need several daemons or minutes are left to the command.
    private static final Map<String, Integer> LINES = Map.of(
            "assess", 1, "events", 1, "import", 1, "mail", 1, "poll-10", 1, "calls", 2, "start", 1, "console", 2,
            "growth", 3);

    @TempDir
    Path folder;

    static Stream<String> names() {
        return LINES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    @Timeout(180)
    void aBenchmarkMeasuresWhatItSaysAndItsLimit(String name) throws Exception {
        List<String> told = new ArrayList<>();
        Path own = Files.createDirectories(folder.resolve("own"));
        Path shared = Files.createDirectories(folder.resolve("shared"));
        List<Figure> figures = Benchmarks.named(name).run(new Place(own, shared, Size.TINY, what -> told.add(what)));
        assertThat(figures).hasSize(LINES.getOrDefault(name, 0)).allSatisfy(figure -> {
            assertThat(figure.measured()).isPositive();
            assertThat(figure.limit() == null).isEqualTo(figure.beside() == null);
            if (figure.limit() != null) {
                assertThat(figure.limit()).isPositive();
            }
            assertThat(figure.reach()).isNotNull();
            assertThat(figure.row().split(" \\| ", -1)).hasSize(6);
        });
        assertThat(told).isNotEmpty();
    }

    @Test
    void whatIsChosenIsMeasuredInTheOrderOfTheTable() {
        assertThat(Benchmarks.chosen("mail, poll,assess"))
                .extracting(Benchmark::name)
                .containsExactly("assess", "mail", "poll-1", "poll-10", "poll-30");
        assertThat(Benchmarks.chosen("")).isEqualTo(Benchmarks.ALL);
        assertThat(Benchmarks.ALL).extracting(Benchmark::name).doesNotHaveDuplicates();
        assertThatThrownBy(() -> Benchmarks.chosen("pol")).hasMessageContaining("nothing is called pol; there are [");
    }

    @Test
    void aFigureIsHeldAgainstItsReachByRatioDifferenceOrByItself() {
        Rounds.Pair pair = new Rounds.Pair(30, 100);
        Figure share = Figure.share("polls", "parcels/s", pair, "bare loop", 0.5, "");
        assertThat(share.held()).isFalse();
        assertThat(share.row()).isEqualTo("| polls | 30 parcels/s | bare loop: 100 | 0.3 | ≥ 0.5 | **no** |");
        assertThat(Figure.atMostTimes("calls", "calls", 30, "fixed", 100, 0.35, "")
                        .row())
                .isEqualTo("| calls | 30 calls | fixed: 100 | 0.3 | ≤ 0.35 | yes |");
        assertThat(Figure.atMostMore("start", "s", new Rounds.Pair(1.25, 0.05), "empty", 1.5, "")
                        .row())
                .isEqualTo("| start | 1.25 s | empty: 0.05 | 1.2 | ≤ 1.5 | yes |");
        assertThat(Figure.atMost("list", "ms", 101, "SQL", 3.0, 100, "").row())
                .isEqualTo("| list | 101 ms | SQL: 3 |  | ≤ 100 | **no** |");
        assertThat(Figure.atLeast("assessments", "parcels/s", 250_000, null, "").row())
                .isEqualTo("| assessments | 250,000 parcels/s | – |  | – | – |");
        assertThat(share.json())
                .containsEntry("held", false)
                .containsEntry("comparison", 0.3)
                .containsEntry("compared", "ratio");
    }

    @Test
    void theMedianIsInTheMiddleAndTheFirstRoundIsNotCounted() throws Exception {
        double[] ours = {1_000, 5, 1, 3};
        double[] limits = {1_000, 10, 30, 20};
        int[] turn = new int[2];
        List<String> told = new ArrayList<>();
        Rounds.Pair pair = Rounds.of(3, told::add, () -> ours[turn[0]++], () -> limits[turn[1]++]);
        assertThat(pair).isEqualTo(new Rounds.Pair(3, 20));
        assertThat(told).containsExactly("warming up", "round 1 of 3", "round 2 of 3", "round 3 of 3");
        assertThat(Rounds.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    }

    @Test
    void theManyParcelsAreAShopInWhichNothingIsDue() throws Exception {
        Path file = folder.resolve("many.db");
        ManyParcels.make(file, 1_000);
        try (PlainFile plain = PlainFile.durable(file)) {
            assertThat(plain.texts("select count(*) from parcel where next_poll_at is not null"))
                    .containsExactly("1000");
            assertThat(plain.texts("select count(*) from parcel where carrier = 'laposte'"))
                    .containsExactly("700");
            assertThat(plain.texts("select count(*) from tracking_event")).containsExactly("3000");
            assertThat(plain.texts("select count(*) from flag where state = 'OPEN'"))
                    .containsExactly("100");
            assertThat(plain.texts("select count(*) from service_case")).containsExactly("10");
            assertThat(plain.texts(String.format(
                            Locale.ROOT,
                            "select count(*) from parcel where next_poll_at < %d or assess_after < %1$d or desk_due_at"
                                    + " > 0",
                            System.currentTimeMillis() + 1_000L * 86_400_000)))
                    .containsExactly("0");
            assertThat(plain.texts("pragma integrity_check")).containsExactly("ok");
            assertThat(plain.texts("pragma foreign_key_check")).isEmpty();
        }
    }
}
