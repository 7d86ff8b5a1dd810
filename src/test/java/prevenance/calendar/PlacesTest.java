package prevenance.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void aCountryWithOneZoneIsKnownWithoutAPostcode() {
        assertThat(Places.zoneOf("fr", null)).contains(ZoneId.of("Europe/Paris"));
        assertThat(Places.zoneOf("DE", "10115")).contains(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void aCountryWithSeveralZonesIsUnknownUnlessThePostcodeDecides() {
        assertThat(Places.zoneOf("US", "10001")).isEmpty();
        assertThat(Places.zoneOf("ES", null)).isEmpty();
        assertThat(Places.zoneOf("ES", "28001")).contains(ZoneId.of("Europe/Madrid"));
        assertThat(Places.zoneOf("ES", "35001")).contains(ZoneId.of("Atlantic/Canary"));
        assertThat(Places.zoneOf("PT", "9500-150")).contains(ZoneId.of("Atlantic/Azores"));
        assertThat(Places.zoneOf("PT", "1100-148")).contains(ZoneId.of("Europe/Lisbon"));
    }

    @Test
    void frenchPlacesOverseasHaveTheirOwnHours() {
        assertThat(Places.zoneOf("FR", "97400")).contains(ZoneId.of("Indian/Reunion"));
        assertThat(Places.zoneOf("FR", "98 800")).contains(ZoneId.of("Pacific/Noumea"));
        assertThat(Places.zoneOf("FR", "98735")).isEmpty();
        assertThat(Places.zoneOf("RE", null)).contains(ZoneId.of("Indian/Reunion"));
    }

    @Test
    void theRegionIsReadFromAFrenchPostcodeOnly() {
        assertThat(Places.regionOf("FR", "67000")).contains("67");
        assertThat(Places.regionOf("FR", "01 000")).contains("01");
        assertThat(Places.regionOf("FR", "20167")).contains("2A");
        assertThat(Places.regionOf("FR", "20600")).contains("2B");
        assertThat(Places.regionOf("FR", "97400")).contains("974");
        assertThat(Places.regionOf("FR", "6700")).isEmpty();
        assertThat(Places.regionOf("FR", null)).isEmpty();
        assertThat(Places.regionOf("DE", "67000")).isEmpty();
    }
}
