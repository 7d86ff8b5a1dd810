package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.IncidentState;

class IncidentLifeTest {
    /// Thursday, ten in the morning in Paris.
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");

    private static final Duration SLICE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Hub hub;
    private List<Long> late;

    /// Thirty parcels late at Lyon, grouped; at most 60 mails a minute.
    @BeforeEach
    void storm() {
        hub = new Hub(folder.resolve("shop.db"), IncidentSettings.defaults().mailing(60));
        late = hub.parcels(30, "Lyon", "69001", NOW.minus(Duration.ofDays(5)));
        hub.raise(late, FlagKind.LATE, NOW);
        hub.beat(NOW);
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private IncidentActions staff() {
        return new IncidentActions(hub.database, DeskSettings.defaults());
    }

    private static IncidentWording wording(String words, @Nullable LocalDate next) {
        return new IncidentWording(Map.of("fr", words + " FR", "en", words + " EN"), DelayCause.STRIKE, next);
    }

    private IncidentOutcome approve(String words, Instant now) {
        return staff().approve(1, wording(words, LocalDate.parse("2026-11-24")), "lea", null, now);
    }

    /// The mail server takes all that is due.
    private void send(Instant now) {
        hub.sql("update outbox_message set state = 'SENT', sent_at = " + now.toEpochMilli()
                + ", next_attempt_at = null where state = 'QUEUED' and next_attempt_at <= " + now.toEpochMilli());
    }

    private long mails(String which) {
        return hub.number("select count(*) from outbox_message where " + which);
    }

    @Test
    void approvedOnceItsCustomersHearItPacedAndEachInHisLanguage() {
        assertThat(approve("A strike.", NOW)).isInstanceOf(IncidentOutcome.Done.class);
        hub.beat(NOW);
        assertThat(mails("state = 'QUEUED'")).isEqualTo(10);
        hub.beat(NOW.plusSeconds(5));
        assertThat(mails("state = 'QUEUED'")).isEqualTo(10);
        hub.run(NOW.plus(SLICE), Duration.ofMinutes(2), SLICE);
        assertThat(mails("kind = 'MASS_DELAY' and state = 'QUEUED'")).isEqualTo(30);
        assertThat(mails("1 = 1")).isEqualTo(30);
        assertThat(hub.number("select count(distinct parcel_id) from outbox_message"))
                .isEqualTo(30);
        assertThat(hub.texts("select facts from outbox_message where locale = 'en-GB'"))
                .hasSize(15)
                .allMatch(facts -> facts.contains("\"wording\":[\"A strike. EN\"]")
                        && facts.contains("\"cause\":\"strike\"")
                        && facts.contains("\"area\":\"Lyon\"")
                        && facts.contains("\"nextUpdateDate\":\"2026-11-24\""));
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
    }

    @Test
    void whoRecoveredBeforeHisTurnHearsNothing() {
        approve("A strike.", NOW);
        hub.beat(NOW);
        hub.recover(late, NOW.plusSeconds(5));
        hub.run(NOW.plus(SLICE), Duration.ofMinutes(2), SLICE);
        assertThat(mails("state = 'QUEUED'")).isZero();
        assertThat(hub.texts("select distinct state_reason from outbox_message"))
                .containsExactly("taken back: its reason has ended: late");
        assertThat(hub.open()).isEmpty();
    }

    @Test
    void whileItSpeaksForAParcelOnlyGraverFactsAreSaidBesides() {
        List<Long> one = late.subList(0, 1);
        hub.raise(one, FlagKind.STALLED, NOW);
        hub.raise(late.subList(1, 2), FlagKind.DAMAGED, NOW);
        hub.beat(NOW);
        assertThat(hub.waitingMails()).containsExactly("DAMAGED_CARRIER 2");
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1", "DAMAGED parcel 2");
        approve("A strike.", NOW);
        hub.run(NOW, Duration.ofMinutes(2), SLICE);
        assertThat(mails("parcel_id = 2")).isEqualTo(1);
        assertThat(mails("kind = 'MASS_DELAY'")).isEqualTo(29);
    }

    @Test
    void stoppedNothingMoreLeavesAndResumedTheRestHearsIt() {
        approve("A strike.", NOW);
        hub.beat(NOW);
        staff().pause(1, "lea", null, NOW);
        hub.run(NOW.plus(SLICE), Duration.ofMinutes(2), SLICE);
        assertThat(mails("kind = 'MASS_DELAY'")).isEqualTo(10);
        staff().resume(1, "lea", null, NOW);
        hub.run(NOW.plus(Duration.ofMinutes(3)), Duration.ofMinutes(2), SLICE);
        assertThat(mails("kind = 'MASS_DELAY' and state = 'QUEUED'")).isEqualTo(30);
    }

    @Test
    void whoSleepsHasHisTurnInTheMorning() {
        hub.close();
        hub = new Hub(folder.resolve("night.db"), IncidentSettings.defaults().mailing(600), TellingSettings.defaults());
        late = hub.parcels(30, "Lyon", "69001", NOW.minus(Duration.ofDays(5)));
        Instant night = Instant.parse("2026-11-19T22:00:00Z");
        hub.raise(late, FlagKind.LATE, night);
        hub.beat(night);
        approve("A strike.", night);
        hub.run(night, Duration.ofHours(8), Duration.ofHours(1));
        assertThat(mails("1 = 1")).isZero();
        hub.run(Instant.parse("2026-11-20T07:00:00Z"), Duration.ofMinutes(1), SLICE);
        assertThat(mails("kind = 'MASS_DELAY' and state = 'QUEUED'")).isEqualTo(30);
    }

    @Test
    void aFurtherWordingIsTheNewsThatTheFirstPromised() {
        approve("A strike.", NOW);
        Instant later = hub.run(NOW, Duration.ofMinutes(2), SLICE);
        send(later);
        hub.recover(late.subList(0, 20), later);

        Instant monday = Instant.parse("2026-11-23T08:00:00Z");
        hub.beat(monday);
        assertThat(hub.texts("select text from case_entry where kind = 'PROMISED_NEWS'"))
                .hasSize(1);
        hub.beat(monday.plus(SLICE));
        assertThat(hub.number("select count(*) from case_entry where kind = 'PROMISED_NEWS'"))
                .isEqualTo(1);
        assertThat(staff().approve(1, wording("It is over.", LocalDate.parse("2026-11-27")), "lea", null, monday))
                .isInstanceOf(IncidentOutcome.Done.class);
        later = hub.run(monday, Duration.ofMinutes(2), SLICE);
        assertThat(mails("kind = 'MASS_DELAY' and state = 'QUEUED'")).isEqualTo(10);
        send(later);
        hub.run(Instant.parse("2026-11-24T07:00:00Z"), Duration.ofMinutes(10), Duration.ofMinutes(1));
        assertThat(mails("kind = 'STILL_SEARCHING' and parcel_id > 20")).isZero();
    }

    @Test
    void withoutAFurtherWordingEachGetsAnHonestWordOnThePromisedDay() {
        approve("A strike.", NOW);
        send(hub.run(NOW, Duration.ofMinutes(2), SLICE));
        hub.sql("update parcel set milestone = 'DELIVERED', status = 'delivered.recipient' where id <= 20");
        hub.sql("update tracking_event set status = 'delivered.recipient' where parcel_id <= 20");
        hub.recover(late.subList(0, 20), NOW.plus(Duration.ofMinutes(3)));
        hub.run(Instant.parse("2026-11-24T07:00:00Z"), Duration.ofMinutes(10), Duration.ofMinutes(1));
        assertThat(mails("kind = 'STILL_SEARCHING' and state = 'QUEUED'")).isEqualTo(10);
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
    }

    @Test
    void dissolvedItsParcelsAreCasesOfTheirOwnPacedAndItDoesNotComeAgain() {
        assertThat(staff().close(1, IncidentEnd.RELEASED, "Two trucks only.", "lea", null, NOW))
                .isInstanceOf(IncidentOutcome.Done.class);
        hub.beat(NOW.plus(SLICE));
        assertThat(hub.openCases()).hasSize(10);
        hub.run(NOW.plus(SLICE).plus(SLICE), Duration.ofMinutes(30), SLICE);
        assertThat(hub.openCases()).hasSize(30).allMatch(text -> text.startsWith("LATE parcel"));
        assertThat(hub.waitingMails()).hasSize(30);
        assertThat(hub.open()).isEmpty();
    }

    @Test
    void droppedNoCaseAndNoMailComesOfIt() {
        staff().close(1, IncidentEnd.DROPPED, "The carrier's clock was wrong.", "lea", null, NOW);
        hub.run(NOW, Duration.ofMinutes(30), Duration.ofMinutes(1));
        assertThat(hub.openCases()).isEmpty();
        assertThat(mails("1 = 1")).isZero();
        assertThat(hub.number("select count(*) from flag where state = 'OPEN'")).isZero();
    }

    @Test
    void quietNothingIsToldAndItStaysOneCase() {
        assertThat(staff().keepQuiet(1, "lea", null, NOW)).isInstanceOf(IncidentOutcome.Done.class);
        hub.run(NOW, Duration.ofMinutes(30), Duration.ofMinutes(1));
        assertThat(mails("1 = 1")).isZero();
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
        assertThat(hub.open().getFirst().state()).isEqualTo(IncidentState.QUIET);
    }

    @Test
    void endedByPeopleWhoWasToldIsNotToldAgain() {
        approve("A strike.", NOW);
        send(hub.run(NOW, Duration.ofMinutes(2), SLICE));
        staff().close(1, IncidentEnd.ENDED, null, "lea", null, NOW.plus(Duration.ofMinutes(3)));
        hub.run(NOW.plus(Duration.ofMinutes(3)), Duration.ofMinutes(5), SLICE);
        assertThat(hub.openCases()).hasSize(30);
        assertThat(mails("kind <> 'MASS_DELAY'")).isZero();
    }

    @Test
    void ofTwoWhoDecideAtOnceTheSecondIsTold() {
        int seen = hub.open().getFirst().version();
        assertThat(staff().keepQuiet(1, "lea", seen, NOW)).isInstanceOf(IncidentOutcome.Done.class);
        assertThat(staff().approve(1, wording("A strike.", null), "max", seen, NOW))
                .isInstanceOf(IncidentOutcome.Conflict.class);
    }

    @Test
    void aWordingThatACustomerCouldNotReadIsRefused() {
        IncidentWording french = new IncidentWording(Map.of("fr", "Une grève."), DelayCause.STRIKE, null);
        assertThat(staff().approve(1, french, "lea", null, NOW)).isInstanceOf(IncidentOutcome.Refused.class);
        assertThat(staff().approve(1, wording("A strike.", LocalDate.parse("2026-11-19")), "lea", null, NOW))
                .isInstanceOf(IncidentOutcome.Refused.class);
    }
}
