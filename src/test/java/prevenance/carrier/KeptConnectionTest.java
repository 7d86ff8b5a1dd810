package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// A server that closes each connection after its answer without having said so: the next question over the kept one
/// meets nobody, which is no failure of the carrier.
class KeptConnectionTest {
    private static final TrackingNumber NUMBER = new TrackingNumber("1Z023E2X0214323462");
    private static final String TOKEN = "{\"access_token\": \"t\", \"expires_in\": \"14399\"}";
    private static final String NOT_FOUND =
            "{\"trackResponse\": {\"shipment\": [{\"warnings\": [{\"code\": \"TW0001\", \"message\": \"none\"}]}]}}";

    @Test
    void aConnectionThatTheServerClosedWhileItWasKeptCostsNoAnswer() throws IOException {
        AtomicInteger questions = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerAndClose(server, questions));
            CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
            CarrierSettings settings = CarrierSettings.defaults(catalog.definition("ups"))
                    .with(
                            Optional.of(URI.create("http://127.0.0.1:" + server.getLocalPort())),
                            Map.of("client-id", Secret.of("id"), "client-secret", Secret.of("secret")),
                            Map.of());
            try (HttpCarrierClient client = new HttpCarrierClient(
                    catalog, Map.of("ups", settings), () -> Instant.parse("2026-11-20T12:00:00Z"))) {
                TrackingQuery query = new TrackingQuery(NUMBER, null, null, null);
                for (int i = 0; i < 5; i++) {
                    assertThat(client.track("ups", List.of(query)).values())
                            .extracting(PollOutcome::word)
                            .containsExactly("not-found");
                }
            }
        }
        assertThat(questions)
                .as("one token and five questions, none sent twice")
                .hasValue(6);
    }

    private static void answerAndClose(ServerSocket server, AtomicInteger questions) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                String first = in.readLine();
                int length = 0;
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    if (line.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(line.substring("Content-Length: ".length()));
                    }
                }
                in.skip(length);
                if (first != null) {
                    questions.incrementAndGet();
                    String body = first.contains("oauth") ? TOKEN : NOT_FOUND;
                    socket.getOutputStream()
                            .write(("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                            + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException ended) {
                assertThat(ended)
                        .as("the server is closed at the end of the test")
                        .isNotNull();
            }
        }
    }
}
