package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// SIGSTOP and, much later, SIGCONT: as when a virtual machine is laid to sleep.
@ExtendWith(FaultReport.class)
class PausedProcessTest {
    private static final Duration SLEEP = Duration.ofSeconds(Form.of(4, 60));
    private static final int WORKERS = 2;
    private static final int PER_SECOND = 10;
    private static final int PARCELS = 40;
    private static final int WINDOW_SECONDS = 2;

    @TempDir
    Path folder;

    @Test
    void aPauseSendsNothingTwiceButWhatWasOnItsWayAndNoBurstFollows() {
        try (FaultRig rig = new FaultRig(folder)) {
            // The deadline passes while it sleeps.
            rig.mail("security: none, timeout: 2s, deadline: 3s, workers: %d, per-second: %d"
                    .formatted(WORKERS, PER_SECOND));
            rig.say(rig.ship(CarrierFormat.LA_POSTE, PARCELS), Word.TAKEN);
            Daemon daemon = rig.start();
            assertThat(rig.mail().journal().await(mails -> mails.size() > PARCELS / 4, Form.patience()))
                    .as("%s", daemon.lastWords())
                    .isTrue();
            daemon.stop();
            Daemon.pause(SLEEP);
            daemon.goOn();
            Oracle.Verdict verdict = rig.quiesce();
            int most = mostInAWindow(rig.mail().journal().mails());
            Figures.note(
                    "R1.6",
                    "SIGSTOP for " + SLEEP.toSeconds() + " s while sending",
                    "lost %d, copies %d; at most %d mails in %d s at %d a second"
                            .formatted(verdict.lost().size(), verdict.copies(), most, WINDOW_SECONDS, PER_SECOND));
            verdict.assertNothingLost(daemon);
            assertThat(verdict.copies()).isLessThanOrEqualTo(WORKERS);
            // Those on their way when it was stopped arrive beside those of the window.
            assertThat(most).isLessThanOrEqualTo(WINDOW_SECONDS * PER_SECOND * 11 / 10 + WORKERS);
            rig.assertSound();
        }
    }

    private static int mostInAWindow(List<AcceptedMail> mails) {
        int most = 0;
        for (AcceptedMail first : mails) {
            Instant end = first.at().plusSeconds(WINDOW_SECONDS);
            int within = (int) mails.stream()
                    .filter(mail -> !mail.at().isBefore(first.at()) && mail.at().isBefore(end))
                    .count();
            most = Math.max(most, within);
        }
        return most;
    }
}
