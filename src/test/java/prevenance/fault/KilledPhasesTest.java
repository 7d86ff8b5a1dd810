package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL while the schema is made on the very first start and while a large file of orders comes in.
@ExtendWith(FaultReport.class)
class KilledPhasesTest {
    private static final int KILLS = Form.of(3, 60);
    private static final int ROWS = Form.of(800, 20_000);
    private static final int IN_THE_SCHEMA = 120;
    private static final int IN_THE_IMPORT = 2_000;

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
