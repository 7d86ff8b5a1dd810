package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.IncidentSettings;

/// A carrier that cannot be read says nothing about its depots.
class IncidentOutageTest {
    private static final Instant NOW = Instant.parse("2026-11-19T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

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

    private List<Long> atLyon(int count) {
        return hub.parcels(count, "Lyon", "69001", NOW.minus(Duration.ofDays(5)));
    }

    private void down(String carrier, Instant at) {
        hub.sql("insert into feed_outage (carrier, began_at, noticed_at, cause) values ('%s', %d, %d, 'FAILED_READS')"
                .formatted(carrier, at.toEpochMilli(), at.toEpochMilli()));
    }

    private void back(Instant at) {
        hub.sql("update feed_outage set ended_at = " + at.toEpochMilli());
    }

    /// As the poller and the assessor leave a parcel whose answer brought nothing new, or after they have judged it.
    private void read(List<Long> parcels, Instant at) {
        hub.sql("update parcel set last_answered_at = %d, assess_after = %d where id in (%s)"
                .formatted(
                        at.toEpochMilli(),
                        at.plus(HOUR).toEpochMilli(),
                        parcels.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }

    private List<Long> waiting() {
        return hub.database.read(tx -> tx.handle()
                .createQuery(
                        "select parcel_id from flag where settled_at is null and state = 'OPEN' order by parcel_id")
                .mapTo(Long.class)
                .list());
    }

    @Test
    void whileTheFeedIsDownItsFlagsNeitherGroupNorBecomeCasesAndOtherCarriersGoOn() {
        List<Long> late = atLyon(20);
        List<Long> others = hub.parcels(20, "Rennes", "35000", NOW.minus(Duration.ofDays(5)));
        hub.sql("update parcel set carrier = 'other-post' where id > 20");
        down(Hub.CARRIER, NOW.minus(HOUR));
        hub.raise(late, FlagKind.LATE, NOW);
        hub.raise(others, FlagKind.LATE, NOW);
        hub.run(NOW, Duration.ofHours(2), MINUTE);

        assertThat(hub.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.carrier()).isEqualTo("other-post"));
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
        assertThat(hub.waitingMails()).isEmpty();
        assertThat(waiting()).isEqualTo(late);
    }

    @Test
    void anOpenIncidentDoesNotGrowWhileTheFeedIsDown() {
        List<Long> late = atLyon(12);
        hub.raise(late, FlagKind.LATE, NOW);
        hub.beat(NOW);
        assertThat(hub.open().getFirst().members()).isEqualTo(12);

        down(Hub.CARRIER, NOW.plus(MINUTE));
        List<Long> more = atLyon(5);
        hub.raise(more, FlagKind.STALLED, NOW.plus(MINUTE));
        hub.raise(late.subList(0, 1), FlagKind.STALLED, NOW.plus(MINUTE));
        hub.sql("insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,"
                + " stepped_at, rule, reason_key, reason_args) values (13, 'UNMAPPED_CODE', 1, 'OPEN', 1, 1, 0, 0,"
                + NOW.plus(MINUTE).toEpochMilli() + ", 0, 'unmapped-code/1', 'x', '{\"code\":\"ZZ9\"}')");
        Instant later = hub.run(NOW.plus(MINUTE), HOUR, MINUTE);
        assertThat(hub.open()).singleElement().satisfies(incident -> {
            assertThat(incident.members()).isEqualTo(12);
            assertThat(incident.lastMemberAt()).isEqualTo(NOW);
        });
        assertThat(waiting()).containsExactly(1L, 13L, 13L, 14L, 15L, 16L, 17L);

        back(later);
        read(late, later);
        read(more, later);
        hub.beat(later.plus(MINUTE));
        assertThat(waiting()).isEmpty();
        assertThat(hub.number("select members from incident where worry <> 'CODE'"))
                .isEqualTo(17);
    }

    @Test
    void whenTheFeedReturnsOnlyWhatIsStillTrueGroups() {
        List<Long> late = atLyon(30);
        hub.raise(late, FlagKind.LATE, NOW);
        down(Hub.CARRIER, NOW);
        Instant returned = NOW.plus(Duration.ofDays(7));
        hub.beat(NOW.plus(Duration.ofDays(3)));
        back(returned);

        hub.beat(returned);
        assertThat(hub.open()).as("nothing was read yet").isEmpty();
        assertThat(waiting()).isEqualTo(late);

        Instant soon = returned.plus(MINUTE);
        hub.recover(late.subList(0, 13), soon);
        read(late.subList(0, 25), soon);
        hub.beat(soon);
        assertThat(hub.open())
                .singleElement()
                .satisfies(incident -> assertThat(incident.members()).isEqualTo(12));
        assertThat(waiting()).as("not read yet").isEqualTo(late.subList(25, 30));

        hub.recover(late.subList(25, 28), soon.plus(HOUR));
        read(late.subList(25, 30), soon.plus(HOUR));
        hub.beat(soon.plus(HOUR));
        assertThat(hub.open().getFirst().members()).isEqualTo(14);
        assertThat(hub.openCases()).containsExactly("MASS_INCIDENT incident 1");
        assertThat(hub.waitingMails()).isEmpty();
    }

    @Test
    void anAnswerThatIsNotJudgedYetProvesNothing() {
        List<Long> late = atLyon(30);
        hub.raise(late, FlagKind.LATE, NOW);
        down(Hub.CARRIER, NOW);
        Instant returned = NOW.plus(HOUR);
        back(returned);
        hub.sql("update parcel set last_answered_at = %1$d, assess_after = %1$d"
                .formatted(returned.plus(MINUTE).toEpochMilli()));
        hub.beat(returned.plus(MINUTE));
        assertThat(hub.open()).isEmpty();
        assertThat(waiting()).isEqualTo(late);
    }

    @Test
    void aFewThatAreStillTrueBecomeCasesOfTheirOwnAndAParcelThatCannotBeReadIsNotForgotten() {
        List<Long> late = atLyon(30);
        hub.raise(late, FlagKind.LATE, NOW);
        down(Hub.CARRIER, NOW);
        Instant returned = NOW.plus(Duration.ofDays(2));
        back(returned);
        hub.recover(late.subList(0, 27), returned);
        read(late.subList(0, 29), returned);
        hub.beat(returned);
        assertThat(hub.open()).isEmpty();
        assertThat(hub.openCases()).containsExactly("LATE parcel 28", "LATE parcel 29");
        hub.run(returned.plus(HOUR), Duration.ofHours(6), Duration.ofMinutes(10));
        assertThat(hub.openCases()).containsExactly("LATE parcel 28", "LATE parcel 29", "LATE parcel 30");
    }
}
