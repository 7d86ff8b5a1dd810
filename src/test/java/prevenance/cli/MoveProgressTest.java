package prevenance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MoveProgressTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final List<String> said = new ArrayList<>();
    private final MoveProgress progress = new MoveProgress(said::add, nanos::get);

    @Test
    void whatIsDoneWithinTwoSecondsIsNotWorthAWord() {
        for (int tenth = 0; tenth < 20; tenth++) {
            progress.copied("parcel", tenth * 1_000L);
            after(100);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void fromThenOnItIsSaidFourTimesASecond() {
        for (int tenth = 0; tenth <= 30; tenth++) {
            progress.copied("tracking_event", 1_000_000 + tenth);
            after(100);
        }
        assertThat(said)
                .containsExactly(
                        "copying tracking_event: 1,000,020 rows",
                        "copying tracking_event: 1,000,023 rows",
                        "copying tracking_event: 1,000,026 rows",
                        "copying tracking_event: 1,000,029 rows");
        after(250);
        progress.compared("carrier", 7);
        assertThat(said).last().isEqualTo("comparing carrier: 7 rows");
    }

    private void after(long milliseconds) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
