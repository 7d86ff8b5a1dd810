package prevenance.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever comes back into the mailbox is understood or is nothing.
class BounceFuzzTest {
    static Stream<Arguments> mails() {
        return Stream.of("""
            From: MAILER-DAEMON@example.org
            To: bounce@example.org
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            <c@example.org>: host mx.example.org said: 550 5.1.1 no such user
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; example.org

            Final-Recipient: rfc822; c@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such user

            --b--
            """, "Subject: out of office\nAuto-Submitted: auto-replied\n\nback on Monday\n")
                .map(text -> Arguments.of((Object) text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("mails")
    @FuzzTest(maxDuration = "3m")
    void aMailThatComesBackIsReadOrIsNothing(byte[] bytes) {
        assertThat(BounceReader.read(bytes)).isNotNull();
    }
}
