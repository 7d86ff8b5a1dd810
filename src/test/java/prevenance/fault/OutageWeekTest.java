package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Days pass in seconds on the real program's wall clock, in steps that are no leaps, each seen by the program before
/// the
/// next is made. The long form alone.
@ExtendWith(FaultReport.class)
class OutageWeekTest {
    /// Less than what the program takes for a leap.
    private static final Duration STEP = Duration.ofMinutes(4);

    /// By then each parcel of a cadence of an hour is due again.
    private static final Duration LOOKS = Duration.ofMinutes(75);

    private static final Duration REAL = Duration.ofMillis(3);
    private static final Duration LONG = Duration.ofSeconds(3);
    private static final int DAYS = 30;
    private static final int PARCELS = 20;
    private static final int A_DAY = 5;
    private static final int OTHERS = 3;
    private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");

    @TempDir
    Path folder;

    private final HttpClient visitor = HttpClient.newHttpClient();
    private int health;

    @Test
    void aCarrierThatIsSilentForAWeekIsOneOutageAndNoMail() {
        assumeTrue(Form.isLong(), "in the long form");
        assumeTrue(FakeTime.library().isPresent(), "libfaketime is missing");
        FakeTime time = new FakeTime(folder);
        try (FaultRig rig = new FaultRig(folder)) {
            slowly(rig);
            List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, PARCELS);
            List<Parcel> others = rig.ship(CarrierFormat.DHL, OTHERS);
            rig.say(parcels, Word.TAKEN);
            rig.say(others, Word.TAKEN);
            tellTime(rig, time);
            rig.start(time.wrapper());
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            rig.carrier(CarrierFormat.LA_POSTE).refuse();
            for (int day = 1; day <= 7; day++) {
                pass(rig, time, Duration.ofDays(1), CarrierFormat.DHL);
                moveOn(rig, time, others);
                Figures.progress("R3  day " + day + ", mails " + (mailsTo(rig, parcels) - PARCELS));
            }
            long meanwhile = mailsTo(rig, parcels) - PARCELS;
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
            pass(rig, time, Duration.ofHours(3), CarrierFormat.DHL);
            assertThat(rig.quiesce().lost()).isEmpty();
        }
    }

    @Test
    void inThirtyDaysWhatIsToldIsWhatHappened() {
        assumeTrue(Form.isLong(), "in the long form");
        assumeTrue(FakeTime.library().isPresent(), "libfaketime is missing");
        FakeTime time = new FakeTime(folder);
        Deque<List<Parcel>> under = new ArrayDeque<>();
        try (FaultRig rig = new FaultRig(folder)) {
            slowly(rig);
            List<Parcel> first = rig.ship(CarrierFormat.LA_POSTE, A_DAY);
            rig.say(first, Word.TAKEN);
            under.addLast(first);
            tellTime(rig, time);
            rig.start(time.wrapper());
            assertThat(rig.oracle().awaitAll(Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            for (int day = 0; day < DAYS; day++) {
                List<Parcel> shipped = rig.prepare(CarrierFormat.LA_POSTE, A_DAY, time.now());
                rig.drop(shipped);
                tell(rig, time, shipped, Word.TAKEN);
                under.addLast(shipped);
                if (under.size() > 2) {
                    tell(rig, time, under.removeFirst(), Word.ARRIVED);
                }
                pass(rig, time, Duration.ofDays(1), CarrierFormat.LA_POSTE);
                Figures.progress("R5.6  day " + (day + 1) + ", mails "
                        + rig.mail().journal().size());
            }
            Oracle.Verdict verdict = rig.quiesce();
            Figures.note(
                    "R5.6",
                    DAYS + " days",
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
    private static void moveOn(FaultRig rig, FakeTime time, List<Parcel> others) {
        others.forEach(parcel -> rig.carrier(CarrierFormat.DHL)
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
                    .say(parcel.number(), new Said(word.code(parcel.carrier()), word.label(), time.now(), Instant.MIN));
        }
    }

    /// Nothing that is under way is taken for lost because hours pass meanwhile.
    private void slowly(FaultRig rig) {
        rig.every("1h");
        rig.mail("security: none, timeout: 20s, deadline: 30s, workers: 2", "2h");
        rig.set("polling", """
            {lease: 2h, claim: 1000, after-final: {looks: 0},
             backoff: {first: 1s, cap: 2s, refused: 1s, refused-cap: 2s},
             breaker: {rest: 1s, rest-cap: 1s, refused-rest: 1s, refused-rest-cap: 2s}}\
            """);
        health = rig.open("health");
    }

    /// After each round of the looks at the parcels the program gets the time to make one.
    ///
    /// @param asked a carrier of which some parcels are under way
    private void pass(FaultRig rig, FakeTime time, Duration length, CarrierFormat asked) {
        Duration round = Duration.ZERO;
        long known = rig.carrier(asked).requests();
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; passed = passed.plus(STEP)) {
            time.advance(STEP);
            assertThat(isSeen(() -> !clock(rig).plusSeconds(2).isBefore(time.now()), Form.patience()))
                    .as("%s", rig.daemon().lastWords())
                    .isTrue();
            round = round.plus(STEP);
            if (round.compareTo(LOOKS) > 0) {
                long before = known;
                // Or not: after an answer that a step has made unreadable the carrier is left alone for a while.
                boolean _ = isSeen(() -> rig.carrier(asked).requests() > before, LONG);
                known = rig.carrier(asked).requests();
                round = Duration.ZERO;
            }
        }
    }

    private static boolean isSeen(BooleanSupplier seen, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!seen.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Daemon.pause(REAL);
        }
        return true;
    }

    /// What time it is by the program.
    private Instant clock(FaultRig rig) {
        try {
            String ready = visitor.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + health + "/readyz"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher at = AT.matcher(ready);
            assertThat(at.find()).as("%s", ready).isTrue();
            return Instant.parse(at.group(1));
        } catch (IOException failed) {
            throw new UncheckedIOException(rig.daemon().lastWords(), failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
