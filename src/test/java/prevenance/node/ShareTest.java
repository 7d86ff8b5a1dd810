package prevenance.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void theSharesOfAllAreTheWholeWhateverItIsAndHoweverManyShareIt() {
        for (int nodes = 1; nodes <= 7; nodes++) {
            for (int total = 0; total <= 20; total++) {
                for (String what : List.of("laposte", "dhl", "register seventeentrack")) {
                    int count = nodes;
                    int whole = total;
                    assertThat(IntStream.range(0, nodes)
                                    .map(rank -> new Share.Ranked(rank, count).of(what, whole))
                                    .sum())
                            .isEqualTo(total);
                }
            }
        }
    }

    @Test
    void whatOnlyOneCanHaveIsNotAlwaysTheSameOnes() {
        List<String> carriers =
                IntStream.range(0, 50).mapToObj(i -> "carrier" + i).toList();
        long first = carriers.stream()
                .filter(code -> new Share.Ranked(0, 2).of(code, 1) == 1)
                .count();
        assertThat(first).isBetween(10L, 40L);
    }

    @Test
    void whileNotAllKnowWhoSharesNobodyHasMoreThanBefore() {
        Share lesser = new Share.Lesser(new Share.Ranked(0, 2), new Share.Ranked(0, 1));
        assertThat(lesser.of("laposte", 8)).isEqualTo(4);
    }

    @Test
    void eachBeginsWithOtherWorkAndForgetsNone() {
        List<Long> ids = List.of(1L, 2L, 3L, 4L, 5L);
        assertThat(new Share.Ranked(0, 2).mineFirst(ids)).containsExactly(2L, 4L, 1L, 3L, 5L);
        assertThat(new Share.Ranked(1, 2).mineFirst(ids)).containsExactly(1L, 3L, 5L, 2L, 4L);
    }
}
