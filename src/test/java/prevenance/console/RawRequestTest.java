package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no browser sends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RawRequestTest {
    private static final String SMUGGLED = "GET /login?smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private ConsoleRig rig;

    @BeforeAll
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder);
    }

    @AfterAll
    void close() {
        rig.close();
    }

    /// Where one says that the body ends and the other that it goes on, whoever stands before us may have understood
    /// it the other way: there is one answer, and what would be a second request is none.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
                "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
                "Content-Length: 5\r\nContent-Length: 0\r\n\r\n",
                "Content-Length: 0, 5\r\n\r\n",
                "Content-Length: +5\r\n\r\n",
                "Content-Length: -1\r\n\r\n",
                "Content-Length: 0x5\r\n\r\n",
                "Content-Length: 99999999999999999999\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
                "Host: evil.example\r\n\r\n",
                "X: a\r\n b\r\n\r\n",
                "X\0: a\r\n\r\n"
            })
    void aRequestWithTwoReadingsIsRefusedAndTheConnectionClosed(String headers) throws IOException {
        String answer = send("POST /login HTTP/1.1\r\nHost: localhost\r\n" + headers + SMUGGLED);
        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer.split("HTTP/1\\.1 ", -1)).as(answer).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "PROPFIND", "QUERY"})
    void noOtherMethodIsAnswered(String method) throws IOException {
        String answer = send(method + " /login HTTP/1.1\r\nHost: localhost\r\nCookie: prevenance=canary\r\n"
                + "Connection: close\r\n\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 4\\d\\d ").doesNotContain("canary");
    }

    /// Also what is refused before it is understood says nothing and runs nothing.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%00<script>alert(1)</script> HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /a;b=<script>/../login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/1.1\r\nConnection: close\r\n\r\n",
                "GET /login HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "<script>alert(1)</script>\r\n\r\n",
                "GET http://evil.example/login HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
                "POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nContent-Length: 8\r\n\r\n"
            })
    void whatIsRefusedCarriesThePolicyAndNoMarkupOfTheVisitor(String request) throws IOException {
        String answer = send(request);
        assertThat(answer)
                .containsPattern("^HTTP/1.1 [45]\\d\\d ")
                .doesNotContain("<script>")
                .doesNotContainIgnoringCase("jetty")
                .containsIgnoringCase("content-security-policy: default-src 'none'")
                .containsIgnoringCase("x-content-type-options: nosniff");
    }

    @Test
    void headersWithoutEndAreCutOff() throws IOException {
        long before = System.nanoTime();
        String answer = send("GET /login HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(300_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), rig.listener.port())) {
            socket.setSoTimeout(4000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return read(socket.getInputStream());
        }
    }

    /// Until the other end closes, cleanly or not.
    private static String read(InputStream in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (IOException closedWithForce) {
            all.write(0);
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }
}
