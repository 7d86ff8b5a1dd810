package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.BackupWriter;

/// SIGKILL while the schema is made on the very first start, while a large file of orders comes in, and at night, while
/// the database is copied and what is too old is ended.
@ExtendWith(FaultReport.class)
class KilledPhasesTest {
    private static final int KILLS = Form.of(3, 60);
    private static final int ROWS = Form.of(800, 20_000);
    private static final int IN_THE_SCHEMA = 120;
    private static final int IN_THE_IMPORT = 2_000;
    private static final int IN_THE_NIGHT = 600;
    private static final int OLD = Form.of(30, 300);

    @TempDir
    Path folder;

    private final Random random = new Random(Form.SEED);

    @Test
    void killedWhileTheSchemaIsMadeOrAFileComesInEveryOrderIsThereOnce() {
        assumeTrue(Strace.works(), "strace is missing, or may not trace here");
        Form.Deadline deadline = Form.share(5);
        List<Integer> points = new ArrayList<>();
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every("1h");
            rig.ship(CarrierFormat.LA_POSTE, ROWS);
            for (int i = 0; i < KILLS && !deadline.isOver(); i++) {
                // First within the schema, later anywhere.
                int point = 1 + random.nextInt(i < KILLS / 2 ? IN_THE_SCHEMA : IN_THE_IMPORT);
                Strace life = Strace.killAt(rig, "pwrite64", point);
                boolean imported = imported(rig, life.daemon());
                life.daemon().kill();
                if (life.struck()) {
                    points.add(point);
                }
                if (Files.exists(rig.database())) {
                    try (Snapshot snapshot = Snapshot.ofDead(rig.database())) {
                        assertThat(snapshot.integrity())
                                .as("killed at write %d", point)
                                .isEqualTo("ok");
                    }
                }
                if (imported) {
                    break;
                }
            }
            Daemon daemon = rig.start();
            assertThat(imported(rig, daemon)).as("%s", daemon.lastWords()).isTrue();
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                assertThat(snapshot.number("select count(*) from customer_order"))
                        .isEqualTo(ROWS);
                assertThat(snapshot.number("select count(*) from parcel")).isEqualTo(ROWS);
                assertThat(snapshot.integrity()).isEqualTo("ok");
            }
            assertThat(points).isNotEmpty();
            Figures.note(
                    "R1.5",
                    "kill -9 in schema and import of " + ROWS + " rows",
                    "kills " + points.size() + ", orders missing 0, twice 0");
        }
    }

    @Test
    void killedWhileTheNightsWorkIsDoneTheOldBackupHoldsAndInTheEndEverythingDueIsGone() throws IOException {
        assumeTrue(Strace.works(), "strace is missing, or may not trace here");
        Form.Deadline deadline = Form.share(5);
        List<Integer> points = new ArrayList<>();
        try (FaultRig rig = new FaultRig(folder)) {
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, OLD);
            rig.say(parcels, Word.TAKEN);
            Daemon first = rig.start();
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", first.lastWords())
                    .isTrue();
            rig.say(parcels, Word.ARRIVED);
            rig.quiesce().assertNothingLost(first);
            first.terminate();
            assertThat(first.exit(Form.patience())).isZero();
            // From now on what lies a second back is too old, the night's round is still to be made, and the last
            // backup
            // lies years back.
            rig.set("retention", "{orders: 1s, mails: 1s, replies: 1s, files: 1s}");
            forgetRounds(rig);
            Path backups = rig.folder().resolve("data/backup");
            Path old = backups.resolve("prevenance-20200101T000000Z.db");
            BackupWriter.write(rig.database(), old, List.of(), Instant.parse("2020-01-01T00:00:00Z"));
            byte[] bytes = Files.readAllBytes(old);

            boolean done = false;
            for (int i = 0; i < KILLS && !done && !deadline.isOver(); i++) {
                int point = 1 + random.nextInt(IN_THE_NIGHT);
                Strace life = Strace.killAt(rig, "pwrite64", point);
                done = isNightOver(rig, life.daemon(), backups);
                life.daemon().kill();
                if (life.struck()) {
                    points.add(point);
                }
                assertWhole(rig.database(), point);
                assertThat(Files.readAllBytes(old)).isEqualTo(bytes);
                for (Path backup : backups(backups)) {
                    assertWhole(backup, point);
                }
            }
            Daemon last = rig.start();
            assertThat(isNightOver(rig, last, backups))
                    .as("%s", last.lastWords())
                    .isTrue();
            last.terminate();
            assertThat(last.exit(Form.patience())).isZero();
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                assertThat(snapshot.number("select count(*) from order_blanked"))
                        .isEqualTo(OLD);
                assertThat(snapshot.number("select count(*) from customer_order where email is not null"))
                        .isZero();
                assertThat(snapshot.number("select count(*) from retention_round where ended_at is not null"))
                        .isPositive();
                assertThat(snapshot.integrity()).isEqualTo("ok");
            }
            assertThat(backups(backups)).hasSizeGreaterThanOrEqualTo(2);
            assertThat(points).isNotEmpty();
            Figures.note(
                    "R1.5",
                    "kill -9 in backup and in the purge of " + OLD + " orders",
                    "kills " + points.size() + ", broken backups 0, orders left over 0");
        }
    }

    private static void forgetRounds(FaultRig rig) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + rig.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from retention_round");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Waits until the round is made and there is a new backup; false when the program died before.
    private static boolean isNightOver(FaultRig rig, Daemon daemon, Path backups) throws IOException {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (daemon.isAlive() && System.nanoTime() - end < 0) {
            if (backups(backups).size() >= 2 && daemon.ownLog().contains("- watching")) {
                try (Snapshot snapshot = Snapshot.of(rig.database())) {
                    if (snapshot.number("select count(*) from retention_round where ended_at is not null") > 0) {
                        return true;
                    }
                }
            }
            Daemon.pause(Duration.ofMillis(200));
        }
        return false;
    }

    private static void assertWhole(Path database, int point) {
        try (Snapshot snapshot = Snapshot.ofDead(database)) {
            assertThat(snapshot.integrity())
                    .as("%s, killed at write %d", database.getFileName(), point)
                    .isEqualTo("ok");
            assertThat(snapshot.number("select count(*) from customer_order")).isEqualTo(OLD);
        }
    }

    /// Those that bear a backup's name.
    private static List<Path> backups(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("prevenance-"))
                    .toList();
        }
    }

    /// Whether the file has been taken and laid aside; false when the program died before.
    private static boolean imported(FaultRig rig, Daemon daemon) {
        Path done = rig.folder().resolve("data/inbox/done");
        long end = System.nanoTime() + Form.patience().multipliedBy(2).toNanos();
        while (daemon.isAlive() && System.nanoTime() - end < 0) {
            if (Files.isDirectory(done) && !isEmpty(done)) {
                return true;
            }
            Daemon.pause(Duration.ofMillis(50));
        }
        return Files.isDirectory(done) && !isEmpty(done);
    }

    private static boolean isEmpty(Path folder) {
        String[] files = folder.toFile().list();
        return files == null || files.length == 0;
    }
}
