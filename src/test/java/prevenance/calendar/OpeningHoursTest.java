package prevenance.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private final BusinessCalendar france = BusinessCalendar.of("FR", null, BusinessCalendar.MONDAY_TO_SATURDAY);
    private final OpeningHours usual = OpeningHours.usual(PARIS, france);

    @Test
    void twoHoursAreTwoHoursOfOpenTime() {
        // Local times in Paris, summer (+2) and winter (+1).
        assertThat(twoHoursAfter("2026-11-20T10:00:00+01:00")).isEqualTo("2026-11-20T11:00:00Z");
        assertThat(twoHoursAfter("2026-11-20T17:00:00+01:00")).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(twoHoursAfter("2026-11-20T05:00:00+01:00")).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(twoHoursAfter("2026-11-21T18:00:00+01:00")).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(twoHoursAfter("2026-11-21T16:00:00+01:00")).isEqualTo("2026-11-21T17:00:00Z");
    }

    @Test
    void aHolidayIsClosed() {
        // 1 May 2026 is a Friday.
        assertThat(twoHoursAfter("2026-04-30T17:30:00+02:00")).isEqualTo("2026-05-02T08:30:00Z");
    }

    @Test
    void theClockMayChangeOverTheNight() {
        // The clock goes back on Sunday 25 October 2026 and forward on Sunday 28 March 2027.
        assertThat(twoHoursAfter("2026-10-24T17:00:00+02:00")).isEqualTo("2026-10-26T09:00:00Z");
        // ... which is Easter: Monday is closed too.
        assertThat(twoHoursAfter("2027-03-27T17:00:00+01:00")).isEqualTo("2027-03-30T08:00:00Z");
    }

    @Test
    void openThroughTheChangeRealTimeIsCounted() {
        BusinessCalendar always = BusinessCalendar.of("QQ", null, java.util.Set.of(DayOfWeek.values()));
        OpeningHours night = new OpeningHours(
                Map.of(DayOfWeek.SUNDAY, new OpeningHours.Hours(LocalTime.MIDNIGHT, LocalTime.MAX)), PARIS, always);
        // 25 hours on the day the clock goes back, 23 when it goes forward.
        assertThat(night.plusOpen(Instant.parse("2026-10-24T12:00:00Z"), Duration.ofHours(25)))
                .isEqualTo("2026-10-25T23:00:00Z");
        assertThat(night.plusOpen(Instant.parse("2026-10-25T00:30:00Z"), Duration.ofHours(2)))
                .isEqualTo("2026-10-25T02:30:00Z");
        assertThat(night.plusOpen(Instant.parse("2027-03-27T12:00:00Z"), Duration.ofHours(23)))
                .isEqualTo("2027-03-28T22:00:00Z");
    }

    @Test
    void aLongGoalRunsOverManyDaysAndAGoalOfZeroIsNow() {
        assertThat(usual.plusOpen(Instant.parse("2026-11-16T08:00:00Z"), Duration.ofHours(54)))
                .isEqualTo("2026-11-21T17:00:00Z");
        Instant now = Instant.parse("2026-11-22T03:00:00Z");
        assertThat(usual.plusOpen(now, Duration.ZERO)).isEqualTo(now);
    }

    @Test
    void hoursThatEndBeforeTheyBeginAreRefused() {
        assertThatThrownBy(() -> new OpeningHours.Hours(LocalTime.of(18, 0), LocalTime.of(9, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("opens at 18:00 but closes at 09:00");
    }

    private Instant twoHoursAfter(String from) {
        return usual.plusOpen(java.time.OffsetDateTime.parse(from).toInstant(), Duration.ofHours(2));
    }
}
