package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Days pass in minutes on the real program's wall clock. Its steady clock follows, because the carriers that answer
/// bear witness to it. The long form alone.
@ExtendWith(FaultReport.class)
class OutageWeekTest {
    private static final Duration STEP = Duration.ofMinutes(1);
    private static final Duration REAL = Duration.ofMillis(25);
    private static final int PARCELS = 20;
    private static final int A_DAY = 5;
    private static final int WITNESSES = 3;

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
            List<Parcel> witnesses = rig.ship(CarrierFormat.DHL, WITNESSES);
            rig.say(parcels, Word.TAKEN);
            rig.say(witnesses, Word.TAKEN);
            tellTime(rig, time);
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
                outages = snapshot.number("select count(*) from feed_outage where carrier = 'laposte'");
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
            assertThat(rig.quiesce().lost()).isEmpty();
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
            List<Parcel> witnesses = rig.ship(CarrierFormat.DHL, WITNESSES);
            rig.say(witnesses, Word.TAKEN);
            tellTime(rig, time);
            rig.start(time.wrapper());
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            for (; day < 30 && !deadline.isOver(); day++) {
                List<Parcel> shipped = rig.prepare(CarrierFormat.LA_POSTE, A_DAY, time.now());
                rig.drop(shipped);
                tell(rig, time, shipped, Word.TAKEN);
                under.addLast(shipped);
                if (under.size() > 2) {
                    tell(rig, time, under.removeFirst(), Word.ARRIVED);
                }
                pass(time, Duration.ofDays(1));
                moveOn(rig, time, witnesses);
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

    private static void tellTime(FaultRig rig, FakeTime time) {
        rig.carrier(CarrierFormat.LA_POSTE).tellTime(time::now);
        rig.carrier(CarrierFormat.DHL).tellTime(time::now);
    }

    /// Something is said of them, so that they are neither late nor silent.
    private static void moveOn(FaultRig rig, FakeTime time, List<Parcel> witnesses) {
        witnesses.forEach(parcel -> rig.carrier(CarrierFormat.DHL)
                .say(parcel.number(), new Said("transit/DF", "Departed", time.now(), parcel.shippedAt())));
    }

    private static long mailsTo(FaultRig rig, List<Parcel> parcels) {
        Set<String> recipients = parcels.stream().map(Parcel::recipient).collect(Collectors.toSet());
        return rig.mail().journal().mails().stream()
                .filter(mail -> recipients.contains(mail.recipient()))
                .count();
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
