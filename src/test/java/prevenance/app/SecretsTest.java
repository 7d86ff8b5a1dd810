package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.Problems;

/// A daemon with a secret in every place that takes one, asked by servers that repeat what they are told: where it can
/// be seen, none of them is.
class SecretsTest {
    private static final String CANARY = "KanariSecret";
    private static final int PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final CountDownLatch carrierAsked = new CountDownLatch(1);
    private final CountDownLatch mailAsked = new CountDownLatch(1);

    @Test
    void noSecretIsSeenWhereverItIsLookedFor() throws Exception {
        HttpServer carrier = echo();
        try (ServerSocket mail = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuse(mail));
            int port = freePort();
            Path config = folder.resolve("prevenance.yaml");
            int secrets = write(config, carrier.getAddress().getPort(), mail.getLocalPort(), port);
            assertThat(secrets).isGreaterThan(30);
            Path orders = Files.createDirectories(folder.resolve("data/inbox")).resolve("orders.csv");
            Files.writeString(orders, """
                order,carrier,tracking_number,shipped_at,customer_name,email,locale,country
                A1,laposte,LE112720415FR,2026-11-20T10:00:00Z,Camille Exemple,c@example.org,fr,FR
                """);
            Files.writeString(orders.resolveSibling("refunds.csv"), """
                reference,order,amount,currency,triggered_at,means
                R1,A1,49.90,EUR,%s,CARD
                """.formatted(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            Process daemon = launch(config);
            try {
                assertThat(carrierAsked.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("the carrier was asked: %s", told())
                        .isTrue();
                assertThat(mailAsked.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("mail was tried: %s", told())
                        .isTrue();
                Path proc = Path.of("/proc", String.valueOf(daemon.pid()));
                assertThat(seen(proc.resolve("cmdline"))).as("arguments").isEmpty();
                assertThat(seen(proc.resolve("environ"))).as("environment").isEmpty();
                for (String path : List.of("/login", "/nothing", "/api/v1/cases", "/api/v1/openapi.json")) {
                    assertThat(get(port, path)).as(path).doesNotContain(CANARY);
                }
            } finally {
                daemon.destroy();
                daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            carrier.stop(0);
        }
        assertThat(told()).as("it ran").contains("listening");
        assertThat(told()).as("what it told").doesNotContain(CANARY);
        try (Stream<Path> written = Files.walk(folder.resolve("data"))) {
            assertThat(written.filter(Files::isRegularFile)
                            .map(SecretsTest::seen)
                            .filter(text -> !text.isEmpty()))
                    .as("what it wrote")
                    .isEmpty();
        }
    }

    /// One secret for each credential of each carrier and for the mail server, in files.
    private int write(Path config, int carrierPort, int mailPort, int consolePort) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        StringBuilder carriers = new StringBuilder();
        int count = 0;
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
        for (String code : catalog.codes()) {
            carriers.append("  ")
                    .append(code)
                    .append(":\n    base-url: http://127.0.0.1:")
                    .append(carrierPort);
            carriers.append("\n    enabled: ").append(code.equals("laposte")).append("\n    credentials:\n");
            List<String> names =
                    new ArrayList<>(catalog.definition(code).credentials().keySet());
            if (names.isEmpty()) {
                carriers.setLength(carriers.length() - "    credentials:\n".length());
            }
            for (String name : names) {
                secret(secrets, code + "-" + name);
                carriers.append("      ")
                        .append(name)
                        .append(": ${FILE:secrets/")
                        .append(code)
                        .append('-')
                        .append(name)
                        .append("}\n");
                count++;
            }
        }
        secret(secrets, "smtp");
        Files.writeString(config, """
            shop: {name: Maison Exemple, sender: service@example.org}
            mail: {host: 127.0.0.1, port: %d, security: none, allow-plaintext: true,
              username: desk, password: "${FILE:secrets/smtp}"}
            messages: {quiet-from: none}
            beats: {intake: 200ms, poll: 100ms, assess: 100ms, desk: 100ms, send: 100ms}
            console: {port: %d}
            carriers:
            %s\
            """.formatted(mailPort, consolePort, carriers));
        return count + 1;
    }

    private static void secret(Path secrets, String name) throws IOException {
        Path file = secrets.resolve(name);
        Files.writeString(file, CANARY + "-" + name);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// A carrier that says in its answer what it was sent, and that it was wrong.
    private HttpServer echo() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String asked = exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().entrySet() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = ("{\"code\":\"UNAUTHORIZED\",\"message\":\"" + asked.replace("\"", "'") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(401, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
            if (asked.contains(CANARY)) {
                carrierAsked.countDown();
            }
        });
        server.start();
        return server;
    }

    /// A mail server that takes nobody's word and repeats it.
    private void refuse(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    OutputStream out = socket.getOutputStream()) {
                out.write("220 example.org\r\n".getBytes(StandardCharsets.US_ASCII));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("AUTH")) {
                        mailAsked.countDown();
                    }
                    String answer = line.startsWith("EHLO")
                            ? "250-example.org\r\n250 AUTH PLAIN LOGIN\r\n"
                            : "535 5.7.8 wrong: " + CANARY + "-smtp " + line + "\r\n";
                    out.write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException gone) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private Process launch(Path config) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile="
                        + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                "-Dprevenance.home=" + Path.of("").toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "prevenance.app.Main",
                "run",
                "--config",
                config.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("told.txt").toFile())
                .start();
    }

    private String told() throws IOException {
        return Files.readString(folder.resolve("told.txt"));
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /// What stands around the canary in a file; empty when it is not there.
    private static String seen(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            int at = text.indexOf(CANARY);
            return at < 0
                    ? ""
                    : text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 100))
                            .replaceAll("[^ -~]", ".");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
