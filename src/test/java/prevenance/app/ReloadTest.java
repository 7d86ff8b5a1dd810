package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;
import prevenance.cli.RootCommand;

/// The real program as a process of its own is told by SIGHUP to read its files again.
class ReloadTest {
    private static final long PATIENCE_SECONDS = 90;
    private static final String SILENT = "LE112720425FR";
    private static final String JUST_NOW = ago(Duration.ofHours(1));

    /// More than one working day, whatever day it is.
    private static final String LONG_AGO = ago(Duration.ofDays(4));
    private static final String HOLDS = "the new configuration holds";
    private static final String REFUSED = "the new configuration is refused, the old one holds";

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final CountDownLatch mailBegun = new CountDownLatch(1);
    private final CountDownLatch mailMayEnd = new CountDownLatch(1);
    private final int health = freePort();
    private final AtomicReference<@Nullable Process> daemon = new AtomicReference<>();
    private HttpServer carrier = none();
    private SMTPServer mailServer = SMTPServer.port(0).build();

    private static String ago(Duration length) {
        return Instant.now().minus(length).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static HttpServer none() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void startTheWorld() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        copy(Path.of("templates"), home.resolve("templates"));
        Path own = Files.createDirectories(home.resolve("carriers/laposte"));
        for (String file : List.of("carrier.yaml", "statuses.csv", "published-codes.txt")) {
            Files.copy(Path.of("carriers/laposte", file), own.resolve(file));
        }
        carrier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        carrier.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            // Several numbers that are due together come in one question, and are answered by a list.
            String[] numbers =
                    exchange.getRequestURI().getPath().replaceFirst(".*/", "").split(",", -1);
            String answers = Stream.of(numbers).map(ReloadTest::answer).collect(Collectors.joining(","));
            byte[] body = (numbers.length == 1 ? answers : "[" + answers + "]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        carrier.start();
        mailServer = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new SlowReader())
                .build();
        mailServer.start();
    }

    @AfterEach
    void stopTheWorld() {
        mailMayEnd.countDown();
        Process running = daemon.get();
        if (running != null) {
            running.destroyForcibly();
        }
        carrier.stop(0);
        mailServer.stop();
    }

    @Test
    void aCarriersNewDefinitionIsUsedFromTheNextQuestionOnAndABrokenOneNever() throws Exception {
        write("");
        Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
        Files.writeString(inbox.resolve("orders.csv"), order("A1", "LE112720417FR"));
        start();
        assertThat(nextQuestion()).isEqualTo("/suivi/v2/idships/LE112720417FR");

        Path definition = folder.resolve("home/carriers/laposte/carrier.yaml");
        String good = Files.readString(definition);
        Files.writeString(definition, good.replace("/suivi/v2/", "/suivi/v3/"));
        write("rules:\n  stalled-dayss: 3\n  late-days: soon\n");
        reload();
        String first = await(REFUSED);
        assertThat(List.of(first, await(REFUSED)))
                .anySatisfy(line -> assertThat(line).contains("of=2").contains("rules.stalled-dayss: is not a setting"))
                .anySatisfy(line -> assertThat(line).contains("of=2").contains("rules.late-days: 'soon'"));
        asked.clear();
        assertThat(nextQuestion()).as("nothing half applied").startsWith("/suivi/v2/");

        write("");
        Files.writeString(definition, good.replace("request:", "requests:"));
        reload();
        for (int problem = 1; problem <= 3; problem++) {
            assertThat(await(REFUSED)).contains("problem=" + problem + " of=3").contains("laposte");
        }
        asked.clear();
        assertThat(nextQuestion()).startsWith("/suivi/v2/");

        write("store:\n  path: other.db\n");
        Files.writeString(definition, good);
        reload();
        assertThat(await(REFUSED)).contains("store: another database is opened at a start only");

        write("");
        Files.writeString(definition, good.replace("/suivi/v2/", "/suivi/v3/"));
        reload();
        await(HOLDS);
        asked.clear();
        assertThat(nextQuestion()).isEqualTo("/suivi/v3/idships/LE112720417FR");
        stop();
    }

