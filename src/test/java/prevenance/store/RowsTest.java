package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void idsAreFilledUpToAPowerOfTwoWithTheLastOne() {
        assertThat(Rows.padded(List.of())).isEmpty();
        assertThat(Rows.padded(List.of(7L))).containsExactly(7L);
        assertThat(Rows.padded(List.of(7L, 8L))).containsExactly(7L, 8L);
        assertThat(Rows.padded(List.of(7L, 8L, 9L))).containsExactly(7L, 8L, 9L, 9L);
        assertThat(Rows.padded(List.of(7L, 8L, 9L, 1L, 2L))).containsExactly(7L, 8L, 9L, 1L, 2L, 2L, 2L, 2L);
        assertThat(Rows.padded(LongStream.range(0, 50).boxed().toList()))
                .hasSize(64)
                .endsWith(49L, 49L);
    }
}
