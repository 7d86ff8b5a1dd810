package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentScope;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.IncidentState;
import prevenance.cases.incident.ScopeKey;
import prevenance.cases.incident.Worry;

class IncidentDeskTest {
    /// Thursday, ten in the morning in Paris.
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Hub hub;

    @BeforeEach
    void open() {
        hub = new Hub(folder.resolve("shop.db"), IncidentSettings.defaults());
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private List<Long> at(int count, String place) {
        return hub.parcels(count, place, "69001", NOW.minus(Duration.ofDays(5)));
    }

    @Test
    void onACalmDayALateParcelIsACaseOfItsOwnAfterTheTimeOfWaiting() {
        List<Long> late = at(3, "Lyon");
        at(60, "Lyon");
        hub.raise(late, FlagKind.LATE, NOW);

        hub.run(NOW, Duration.ofMinutes(10), MINUTE);
        assertThat(hub.openCases()).isEmpty();
        assertThat(hub.waitingMails()).isEmpty();

        hub.beat(NOW.plus(Duration.ofMinutes(10)));
        assertThat(hub.openCases()).containsExactly("LATE parcel 1", "LATE parcel 2", "LATE parcel 3");
        assertThat(hub.waitingMails()).hasSize(3);
        assertThat(hub.open()).isEmpty();
    }

    @Test
    void aDamagedParcelNeverWaitsForOthers() {
        List<Long> damaged = at(30, "Lyon");
        hub.raise(damaged, FlagKind.DAMAGED, NOW);
        hub.beat(NOW);
        assertThat(hub.openCases()).hasSize(30).allMatch(text -> text.startsWith("DAMAGED parcel"));
        assertThat(hub.open()).isEmpty();
    }

    @Test
    void manyNewFlagsOfOneDepotBecomeOneIncidentWithOneCaseAndNoMail() {
        List<Long> late = at(40, "Lyon");
        hub.parcels(400, "Rennes", "35000", NOW.minus(Duration.ofDays(5)));
        hub.raise(late.subList(0, 25), FlagKind.LATE, NOW);
        hub.raise(late.subList(25, 40), FlagKind.STALLED, NOW);
        hub.run(NOW, Duration.ofHours(1), MINUTE);

        assertThat(hub.open()).hasSize(1);
        Incident incident = hub.open().getFirst();
        assertThat(incident.key()).isEqualTo(new ScopeKey(IncidentScope.DEPOT, "lyon"));
        assertThat(incident.label()).isEqualTo("Lyon");
        assertThat(incident.worry()).isEqualTo(Worry.DELAY);
        assertThat(incident.state()).isEqualTo(IncidentState.OPEN);
        assertThat(incident.members()).isEqualTo(40);
        assertThat(incident.evidence().kinds())
                .containsOnly(java.util.Map.entry("LATE", 25), java.util.Map.entry("STALLED", 15));
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
        assertThat(hub.waitingMails()).isEmpty();
    }

    @Test
    void whatTheDeskHadHandledBeforeItWasClearIsTakenIn() {
        List<Long> late = at(12, "Lyon");
        hub.raise(late.subList(0, 4), FlagKind.LATE, NOW);
        Instant later = hub.run(NOW, Duration.ofMinutes(30), MINUTE);
        assertThat(hub.openCases()).hasSize(4);
        assertThat(hub.waitingMails()).hasSize(4);
        hub.sql("insert into case_entry (case_id, at, author, kind, text) values (2, 0, 'ada', 'NOTE', 'I know him.')");

        hub.raise(late.subList(4, 12), FlagKind.LATE, later);
        hub.beat(later);
        assertThat(hub.openCases()).containsExactly("LATE parcel 2", "MASS_INCIDENT incident 1");
        assertThat(hub.waitingMails()).isEmpty();
        assertThat(hub.open().getFirst().members()).isEqualTo(12);
        assertThat(hub.texts("select distinct close_reason from service_case where state = 'CLOSED'"))
                .containsExactly("DUPLICATE");
    }

    @Test
    void whatComesLaterToTheSameDepotJoins() {
        List<Long> late = at(30, "Lyon");
        hub.raise(late.subList(0, 20), FlagKind.LATE, NOW);
        hub.beat(NOW);
        Instant later = NOW.plus(Duration.ofHours(8));
        hub.raise(late.subList(20, 30), FlagKind.STALLED, later);
        hub.raise(late.subList(0, 5), FlagKind.STALLED, later);
        hub.beat(later);
        assertThat(hub.open()).hasSize(1);
        assertThat(hub.open().getFirst().members()).isEqualTo(30);
        hub.run(later, Duration.ofHours(1), Duration.ofMinutes(10));
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
    }

    @Test
    void anUnknownCodeIsOneMatterForAllParcels() {
        List<Long> odd = at(5, "Lyon");
        hub.raise(odd, FlagKind.UNMAPPED_CODE, NOW);
        hub.beat(NOW);
        assertThat(hub.openCases()).containsExactly("UNMAPPED_CODE incident 1");
        assertThat(hub.open().getFirst().key()).isEqualTo(new ScopeKey(IncidentScope.CODE, "ZZ9"));

        hub.raise(odd, FlagKind.LATE, NOW);
        hub.run(NOW, Duration.ofMinutes(11), MINUTE);
        assertThat(hub.openCases()).hasSize(6);
    }

    @Test
    void anIncidentEndsWithItsLastParcelAndItsCaseWithIt() {
        List<Long> late = at(20, "Lyon");
        hub.raise(late, FlagKind.LATE, NOW);
        hub.beat(NOW);
        hub.recover(late.subList(0, 19), NOW.plus(MINUTE));
        hub.beat(NOW.plus(MINUTE));
        assertThat(hub.open()).hasSize(1);
        hub.recover(late.subList(19, 20), NOW.plus(MINUTE));
        hub.beat(NOW.plus(MINUTE.multipliedBy(2)));
        assertThat(hub.open()).isEmpty();
        assertThat(hub.openCases()).isEmpty();
        assertThat(hub.number("select count(*) from outbox_message")).isZero();
    }

    @Test
    void theFewThatStayBehindAreCasesOfTheirOwnWhenTheCauseIsOver() {
        List<Long> late = at(20, "Lyon");
        hub.raise(late, FlagKind.LATE, NOW);
        hub.beat(NOW);
        hub.recover(late.subList(0, 18), NOW.plus(MINUTE));
        hub.beat(NOW.plus(Duration.ofHours(11)));
        assertThat(hub.open()).hasSize(1);
        hub.beat(NOW.plus(Duration.ofHours(12)));
        hub.beat(NOW.plus(Duration.ofHours(12)).plus(MINUTE));
        assertThat(hub.open()).isEmpty();
        assertThat(hub.openCases()).containsExactly("LATE parcel 19", "LATE parcel 20");
    }

    @Test
    void switchedOffEveryParcelIsACaseAtOnce() {
        hub.close();
        hub = new Hub(folder.resolve("other.db"), IncidentSettings.off());
        hub.raise(at(40, "Lyon"), FlagKind.LATE, NOW);
        hub.beat(NOW);
        assertThat(hub.openCases()).hasSize(40);
        assertThat(hub.open()).isEmpty();
    }
}
