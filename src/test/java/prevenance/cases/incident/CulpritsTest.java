package prevenance.cases.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CulpritsTest {
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");
    private static final Usual NOTHING_KNOWN = new Usual(0, Map.of());

    private final List<Cell> cells = new ArrayList<>();

    private void flagged(int parcels, String depot, String area, String service, String day) {
        cells.add(new Cell(depot, area, service, LocalDate.parse(day), parcels, parcels, 0, NOW, NOW, NOW));
    }

    private List<String> culprits(Usual usual, long underWay) {
        return new Culprits(IncidentSettings.defaults(), usual, underWay)
                .among(cells).stream()
                        .map(found -> found.key().scope() + " " + found.key().value() + " " + found.parcels())
                        .toList();
    }

    /// So many a day at a depot, on each of so many days.
    private static Usual usually(String depot, int parcels, int days) {
        Map<Integer, Integer> byDay = new HashMap<>();
        for (int day = 1; day <= days; day++) {
            byDay.put(day, parcels);
        }
        return new Usual(days, Map.of(new ScopeKey(IncidentScope.DEPOT, depot), byDay));
    }

    @Test
    void tenAtOneDepotAreOneIncidentAndNineAreNone() {
        flagged(9, "lyon", "FR-69", "", "2026-11-12");
        assertThat(culprits(NOTHING_KNOWN, 1_000)).isEmpty();
        flagged(1, "lyon", "FR-13", "", "2026-11-13");
        assertThat(culprits(NOTHING_KNOWN, 1_000)).containsExactly("DEPOT lyon 10");
    }

    @Test
    void atABusyDepotItTakesThreeTimesTheUsual() {
        flagged(29, "lyon", "", "", "2026-11-12");
        assertThat(culprits(usually("lyon", 10, 20), 10_000)).isEmpty();
        flagged(1, "lyon", "", "", "2026-11-12");
        assertThat(culprits(usually("lyon", 10, 20), 10_000)).containsExactly("DEPOT lyon 30");
    }

    @Test
    void theSameWeekdayCountsWhenItIsBusier() {
        Map<Integer, Integer> mondays = Map.of(7, 20, 14, 20, 21, 20, 28, 20);
        Usual usual = new Usual(28, Map.of(new ScopeKey(IncidentScope.DEPOT, "lyon"), mondays));
        assertThat(usual.of(new ScopeKey(IncidentScope.DEPOT, "lyon"))).isEqualTo(20);
        assertThat(usual.of(new ScopeKey(IncidentScope.DEPOT, "lille"))).isZero();
        Usual young = new Usual(10, usual.counts());
        assertThat(young.of(new ScopeKey(IncidentScope.DEPOT, "lyon"))).isEqualTo(2);
    }

    @Test
    void aDepotIsNamedRatherThanEverythingThatItsParcelsShare() {
        for (int area = 0; area < 20; area++) {
            flagged(50, "lyon", "FR-" + area, "express", "2026-11-12");
        }
        assertThat(culprits(NOTHING_KNOWN, 2_000)).containsExactly("DEPOT lyon 1000");
    }

    @Test
    void whereManyDepotsServeOneAreaTheAreaIsNamed() {
        for (int depot = 0; depot < 8; depot++) {
            flagged(12, "depot " + depot, "FR-34", "", "2026-11-12");
        }
        assertThat(culprits(NOTHING_KNOWN, 5_000)).containsExactly("AREA FR-34 96");
    }

    @Test
    void allOverTheCountryItIsTheCarrierAndNotADozenDepots() {
        for (int depot = 0; depot < 12; depot++) {
            flagged(40, "depot " + depot, "FR-" + depot, "", "2026-11-" + (10 + depot % 5));
        }
        assertThat(culprits(NOTHING_KNOWN, 2_000)).containsExactly("CARRIER  480");
    }

    @Test
    void aFewEverywhereAreNoIncidentOfALargeCarrier() {
        for (int depot = 0; depot < 12; depot++) {
            flagged(4, "depot " + depot, "FR-" + depot, "", "2026-11-" + (10 + depot % 5));
        }
        assertThat(culprits(NOTHING_KNOWN, 2_000)).isEmpty();
        assertThat(culprits(NOTHING_KNOWN, 400)).containsExactly("CARRIER  48");
    }

    @Test
    void whatNeverLeftIsAMatterOfItsDay() {
        for (int area = 0; area < 40; area++) {
            flagged(4, "", "FR-" + area, "", "2026-11-17");
        }
        assertThat(culprits(NOTHING_KNOWN, 1_000)).containsExactly("DAY 2026-11-17 160");
    }

    @Test
    void twoDepotsAreTwoIncidents() {
        flagged(200, "lyon", "FR-69", "", "2026-11-12");
        flagged(100, "lille", "FR-59", "", "2026-11-12");
        assertThat(culprits(NOTHING_KNOWN, 10_000)).containsExactly("DEPOT lyon 200", "DEPOT lille 100");
    }

    @Test
    void aBurstIsHeldWhereverItCameFrom() {
        for (int area = 0; area < 60; area++) {
            cells.add(new Cell("", "FR-" + area, "", LocalDate.parse("2026-11-12"), 9, 9, 9, NOW, NOW, NOW));
        }
        assertThat(culprits(NOTHING_KNOWN, 100_000)).containsExactly("DAY 2026-11-12 540");
    }

    @Test
    void whatTheDeskHasHandledAllIsNoNewIncident() {
        cells.add(new Cell("lyon", "", "", LocalDate.parse("2026-11-12"), 50, 0, 0, NOW, NOW, NOW));
        assertThat(culprits(NOTHING_KNOWN, 100)).isEmpty();
    }
}
