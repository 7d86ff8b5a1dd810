package prevenance.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Secret;
import prevenance.message.MessageState;
import prevenance.message.Reputation;
import prevenance.message.Returns;
import prevenance.message.mail.Mailbox;
import prevenance.message.mail.MailboxSettings;
import prevenance.message.mail.ReturnAddress;
import prevenance.message.mail.Security;

/// Bounces in a mailbox on a real IMAP server.
@Timeout(60)
class BounceMailboxTest {
    @TempDir
    Path folder;

    private @Nullable GreenMail mail;

    @AfterEach
    void stop() {
        if (mail != null) {
            mail.stop();
        }
    }

    private GreenMail start(String protocol) {
        GreenMail started = new GreenMail(new ServerSetup(0, "localhost", protocol));
        started.setUser("bounce@boutique.example", "bounce", "s3cret");
        started.start();
        mail = started;
        return started;
    }

    private MailboxSettings settings(int port, Security security, String password, @Nullable Path certificates) {
        return new MailboxSettings(
                "localhost",
                port,
                security,
                "bounce",
                Secret.of(password),
                certificates,
                "INBOX",
                "Handled",
                Duration.ofSeconds(5),
                Duration.ofSeconds(8));
    }

    private static void deliver(GreenMail server, byte[] bytes) throws Exception {
        server.getUserManager()
                .getUser("bounce")
                .deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes)));
    }

    @Test
    void whatArrivesIsTakenAndMovedAway() throws Exception {
        GreenMail server = start("imap");
        try (BounceShop shop = new BounceShop(folder, new ReturnAddress("bounce", "boutique.example"))) {
            shop.send(1, "camille@example.org");
            deliver(server, Notices.words("spam@example.net", "Buy", "utf-8", "cheap"));
            deliver(server, Notices.report(shop.envelopeSender(), "", "5.1.1", "550 5.1.1 User unknown"));
            BounceDesk desk = new BounceDesk(
                    BounceSettings.defaults(),
                    new Mailbox(settings(server.getImap().getPort(), Security.NONE, "s3cret", null)),
                    new Returns(shop.database, true),
                    new Reputation(shop.database));
            desk.mailboxDue(shop.now());
            assertThat(shop.message(1).state()).isEqualTo(MessageState.DEAD);
            assertThat(shop.suppressed()).hasSize(1);
            Mailbox.Visit again = new Mailbox(settings(server.getImap().getPort(), Security.NONE, "s3cret", null))
                    .visit(10, 1_000, _ -> true);
            assertThat(again).isEqualTo(new Mailbox.Visit.Done(0, 0));
        }
    }

    @Test
    void whatCannotBeDealtWithStaysAndIsReadAgain() throws Exception {
        GreenMail server = start("imap");
        deliver(server, Notices.words("a@example.net", "One", "utf-8", "first"));
        deliver(server, Notices.words("a@example.net", "Two", "utf-8", "x".repeat(300_000)));
        Mailbox mailbox = new Mailbox(settings(server.getImap().getPort(), Security.NONE, "s3cret", null));
        List<Integer> sizes = new ArrayList<>();
        assertThat(mailbox.visit(10, 100_000, bytes -> !sizes.add(bytes.length)))
                .isEqualTo(new Mailbox.Visit.Done(0, 2));
        assertThat(sizes.getFirst()).isLessThan(1_000);
        assertThat(sizes.getLast()).isBetween(100_000, 200_000);
        assertThat(mailbox.visit(1, 100_000, _ -> true)).isEqualTo(new Mailbox.Visit.Done(1, 1));
        assertThat(mailbox.visit(10, 100_000, _ -> true)).isEqualTo(new Mailbox.Visit.Done(1, 0));
    }

    @Test
    void aWrongPasswordAndAServerNobodyVouchesForAreFailuresThatAreTold() throws Exception {
        int plain = start("imap").getImap().getPort();
        assertThat(new Mailbox(settings(plain, Security.NONE, "wr0ng", null)).visit(1, 1, _ -> true))
                .isEqualTo(new Mailbox.Visit.Failed("the server refuses the log-in"));
        stop();
        int tls = start("imaps").getImaps().getPort();
        assertThat(new Mailbox(settings(tls, Security.TLS, "s3cret", null)).visit(1, 1, _ -> true))
                .isInstanceOfSatisfying(
                        Mailbox.Visit.Failed.class,
                        failed -> assertThat(failed.reason()).contains("certif").doesNotContain("s3cret"));
    }

    @Test
    void tlsVerifiesTheServerAndReadsTheMailbox() throws Exception {
        GreenMail server = start("imap");
        deliver(server, Notices.words("a@example.net", "One", "utf-8", "first"));
        Certificates.make(folder, "localhost");
        Certificates.make(folder, "other.example");
        try (TlsDoor door =
                new TlsDoor(folder.resolve("localhost.p12"), server.getImap().getPort())) {
            assertThat(new Mailbox(settings(door.port(), Security.TLS, "s3cret", folder.resolve("localhost.pem")))
                            .visit(10, 1_000, _ -> true))
                    .isEqualTo(new Mailbox.Visit.Done(1, 0));
        }
        try (TlsDoor door = new TlsDoor(
                folder.resolve("other.example.p12"), server.getImap().getPort())) {
            assertThat(new Mailbox(settings(door.port(), Security.TLS, "s3cret", folder.resolve("other.example.pem")))
                            .visit(10, 1_000, _ -> true))
                    .isInstanceOf(Mailbox.Visit.Failed.class);
        }
    }

    @Test
    void aServerThatSaysNothingIsLeftAtTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            MailboxSettings settings = new MailboxSettings(
                    "localhost",
                    silent.getLocalPort(),
                    Security.NONE,
                    "bounce",
                    Secret.of("s3cret"),
                    null,
                    "INBOX",
                    "Handled",
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1));
            long begin = System.nanoTime();
            assertThat(new Mailbox(settings).visit(1, 1, _ -> true))
                    .isEqualTo(new Mailbox.Visit.Failed("the deadline of 1 s passed"));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
    }
}
