package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void datesAreIsoOrDayFirstAndLocalTimesAreOnTheShopsClock() {
        Map<String, String> expected = new TreeMap<>(Map.ofEntries(
                Map.entry("2026-11-20", "2026-11-19T23:00:00Z"),
                Map.entry("2026-11-20T14:05", "2026-11-20T13:05:00Z"),
                Map.entry("2026-11-20 14:05:09.123", "2026-11-20T13:05:09Z"),
                Map.entry("2026-11-20T14:05:09Z", "2026-11-20T14:05:09Z"),
                Map.entry("2026-11-20T14:05:09-05:00", "2026-11-20T19:05:09Z"),
                Map.entry("2026-11-20 14:05:09 +0100", "2026-11-20T13:05:09Z"),
                Map.entry("2026-11-20 14:05:09 UTC", "2026-11-20T14:05:09Z"),
                Map.entry("03/04/2026", "2026-04-02T22:00:00Z"),
                Map.entry("3/4/2026 9:30", "2026-04-03T07:30:00Z"),
                Map.entry("20.11.2026 à 14h05", "2026-11-20T13:05:00Z"),
                Map.entry("29/03/2026 02:30", "2026-03-29T01:30:00Z"),
                Map.entry("13/25/2026", "bad"),
                Map.entry("2026-02-30", "bad"),
                Map.entry("20/11/26", "bad"),
                Map.entry("20/11-2026", "bad"),
                Map.entry("0026-11-20", "bad"),
                Map.entry("2026-11-20T25:00", "bad"),
                Map.entry("2026-11-20T14:05+99:00", "bad"),
                Map.entry("tomorrow", "bad")));
        Map<String, String> read = new TreeMap<>();
        expected.keySet().forEach(text -> read.put(text, told(Dates.instant(text, PARIS))));
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void thePromisedDayIsTheDayAsWritten() {
        assertThat(told(Dates.date("2026-11-24T23:30:00-05:00"))).isEqualTo("2026-11-24");
        assertThat(told(Dates.date("24/11/2026"))).isEqualTo("2026-11-24");
    }

    @Test
    void amountsAreReadAsPeopleWriteThemAndNeverGuessed() {
        Map<String, String> expected = new TreeMap<>(Map.ofEntries(
                Map.entry("129.90", "12990 EUR"),
                Map.entry("129,90", "12990 EUR"),
                Map.entry("129,9", "12990 EUR"),
                Map.entry("1 299,00 €", "129900 EUR"),
                Map.entry("1\u202F299,00\u00A0€", "129900 EUR"),
                Map.entry("€1,299.00", "129900 EUR"),
                Map.entry("1.299,00", "129900 EUR"),
                Map.entry("1.299.000", "129900000 EUR"),
                Map.entry("1'299.00", "129900 EUR"),
                Map.entry("129.9000", "12990 EUR"),
                Map.entry("0.500", "50 EUR"),
                Map.entry("12", "1200 EUR"),
                Map.entry("GBP 12", "1200 GBP"),
                Map.entry("12 £", "1200 GBP"),
                Map.entry("1500 JPY", "1500 JPY"),
                Map.entry("1.234 KWD", "1234 KWD"),
                Map.entry("1,299", "bad"),
                Map.entry("12.345 €", "bad"),
                Map.entry("129.999,5", "12999950 EUR"),
                Map.entry("129.9901", "bad"),
                Map.entry("1500,5 JPY", "bad"),
                Map.entry("-12", "bad"),
                Map.entry("12,34,56", "bad"),
                Map.entry("1e5", "bad"),
                Map.entry("12 bananas", "bad"),
                Map.entry("99999999999999", "bad"),
                Map.entry(",", "bad")));
        Map<String, String> read = new TreeMap<>();
        expected.keySet().forEach(text -> read.put(text, told(Money.parse(text, null, "EUR"))));
        assertThat(read).isEqualTo(expected);
        assertThat(told(Money.parse("12 £", "EUR", "EUR"))).isEqualTo("bad");
    }

    @Test
    void countriesAndLanguagesGoByCodeOrName() {
        Map<String, String> expected = Map.of(
                "fr",
                "FR",
                "UK",
                "GB",
                "France",
                "FR",
                "ALLEMAGNE",
                "DE",
                "Germany",
                "DE",
                "espagne",
                "ES",
                "États-Unis",
                "US",
                "bel",
                "BE",
                "ZZ",
                "bad");
        Map<String, String> read = new TreeMap<>();
        expected.keySet().forEach(text -> read.put(text, told(Places.country(text))));
        assertThat(read).isEqualTo(expected);
        assertThat(told(Places.locale("fr_FR"))).isEqualTo("fr_FR");
        assertThat(told(Places.locale("Anglais"))).isEqualTo("en");
        assertThat(told(Places.locale("zz-top"))).isEqualTo("bad");
    }

    @Test
    void mailAddressesAreCheckedByTheirForm() {
        Map<String, Boolean> expected = Map.of(
                "camille@example.org", true,
                "c.o'neil+x@sub.example.org", true,
                "zoé@exämple.org", true,
                "camille@example", false,
                "camille@@example.org", false,
                "a@example.org;b@example.org", false,
                "Camille <c@example.org>", false,
                ".c@example.org", false,
                "c@-example.org", false,
                "@example.org", false);
        Map<String, Boolean> read = new TreeMap<>();
        expected.keySet().forEach(text -> read.put(text, Contacts.email(text) instanceof Parsed.Good<String>));
        assertThat(read).isEqualTo(expected);
    }

    private static String told(Parsed<?> parsed) {
        return switch (parsed) {
            case Parsed.Good<?>(Money(long minor, String currency)) -> minor + " " + currency;
            case Parsed.Good<?>(Object value) -> value.toString();
            case Parsed.Bad<?> bad -> "bad";
        };
    }
}
