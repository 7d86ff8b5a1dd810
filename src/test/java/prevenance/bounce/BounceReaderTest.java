package prevenance.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BounceReaderTest {
    private static final String TOKEN = "pv" + "abcdefghijklmnopqrstuvwxyz234567";

    @Test
    void aReportNamesItsRecipientItsCauseAndTheMailItReturns() {
        byte[] mail = Notices.report(
                "bounce+" + TOKEN.toUpperCase(java.util.Locale.ROOT) + "@boutique.example",
                "",
                "5.1.1",
                "550 5.1.1 <camille@example.org>: User unknown");
        assertThat(BounceReader.read(mail))
                .isEqualTo(new BounceReport.Failed(
                        new BounceReport.Trace(
                                List.of(TOKEN), List.of(Notices.MESSAGE_ID), "<report-5.1.1@mx.example.net>"),
                        List.of(new BounceReport.Failure(
                                "camille@example.org",
                                FailureCause.NO_SUCH_ADDRESS,
                                "550 5.1.1",
                                "smtp; 550 5.1.1 <camille@example.org>: User unknown"))));
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                arguments("5.1.1", "550 5.1.1 User unknown", FailureCause.NO_SUCH_ADDRESS),
                arguments("5.1.2", "550 Host unknown", FailureCause.NO_SUCH_ADDRESS),
                arguments("5.0.0", "550 5.1.10 RESOLVER.ADR.RecipientNotFound", FailureCause.NO_SUCH_ADDRESS),
                arguments("5.4.1", "550 5.4.1 Recipient address rejected: Access denied", FailureCause.NO_SUCH_ADDRESS),
                arguments("5.5.0", "556 5.5.0 no", FailureCause.NO_SUCH_ADDRESS),
                arguments("5.2.2", "552 5.2.2 Over quota", FailureCause.MAILBOX_UNAVAILABLE),
                arguments("5.0.0", "552 mailbox full", FailureCause.MAILBOX_UNAVAILABLE),
                arguments("5.1.1", "550 5.1.1 this mailbox is full", FailureCause.MAILBOX_UNAVAILABLE),
                arguments("5.2.1", "550 5.2.1 The account is disabled", FailureCause.MAILBOX_UNAVAILABLE),
                arguments("4.4.1", "connect to mx.example.org: Connection timed out", FailureCause.NOT_NOW),
                arguments("4.0.0", "DNS: Domain name not found", FailureCause.NOT_NOW),
                arguments("4.2.2", "452 4.2.2 mailbox full", FailureCause.MAILBOX_UNAVAILABLE),
                arguments("5.7.1", "550 5.7.1 rejected by policy", FailureCause.MESSAGE_REFUSED),
                arguments("5.7.26", "550-5.7.26 SPF and DKIM did not pass", FailureCause.MESSAGE_REFUSED),
                arguments("5.3.4", "552 5.3.4 message too big", FailureCause.MESSAGE_REFUSED),
                arguments("5.0.0", "554 this looks like spam", FailureCause.MESSAGE_REFUSED),
                arguments("5.0.0", "554 no", FailureCause.UNKNOWN));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("statuses")
    void theCauseFollowsFromCodeAndWords(String status, String diagnostic, FailureCause cause) {
        byte[] mail = Notices.report("bounce@boutique.example", "", status, diagnostic);
        assertThat(BounceReader.read(mail))
                .isInstanceOfSatisfying(
                        BounceReport.Failed.class,
                        failed -> assertThat(failed.failures())
                                .extracting(BounceReport.Failure::cause)
                                .containsExactly(cause));
    }

    static Stream<Arguments> notices() {
        return Stream.of(
                arguments(
                        "MAILER-DAEMON@mx.example.net",
                        "failure notice",
                        "us-ascii",
                        """
                        Hi. This is the qmail-send program at mx.example.net.
                        I'm afraid I wasn't able to deliver your message to the following addresses.

                        <camille@example.org>:
                        192.0.2.1 does not like recipient.
                        Remote host said: 550 5.1.1 No such user
                        Giving up on 192.0.2.1.
                        """,
                        FailureCause.NO_SUCH_ADDRESS),
                arguments(
                        "postmaster@mx.example.net", "Non remis", "iso-8859-1", """
                        Votre message n'a pas pu être remis à camille@example.org :
                        la boîte aux lettres est pleine (quota dépassé).
                        """, FailureCause.MAILBOX_UNAVAILABLE),
                arguments("Mailer-Daemon@mx.example.net", "Unzustellbar", "utf-8", """
                    Ihre Nachricht konnte nicht zugestellt werden:
                    camille@example.org: Empfänger unbekannt
                    """, FailureCause.NO_SUCH_ADDRESS),
                arguments(
                        "postmaster@mx.example.net",
                        "No se pudo entregar el mensaje",
                        "utf-8",
                        """
                        La dirección camille@example.org no existe.
                        """,
                        FailureCause.NO_SUCH_ADDRESS),
                arguments(
                        "MAILER-DAEMON@mx.example.net",
                        "Mail delivery failed: returning message to sender",
                        "utf-8",
                        """
                        A message that you sent could not be delivered. The following address failed:

                          camille@example.org
                            SMTP error from remote mail server after end of data:
                            host mx.example.org: 554 5.7.1 message content rejected
                        """,
                        FailureCause.MESSAGE_REFUSED));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("notices")
    void aNoticeInPlainWordsIsUnderstoodToo(
            String from, String subject, String charset, String text, FailureCause cause) {
        assertThat(BounceReader.read(Notices.words(from, subject, charset, text)))
                .isInstanceOfSatisfying(
                        BounceReport.Failed.class,
                        failed -> assertThat(failed.failures())
                                .extracting(BounceReport.Failure::recipient, BounceReport.Failure::cause)
                                .containsExactly(org.assertj.core.groups.Tuple.tuple("camille@example.org", cause)));
    }

    @Test
    void anAnswerFromSomebodyWhoIsAwayIsNoBounceThoughItComesFromNobody() {
        for (String text : List.of(
                "I am out of the office until Monday.",
                "Je suis absent jusqu'à lundi. Votre message ne sera pas lu.",
                "Ich bin bis Montag abwesend.")) {
            byte[] mail = Notices.words("Camille <camille@example.org>", "Re: Votre colis", "utf-8", text);
            assertThat(BounceReader.read(mail)).as(text).isInstanceOf(BounceReport.AutoReply.class);
        }
        byte[] marked = Notices.mail("""
            From: camille@example.org
            Subject: merci
            Auto-Submitted: auto-replied

            Bien reçu.
            """);
        assertThat(BounceReader.read(marked)).isInstanceOf(BounceReport.AutoReply.class);
    }

    @Test
    void whatAPersonWritesIsNeitherBounceNorAutomaticAnswer() {
        byte[] mail = Notices.mail("""
            From: Camille <camille@example.org>
            Subject: Re: Votre colis
            In-Reply-To: %s

            Mon colis n'a pas été livré, que faire ?
            """.formatted(Notices.MESSAGE_ID));
        assertThat(BounceReader.read(mail)).isInstanceOf(BounceReport.Other.class);
    }

    @Test
    void aDelayIsNoFailureAndASuccessIsNone() {
        String text = new String(Notices.report("x@y.example", "", "4.4.1", "later"), StandardCharsets.UTF_8);
        assertThat(read(text.replace("Action: failed", "Action: delayed"))).isInstanceOf(BounceReport.Delayed.class);
        assertThat(read(text.replace("Action: failed", "Action: delivered"))).isInstanceOf(BounceReport.Other.class);
    }

    @Test
    void aComplaintIsToldFromAReportAboutServers() {
        assertThat(BounceReader.read(Notices.complaint(TOKEN, "abuse")))
                .isEqualTo(new BounceReport.Complaint(
                        new BounceReport.Trace(
                                List.of(TOKEN), List.of(Notices.MESSAGE_ID), "<complaint@provider.example>"),
                        "abuse"));
        assertThat(BounceReader.read(Notices.complaint(TOKEN, "auth-failure"))).isInstanceOf(BounceReport.Other.class);
        assertThat(BounceReader.read(Notices.complaint(TOKEN, "not-spam"))).isInstanceOf(BounceReport.Other.class);
    }

    @Test
    void aFilterBehindTheAddressIsNotAMissingMailbox() {
        String text =
                new String(Notices.report("x@y.example", "", "5.0.0", "550 Unknown user"), StandardCharsets.UTF_8);
        assertThat(cause(text)).isEqualTo(FailureCause.NO_SUCH_ADDRESS);
        assertThat(cause(text.replace("in reply to RCPT TO command", "in reply to end of DATA command")))
                .isEqualTo(FailureCause.MAILBOX_UNAVAILABLE);
    }

    @Test
    @Timeout(20)
    void brokenAndHostileMailsAreReadWithoutErrorAndInTime() {
        Random random = new Random(5);
        byte[] sample = Notices.report("bounce+" + TOKEN + "@boutique.example", TOKEN, "5.1.1", "550 User unknown");
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = Arrays.copyOf(sample, random.nextInt(sample.length + 1));
            for (int j = 0; j < i % 20 && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThat(BounceReader.read(bytes)).isNotNull();
        }
        for (String hostile : List.of(
                "Content-Type: multipart/mixed; boundary=a\n\n"
                        + "--a\nContent-Type: multipart/mixed; boundary=a\n\n".repeat(9_000),
                "From: mailer-daemon\n\n" + "<a@b.c>: x\n".repeat(40_000),
                "From: mailer-daemon\nContent-Type: text/html\n\n" + "<br ".repeat(120_000),
                "Subject: " + "=?utf-8?q?a?=".repeat(40_000) + "\n\nx",
                "A: b\n" + " c\n".repeat(150_000),
                "Content-Type: x" + ";b=".repeat(150_000) + "\n\n",
                "From: mailer-daemon\n\n" + "mailbox exceeded ".repeat(30_000),
                "x".repeat(3 * BounceReader.MOST_BYTES))) {
            long begin = System.nanoTime();
            assertThat(BounceReader.read(hostile.getBytes(StandardCharsets.ISO_8859_1)))
                    .isNotNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private static BounceReport read(String text) {
        return BounceReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static FailureCause cause(String text) {
        return read(text) instanceof BounceReport.Failed failed
                ? failed.failures().getFirst().cause()
                : FailureCause.UNKNOWN;
    }
}
