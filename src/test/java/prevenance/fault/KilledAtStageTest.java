package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at each stage of handing a mail to the server.
@ExtendWith(FaultReport.class)
class KilledAtStageTest {
    private static final int ROUNDS = Form.of(1, 20);
    private static final Set<SmtpPoint> STAGES = EnumSet.complementOf(EnumSet.of(SmtpPoint.STARTTLS, SmtpPoint.AUTH));

    @TempDir
    Path folder;

    private final AtomicReference<@Nullable Daemon> victim = new AtomicReference<>();

    @Test
    void killedAtAnyStageOfSendingNothingIsLostAndOnlyWhatWasAcceptedComesTwice() {
        Form.Deadline deadline = Form.share(10);
        Map<Integer, SmtpPoint> struck = new HashMap<>();
        try (FaultRig rig = new FaultRig(folder)) {
            // One mail at a time, so that each copy has its kill.
            rig.mail("security: none, timeout: 20s, deadline: 30s, workers: 1");
            for (int round = 0; round < ROUNDS && !deadline.isOver(); round++) {
                for (SmtpPoint stage : STAGES) {
                    rig.say(rig.ship(CarrierFormat.LA_POSTE, 1), Word.TAKEN);
                    rig.mail().fail(stage, new SmtpFault.Happens(this::kill), 1);
                    Daemon daemon = rig.start();
                    victim.set(daemon);
                    struck.put(rig.mail().life(), stage);
                    assertThat(daemon.exit(Form.patience()))
                            .as("ended by the kill at %s%n%s", stage, daemon.lastWords())
                            .isEqualTo(137);
                }
                Figures.progress("R1.1  round " + (round + 1) + " of " + ROUNDS);
            }
            rig.start();
            Oracle.Verdict verdict = rig.quiesce();
            Map<SmtpPoint, Integer> copies = copiesByStage(rig.mail().journal(), struck);
            tell(struck, verdict, copies);
            verdict.assertNothingLost(rig.daemon());
            assertThat(copies.keySet()).isSubsetOf(SmtpPoint.ACCEPTED, SmtpPoint.POST, SmtpPoint.QUIT);
            int kills = struck.size() / STAGES.size();
            assertThat(copies.getOrDefault(SmtpPoint.ACCEPTED, 0)).isEqualTo(kills);
            assertThat(copies.getOrDefault(SmtpPoint.POST, 0)).isLessThanOrEqualTo(kills);
            assertThat(copies.getOrDefault(SmtpPoint.QUIT, 0)).isLessThanOrEqualTo(kills);
            rig.assertSound();
        }
    }

    private void kill() {
        Daemon struck = victim.get();
        if (struck != null) {
            struck.kill();
        }
    }

    /// A copy belongs to the kill that ended the life in which the one before it was accepted.
    private static Map<SmtpPoint, Integer> copiesByStage(Journal journal, Map<Integer, SmtpPoint> struck) {
        Map<SmtpPoint, Integer> copies = new TreeMap<>();
        journal.byNotification()
                .values()
                .forEach(mails -> mails.stream()
                        .limit(mails.size() - 1L)
                        .map(mail -> struck.getOrDefault(mail.life(), SmtpPoint.CONNECT))
                        .forEach(stage -> copies.merge(stage, 1, Integer::sum)));
        return copies;
    }

    private static void tell(Map<Integer, SmtpPoint> struck, Oracle.Verdict verdict, Map<SmtpPoint, Integer> copies) {
        for (SmtpPoint stage : STAGES) {
            long kills = struck.values().stream().filter(stage::equals).count();
            Figures.note(
                    "R1.1",
                    "kill -9 at " + stage,
                    "kills " + kills + ", lost " + verdict.lost().size() + ", copies " + copies.getOrDefault(stage, 0));
        }
    }
}
