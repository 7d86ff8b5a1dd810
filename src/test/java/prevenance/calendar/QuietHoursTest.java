package prevenance.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    @ParameterizedTest
    @CsvSource({
        // In Paris 19:59:59, 21:00, midnight, 07:59, 08:00; then the short night of the clock change.
        "21:00, 08:00, 2026-11-19T19:59:59Z, 2026-11-19T19:59:59Z",
        "21:00, 08:00, 2026-11-19T20:00:00Z, 2026-11-20T07:00:00Z",
        "21:00, 08:00, 2026-11-19T23:00:00Z, 2026-11-20T07:00:00Z",
        "21:00, 08:00, 2026-11-20T06:59:00Z, 2026-11-20T07:00:00Z",
        "21:00, 08:00, 2026-11-20T07:00:00Z, 2026-11-20T07:00:00Z",
        "21:00, 08:00, 2026-03-28T22:00:00Z, 2026-03-29T06:00:00Z",
        "01:00, 06:00, 2026-11-20T02:00:00Z, 2026-11-20T05:00:00Z",
        "01:00, 06:00, 2026-11-20T12:00:00Z, 2026-11-20T12:00:00Z",
        "00:00, 00:00, 2026-11-20T02:00:00Z, 2026-11-20T02:00:00Z"
    })
    void whatFallsIntoTheQuietHoursWaitsForTheirEndOnTheReadersClock(
            LocalTime from, LocalTime until, Instant at, Instant expected) {
        assertThat(new QuietHours(from, until).endOf(at, ZoneId.of("Europe/Paris")))
                .isEqualTo(expected);
    }
}
