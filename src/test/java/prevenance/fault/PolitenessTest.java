package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// How often a carrier is asked about one parcel.
@ExtendWith(FaultReport.class)
class PolitenessTest {
    private static final int PARCELS = Form.of(30, 300);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(Form.of(5, 60));

    /// A tenth by which parcels drift apart, and a twentieth by which one may fill up another's question.
    private static final double SOONEST = 0.9 * 0.95;

    @TempDir
    Path folder;

    @Test
    void aParcelIsAskedAboutOncePerIntervalByOneQuestionAndNeverAfterItsEnd() {
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every(EVERY.toSeconds() + "s");
            List<Parcel> parcels = new ArrayList<>(rig.ship(CarrierFormat.LA_POSTE, PARCELS));
            parcels.addAll(rig.ship(CarrierFormat.DHL, PARCELS));
            rig.say(parcels, Word.TAKEN);
            rig.start();
            rig.oracle().awaitAll(Form.patience());
            Daemon.pause(LONG_ENOUGH);
            rig.say(parcels, Word.ARRIVED);
            Instant told = Instant.now();
            rig.quiesce();
            Daemon.pause(EVERY.multipliedBy(2));
            double soonest = Double.MAX_VALUE;
            int overlaps = 0;
            int afterwards = 0;
            int questions = 0;
            for (Parcel parcel : parcels) {
                List<CarrierServer.Asked> asked =
                        rig.carrier(parcel.carrier()).asked().getOrDefault(parcel.number(), List.of());
                questions += asked.size();
                for (int i = 0; i < asked.size(); i++) {
                    overlaps += asked.get(i).overlapping() ? 1 : 0;
                    if (i > 0) {
                        Duration gap = Duration.between(
                                asked.get(i - 1).from(), asked.get(i).from());
                        soonest = Math.min(soonest, gap.toMillis() / (double) EVERY.toMillis());
                    }
                }
                // The first one since then has brought the end.
                afterwards += Math.max(
                        0,
                        (int) asked.stream()
                                        .filter(one -> one.from().isAfter(told))
                                        .count()
                                - 1);
            }
            Figures.note(
                    "R3.21",
                    "politeness, " + questions + " questions",
                    "overlapping %d, shortest gap %.2f of the interval, after the end %d"
                            .formatted(overlaps, soonest, afterwards));
            assertThat(overlaps).isZero();
            assertThat(afterwards).isZero();
            assertThat(soonest).isGreaterThanOrEqualTo(SOONEST);
        }
    }
}
