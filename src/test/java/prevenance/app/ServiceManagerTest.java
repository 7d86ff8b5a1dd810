package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.health.DatagramReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program as a process of its own under a service manager.
class ServiceManagerTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(240)
    void itHearsWhenTheProgramWorksThatItLivesAndThatItEnds() throws Exception {
        int port = freePort();
        String socket = folder.resolve("notify").toString();
        try (Letterbox letterbox = new Letterbox(InstantSource.system(), "nobody@example.org");
                DatagramReader manager = new DatagramReader(socket)) {
            Path config = Files.writeString(folder.resolve("prevenance.yaml"), """
                shop: { name: Maison Exemple, sender: service@example.org }
                mail: { host: 127.0.0.1, port: %d, security: none }
                console: { port: 0 }
                health: { port: %d }
                watch-mails: { canary: ops@example.org }
                log: { format: json, level: debug }
                """.formatted(letterbox.port(), port));
            Process program = launch(config, socket);
            try {
                assertThat(manager.next()).isEqualTo("EXTEND_TIMEOUT_USEC=300000000|STATUS=opening the database");
                String told = manager.next();
                while (!told.startsWith("READY=1")) {
                    assertThat(told).matches("WATCHDOG=1|STATUS=.*");
                    told = manager.next();
                }
                assertThat(told).contains("STATUS=watching");
                // It says so only when whoever comes now is let in.
                assertThat(status(port, "/healthz")).isEqualTo(200);
                while (!told.equals("WATCHDOG=1")) {
                    told = manager.next();
                }
                while (!told.equals("STATUS=watching 0 parcels")) {
                    told = manager.next();
                }
                assertThat(status(port, "/readyz")).isEqualTo(200);

                program.destroy();
                while (!told.startsWith("STOPPING=1")) {
                    told = manager.next();
                }
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(program.exitValue()).isZero();
            } finally {
                program.destroyForcibly();
            }
        }
        List<String> log = Files.readAllLines(folder.resolve("err.txt"));
        assertThat(log).isNotEmpty().allSatisfy(line -> {
            JsonNode object = JsonMapper.shared().readTree(line);
            assertThat(object.propertyNames()).contains("time", "level", "logger", "event");
        });
        assertThat(log).anySatisfy(line -> assertThat(line).contains("\"event\":\"watching\""));
    }

    private Process launch(Path config, String socket) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dprevenance.home=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        withoutTestLogs(System.getProperty("java.class.path")),
                        "prevenance.app.Main",
                        "run",
                        "--config",
                        config.toString())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("NOTIFY_SOCKET", socket);
        builder.environment().put("WATCHDOG_USEC", "90000000");
        return builder.start();
    }

    /// The program's own rules of its log stand behind those of the tests on the tests' class path.
    private static String withoutTestLogs(String classPath) {
        return java.util.Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .filter(entry -> !Files.exists(Path.of(entry, "logback-test.xml")))
                .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
    }

    private static int status(int port, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }
}
