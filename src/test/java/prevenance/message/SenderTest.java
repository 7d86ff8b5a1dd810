package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.link.LinkSettings;
import prevenance.link.PageLinks;
import prevenance.message.mail.FaultyMailServer;
import prevenance.message.mail.FaultyMailServer.Act;
import prevenance.message.mail.FaultyMailServer.At;
import prevenance.message.mail.FaultyMailServer.Mail;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.PauseSettings;
import prevenance.message.mail.Security;
import prevenance.testing.ManualClock;

@Timeout(60)
class SenderTest {
    private static final Composer COMPOSER = ComposerTest.load();
    private static final String KEY = "parcel:1/shipped/1";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(MessageShop.START);
    private MessageShop shop;
    private FaultyMailServer server;
    private Sender sender;

    @BeforeEach
    void open() throws Exception {
        shop = new MessageShop(folder);
        server = new FaultyMailServer();
        sender = sender(server.port());
    }

    @AfterEach
    void close() throws Exception {
        sender.close();
        server.close();
        shop.close();
    }

    private Sender sender(int port) throws Exception {
        MailSettings settings = new MailSettings(
                "localhost",
                port,
                Security.NONE,
                null,
                null,
                null,
                Duration.ofMillis(700),
                Duration.ofMillis(1500),
                2,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofDays(2),
                null,
                PauseSettings.defaults());
        return new Sender(
                shop.database,
                COMPOSER,
                new MailServer(settings, "bonjour@boutique.example"),
                PageLinks.open(shop.database, LinkSettings.defaults(), clock),
                clock);
    }

    private void queue(int episode) {
        queue(episode, "camille@example.org");
    }

    private void queue(int episode, String recipient) {
        assertThat(shop.enqueue(MessageShop.shipped(episode, recipient))).isTrue();
    }

    private int sendAfter(Duration pause) {
        return sender.sendDue(clock.advance(pause));
    }

    private byte[] archived() {
        return shop.database
                .<java.util.Optional<byte[]>>read(
                        tx -> shop.outbox.archived(tx, shop.message(KEY).id()))
                .orElseThrow();
    }

