package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.TestStore;

/// Two daemons on one server whose machines do not agree on the time.
@ExtendWith(FaultReport.class)
class ClusterClockTest {
    /// More than what is told of, less than what is refused.
    private static final Duration A_LITTLE = Duration.ofMillis(1_500);

    private static final Duration FAR = Duration.ofSeconds(5);
    private static final int RINGS = Form.of(60, 5_000);
    private static final int PARCELS = 20;

    @TempDir
    Path folder;

    @Test
    void whatOnlyOneDoesIsDoneOnceWhateverTheClocksSayAndWhoIsFarOffLeavesItToOthers() {
        assumeTrue(FakeTime.library().isPresent(), "libfaketime is missing");
        FakeTime time = new FakeTime(folder);
        time.advance(A_LITTLE);
        try (Cluster cluster = new Cluster(folder, TestStore.address(folder.resolve("clocks")))) {
            cluster.nodes("check-in: 1s, joins-after: 1s, warn-skew: 1s, most-skew: 3s");
            cluster.execute("""
                create table ring (stage text, node text, due bigint);
                create function heard() returns trigger language plpgsql as $$ begin
                    insert into ring values (new.trigger_name, new.instance_name, new.sched_time);
                    return new;
                end $$;
                create trigger heard after update on qrtz_fired_triggers for each row
                    when (new.state = 'EXECUTING') execute function heard();
                """);
            cluster.start();
            cluster.awaitNodes(1);
            String right = cluster.texts("select id from node").getFirst();
            Daemon ahead = cluster.start(time.wrapper());
            cluster.awaitNodes(2);
            String wrong = cluster.texts("select id from node where id <> '" + right + "'")
                    .getFirst();
            cluster.rig().say(cluster.rig().ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
            cluster.await("bells of both", () -> rings(cluster, right) >= RINGS && rings(cluster, wrong) > 0);
            cluster.await("a word about it", () -> ahead.ownLog().contains("clock is off the database's"));

            time.advance(FAR);
            cluster.await(
                    "a word about more",
                    () -> ahead.ownLog()
                            .lines()
                            .anyMatch(
                                    line -> line.startsWith("ERROR") && line.contains("clock is off the database's")));
            // What it had begun ends, and from then on it rings no more.
            long[] before = {-1};
            cluster.await("silence", () -> {
                long now = rings(cluster, wrong);
                boolean silent = now == before[0];
                before[0] = now;
                Daemon.pause(Duration.ofSeconds(3));
                return silent;
            });
            long known = rings(cluster, right);
            cluster.rig().say(cluster.rig().ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
            cluster.await("bells of one", () -> rings(cluster, right) >= known + RINGS / 4);
            assertThat(rings(cluster, wrong)).isEqualTo(before[0]);

            Daemon late = cluster.start(time.wrapper());
            assertThat(late.exit(Form.patience())).as("a refusal").isPositive();
            assertThat(late.ownLog()).contains("the clock of this machine is").contains("off that of the database");

            time.advance(FAR.plus(A_LITTLE).negated());
            cluster.await("bells of both again", () -> rings(cluster, wrong) > before[0]);
            assertThat(ahead.ownLog()).contains("agrees with the database's again");

            Oracle.Verdict verdict = cluster.quiesce();
            assertThat(verdict.lost()).as(cluster.lastWords()).isEmpty();
            assertThat(verdict.unexpected()).isEmpty();
            assertThat(verdict.doubles()).isEmpty();
            List<String> twice = cluster.texts(
                    "select stage || ' ' || due || ' ' || count(*) from ring group by stage, due having count(*) > 1");
            assertThat(twice).as("rung twice").isEmpty();
            Figures.note(
                    "R4.14",
                    "clocks 1.5 s and 6.5 s apart",
                    "bells %s, rung twice 0, mails %d, doubles 0"
                            .formatted(
                                    cluster.texts("select count(*) from ring group by node order by 1"),
                                    verdict.accepted()));
        }
    }

    private static long rings(Cluster cluster, String node) {
        return cluster.number("select count(*) from ring where node = '" + node + "'");
    }
}
