package prevenance.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.message.CallListEntry;
import prevenance.message.MessageState;
import prevenance.message.OutboxMessage;
import prevenance.message.Pause;
import prevenance.message.Reputation;
import prevenance.message.Returns;
import prevenance.message.Suppression;
import prevenance.message.SuppressionCause;
import prevenance.message.Suppressions;
import prevenance.message.Unmailed;
import prevenance.message.mail.FaultyMailServer.Mail;
import prevenance.message.mail.ReturnAddress;

@Timeout(60)
class BounceDeskTest {
    private static final ReturnAddress RETURNS = new ReturnAddress("bounce", "boutique.example");
    private static final String CAMILLE = "camille@example.org";

    @TempDir
    Path folder;

    private BounceDesk desk(BounceShop shop, boolean onlyTokens) {
        return new BounceDesk(
                new BounceSettings(null, folder.resolve("bounces"), Duration.ofMinutes(1), Duration.ofDays(14)),
                null,
                new Returns(shop.database, onlyTokens),
                new Reputation(shop.database));
    }

    private static byte[] bounce(String to, String token, String code) {
        return Notices.report(to, token, code.substring(4), code + " said the server");
    }

    @Test
    void eachMailHasAReturnAddressOfItsOwnAndKeepsItOverAllAttempts() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            Mail first = shop.send(1, CAMILLE);
            String sender = shop.envelopeSender();
            assertThat(sender).matches("bounce\\+pv[a-z2-7]{32}@boutique\\.example");
            assertThat(sender).contains(first.header("X-Prevenance-Return"));
            shop.send(2, CAMILLE);
            assertThat(shop.envelopeSender()).isNotEqualTo(sender);
        }
        try (BounceShop shop = new BounceShop(folder.resolve("other"), null)) {
            assertThat(shop.send(1, CAMILLE).header("X-Prevenance-Return")).startsWith("pv");
            assertThat(shop.envelopeSender()).isEqualTo("bonjour@boutique.example");
        }
    }

    @Test
    void aMailThatComesBackHardEndsTheAddressAndPutsTheCustomerOnTheCallList() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            shop.send(1, CAMILLE);
            BounceDesk desk = desk(shop, true);
            // Some systems write the whole address in capitals.
            String to = shop.envelopeSender().toUpperCase(Locale.ROOT);
            assertThat(desk.take(bounce(to, "", "550 5.1.1"), shop.now())).isTrue();
            OutboxMessage message = shop.message(1);
            assertThat(message.state()).isEqualTo(MessageState.DEAD);
            assertThat(message.stateReason()).isEqualTo("came back: no such mailbox (550 5.1.1)");
            assertThat(message.deskDueAt()).isEqualTo(shop.now());
            assertThat(shop.database.<List<CallListEntry>>read(tx -> shop.outbox.callList(tx, 9)))
                    .extracting(CallListEntry::why)
                    .containsExactly(Unmailed.BOUNCED);
            assertThat(shop.suppressed()).singleElement().satisfies(entry -> {
                assertThat(entry.cause()).isEqualTo(SuppressionCause.BOUNCED);
                assertThat(entry.reason()).isEqualTo("550 5.1.1");
                assertThat(entry.order()).isEqualTo("A-1001");
                assertThat(entry.handle()).doesNotContain("@").doesNotContain("camille");
            });
            shop.send(2, "Camille@Example.org");
            assertThat(shop.message(2).state()).isEqualTo(MessageState.SUPPRESSED);
            assertThat(shop.message(2).stateReason()).isEqualTo("address refused before: a mail came back, 550 5.1.1");
            assertThat(shop.server.accepted()).hasSize(1);
        }
    }

    @Test
    void aReportThatNoTokenOfOursProvesHasNoEffect() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            Mail mail = shop.send(1, CAMILLE);
            String token = mail.header("X-Prevenance-Return");
            char other = token.charAt(33) == 'a' ? 'b' : 'a';
            String changed = token.substring(0, 33) + other;
            BounceDesk desk = desk(shop, true);
            for (String forged : List.of("", changed, "pv" + "a".repeat(32), "pv" + "7".repeat(32))) {
                String report = text(bounce("bounce@boutique.example", forged, "550 5.1.1"))
                        .replace(Notices.MESSAGE_ID, mail.header("Message-ID"));
                assertThat(desk.take(report.getBytes(StandardCharsets.UTF_8), shop.now()))
                        .isTrue();
            }
            assertThat(shop.message(1).state()).isEqualTo(MessageState.SENT);
            assertThat(shop.suppressed()).isEmpty();
        }
    }

    @Test
    void withoutReturnAddressAMessageIdTellsThatAMailCameBackAndEndsNoAddress() throws Exception {
        try (BounceShop shop = new BounceShop(folder, null)) {
            Mail mail = shop.send(1, CAMILLE);
            String report = text(bounce("bonjour@boutique.example", "", "550 5.1.1"))
                    .replace(Notices.MESSAGE_ID, mail.header("Message-ID"));
            desk(shop, false).take(report.getBytes(StandardCharsets.UTF_8), shop.now());
            assertThat(shop.message(1).state()).isEqualTo(MessageState.DEAD);
            assertThat(shop.suppressed()).isEmpty();
            // The token in the returned headers proves as much as one in the address.
            Mail second = shop.send(2, CAMILLE);
            desk(shop, false)
                    .take(bounce("x@boutique.example", second.header("X-Prevenance-Return"), "550 5.1.1"), shop.now());
            assertThat(shop.suppressed()).hasSize(1);
        }
    }

    @Test
    void aFullMailboxEndsItsAddressTheSecondTimeAndTheSameReportTwiceIsOnce() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            BounceDesk desk = desk(shop, true);
            shop.send(1, CAMILLE);
            byte[] report = bounce(shop.envelopeSender(), "", "552 5.2.2");
            desk.take(report, shop.now());
            desk.take(report, shop.now());
            assertThat(shop.message(1).stateReason()).isEqualTo("came back: the mailbox is full or closed (552 5.2.2)");
            assertThat(shop.suppressed()).isEmpty();
            shop.send(2, CAMILLE);
            desk.take(bounce(shop.envelopeSender(), "", "552 5.2.2"), shop.now());
            assertThat(shop.suppressed()).extracting(Suppression::cause).containsExactly(SuppressionCause.FULL);
        }
    }

    @Test
    void whatIsRefusedForItsTextOrItsTimeEndsNoAddress() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            BounceDesk desk = desk(shop, true);
            for (int episode = 1; episode <= 3; episode++) {
                shop.send(episode, CAMILLE);
                desk.take(bounce(shop.envelopeSender(), "", episode == 1 ? "550 5.7.1" : "451 4.4.7"), shop.now());
                assertThat(shop.message(episode).state()).isEqualTo(MessageState.DEAD);
            }
            assertThat(shop.suppressed()).isEmpty();
        }
    }

    @Test
    void aComplaintEndsTheAddressForGoodAndTheMailStaysSent() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            Mail mail = shop.send(1, CAMILLE);
            BounceDesk desk = desk(shop, true);
            desk.take(Notices.complaint(mail.header("X-Prevenance-Return"), "abuse"), shop.now());
            assertThat(shop.message(1).state()).isEqualTo(MessageState.SENT);
            Suppression entry = shop.suppressed().getFirst();
            assertThat(entry.cause()).isEqualTo(SuppressionCause.COMPLAINT);
            Suppressions.Outcome lifted = shop.database.write(tx -> new Suppressions().lift(tx, entry.handle()));
            assertThat(lifted).isInstanceOf(Suppressions.Outcome.Refused.class);
            assertThat(shop.suppressed()).hasSize(1);
        }
    }

    @Test
    void anAutomaticAnswerToTheReturnAddressChangesNothing() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            shop.send(1, CAMILLE);
            byte[] answer = Notices.mail("""
                Return-Path: <>
                From: camille@example.org
                To: %s
                Subject: Absence du bureau
                Auto-Submitted: auto-replied

                Je suis absent. Votre message ne sera pas lu.
                """.formatted(shop.envelopeSender()));
            assertThat(desk(shop, true).take(answer, shop.now())).isTrue();
            assertThat(shop.message(1).state()).isEqualTo(MessageState.SENT);
            assertThat(shop.suppressed()).isEmpty();
        }
    }

    @Test
    void aFileInTheFolderIsTakenOnceItHasSettledAndKeptForAWhile() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            shop.send(1, CAMILLE);
            BounceDesk desk = desk(shop, true);
            Path bounces = Files.createDirectories(folder.resolve("bounces"));
            Files.write(bounces.resolve("1.eml"), bounce(shop.envelopeSender(), "", "550 5.1.1"));
            Files.writeString(bounces.resolve("half.tmp"), "not yet");
            Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "not a mail of ours");
            Files.createSymbolicLink(bounces.resolve("link.eml"), elsewhere);
            desk.folderDue(shop.now());
            assertThat(shop.message(1).state()).isEqualTo(MessageState.SENT);
            desk.folderDue(shop.now());
            assertThat(shop.message(1).state()).isEqualTo(MessageState.DEAD);
            assertThat(bounces.resolve("1.eml")).doesNotExist();
            assertThat(bounces.resolve("half.tmp")).exists();
            assertThat(bounces.resolve("link.eml")).exists();
            assertThat(bounces.resolve("handled")).isDirectoryContaining("glob:**.eml");
            desk.folderDue(shop.clock.advance(Duration.ofDays(15)));
            assertThat(bounces.resolve("handled")).isEmptyDirectory();
        }
    }

    @Test
    void whenOneMailInTenComesBackSendingPausesOnceAndAWordOfTheStaffLetsItGoOn() throws Exception {
        try (BounceShop shop = new BounceShop(folder, RETURNS)) {
            BounceDesk desk = desk(shop, true);
            for (int episode = 1; episode <= 60; episode++) {
                shop.send(episode, "customer" + episode + "@example.org");
                if (episode % 5 == 0) {
                    desk.take(bounce(shop.envelopeSender(), "", "550 5.1.1"), shop.now());
                }
            }
            shop.clock.advance(Duration.ofMinutes(1));
            desk.mailboxDue(shop.now());
            Pause pause = shop.database
                    .<java.util.Optional<Pause>>read(tx -> shop.outbox.pause(tx))
                    .orElseThrow();
            assertThat(pause).isEqualTo(new Pause(shop.now(), "prevenance", "12 of 60 mails came back within a day"));
            shop.database.execute(tx -> tx.handle().execute("update outbox_pause set paused_at = null"));
            desk.mailboxDue(shop.clock.advance(Duration.ofMinutes(1)));
            assertThat(shop.database.<java.util.Optional<Pause>>read(tx -> shop.outbox.pause(tx)))
                    .isEmpty();
        }
    }

    private static String text(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8);
    }
}
