package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void evidenceIsSortedJsonThatReadsBackAsItWas() {
        Evidence evidence = new Sample()
                .event("2026-11-13T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .verdict(FlagKind.STALLED, "2026-11-18T09:00:00Z")
                .orElseThrow()
                .evidence();
        assertThat(evidence.json())
                .isEqualTo("{\"clock\":{\"country\":\"FR\",\"from\":\"2026-11-13T09:00:00Z\","
                               + "\"measure\":\"BUSINESS_DAYS\",\"region\":\"69\",\"to\":\"2026-11-18T09:00:00Z\","
                               + "\"weekdays\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\"],"
                               + "\"zone\":\"Europe/Paris\"},"
                               + "\"events\":[{\"at\":\"2026-11-13T10:00:00+01:00\",\"code\":\"C-transit.arrived_hub\","
                               + "\"place\":\"Lyon\",\"status\":\"transit.arrived_hub\"}],"
                               + "\"limits\":[{\"checked\":\"2026-09-30\",\"confidence\":\"MEDIUM\",\"key\":\"stalled-days\",\"measure\":\"BUSINESS_DAYS\",\"setBy\":\"book\",\"source\":\"Onward:"
                               + " 3 business days; Boxtal takes location inquiries after 72 h without movement (help"
                               + " pages)\",\"sourceFr\":\"Onward : 3 jours ouvrés ; Boxtal ouvre une recherche après"
                               + " 72 h sans mouvement (aides)\",\"value\":\"3\"}],"
                               + "\"notCounted\":[{\"from\":\"2026-11-14\",\"minutes\":0,\"why\":\"WEEKDAY\"},"
                               + "{\"from\":\"2026-11-15\",\"minutes\":0,\"why\":\"WEEKDAY\"}],"
                               + "\"rule\":\"stalled/2\"}");
        assertThat(Evidence.read(evidence.json(), "stalled/2")).isEqualTo(evidence);
        Evidence more = evidence.with("b", "2").with("a", "1");
        assertThat(Evidence.read(more.json(), "x")).isEqualTo(more);
        assertThat(more.json()).contains("\"facts\":{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void whatIsEmptyReadsBackAsEmptyAndCanBeSaid() {
        Instant from = Instant.parse("2026-11-13T09:00:00Z");
        Evidence bare = new Evidence(
                "pickup-waiting/2",
                List.of(new Evidence.Seen("2026-11-05T11:01:00+01:00", null, "", "pickup.ready")),
                new Evidence.Clock(from, from.plusSeconds(60), Measure.DAYS, "FR", null, List.of(), "Europe/Paris"),
                List.of(),
                List.of(),
                Map.of());
        Evidence read = Evidence.read(bare.json(), "pickup-waiting/2");
        assertThat(read).isEqualTo(bare);
        for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            assertThat(EvidenceWords.lines(read, locale, ZoneId.of("Europe/Paris")))
                    .hasSize(3);
        }
    }

    @Test
    void evidenceThatIsMissingOrOfAnotherVersionIsTheRuleAlone() {
        assertThat(Evidence.read(null, "late/1")).isEqualTo(Evidence.of("late/1"));
        assertThat(Evidence.read("{\"rule\":", "late/1")).isEqualTo(Evidence.of("late/1"));
    }

    @Test
    void bothLanguagesHaveTheSameTexts() {
        Set<String> french = new HashSet<>(EvidenceWords.keys(Locale.FRENCH));
        assertThat(EvidenceWords.keys(Locale.ENGLISH)).isEqualTo(french);
    }

    @Test
    void aLimitSetInTheConfigurationNamesItsSetting() {
        Threshold own = new Threshold(
                "late-days", "1", Measure.BUSINESS_DAYS, null, null, null, null, "rules.carriers.ups.late-days");
        assertThat(EvidenceWords.origin(own, Locale.ENGLISH))
                .isEqualTo("set in the configuration: rules.carriers.ups.late-days");
        assertThat(EvidenceWords.length(own, Locale.ENGLISH)).isEqualTo("1 business day");
        assertThat(EvidenceWords.length(own, Locale.FRENCH)).isEqualTo("1 jour ouvré");
    }

    @Test
    void carriersNamesOfPlacesAreFolded() {
        assertThat(PlaceKey.of("  Saint-Étienne  PFC 2 ")).contains("saint etienne pfc 2");
        assertThat(PlaceKey.of(" - ")).isEmpty();
        assertThat(PlaceKey.of(null)).isEmpty();
        assertThat(PickupKind.of("Consigne Pickup Gare, bureau de poste", "")).contains(PickupKind.LOCKER);
        assertThat(PickupKind.of("BUREAU DE POSTE LYON 3", null)).contains(PickupKind.POST_OFFICE);
        assertThat(PickupKind.of("Tabac du Port", "Disponible en point retrait"))
                .contains(PickupKind.RELAY);
        assertThat(PickupKind.of("Tabac du Port", "Disponible")).isEmpty();
    }
}
