package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import prevenance.node.NodeSettings;
import prevenance.node.Nodes;
import prevenance.store.Database;

/// What happens to the daemons when the server of their database does not go on.
@ExtendWith(FaultReport.class)
class ClusterServerTest {
    private static final Duration DOWN = Duration.ofSeconds(Form.of(5, 300));

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "faults", matches = "long")
    void theServerEndsAtOnceAndComesBackAndTheDaemonsGoOnByThemselves() {
        try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
                Cluster cluster = new Cluster(folder, server.address())) {
            cluster.start();
            cluster.start();
            cluster.awaitNodes(2);
            CarrierServer carrier = cluster.rig().carrier(CarrierFormat.LA_POSTE);
            List<Parcel> parcels = cluster.rig().ship(CarrierFormat.LA_POSTE, 40);
            cluster.rig().say(parcels, Word.TAKEN);
            cluster.rig().mail().journal().await(mails -> mails.size() >= 5, Form.patience());

            server.stopAtOnce();
            Daemon.pause(DOWN);
            server.start();
            long ready = System.nanoTime();
            long before = carrier.requests();
            cluster.await("the first question", () -> carrier.requests() > before);
            Duration first = Duration.ofNanos(System.nanoTime() - ready);
            Oracle.Verdict verdict = cluster.quiesce();

            assertThat(verdict.lost()).as(cluster.lastWords()).isEmpty();
            assertThat(verdict.explained()).isEmpty();
            assertThat(verdict.unexpected()).isEmpty();
            assertThat(verdict.different()).isEmpty();
            // What was under way on each of two workers of two daemons.
            assertThat(verdict.copies()).isLessThanOrEqualTo(4);
            // The goal is 5 seconds; among other tests the machine may be too busy to show it.
            assertThat(first).isLessThan(Duration.ofSeconds(Form.of(20, 5)));
            Figures.note(
                    "R4.11",
                    "PostgreSQL stopped at once for " + DOWN.toSeconds() + " s",
                    "first question " + first.toMillis() + " ms after it was ready, lost 0, doubles "
                            + verdict.copies());
        }
    }

    @Test
    void aServerThatHangsHoldsNoThreadForHalfAMinute() {
        try (PostgresServer server = new PostgresServer(folder.resolve("pg"));
                Database database = Database.open(server.address(), Database.Use.VERB);
                Nodes nodes = Nodes.join(database, NodeSettings.defaults(), "test", InstantSource.system())) {
            assertThat(nodes.isHeard()).isTrue();
            server.hang();
            long from = System.nanoTime();
            Duration held;
            try {
                assertThatThrownBy(() -> database.execute(tx -> tx.handle().execute("delete from login_throttle")))
                        .isInstanceOf(RuntimeException.class);
                held = Duration.ofNanos(System.nanoTime() - from);
                assertThat(nodes.isHeard())
                        .as("begins nothing that cannot be taken back")
                        .isFalse();
                assertThat(nodes.of("laposte", 8)).as("asks nobody").isZero();
            } finally {
                server.goOn();
            }
            assertThat(held).isLessThan(Duration.ofSeconds(30));
            nodes.beatDue(InstantSource.system().instant());
            assertThat(nodes.isHeard()).isTrue();
            Figures.note("R4.12", "PostgreSQL held (SIGSTOP)", "thread free after " + held.toMillis() + " ms");
        }
    }
}
