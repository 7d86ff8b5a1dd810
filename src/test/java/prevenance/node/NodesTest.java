package prevenance.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.store.StoreException;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class NodesTest {
    private static final NodeSettings SETTINGS =
            new NodeSettings(Duration.ofSeconds(2), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong(1);

    @Test
    void whoLeavesIsGoneAndWhoStaysKnowsIt() {
        try (Database database = open()) {
            Nodes left;
            try (Nodes nodes = join(database, InstantSource.system())) {
                assertThat(nodes.list()).extracting(Node::id).containsExactly(database.node());
                assertThat(nodes.of("laposte", 8)).isEqualTo(8);
                left = nodes;
            }
            assertThat(left.list()).isEmpty();
        }
    }

    @Test
    void onAFileTheClockIsTheMachinesOwnHoweverLongAQuestionTakes() {
        ManualClock clock = ManualClock.at("2026-11-19T08:00:00Z");
        try (Database file = Database.open(folder.resolve("own.db"), Database.Use.VERB);
                Nodes nodes = Nodes.join(
                        file,
                        SETTINGS,
                        "test",
                        clock,
                        () -> nanos.addAndGet(Duration.ofMillis(4).toNanos()))) {
            assertThat(nodes.clock().instant()).isEqualTo(clock.instant());
        }
    }

    @Test
    void theDeadOnesClaimsEndAndTheLivingOnesStay() {
        try (Database database = open();
                Nodes nodes = join(database, InstantSource.system())) {
            claim(database, "dead-1", 1);
            claim(database, database.node(), 2);
            insert(database, "dead-1", Duration.ofMinutes(1));
            nodes.releasing(List.of(tx -> tx.handle()
                    .execute("update webhook_delivery set claimed_until = null where claimed_until is not null and "
                            + Nodes.LEFT_BEHIND)));
            later(nodes, Duration.ofSeconds(8));
            assertThat(nodes.list()).extracting(Node::id).containsExactly(database.node());
            assertThat(claims(database)).containsExactly(database.node());
        }
    }

    @Test
    void onAServerWhoWasSilentHimselfDeclaresNobodyDead() {
        Assumptions.assumeTrue(TestStore.isServer());
        try (Database database = open();
                Nodes nodes = join(database, InstantSource.system())) {
            insert(database, "other", Duration.ofMinutes(1));
            // The server was away for minutes: the other could not write any more than this one.
            nanos.addAndGet(Duration.ofMinutes(5).toNanos());
            assertThat(nodes.isHeard()).isFalse();
            assertThat(nodes.of("laposte", 8)).isZero();
            nodes.beatDue(Instant.EPOCH);
            assertThat(nodes.list()).hasSize(2);
            assertThat(nodes.isHeard()).isTrue();
            later(nodes, Duration.ofSeconds(8));
            assertThat(nodes.list()).hasSize(1);
        }
    }

    @Test
    void onAServerAClockThatIsFarOffIsRefusedAndOneThatIsALittleOffIsReckonedWith() {
        Assumptions.assumeTrue(TestStore.isServer());
        InstantSource far = () -> InstantSource.system().instant().plusSeconds(6);
        InstantSource near = () -> InstantSource.system().instant().plusSeconds(3);
        try (Database database = open()) {
            assertThatThrownBy(() -> join(database, far))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the clock of this machine is 6.0 s off that of the database");
            try (Nodes nodes = join(database, near)) {
                assertThat(Duration.between(
                                        InstantSource.system().instant(),
                                        nodes.clock().instant())
                                .abs())
                        .isLessThan(Duration.ofSeconds(1));
                assertThat(nodes.mayLead()).isTrue();
            }
        }
    }

    private Database open() {
        return TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
    }

    private Nodes join(Database database, InstantSource time) {
        return Nodes.join(database, SETTINGS, "test", time, nanos::get);
    }

    /// Beats so long.
    private void later(Nodes nodes, Duration length) {
        for (Duration passed = Duration.ZERO; passed.compareTo(length) <= 0; passed = passed.plusSeconds(2)) {
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            nodes.beatDue(Instant.EPOCH);
        }
    }

    private static void insert(Database database, String id, Duration silent) {
        Instant seen = InstantSource.system().instant().minus(silent);
        database.execute(tx -> tx.handle()
                .createUpdate("insert into node (id, host, pid, version, started_at, seen_at, skew_ms)"
                        + " values (:id, 'web2', 1, 'test', :seen, :seen, 0)")
                .bind("id", id)
                .bind("seen", seen)
                .execute());
    }

    private static void claim(Database database, String node, long id) {
        database.execute(tx -> {
            tx.handle().execute("insert into change_entry (id, at, type, subject_id) values (" + id + ", 1, 'a.b', 1)");
            tx.handle()
                    .createUpdate("insert into webhook_endpoint (id, url, types, secret, state, told_until, created_by,"
                            + " created_at) values (:id, 'https://example.org', '*', :secret, 'ACTIVE', 0, 'a', 1)")
                    .bind("id", id)
                    .bind("secret", new byte[32])
                    .execute();
            tx.handle()
                    .createUpdate(
                            "insert into webhook_delivery (endpoint_id, change_id, state, claimed_until, claimed_by)"
                                    + " values (:id, :id, 'QUEUED', 9999999999999, :node)")
                    .bind("id", id)
                    .bind("node", node)
                    .execute();
        });
    }

    private static List<String> claims(Database database) {
        return database.read(tx -> tx.handle()
                .createQuery("select claimed_by from webhook_delivery where claimed_until is not null")
                .mapTo(String.class)
                .list());
    }
}
