package prevenance.web;

import static java.util.Locale.ENGLISH;
import static java.util.Locale.FRENCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Dates, times and amounts as people write them.
class DatesTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant AT = Instant.parse("2026-11-17T13:05:00Z");

    @Test
    void daysAreWrittenAsEachLanguageDoes() {
        LocalDate first = LocalDate.of(2026, 12, 1);
        assertThat(List.of(
                        Dates.day(first, FRENCH),
                        Dates.day(first, ENGLISH),
                        Dates.date(first, FRENCH),
                        Dates.date(first, ENGLISH),
                        Dates.moment(AT, PARIS, FRENCH),
                        Dates.moment(AT, PARIS, ENGLISH),
                        Dates.clock(AT, PARIS, ENGLISH)))
                .containsExactly(
                        "mardi 1er décembre",
                        "Tuesday 1 December",
                        "1er déc. 2026",
                        "1 Dec 2026",
                        "17 nov. 14:05",
                        "17 Nov 14:05",
                        "14:05");
    }

    @Test
    void lengthsAreToldInTheUnitThatCounts() {
        assertThat(List.of(
                        Dates.ago(AT.minusSeconds(30), AT, FRENCH),
                        Dates.ago(AT.minusSeconds(59 * 60), AT, ENGLISH),
                        Dates.ago(AT.plusSeconds(47 * 3600), AT, FRENCH),
                        Dates.ago(AT.minusSeconds(49 * 3600), AT, ENGLISH)))
                .containsExactly("à l’instant", "59 min ago", "dans 47 h", "2 days ago");
    }

    @Test
    void amountsCarryTheirCurrencysOwnDecimals() {
        assertThat(List.of(Dates.money(4990, "EUR", ENGLISH), Dates.money(4990, "JPY", ENGLISH)))
                .containsExactly("€49.90", "JP¥4,990");
        assertThat(Dates.money(4990, "EUR", FRENCH).replaceAll("\\h", " ")).isEqualTo("49,90 €");
    }
}
