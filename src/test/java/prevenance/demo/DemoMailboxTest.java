package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoMailboxTest {
    @TempDir
    Path folder;

    @Test
    void aMailBecomesAFileAndAnAddressThatDoesNotExistIsRefused() throws IOException {
        try (DemoMailbox mailbox = DemoMailbox.open(folder.resolve("mails"));
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), mailbox.port());
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                Writer out = new java.io.OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII)) {
            assertThat(in.readLine()).startsWith("220");
            assertThat(say(in, out, "HELO localhost")).startsWith("250");
            assertThat(say(in, out, "MAIL FROM:<bonjour@example.org>")).startsWith("250");
            assertThat(say(in, out, "RCPT TO:<nobody.here@example.org>")).startsWith("550");
            assertThat(say(in, out, "RCPT TO:<camille.exemple7@example.org>")).startsWith("250");
            assertThat(say(in, out, "DATA")).startsWith("354");
            assertThat(say(in, out, "Subject: Bonjour\r\n\r\nVotre colis.\r\n."))
                    .startsWith("250");
            assertThat(mailbox.received()).isEqualTo(1);
            assertThat(mailbox.refused()).isEqualTo(1);
        }
        assertThat(Files.readString(folder.resolve("mails/0001-camille.exemple7.eml")))
                .contains("Subject: Bonjour")
                .contains("Votre colis.");
    }

    private static String say(BufferedReader in, Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
        return in.readLine();
    }
}
