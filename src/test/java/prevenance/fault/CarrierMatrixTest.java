package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault of a carrier, one after the other, against one life of the program: nothing is concluded from what could
/// not be read, nobody is written to, memory does not grow, and the other carrier's parcels are looked at as ever.
@ExtendWith(FaultReport.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CarrierMatrixTest {
    private static final Set<String> IN_SHORT = Set.of(
            "stall",
            "429 Retry-After: 2",
            "body that breaks off",
            "body of 100 MB",
            "gzip bomb",
            "redirect elsewhere",
            "another parcel's answer");

    private static final int PARCELS = 12;
    private static final int MOST_GROWTH_KB = 20 * 1024;

    /// Beyond a call's own limit of three seconds in the long form.
    private static final Duration FAULTY = Duration.ofMillis(Form.of(800, 10_000));

    private final CarrierServer elsewhere = new CarrierServer(CarrierFormat.LA_POSTE);
    private @Nullable FaultRig opened;
    private List<Parcel> struck = List.of();
    private List<Parcel> others = List.of();

    /// Some of them in the short form: what reading alone must stand is also tested where it is read.
    Stream<CarrierCase> rows() {
        return all().filter(row -> Form.isLong() || IN_SHORT.contains(row.fault()));
    }

    private Stream<CarrierCase> all() {
        return CarrierCase.all("http://127.0.0.1:" + elsewhere.port() + "/suivi/v2/idships/x");
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        FaultRig rig = new FaultRig(folder);
        opened = rig;
        struck = rig.ship(CarrierFormat.LA_POSTE, PARCELS);
        others = rig.ship(CarrierFormat.DHL, PARCELS);
        rig.say(struck, Word.TAKEN);
        rig.say(others, Word.TAKEN);
        // A heap that does not grow, so that growth is what a fault cost.
        rig.start(List.of(), List.of("-XX:TieredStopAtLevel=1", "-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch"));
        assertThat(rig.oracle().awaitAll(Form.patience())).isTrue();
    }

    @AfterAll
    void close() {
        rig().close();
        elsewhere.close();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("rows")
    void whatCannotBeReadIsNoNewsAndNobodyElsesTrouble(CarrierCase row) {
        FaultRig rig = rig();
        CarrierServer carrier = rig.carrier(CarrierFormat.LA_POSTE);
        long resident = rig.daemon().residentKb();
        int mails = rig.mail().journal().size();
        long events = number(rig, "select count(*) from tracking_event");
        long requests = carrier.requests();
        long otherRequests = rig.carrier(CarrierFormat.DHL).requests();
        carrier.behave(row.behaviour());
        await(rig, row + " asked", () -> carrier.requests() > requests);
        Daemon.pause(FAULTY);
        long others = rig.carrier(CarrierFormat.DHL).requests() - otherRequests;
        long growth = rig.daemon().residentKb() - resident;
        assertThat(number(rig, "select count(*) from tracking_event")).isEqualTo(events);
        assertThat(number(rig, "select count(*) from parcel where milestone = 'DELIVERED'"))
                .isZero();
        carrier.behave(CarrierBehaviour.right());
        await(
                rig,
                row + " answered again",
                () -> number(
                                rig,
                                "select count(*) from parcel where carrier = 'laposte' and last_outcome <> 'answered'")
                        == 0);
        assertThat(rig.mail().journal().size()).as("mails").isEqualTo(mails);
        assertThat(elsewhere.requests()).as("redirects followed").isZero();
        assertThat(growth).as("KiB more").isLessThan(MOST_GROWTH_KB);
        assertThat(others).as("questions to the other carrier").isPositive();
        Figures.note(
                row.id(),
                row.fault(),
                "events 0, mails 0, memory %+d KiB, questions to the other carrier meanwhile %d"
                        .formatted(growth, others));
    }

    @Test
    @Order(2)
    void whatHappenedMeanwhileIsToldOnceTheCarrierIsBack() {
        FaultRig rig = rig();
        rig.carrier(CarrierFormat.LA_POSTE).refuse();
        rig.say(struck, Word.ARRIVED);
        rig.say(others, Word.ARRIVED);
        await(
                rig,
                "the other carrier's mails",
                () -> rig.mail().journal().mails().stream()
                                .filter(mail -> mail.kind().equals(Word.ARRIVED.mail()))
                                .count()
                        == others.size());
        rig.carrier(CarrierFormat.LA_POSTE).listen();
        Oracle.Verdict verdict = rig.quiesce();
        Figures.note("R3.1", "connection refused", "lost " + verdict.lost().size() + ", copies " + verdict.copies());
        verdict.assertNothingLost(rig.daemon());
        assertThat(verdict.doubles()).isEmpty();
        assertThat(rig.daemon().log().toLowerCase(Locale.ROOT)).doesNotContain("test-carrier-key", "@example.org");
        rig.assertSound();
    }

    private static void await(FaultRig rig, String what, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - end)
                    .as("%s%n%s", what, rig.daemon().lastWords())
                    .isNegative();
            Daemon.pause(Duration.ofMillis(50));
        }
    }

    private static long number(FaultRig rig, String query) {
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            return snapshot.number(query);
        }
    }

    private FaultRig rig() {
        FaultRig rig = opened;
        if (rig == null) {
            throw new IllegalStateException("not opened");
        }
        return rig;
    }
}
