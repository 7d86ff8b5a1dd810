package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Very many parcels for a long time, and a start with all of them. In the long form alone;
/// `-Dfaults.soak.parcels` and `-Dfaults.soak.cadence` (minutes) set the load, `-Dfaults.minutes` the length.
@ExtendWith(FaultReport.class)
class SoakTest {
    private static final int PARCELS = Integer.getInteger("faults.soak.parcels", 100_000);
    private static final int CADENCE_MINUTES = Integer.getInteger("faults.soak.cadence", 6);
    private static final int A_FILE = 20_000;
    private static final int TOLD_EVERY = 100;
    private static final Duration SAMPLE = Duration.ofSeconds(20);
    /// As the service unit has it.
    private static final List<String> HEAP = List.of("-Xmx320m");

    private static final long MEGABYTE = 1024L * 1024;
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final List<Long> resident = new ArrayList<>();
    private final List<Integer> files = new ArrayList<>();
    private long longestLog;

    @Test
    void veryManyParcelsForALongTimeCostNeitherMemoryNorFilesNorPunctuality() throws IOException {
        assumeTrue(Form.isLong(), "in the long form");
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every(CADENCE_MINUTES + "m");
            List<Parcel> all = new ArrayList<>();
            for (int i = 0; i < PARCELS; i += A_FILE) {
                all.addAll(rig.ship(CarrierFormat.LA_POSTE, Math.min(A_FILE, PARCELS - i)));
            }
            Instant start = Instant.now();
            all.forEach(parcel -> rig.carrier(parcel.carrier())
                    .say(parcel.number(), new Said("DR1", "Annoncé", start.minusSeconds(60), start)));
            Daemon daemon = rig.start(List.of(), HEAP);
            while (daemon.isAlive() && rig.carrier(CarrierFormat.LA_POSTE).requests() == 0) {
                Daemon.pause(Duration.ofMillis(200));
            }
            Form.Deadline deadline = Form.share(20);
            int told = 0;
            while (!deadline.isOver() && daemon.isAlive()) {
                Daemon.pause(SAMPLE);
                sample(rig, daemon);
                // Some move on all the time, and their customers hear of it.
                if (told < all.size()) {
                    Parcel next = all.get(told);
                    rig.say(List.of(next), Word.TAKEN);
                    told += TOLD_EVERY;
                }
            }
            assertThat(daemon.isAlive()).as("%s", daemon.lastWords()).isTrue();
            rig.oracle().awaitAll(Duration.ofMinutes(2L * CADENCE_MINUTES));
            double late = p99Lateness(rig, all);
            Oracle.Verdict verdict = rig.quiesce();
            Figures.note(
                    "R5.1",
                    "soak, %d parcels every %d min".formatted(PARCELS, CADENCE_MINUTES),
                    "questions %d, lost %d, poll lag p99 %.1f %%, resident at most %d MB, files %d to %d, WAL at most %d MB"
                            .formatted(
                                    rig.carrier(CarrierFormat.LA_POSTE).requests(),
                                    verdict.lost().size(),
                                    late * 100,
                                    Collections.max(resident) / 1024,
                                    Collections.min(files),
                                    Collections.max(files),
                                    longestLog / MEGABYTE));
            verdict.assertNothingLost(daemon);
            assertThat(Collections.max(resident) / 1024).as("MB resident").isLessThanOrEqualTo(1024);
            assertThat(longestLog / MEGABYTE).as("MB of WAL").isLessThanOrEqualTo(64);
            startAgain(rig, daemon);
            assertThat(late).as("poll lag p99").isLessThanOrEqualTo(0.05 + JITTER);
        }
    }

    /// By which parcels drift apart on purpose.
    private static final double JITTER = 0.1;

    private void startAgain(FaultRig rig, Daemon daemon) {
        daemon.terminate();
        assertThat(daemon.exit(Form.patience())).isZero();
        long begin = System.nanoTime();
        rig.start(List.of(), HEAP).awaitWatching();
        Duration ready = Duration.ofNanos(System.nanoTime() - begin);
        Figures.note("R5.4", "start with " + PARCELS + " parcels", "ready after " + ready.toMillis() + " ms");
        assertThat(ready).isLessThanOrEqualTo(READY_WITHIN);
    }

    private void sample(FaultRig rig, Daemon daemon) throws IOException {
        Path log = Path.of(rig.database() + "-wal");
        long size = Files.exists(log) ? Files.size(log) : 0;
        longestLog = Math.max(longestLog, size);
        resident.add(daemon.residentKb());
        files.add(daemon.openFiles());
        Figures.progress("R5.1  resident %d MB, files %d, WAL %d MB, questions %d, mails %d"
                .formatted(
                        daemon.residentKb() / 1024,
                        daemon.openFiles(),
                        size / MEGABYTE,
                        rig.carrier(CarrierFormat.LA_POSTE).requests(),
                        rig.mail().journal().size()));
    }

    /// By how much of the interval the later one of two questions came late, for all but one in a hundred.
    private static double p99Lateness(FaultRig rig, List<Parcel> parcels) {
        List<Double> late = new ArrayList<>();
        var asked = rig.carrier(CarrierFormat.LA_POSTE).asked();
        for (Parcel parcel : parcels) {
            List<CarrierServer.Asked> questions = asked.getOrDefault(parcel.number(), List.of());
            for (int i = 1; i < questions.size(); i++) {
                Duration gap = Duration.between(
                        questions.get(i - 1).from(), questions.get(i).from());
                late.add(gap.toMillis() / (CADENCE_MINUTES * 60_000.0) - 1);
            }
        }
        Collections.sort(late);
        return late.isEmpty() ? 0 : late.get(late.size() * 99 / 100);
    }
}
