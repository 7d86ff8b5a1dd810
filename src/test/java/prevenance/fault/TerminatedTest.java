package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM in the midst of work.
@ExtendWith(FaultReport.class)
class TerminatedTest {
    private static final int TIMES = Form.of(1, 20);
    private static final int PARCELS = 30;
    private static final int SLOW_MS = 150;

    @TempDir
    Path folder;

    @Test
    void aSignalLetsMailsOnTheirWayArriveAndEndsWithZeroWithinHalfAMinute() {
        long longest = 0;
        try (FaultRig rig = new FaultRig(folder)) {
            rig.mail().fail(SmtpPoint.DOT, new SmtpFault.Late(SLOW_MS), Integer.MAX_VALUE);
            // The first is not measured: it writes the archive of classes that the others start from.
            for (int i = 0; i <= TIMES; i++) {
                rig.say(rig.ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
                int before = rig.mail().journal().size();
                Daemon daemon = rig.start();
                assertThat(rig.mail().journal().await(mails -> mails.size() > before + 5, Form.patience()))
                        .as("%s", daemon.lastWords())
                        .isTrue();
                long start = System.nanoTime();
                daemon.terminate();
                assertThat(daemon.exit(Duration.ofSeconds(30)))
                        .as("exit code%n%s", daemon.lastWords())
                        .isZero();
                longest = i == 0 ? 0 : Math.max(longest, (System.nanoTime() - start) / 1_000_000);
            }
            rig.mail().heal();
            rig.start();
            Oracle.Verdict verdict = rig.quiesce();
            Figures.note(
                    "R1.4",
                    "SIGTERM under load",
                    "%d times, exit 0 within %d ms, lost %d, copies %d"
                            .formatted(TIMES, longest, verdict.lost().size(), verdict.copies()));
            verdict.assertNothingLost(rig.daemon());
            assertThat(verdict.doubles()).isEmpty();
            rig.assertSound();
        }
    }
}
