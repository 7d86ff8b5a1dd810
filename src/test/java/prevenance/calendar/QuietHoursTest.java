package prevenance.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// In Cairo the clock changes at midnight, in Lord Howe by half an hour.
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Paris", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe"})
    void inFourYearsNoMinuteIsQuietOrFreeAgainstTheReadersClock(String name) {
        ZoneId zone = ZoneId.of(name);
        List<QuietHours> all = List.of(
                new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)),
                new QuietHours(LocalTime.of(22, 45), LocalTime.of(2, 30)),
                new QuietHours(LocalTime.of(0, 30), LocalTime.of(1, 45)));
        Instant until = Instant.parse("2030-12-31T00:00:00Z");
        for (ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.parse("2027-01-01T00:00:00Z"));
                change.getInstant().isBefore(until);
                change = zone.getRules().nextTransition(change.getInstant())) {
            for (QuietHours hours : all) {
                Instant ends = change.getInstant().plus(3, ChronoUnit.DAYS);
                // Backwards: the first free minute from each on.
                Instant free = null;
                for (Instant at = ends;
                        at.isAfter(change.getInstant().minus(3, ChronoUnit.DAYS));
                        at = at.minus(1, ChronoUnit.MINUTES)) {
                    free = isFree(hours, at.atZone(zone).toLocalTime()) ? at : free;
                    if (free != null) {
                        assertThat(hours.endOf(at, zone))
                                .as("%s, %s", hours, at.atZone(zone))
                                .isEqualTo(free);
                    }
                }
            }
        }
    }

    private static boolean isFree(QuietHours hours, LocalTime clock) {
        return hours.from().isBefore(hours.until())
                ? clock.isBefore(hours.from()) || !clock.isBefore(hours.until())
                : !clock.isBefore(hours.until()) && clock.isBefore(hours.from());
    }
}