    @Test
    void aMailCarriesTheHeadersThatNameItAndKeepAutomatsQuiet() {
        queue(1);
        assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
        Mail mail = server.accepted().getFirst();
        OutboxMessage message = shop.message(KEY);
        assertThat(mail.header("From"))
                .isEqualTo("=?UTF-8?Q?L=E2=80=99Atelier_d=E2=80=99Exemple?= <bonjour@boutique.example>");
        assertThat(mail.header("To")).isEqualTo("Camille Exemple <camille@example.org>");
        assertThat(mail.header("Message-ID")).isEqualTo(message.messageId());
        assertThat(mail.header("X-Prevenance-Notification")).isEqualTo(KEY);
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(mail.header("Content-Language")).isEqualTo("fr");
        assertThat(mail.header("Date")).isEqualTo("Mon, 23 Nov 2026 09:00:00 +0100");
        assertThat(mail.text())
                .contains("multipart/alternative", "text/plain; charset=UTF-8", "text/html; charset=")
                .doesNotContainPattern("(?<!\r)\n");
        assertThat(server.commands()).contains("MAIL FROM:<bonjour@boutique.example>", "RCPT TO:<camille@example.org>");
        assertThat(message.state()).isEqualTo(MessageState.SENT);
        assertThat(message.sentAt()).isEqualTo(clock.instant());
        assertThat(message.attempts()).isEqualTo(1);
        assertThat(message.subjectLine()).isEqualTo("Votre colis est en route (commande A-1001)");
        assertThat(message.template()).matches("fr/shipped@[0-9a-f]{12}");
        assertThat(archived()).isEqualTo(mail.bytes());
        assertThat(sendAfter(Duration.ofDays(1))).isZero();
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void manyMailsGoOverFewConnectionsEachOnce() {
        for (int i = 1; i <= 60; i++) {
            queue(i, "customer" + i + "@example.org");
        }
        assertThat(sender.sendDue(clock.instant())).isEqualTo(60);
        assertThat(server.connections()).isLessThanOrEqualTo(2);
        assertThat(server.accepted())
                .extracting(Mail::recipient)
                .doesNotHaveDuplicates()
                .hasSize(60);
    }

    @Test
    void nothingIsSentBeforeItsTime() {
        queue(1);
        assertThat(sender.sendDue(MessageShop.START.minusSeconds(1))).isZero();
        assertThat(server.connections()).isZero();
    }

    static Stream<Arguments> serverFaults() {
        return Stream.of(
                arguments(At.CONNECT, new Act.Drop()),
                arguments(At.CONNECT, new Act.Say("421 4.3.2 closing")),
                arguments(At.CONNECT, new Act.Say("554 5.3.2 no service")),
                arguments(At.CONNECT, new Act.Stall()),
                arguments(At.CONNECT, new Act.Drip(20)),
                arguments(At.EHLO, new Act.Stall()),
                arguments(At.EHLO, new Act.Endless()),
                arguments(At.MAIL, new Act.Say("421 4.3.2 closing")),
                arguments(At.RCPT, new Act.Say("421 4.3.2 closing")),
                arguments(At.DATA, new Act.Say("421 4.3.2 closing")),
                arguments(At.DOT, new Act.Say("421 4.3.2 closing")));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("serverFaults")
    void aServerThatIsDownCostsNoAttemptAndItsMailLeavesOnceItIsBack(At at, Act act) {
        server.fail(at, act, 1);
        queue(1);
        assertThat(sender.sendDue(clock.instant())).isZero();
        OutboxMessage waiting = shop.message(KEY);
        assertThat(waiting.state()).isEqualTo(MessageState.QUEUED);
        assertThat(waiting.attempts()).isZero();
        assertThat(waiting.stateReason()).startsWith("at ");
        int connections = server.connections();
        assertThat(sendAfter(Duration.ofSeconds(4))).isZero();
        assertThat(server.connections()).isEqualTo(connections);
        assertThat(sendAfter(Duration.ofSeconds(56))).isEqualTo(1);
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void whileTheServerIsDownItIsAskedEverMoreSeldomAndNothingDies() {
        server.fail(At.CONNECT, new Act.Drop(), 10_000);
        for (int i = 1; i <= 5; i++) {
            queue(i, "customer" + i + "@example.org");
        }
        for (int second = 0; second < 600; second++) {
            sender.sendDue(clock.advance(Duration.ofSeconds(1)));
        }
        // After 5, 10, 20, 40 and then every 60 seconds.
        assertThat(server.connections()).isBetween(10, 14);
        List<OutboxMessage> all = shop.database.read(tx -> shop.outbox.list(tx, MessageFilter.newest(10)));
        assertThat(all).hasSize(5).allSatisfy(message -> {
            assertThat(message.state()).isEqualTo(MessageState.QUEUED);
            assertThat(message.attempts()).isZero();
        });
        server.heal();
        assertThat(sendAfter(Duration.ofSeconds(60))).isEqualTo(5);
    }

    static Stream<Arguments> messageFaults() {
        return Stream.of(
                arguments(At.RCPT, new Act.Say("450 4.2.0 greylisted, come back")),
                arguments(At.RCPT, new Act.Say("451 try later")),
                arguments(At.RCPT, new Act.Say("452 4.2.2 over quota")),
                arguments(At.RCPT, new Act.Say("552 5.2.2 mailbox full")),
                arguments(At.MAIL, new Act.Say("451 4.3.0 not now")),
                arguments(At.DATA, new Act.Say("451 4.3.0 not now")),
                arguments(At.DOT, new Act.Say("451 4.3.0 not now")),
                arguments(At.MAIL, new Act.Drop()),
                arguments(At.RCPT, new Act.Drop()),
                arguments(At.RCPT, new Act.Stall()),
                arguments(At.RCPT, new Act.Drip(20)),
                arguments(At.DATA, new Act.Drop()),
                arguments(At.TEXT, new Act.Drop()),
                arguments(At.DOT, new Act.Drop()),
                arguments(At.DOT, new Act.Stall()));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("messageFaults")
    void aMessagePutOffComesBackAloneAndIsDeliveredOnce(At at, Act act) {
        server.fail(at, act, 1, recipient -> recipient.isEmpty() || recipient.startsWith("camille"));
        queue(1);
        assertThat(sender.sendDue(clock.instant())).isZero();
        OutboxMessage waiting = shop.message(KEY);
        assertThat(waiting.state()).isEqualTo(MessageState.QUEUED);
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.nextAttemptAt())
                .isBetween(clock.instant().plusSeconds(90), clock.instant().plusSeconds(120));
        byte[] bytes = archived();
        queue(2, "other@example.org");
        assertThat(sendAfter(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(sendAfter(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(server.accepted())
                .extracting(Mail::recipient)
                .containsExactly("other@example.org", "camille@example.org");
        assertThat(server.accepted().getLast().bytes()).isEqualTo(bytes);
        assertThat(shop.message(KEY).attempts()).isEqualTo(2);
    }

    static Stream<Arguments> lostAnswers() {
        return Stream.of(
                arguments(new Act.Drop()),
                arguments(new Act.Stall()),
                arguments(new Act.Drip(20)),
                arguments(new Act.Say("451 4.3.0 not sure")),
                arguments(new Act.Say("%!? not SMTP")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostAnswers")
    void whenTheAnswerAfterAcceptanceIsLostTheCopyIsTheSameMail(Act act) {
        server.fail(At.ACCEPTED, act, 1);
        queue(1);
        assertThat(sender.sendDue(clock.instant())).isZero();
        assertThat(sendAfter(Duration.ofMinutes(2))).isEqualTo(1);
        assertThat(server.accepted()).hasSize(2);
        assertThat(server.accepted().get(1).bytes())
                .isEqualTo(server.accepted().get(0).bytes());
        assertThat(sendAfter(Duration.ofDays(1))).isZero();
    }

    @Test
    void aHangAtTheGoodByeNeverUnsendsAMail() {
        for (Act act : List.of(new Act.Stall(), new Act.Drop(), new Act.Say("500 no"))) {
            server.fail(At.QUIT, act, 1);
        }
        for (int i = 1; i <= 3; i++) {
            queue(i);
            assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
        }
        sendAfter(Duration.ofDays(1));
        assertThat(server.accepted()).hasSize(3);
    }

    @Test
    void anyPositiveAnswerToTheWholeMailIsAYes() {
        server.fail(At.ACCEPTED, new Act.Say("251 2.0.0 will forward"), 1);
        queue(1);
        assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
    }

    @Test
    void anUnknownMailboxIsTriedOnceAndNeverWrittenToAgain() {
        server.fail(At.RCPT, new Act.Say("550 5.1.1 no such user"), 99, recipient -> recipient.startsWith("camille"));
        queue(1);
        queue(2, "Camille@example.org");
        queue(3, "other@example.org");
        assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
        OutboxMessage first = shop.message(KEY);
        assertThat(first.state()).isEqualTo(MessageState.DEAD);
        assertThat(first.attempts()).isEqualTo(1);
        assertThat(first.stateReason()).isEqualTo("address refused: at RCPT: 550 5.1.1 no such user");
        assertThat(first.deskDueAt()).isEqualTo(clock.instant());
        queue(4);
        assertThat(shop.message("parcel:1/shipped/4").state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(server.commands().stream().filter(line -> line.startsWith("RCPT TO:<camille")))
                .hasSize(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(At.DOT, "550 5.7.1 message content rejected"),
                arguments(At.RCPT, "550 5.7.26 SPF failed"),
                arguments(At.DOT, "552 5.3.4 too big"),
                arguments(At.DOT, "554 transaction failed"),
                arguments(At.RCPT, "550 blocked by policy"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("refusals")
    void aRefusedMessageIsDeskWorkAndItsAddressStaysGood(At at, String answer) {
        server.fail(at, new Act.Say(answer), 1);
        queue(1);
        queue(2);
        assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
        OutboxMessage refused = shop.message(KEY);
        assertThat(refused.state()).isEqualTo(MessageState.DEAD);
        assertThat(refused.attempts()).isEqualTo(1);
        assertThat(refused.stateReason()).isEqualTo("message refused: at " + at + ": " + answer);
        assertThat(refused.deskDueAt()).isEqualTo(clock.instant());
        assertThat(server.accepted()).hasSize(1);
    }

    @Test
    void whenOneMailAfterTheOtherIsRefusedForWhatWeAreSendingPauses() {
        server.fail(At.DOT, new Act.Say("554 5.7.1 blocked"), 10_000);
        for (int i = 1; i <= 60; i++) {
            queue(i, "customer" + i + "@example.org");
        }
        sender.sendDue(clock.instant());
        for (int minute = 0; minute < 30; minute++) {
            sendAfter(Duration.ofMinutes(1));
        }
        List<OutboxMessage> dead =
                shop.database.read(tx -> shop.outbox.list(tx, new MessageFilter(MessageState.DEAD, null, null, 100)));
        assertThat(dead).hasSizeBetween(10, 16);
        server.heal();
        assertThat(sendAfter(Duration.ofMinutes(10))).isEqualTo(60 - dead.size());
    }

    @ParameterizedTest
    @MethodSource("misconfigurations")
    void aFaultInOurSettingsBurnsNoAttemptAndIsLookedAtOnceAMinute(String answer) {
        server.fail(At.MAIL, new Act.Say(answer), 3);
        queue(1);
        for (int second = 0; second < 120; second++) {
            sender.sendDue(clock.advance(Duration.ofSeconds(1)));
        }
        assertThat(server.connections()).isEqualTo(2);
        assertThat(shop.message(KEY).attempts()).isZero();
        assertThat(shop.message(KEY).state()).isEqualTo(MessageState.QUEUED);
        sendAfter(Duration.ofMinutes(1));
        assertThat(sendAfter(Duration.ofMinutes(1))).isEqualTo(1);
    }

    static Stream<String> misconfigurations() {
        return Stream.of("530 5.7.0 must log in", "535 5.7.8 bad log-in", "553 5.1.8 sender unknown here");
    }

    @Test
    void aMessageThatCannotBeWrittenIsDeadAtOnceAndTheOthersGoOn() {
        java.util.Map<String, @org.jspecify.annotations.Nullable Object> forged =
                new java.util.LinkedHashMap<>(MessageShop.shipped(1, "").facts());
        forged.put("customer", java.util.Map.of("name", "Camille\r\nBcc: everybody@example.org"));
        MessageRequest plain = MessageShop.shipped(1, "camille@example.org");
        shop.enqueue(new MessageRequest(
                plain.subject(),
                plain.kind(),
                1,
                1L,
                1L,
                null,
                plain.recipient(),
                plain.locale(),
                forged,
                plain.sendAt()));
        queue(2, "camille@example.org\r\nRCPT TO:<x@example.org>");
        queue(3, "çamille@example.org");
        queue(4, "no address");
        queue(5, "other@example.org");
        assertThat(sender.sendDue(clock.instant())).isEqualTo(1);
        for (int i = 1; i <= 4; i++) {
            OutboxMessage message = shop.message("parcel:1/shipped/" + i);
            assertThat(message.state()).as(message.key()).isEqualTo(MessageState.DEAD);
            assertThat(message.attempts()).isZero();
            assertThat(message.deskDueAt()).isEqualTo(clock.instant());
        }
        assertThat(shop.message(KEY).stateReason()).isEqualTo("a line break or control character in the recipient");
        assertThat(server.accepted()).extracting(Mail::recipient).containsExactly("other@example.org");
    }

    @Test
    void aMessagePutOffForTwoDaysIsGivenUpAndTheDeskIsTold() {
        server.fail(At.RCPT, new Act.Say("450 4.2.0 later"), 10_000);
        queue(1);
        int attempts = 0;
        Instant end = clock.instant().plus(Duration.ofDays(3));
        while (clock.instant().isBefore(end)) {
            sendAfter(Duration.ofMinutes(10));
            int now = shop.message(KEY).attempts();
            assertThat(now - attempts).isBetween(0, 1);
            attempts = now;
        }
        OutboxMessage dead = shop.message(KEY);
        assertThat(dead.state()).isEqualTo(MessageState.DEAD);
        assertThat(dead.stateReason()).isEqualTo("given up: at RCPT: 450 4.2.0 later");
        assertThat(dead.attempts()).isBetween(45, 70);
    }

    @Test
    void aProcessThatDiesBetweenAcceptanceAndMarkSendsTheSameMailAfterItsLease() throws Exception {
        queue(1);
        // The database is gone at the very moment the server has the mail: the process never gets to mark it.
        server.onAcceptance(() -> shop.database.close());
        sender.sendDue(clock.instant());
        server.onAcceptance(() -> {});
        shop = new MessageShop(folder);
        sender = sender(server.port());
        assertThat(shop.message(KEY).state()).isEqualTo(MessageState.SENDING);
        byte[] bytes = archived();
        assertThat(sender.sendDue(clock.instant())).isZero();
        assertThat(sendAfter(Duration.ofMinutes(2))).isEqualTo(1);
        assertThat(server.accepted()).hasSize(2);
        assertThat(server.accepted().get(0).bytes()).isEqualTo(bytes);
        assertThat(server.accepted().get(1).bytes()).isEqualTo(bytes);
        assertThat(shop.message(KEY).state()).isEqualTo(MessageState.SENT);
    }

    @Test
    void closingLetsTheMailOnItsWayArriveAndStartsNoOther() {
        for (int i = 1; i <= 5; i++) {
            queue(i);
        }
        Thread closer = Thread.ofVirtual().unstarted(sender::close);
        server.onAcceptance(closer::start);
        sender.sendDue(clock.instant());
        server.onAcceptance(() -> {});
        long sent = shop.database
                .<List<OutboxMessage>>read(
                        tx -> shop.outbox.list(tx, new MessageFilter(MessageState.SENT, null, null, 10)))
                .size();
        assertThat(sent).isEqualTo(server.accepted().size()).isLessThan(5);
        assertThat(sender.sendDue(clock.instant())).isZero();
    }
}