    @Test
    void aNewThresholdDecidesTheNextAssessmentAndAMailUnderWayEndsFirst() throws Exception {
        write("rules:\n  stalled-days: 30\n  stalled-customer-days: 31\n");
        Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
        Files.writeString(inbox.resolve("orders.csv"), order("A1", "LE112720417FR"));
        start();
        // The mail about the dispatch.
        assertThat(mailBegun.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(verb("flags", "--json")).isEqualTo("[ ]");
        Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (!readiness().equals("HTTP/1.1 200 OK") && Instant.now().isBefore(patience)) {
            Thread.onSpinWait();
        }

        // No mail tells of the silence.
        write("""
            rules:
              stalled-days: 1
              stalled-customer-days: 31
            """);
        reload();
        await("reading the configuration again");
        await("listener=health");
        // Both answer now, the old one and its successor.
        assertThat(Stream.generate(this::readiness).limit(40).distinct()).containsExactly("HTTP/1.1 200 OK");
        assertThat(mails).isEmpty();
        mailMayEnd.countDown();
        await(HOLDS);
        assertThat(Stream.generate(this::readiness).limit(40).distinct()).containsExactly("HTTP/1.1 200 OK");
        assertThat(mails).as("sent once, by the old one").hasSize(1);

        Files.writeString(inbox.resolve("orders-2.csv"), order("A2", SILENT));
        String flags = "";
        patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (!flags.contains(SILENT) && Instant.now().isBefore(patience)) {
            flags = verb("flags", "--json");
        }
        assertThat(flags).as(String.join("\n", said)).contains(SILENT).contains("\"STALLED\"");
        stop();
        assertThat(mails.stream().filter(mail -> mail.contains("A1")).toList()).hasSize(1);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void write(String more) throws IOException {
        Files.writeString(folder.resolve("prevenance.yaml"), """
            shop:
              name: Maison Exemple
              sender: service@example.org
            mail:
              host: 127.0.0.1
              port: %d
              security: none
            messages: {quiet-from: none}
            incidents: {enabled: false}
            console: {port: 0}
            health: {port: %d}
            beats: {intake: 200ms, poll: 100ms, assess: 100ms, desk: 100ms, send: 100ms}
            carriers:
              laposte:
                base-url: http://127.0.0.1:%d
                credentials: {key: test}
                cadence: {every: 1s}
            %s\
            """.formatted(
                mailServer.getPortAllocated(), health, carrier.getAddress().getPort(), more));
    }

    private static String answer(String number) {
        return """
            {"lang":"fr_FR","scope":"open","returnCode":200,"shipment":{"idShip":"%s","holder":4,"isFinal":false,
             "timeline":[],"event":[{"code":"PC1","label":"Pris en charge","date":"%s"}],
             "contextData":{"arrivalCountry":"FR"}}}
            """.formatted(number, since(number));
    }

    private static String order(String order, String number) {
        return "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country\n%s,laposte,%s,%s,%s\n"
                .formatted(order, number, since(number), "Camille Exemple,camille@example.org,fr,FR");
    }

    /// The carrier's only word about a parcel; the same at each question.
    private static String since(String number) {
        return number.equals(SILENT) ? LONG_AGO : JUST_NOW;
    }

    private void start() throws Exception {
        // Under nohup the signal would be ignored from birth.
        Process process = new ProcessBuilder(
                        "env",
                        "--default-signal=HUP",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        // The program's own log, not the tests'.
                        "-Dlogback.configurationFile=logback.xml",
                        "-Dprevenance.home=" + folder.resolve("home"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "prevenance.app.Main",
                        "run",
                        "--config",
                        folder.resolve("prevenance.yaml").toString())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
        daemon.set(process);
        Thread.ofVirtual().start(() -> {
            try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
                lines.lines().forEach(said::add);
            } catch (IOException | UncheckedIOException gone) {
                said.add(gone.toString());
            }
        });
        await("watching");
    }

    private void reload() throws Exception {
        long pid = daemon.get() == null ? -1 : daemon.get().pid();
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void stop() throws Exception {
        Process process = daemon.get();
        if (process != null) {
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
        }
    }

    private static int freePort() {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The first line of what `/readyz` answers on a connection of its own.
    private String readiness() {
        try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), health);
                BufferedReader answer = new BufferedReader(
                        new InputStreamReader(visitor.getInputStream(), StandardCharsets.US_ASCII))) {
            visitor.getOutputStream()
                    .write("GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(answer.readLine());
        } catch (IOException turnedAway) {
            return turnedAway.toString();
        }
    }

    private String nextQuestion() throws InterruptedException {
        String question = asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(question).as(String.join("\n", said)).isNotNull();
        return String.valueOf(question);
    }

    /// The next line that says so.
    private String await(String words) throws InterruptedException {
        List<String> before = new ArrayList<>();
        String line = "";
        while (!line.contains(words)) {
            line = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(line)
                    .as("'%s' after %s", words, String.join("\n", before))
                    .isNotNull();
            before.add(String.valueOf(line));
        }
        return line;
    }

    private String verb(String... words) {
        StringWriter output = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of(words),
                        Stream.of("--config", folder.resolve("prevenance.yaml").toString()))
                .toArray(String[]::new);
        RootCommand.execute(
                new Main(folder.resolve("home"), Map.of()),
                Map.of(),
                new PrintWriter(output),
                new PrintWriter(new StringWriter()),
                all);
        return output.toString().strip();
    }

    /// Takes its time over the first mail.
    private final class SlowReader implements MessageHandler {
        @Override
        public void from(String from) {
            // Nothing is held against anybody.
        }

        @Override
        public void recipient(String to) {
            // All are known.
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            String mail = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            mailBegun.countDown();
            try {
                mailMayEnd.await();
            } catch (InterruptedException gone) {
                Thread.currentThread().interrupt();
            }
            mails.add(mail);
            return null;
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }
}
