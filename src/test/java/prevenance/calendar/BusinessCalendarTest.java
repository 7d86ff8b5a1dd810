package prevenance.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.calendar.BusinessCalendar.MONDAY_TO_FRIDAY;
import static prevenance.calendar.BusinessCalendar.MONDAY_TO_SATURDAY;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private final BusinessCalendar france = BusinessCalendar.of("FR", null, MONDAY_TO_FRIDAY);

    @Test
    void theFirstOfMayAndTheWeekendAreNotCounted() {
        LocalDate thursday = LocalDate.parse("2026-04-30");
        assertThat(france.plus(thursday, 1)).isEqualTo("2026-05-04");
        assertThat(france.plus(thursday, 0)).isEqualTo(thursday);
        assertThat(france.between(thursday, LocalDate.parse("2026-05-04"))).isEqualTo(1);
        assertThat(france.notCounted(thursday, LocalDate.parse("2026-05-08")))
                .isEqualTo(List.of(LocalDate.parse("2026-05-01"), LocalDate.parse("2026-05-08")));
        assertThat(france.between(LocalDate.parse("2026-05-04"), thursday)).isZero();
    }

    @Test
    void goodFridayIsAHolidayInAlsaceAndMoselleOnly() {
        LocalDate goodFriday = LocalDate.parse("2026-04-03");
        for (String postcode : List.of("67000", "68100", "57000")) {
            assertThat(at("FR", postcode).isBusinessDay(goodFriday))
                    .as(postcode)
                    .isFalse();
        }
        for (String postcode : List.of("54000", "75011", "20200", "97400")) {
            assertThat(at("FR", postcode).isBusinessDay(goodFriday))
                    .as(postcode)
                    .isTrue();
        }
    }

    @Test
    void everyPartOfFranceIsKnown() {
        for (String postcode :
                List.of("75011", "20000", "20200", "69001", "01000", "97110", "97420", "98800", "67000")) {
            assertThat(at("FR", postcode).regionKnown()).as(postcode).isTrue();
        }
        // Abolition of slavery on Réunion.
        assertThat(at("FR", "97400").isBusinessDay(LocalDate.parse("2027-12-20")))
                .isFalse();
        assertThat(france.isBusinessDay(LocalDate.parse("2027-12-20"))).isTrue();
    }

    @Test
    void anUnknownRegionHasTheCountrysHolidaysAndSaysSo() {
        BusinessCalendar nowhere = BusinessCalendar.of("FR", "00", MONDAY_TO_FRIDAY);
        assertThat(nowhere.regionKnown()).isFalse();
        assertThat(nowhere.isBusinessDay(LocalDate.parse("2026-05-01"))).isFalse();
    }

    @Test
    void anUnknownCountryHasOnlyWeekendsAndSaysSo() {
        for (String code : List.of("QQ", "NYSE", "")) {
            BusinessCalendar unknown = BusinessCalendar.of(code, null, MONDAY_TO_FRIDAY);
            assertThat(unknown.countryKnown()).isFalse();
            assertThat(unknown.isBusinessDay(LocalDate.parse("2026-12-25"))).isTrue();
            assertThat(unknown.isBusinessDay(LocalDate.parse("2026-12-26"))).isFalse();
        }
    }

    @Test
    void aHolidayOfOneLandIsNoHolidayOfTheCountry() {
        // Women's Day, in 2027 a Monday, is a holiday in Berlin and not in the whole country.
        assertThat(at("DE", "10115").isBusinessDay(LocalDate.parse("2027-03-08")))
                .isTrue();
        assertThat(BusinessCalendar.of("DE", "be", MONDAY_TO_FRIDAY).isBusinessDay(LocalDate.parse("2027-03-08")))
                .isFalse();
    }

    @Test
    void saturdayCountsWhereItIsAWorkingDayAndClosingDaysOfOnesOwnDoNot() {
        LocalDate saturday = LocalDate.parse("2026-11-21");
        BusinessCalendar carrier = BusinessCalendar.of("fr", null, MONDAY_TO_SATURDAY);
        assertThat(carrier.isBusinessDay(saturday)).isTrue();
        BusinessCalendar closed = carrier.closedOn(Set.of(saturday));
        assertThat(closed.isBusinessDay(saturday)).isFalse();
        assertThat(closed.notCounted(LocalDate.parse("2026-11-20"), saturday)).containsExactly(saturday);
    }

    @Test
    void aHolidayHasANameInBothLanguages() {
        String key = france.holidayKey(LocalDate.parse("2026-05-01")).orElseThrow();
        assertThat(BusinessCalendar.holidayName(key, Locale.FRENCH)).isEqualToIgnoringCase("fête du travail");
        assertThat(BusinessCalendar.holidayName(key, Locale.ENGLISH)).isEqualTo("Labour day");
        assertThat(france.holidayKey(LocalDate.parse("2026-05-02"))).isEmpty();
    }

    private static BusinessCalendar at(String country, String postcode) {
        return BusinessCalendar.of(country, Places.regionOf(country, postcode).orElse(null), MONDAY_TO_FRIDAY);
    }
}
