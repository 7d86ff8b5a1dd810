package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
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

/// Every fault of a mail server, one after the other, against one life of the program.
@ExtendWith(FaultReport.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SmtpMatrixTest {
    private static final Duration DEADLINE = Duration.ofMillis(2_500);
    private static final int OTHERS = 3;
    private static final int DISTRUSTED = 80;
    /// Addresses are kept as pseudonyms: one is known by the message that was refused.
    private static final String SUPPRESSED = "select count(*) from suppressed_address where message in"
            + " (select id from outbox_message where recipient in (%s))";

    private static final int MOST_BURNED = 50;
    private static final int MOST_GROWTH_KB = 10 * 1024;
    private static final Duration DOWN = Duration.ofSeconds(Form.of(3, 60));

    private @Nullable FaultRig opened;

    @BeforeAll
    void start(@TempDir Path folder) {
        FaultRig rig = new FaultRig(folder);
        opened = rig;
        rig.mail("security: none, timeout: 1500ms, deadline: %dms, workers: 2".formatted(DEADLINE.toMillis()));
        // A heap that does not grow, so that growth is what a fault cost.
        rig.start(List.of(), List.of("-XX:TieredStopAtLevel=1", "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"));
        rig.daemon().awaitWatching();
        told(rig, SmtpPoint.CONNECT, null, 0);
    }

    @AfterAll
    void close() {
        rig().close();
    }

    static Stream<SmtpCase> forAnybody() {
        return SmtpCase.all().filter(SmtpCase::strikesAnybody);
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("forAnybody")
    void aFaultThatStrikesWhoeverComesFirstCostsNoMailAndNoCopy(SmtpCase row) {
        FaultRig rig = rig();
        long before = rig.daemon().residentKb();
        rig.mail().forget();
        List<Parcel> parcels = told(rig, row.point(), row.act(), row.times());
        List<AcceptedMail> copies = mailsTo(rig, parcels);
        long growth = rig.daemon().residentKb() - before;
        note(row, copies.size() + " mails for " + parcels.size() + held(rig));
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            assertThat(snapshot.texts("select distinct state from outbox_message where recipient in ("
                            + recipients(parcels) + ")"))
                    .containsExactly("SENT");
        }
        assertThat(copies).hasSize(parcels.size());
        if (row.id().equals("R2.13")) {
            assertThat(growth).as("KiB more").isLessThan(MOST_GROWTH_KB);
        }
        if (Form.isLong()) {
            rig.mail()
                    .held()
                    .forEach(held -> assertThat(held.toMillis()).isLessThanOrEqualTo(DEADLINE.toMillis() * 11 / 10));
        }
    }

    @Test
    @Order(2)
    void faultsThatStrikeSingleRecipientsAreTheirsAloneAndTheOthersAreWrittenToOnce() {
        FaultRig rig = rig();
        List<SmtpCase> rows =
                SmtpCase.all().filter(row -> !row.strikesAnybody()).toList();
        List<Parcel> parcels = rig.prepare(CarrierFormat.LA_POSTE, rows.size() + OTHERS);
        for (int i = 0; i < rows.size(); i++) {
            SmtpCase row = rows.get(i);
            String victim = parcels.get(i).recipient();
            rig.mail().fail(row.point(), row.act(), row.times(), 0, victim::equals);
        }
        rig.drop(parcels);
        rig.say(parcels, Word.TAKEN);
        settled(rig, parcels, 1);
        rig.mail().heal();
        SoftAssertions softly = new SoftAssertions();
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            for (int i = 0; i < parcels.size(); i++) {
                SmtpCase row = i < rows.size() ? rows.get(i) : null;
                Parcel parcel = parcels.get(i);
                List<AcceptedMail> copies = mailsTo(rig, List.of(parcel));
                long faces = copies.stream()
                        .map(mail -> mail.messageId() + mail.hash())
                        .distinct()
                        .count();
                List<String> became =
                        snapshot.texts("select state || ' ' || attempts from outbox_message where recipient = '"
                                + parcel.recipient() + "'");
                long suppressed = snapshot.number(SUPPRESSED.formatted("'" + parcel.recipient() + "'"));
                String what = row == null ? "nobody's fault" : row.toString();
                softly.assertThat(became)
                        .as(what)
                        .containsExactly(row == null ? "SENT 1" : row.state() + " " + row.attempts());
                softly.assertThat(copies).as(what).hasSize(row == null ? 1 : row.copies());
                softly.assertThat(faces).as(what + ", copies are the same mail").isLessThanOrEqualTo(1);
                softly.assertThat(suppressed)
                        .as(what + ", address not to be used again")
                        .isEqualTo(row != null && row.id().equals("R2.4") ? 1 : 0);
                if (row != null) {
                    note(row, became + ", mails " + copies.size());
                }
            }
        }
        softly.assertAll();
    }

    @Test
    @Order(3)
    void whoWasRefusedForGoodIsNotTriedAgainAndTheStaffSeesWhy() {
        FaultRig rig = rig();
        List<Parcel> parcels = told(rig, SmtpPoint.RCPT, new SmtpFault.Say("550 5.1.1 nobody here"), 1);
        Parcel refused = parcels.getFirst();
        rig.mail().forget();
        rig.say(parcels, Word.BACK);
        settled(rig, parcels, 2);
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            assertThat(snapshot.messages())
                    .filteredOn(message -> message.recipient().equals(refused.recipient())
                            && message.kind().equals(Word.BACK.mail()))
                    .singleElement()
                    .satisfies(message -> assertThat(message.isExplained()).isTrue());
        }
        List<String> commands = rig.mail().commands();
        assertThat(commands).noneMatch(line -> line.contains(refused.recipient()));
        // Each mail has one recipient: nobody is told twice because somebody else was refused.
        assertThat(commands.stream().filter(line -> line.startsWith("RCPT")).count())
                .isEqualTo(commands.stream()
                        .filter(line -> line.startsWith("MAIL"))
                        .count());
        Figures.note("R2.16", "recipients a mail", "1");
    }

    @Test
    @Order(4)
    void whileNobodyCanConnectNoAttemptIsUsedUpAndTheQueueDrainsAfterwards() {
        FaultRig rig = rig();
        rig.mail().refuse();
        List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, Form.of(20, 500));
        rig.say(parcels, Word.TAKEN);
        Daemon.pause(DOWN);
        long start = System.nanoTime();
        rig.mail().listen();
        settled(rig, parcels, 1);
        long millis = (System.nanoTime() - start) / 1_000_000;
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            assertThat(snapshot.texts(
                            "select distinct state || ' ' || attempts from outbox_message where recipient in ("
                                    + recipients(parcels) + ")"))
                    .containsExactly("SENT 1");
        }
        Figures.note(
                "R2.1",
                "connection refused for " + DOWN.toSeconds() + " s, " + parcels.size() + " queued",
                "lost 0, dead 0, all sent after " + millis + " ms");
    }

    @Test
    @Order(5)
    void whenOneAfterTheOtherIsRefusedForWhatWeAreSendingPausesBeforeFiftyAreBurned() {
        FaultRig rig = rig();
        rig.mail().fail(SmtpPoint.DOT, new SmtpFault.Say("550 5.7.1 blocked"), Integer.MAX_VALUE);
        List<Parcel> parcels = rig.ship(CarrierFormat.LA_POSTE, DISTRUSTED);
        rig.say(parcels, Word.TAKEN);
        String dead = "select count(*) from outbox_message where state = 'DEAD' and recipient in ("
                + recipients(parcels) + ")";
        long end = System.nanoTime() + Form.patience().toNanos();
        while (number(rig, dead) < 10 && System.nanoTime() - end < 0) {
            Daemon.pause(Duration.ofMillis(200));
        }
        Daemon.pause(Duration.ofSeconds(1));
        long burned = number(rig, dead);
        rig.mail().heal();
        settled(rig, parcels, 1);
        Figures.note(
                "R2.5", "550 5.7.1 for everybody, " + DISTRUSTED + " queued", "burned " + burned + " before the pause");
        assertThat(burned).isBetween(1L, (long) MOST_BURNED);
        assertThat(number(rig, SUPPRESSED.formatted(recipients(parcels)))).isZero();
        assertThat(number(
                        rig,
                        "select count(*) from outbox_message where state = 'SENT' and recipient in ("
                                + recipients(parcels) + ")"))
                .isGreaterThanOrEqualTo(DISTRUSTED - MOST_BURNED);
    }

    @Test
    @Order(6)
    void theLogNamesNobodyAndHoldsNoSecret() {
        assertThat(rig().daemon().log()).doesNotContain("@example.org", "test-carrier-key", "Camille");
    }

    private static void note(SmtpCase row, String found) {
        Figures.note(row.id(), row.fault(), found);
    }

    private static String held(FaultRig rig) {
        return rig.mail().held().stream()
                .max(Comparator.naturalOrder())
                .map(held -> ", thread back after " + held.toMillis() + " ms")
                .orElse("");
    }

    private static List<AcceptedMail> mailsTo(FaultRig rig, List<Parcel> parcels) {
        Set<String> recipients = parcels.stream().map(Parcel::recipient).collect(Collectors.toSet());
        return rig.mail().journal().mails().stream()
                .filter(mail -> recipients.contains(mail.recipient()))
                .toList();
    }

    /// One mail that may be struck and some others; returns when what became of them all is known.
    private static List<Parcel> told(FaultRig rig, SmtpPoint point, @Nullable SmtpFault fault, int times) {
        List<Parcel> parcels = rig.prepare(CarrierFormat.LA_POSTE, 1 + OTHERS);
        String victim = parcels.getFirst().recipient();
        if (fault != null) {
            rig.mail()
                    .fail(
                            point,
                            fault,
                            times,
                            0,
                            recipient -> SmtpCase.beforeAnyName(point) || recipient.equals(victim));
        }
        rig.drop(parcels);
        rig.say(parcels, Word.TAKEN);
        settled(rig, parcels, 1);
        rig.mail().heal();
        return parcels;
    }

    private static void settled(FaultRig rig, List<Parcel> parcels, int each) {
        String query =
                "select count(*) from outbox_message where state in ('SENT', 'DEAD', 'SUPPRESSED') and recipient in ("
                        + recipients(parcels) + ")";
        long end = System.nanoTime() + Form.patience().toNanos();
        while (number(rig, query) < (long) each * parcels.size()) {
            assertThat(System.nanoTime() - end)
                    .as("in time%n%s", rig.daemon().lastWords())
                    .isNegative();
            Daemon.pause(Duration.ofMillis(100));
        }
        // A copy that should not come would come now.
        Daemon.pause(Duration.ofMillis(400));
    }

    private static long number(FaultRig rig, String query) {
        try (Snapshot snapshot = Snapshot.of(rig.database())) {
            return snapshot.number(query);
        }
    }

    private static String recipients(List<Parcel> parcels) {
        return parcels.stream().map(parcel -> "'" + parcel.recipient() + "'").collect(Collectors.joining(","));
    }

    private FaultRig rig() {
        FaultRig rig = opened;
        if (rig == null) {
            throw new IllegalStateException("not opened");
        }
        return rig;
    }
}
