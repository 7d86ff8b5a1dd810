package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Days pass in minutes on the real program's wall clock, in steps that are no jump to it. The long form alone.
@ExtendWith(FaultReport.class)
class OutageWeekTest {
    private static final Duration STEP = Duration.ofMinutes(4);
    private static final Duration REAL = Duration.ofMillis(60);
    private static final int PARCELS = 20;
    private static final int A_DAY = 5;

    @TempDir
    Path folder;

    @Test
    void aCarrierThatIsSilentForAWeekIsOneOutageAndNoMail() {
        assumeTrue(Form.isLong(), "in the long form");
        assumeTrue(FakeTime.library().isPresent(), "libfaketime is missing");
        FakeTime time = new FakeTime(folder);
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every("1h");
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, PARCELS);
            rig.say(parcels, Word.TAKEN);
            rig.start(time.wrapper());
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            int mails = rig.mail().journal().size();
            rig.carrier(CarrierFormat.LA_POSTE).refuse();
            for (int day = 1; day <= 7; day++) {
                pass(time, Duration.ofDays(1));
                Figures.progress(
                        "R3  day " + day + ", mails " + (rig.mail().journal().size() - mails));
            }
            int meanwhile = rig.mail().journal().size() - mails;
            long outages;
            try (Snapshot snapshot = Snapshot.of(rig.database())) {
                outages = snapshot.number("select count(*) from feed_outage");
            }
            Figures.note("R3", "carrier down for 7 days", "mails " + meanwhile + ", outages " + outages);
            assertThat(meanwhile).isZero();
            assertThat(outages).isEqualTo(1);
            rig.carrier(CarrierFormat.LA_POSTE).listen();
            parcels.forEach(parcel -> {
                rig.oracle().expect(parcel.recipient(), Word.ARRIVED.mail());
                rig.carrier(CarrierFormat.LA_POSTE)
                        .say(parcel.number(), new Said("DI1", "Distribué", time.now(), parcel.shippedAt()));
            });
            pass(time, Duration.ofHours(3));
            rig.quiesce().assertNothingLost(rig.daemon());
        }
    }

    @Test
    void inThirtyDaysWhatIsToldIsWhatHappened() {
        assumeTrue(Form.isLong(), "in the long form");
        assumeTrue(FakeTime.library().isPresent(), "libfaketime is missing");
        FakeTime time = new FakeTime(folder);
        Form.Deadline deadline = Form.share(12);
        Deque<List<Parcel>> under = new ArrayDeque<>();
        int day = 0;
        try (FaultRig rig = new FaultRig(folder)) {
            rig.every("1h");
            rig.start(time.wrapper());
            for (; day < 30 && !deadline.isOver(); day++) {
                List<Parcel> shipped = rig.prepare(CarrierFormat.LA_POSTE, A_DAY, time.now());
                rig.drop(shipped);
                tell(rig, time, shipped, Word.TAKEN);
                under.addLast(shipped);
                if (under.size() > 2) {
                    tell(rig, time, under.removeFirst(), Word.ARRIVED);
                }
                pass(time, Duration.ofDays(1));
                Figures.progress("R5.6  day " + (day + 1) + ", mails "
                        + rig.mail().journal().size());
            }
            Oracle.Verdict verdict = rig.quiesce();
            Figures.note(
                    "R5.6",
                    day + " days",
                    "expected %d, lost %d, unexpected %d, copies %d"
                            .formatted(
                                    verdict.expected(),
                                    verdict.lost().size(),
                                    verdict.unexpected().size(),
                                    verdict.copies()));
            verdict.assertNothingLost(rig.daemon());
            assertThat(verdict.doubles()).isEmpty();
        }
    }

    private static void tell(FaultRig rig, FakeTime time, List<Parcel> parcels, Word word) {
        for (Parcel parcel : parcels) {
            rig.oracle().expect(parcel.recipient(), word.mail());
            rig.carrier(parcel.carrier())
                    .say(
                            parcel.number(),
                            new Said(word.code(parcel.carrier()), word.label(), time.now(), java.time.Instant.MIN));
        }
    }

    private static void pass(FakeTime time, Duration length) {
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(STEP)) {
            time.advance(STEP);
            Daemon.pause(REAL);
        }
    }
}
