package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.TestStore;

/// Two daemons on one database share the work.
@ExtendWith(FaultReport.class)
class ClusterSharesTest {
    private static final int PARCELS = Form.of(60, 200);
    private static final int MORE = 10;

    /// The goal is 15 seconds; among other tests the machine may be too busy to show it.
    private static final Duration TAKEN_UP_WITHIN = Duration.ofSeconds(Form.of(40, 15));

    @TempDir
    Path folder;

    @Test
    void twoDaemonsShareParcelsAndMailsAndNothingIsDoneTwice() {
        try (Cluster cluster = new Cluster(folder, TestStore.address(folder.resolve("shares")))) {
            // So few at a time that there is work for whoever asks for some.
            cluster.rig().set("polling", "{lease: 3s, claim: 5, after-final: {looks: 0}}");
            cluster.rig().mail("security: none, timeout: 20s, deadline: 30s, workers: 2, per-second: 100");
            cluster.start();
            cluster.start();
            cluster.awaitNodes(2);
            // Nothing is final yet, so that they are asked about until each daemon has had its turn.
            List<Parcel> parcels = cluster.rig().ship(CarrierFormat.LA_POSTE, PARCELS);
            cluster.await("both ask", () -> cluster.number("select count(distinct claimed_by) from parcel") == 2);
            cluster.rig().say(parcels, Word.TAKEN);
            cluster.await("both send", () -> {
                cluster.rig().say(cluster.rig().ship(CarrierFormat.LA_POSTE, MORE), Word.TAKEN);
                cluster.rig().oracle().awaitAll(Form.patience());
                return cluster.number("select count(distinct claimed_by) from outbox_message where state = 'SENT'")
                        == 2;
            });
            Oracle.Verdict verdict = cluster.quiesce();
            assertThat(verdict.lost()).as(cluster.lastWords()).isEmpty();
            assertThat(verdict.explained()).isEmpty();
            assertThat(verdict.unexpected()).isEmpty();
            assertThat(verdict.different()).isEmpty();
            assertThat(verdict.doubles()).isEmpty();
            assertThat(cluster.rig().carrier(CarrierFormat.LA_POSTE).asked().values())
                    .as("no parcel was asked about twice at the same time")
                    .allSatisfy(asked -> assertThat(asked).noneMatch(CarrierServer.Asked::overlapping));
            Figures.note(
                    "R4.13",
                    "2 nodes share " + verdict.expected() + " mails",
                    "lost 0, doubles 0, sent "
                            + cluster.texts(
                                    "select count(*) from outbox_message where state = 'SENT' group by claimed_by"));
        }
    }

    @Test
    void whatADeadDaemonHeldIsTakenUpByTheOther() {
        try (Cluster cluster = new Cluster(folder, TestStore.address(folder.resolve("killed")))) {
            cluster.nodes("check-in: 2s, joins-after: 1s");
            cluster.rig().mail("security: none, timeout: 60s, deadline: 90s, workers: 2");
            Daemon first = cluster.start();
            cluster.awaitNodes(1);
            // The first hangs in the midst of a mail, with a lease of a minute and a half.
            cluster.rig().mail().fail(SmtpPoint.DATA, new SmtpFault.Stall(), 1);
            List<Parcel> parcels = cluster.rig().ship(CarrierFormat.LA_POSTE, 40);
            cluster.rig().say(parcels, Word.TAKEN);
            cluster.await(
                    "mails under way",
                    () -> cluster.number("select count(*) from outbox_message where state = 'SENDING'") > 0);
            cluster.start();
            cluster.awaitNodes(2);
            String dead = cluster.texts("select id from node order by started_at limit 1")
                    .getFirst();
            first.kill();
            Instant killed = Instant.now();
            cluster.await(
                    "the scheduler's work goes on elsewhere",
                    () -> cluster.number("select count(*) from qrtz_scheduler_state where instance_name = '" + dead
                                            + "'")
                                    == 0
                            && cluster.number("select max(prev_fire_time) from qrtz_triggers where trigger_name ="
                                            + " 'incidents'")
                                    > killed.toEpochMilli());
            Duration once = Duration.between(killed, Instant.now());
            Oracle.Verdict verdict = cluster.quiesce();
            Instant last = cluster.rig().mail().journal().mails().getLast().at();
            Duration mails = Duration.between(killed, last);
            assertThat(verdict.lost()).as(cluster.lastWords()).isEmpty();
            assertThat(verdict.doubles()).isEmpty();
            assertThat(mails).as("mails").isLessThan(TAKEN_UP_WITHIN);
            assertThat(once).as("what only one does").isLessThan(TAKEN_UP_WITHIN);
            assertThat(cluster.texts("select id from node")).doesNotContain(dead);
            Figures.note(
                    "R4.13",
                    "one of 2 nodes killed, check-in 2 s",
                    "mails taken up within " + mails.toMillis() + " ms, scheduler within " + once.toMillis()
                            + " ms, lost 0, doubles 0");
        }
    }

    @Test
    void aCarriersLimitHoldsForBothTogether() {
        try (Cluster cluster = new Cluster(folder, TestStore.address(folder.resolve("limit")))) {
            cluster.rig().set("carriers", """
                {laposte: {base-url: "http://127.0.0.1:%d", credentials: {key: test-carrier-key}, cadence: {every: 1s},
                           limits: [{requests: 5, per: 1s}], in-flight: 4}}\
                """.formatted(
                            cluster.rig().carrier(CarrierFormat.LA_POSTE).port()));
            cluster.start();
            cluster.start();
            cluster.awaitNodes(2);
            cluster.rig().ship(CarrierFormat.LA_POSTE, 60);
            CarrierServer carrier = cluster.rig().carrier(CarrierFormat.LA_POSTE);
            cluster.await(
                    "questions of both",
                    () -> carrier.requests() >= 45
                            && cluster.number("select count(distinct claimed_by) from parcel") == 2);
            List<Instant> asked = carrier.asked().values().stream()
                    .flatMap(List::stream)
                    .map(CarrierServer.Asked::from)
                    .distinct()
                    .sorted()
                    .toList();
            // Of two requests within the limit one may be on its way for longer than the other.
            assertThat(most(asked, Duration.ofSeconds(3))).isLessThanOrEqualTo(15 + 2);
            Figures.note(
                    "R3",
                    "limit of 5/s, 2 nodes",
                    "most in 1 s " + most(asked, Duration.ofSeconds(1)) + ", in 3 s "
                            + most(asked, Duration.ofSeconds(3)));
        }
    }

    /// The most within any stretch of that length.
    private static long most(List<Instant> sorted, Duration length) {
        return sorted.stream()
                .mapToLong(from -> sorted.stream()
                        .filter(at -> !at.isBefore(from) && at.isBefore(from.plus(length)))
                        .count())
                .max()
                .orElse(0);
    }
}
