package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Few files and little memory.
@ExtendWith(FaultReport.class)
class ScarcityTest {
    private static final int FILES = 256;
    private static final int PARCELS = Form.of(100, 5_000);

    @TempDir
    Path folder;

    @Test
    void withFewFilesAndLittleMemoryEveryMailArrives() {
        try (FaultRig rig = new FaultRig(folder)) {
            rig.mail("security: none, timeout: 20s, deadline: 30s, workers: 8");
            rig.say(rig.ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
            rig.say(rig.ship(CarrierFormat.DHL, PARCELS), Word.BACK);
            Daemon daemon = rig.start(
                    List.of("sh", "-c", "ulimit -n " + FILES + "; exec \"$@\"", "sh"),
                    List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", Installation.NO_ARCHIVE));
            assertThat(rig.oracle().awaitAll(Form.patience().multipliedBy(2)))
                    .as("%s", daemon.lastWords())
                    .isTrue();
            int files = daemon.openFiles();
            Oracle.Verdict verdict = rig.quiesce();
            Figures.note(
                    "R4.16",
                    FILES + " files, 256 MB",
                    "mails %d, lost %d, files open %d, resident %d MB"
                            .formatted(verdict.accepted(), verdict.lost().size(), files, daemon.residentKb() / 1024));
            verdict.assertNothingLost(daemon);
            assertThat(verdict.doubles()).isEmpty();
        }
    }
}
