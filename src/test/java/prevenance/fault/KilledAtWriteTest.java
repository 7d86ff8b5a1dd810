package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SIGKILL at the N-th `fsync` and at the N-th `pwrite64`, N = 1 to the end, while in each life six cases open and
/// mail.
/// The short form takes some N of the sweep.
@ExtendWith(FaultReport.class)
class KilledAtWriteTest {
    private static final int CASES = 6;
    private static final int SAMPLE = 2;
    private static final int LOOK_EVERY = 25;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"fsync, 12", "pwrite64, 150"})
    void killedAtAnyWriteTheDatabaseIsWholeAndEveryCaseHasItsMail(String call, int sampleUpTo) {
        assumeTrue(Strace.works(), "strace is missing, or may not trace here");
        Form.Deadline deadline = Form.share(10);
        Random random = new Random(Form.SEED);
        int kills = 0;
        int last = 0;
        boolean swept = false;
        try (FaultRig rig = new FaultRig(folder)) {
            rig.mail("security: none, timeout: 20s, deadline: 30s, workers: 2");
            for (int life = 0; !deadline.isOver() && (Form.isLong() ? !swept : life < SAMPLE); life++) {
                last = Form.isLong() ? last + 1 : 1 + random.nextInt(sampleUpTo);
                rig.say(rig.ship(CarrierFormat.LA_POSTE, CASES), Word.BACK);
                swept = !killed(rig, Strace.killAt(rig, call, last));
                if (!swept) {
                    kills++;
                    whole(rig, call + " " + last);
                    if (kills % LOOK_EVERY == 0) {
                        look(rig, call + " up to " + last);
                    }
                }
            }
            look(rig, call);
            Figures.note(
                    "R1.2",
                    "kill -9 at " + call,
                    "kills " + kills + " of N = 1.." + last + (swept ? ", to the end" : "") + ", lost 0, orphans 0");
        }
    }

    /// False when the life did all its work before its N-th call.
    private static boolean killed(FaultRig rig, Strace life) {
        Daemon daemon = life.daemon();
        long end = System.nanoTime() + Form.patience().toNanos();
        // The marks of the last mails are still to be written when all have arrived.
        while (daemon.isAlive()
                && System.nanoTime() - end < 0
                && !(rig.oracle().awaitAll(Duration.ofMillis(300)) && daemon.exit(Duration.ofSeconds(2)) == -1)) {
            Thread.onSpinWait();
        }
        boolean struck = life.struck();
        daemon.kill();
        assertThat(daemon.exit(Form.patience()))
                .as("ended by the kill%n%s", daemon.lastWords())
                .isEqualTo(137);
        return struck;
    }

    private static void whole(FaultRig rig, String point) {
        if (Files.exists(rig.database())) {
            try (Snapshot snapshot = Snapshot.ofDead(rig.database())) {
                assertThat(snapshot.integrity()).as("killed at %s", point).isEqualTo("ok");
            }
        }
    }

    /// A life without a kill: every mail arrives, and no case is without its mail or a mail without its case.
    private static void look(FaultRig rig, String point) {
        Daemon daemon = rig.start();
        Oracle.Verdict verdict = rig.quiesce();
        Figures.progress("R1.2  " + point + ": " + verdict);
        verdict.assertNothingLost(daemon);
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            assertThat(snapshot.integrity()).isEqualTo("ok");
            assertThat(snapshot.number("""
                select count(*) from flag where for_customer = 1 and not exists
                    (select 1 from outbox_message m where m.parcel_id = flag.parcel_id)
                """)).as("flags without a mail").isZero();
            assertThat(snapshot.number("""
                select count(*) from outbox_message m where kind = 'RETURNING' and not exists
                    (select 1 from service_case c where c.parcel_id = m.parcel_id)
                """)).as("mails without a case").isZero();
        }
        daemon.terminate();
        assertThat(daemon.exit(Form.patience()))
                .as("exit code%n%s", daemon.lastWords())
                .isZero();
    }
}
