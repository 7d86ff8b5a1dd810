package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/// The real program as a process of its own, killed with SIGKILL at chosen points and started again: every
/// message that
/// is due arrives, and arrives twice only where SMTP itself cannot tell, then with the same Message-ID and
/// bytes.
class KilledDaemonTest {
    private static final int PARCELS = 12;
    private static final long PATIENCE_SECONDS = 90;

    private enum Point {
        CARRIER_ASKED,
        MAIL_FROM,
        RECIPIENT,
        DATA,
        ACCEPTED
    }

    /// A mail as the server took it.
    private record Accepted(String notification, String messageId, String recipient, String body) {}

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Accepted> arrivals = new LinkedBlockingQueue<>();
    private final List<Accepted> accepted = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<@Nullable Point> killAt = new AtomicReference<>();
    private final AtomicInteger killAfter = new AtomicInteger();
    private final AtomicReference<@Nullable Process> daemon = new AtomicReference<>();
    private volatile @Nullable Instant deliveredAt;
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private HttpServer carrier = none();
    private SMTPServer mailServer = SMTPServer.port(0).build();

    private static HttpServer none() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void startTheWorld() throws IOException {
        carrier.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        carrier.createContext("/suivi/v2/idships/", exchange -> {
            passing(Point.CARRIER_ASKED);
            String[] ids =
                    exchange.getRequestURI().getPath().replaceFirst(".*/", "").split(",", -1);
            String items =
                    IntStream.range(0, ids.length).mapToObj(i -> item(ids[i])).collect(Collectors.joining(","));
            byte[] body = (ids.length == 1 ? items : "[" + items + "]").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(ids.length == 1 ? 200 : 207, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        carrier.start();
        mailServer = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new Recorder())
                .build();
        mailServer.start();
    }

    @AfterEach
    void stopTheWorld() {
        Process running = daemon.get();
        if (running != null) {
            running.destroyForcibly();
        }
        carrier.stop(0);
        mailServer.stop();
    }

    @Test
    void killedAnywhereNothingIsLostAndNothingIsSaidTwice() throws Exception {
        Files.createDirectories(folder.resolve("data/inbox"));
        Path orders = folder.resolve("orders.csv");
        Files.writeString(
                orders,
                "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country\n"
                        + IntStream.range(0, PARCELS)
                                .mapToObj(i -> "A%d,laposte,%s,%s,Camille Exemple,c%d@example.org,fr,FR"
                                        .formatted(i, number(i), start, i))
                                .collect(Collectors.joining("\n")));
        Files.move(orders, folder.resolve("data/inbox/orders.csv"), StandardCopyOption.ATOMIC_MOVE);
        Path config = folder.resolve("prevenance.yaml");
        Files.writeString(config, config());

        List<Point> plan = List.of(
                Point.CARRIER_ASKED, Point.MAIL_FROM, Point.RECIPIENT, Point.DATA, Point.ACCEPTED, Point.ACCEPTED);
        int kills = 0;
        for (boolean last : new boolean[] {false, true}) {
            deliveredAt = last ? Instant.now() : null;
            for (Point point : plan) {
                killAfter.set(1);
                killAt.set(point);
                Process process = launch(config);
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("killed at %s%n%s", point, Files.readString(folder.resolve("err.txt")))
                        .isTrue();
                assertThat(process.exitValue())
                        .as("ended by the kill at " + point + Files.readString(folder.resolve("err.txt")))
                        .isEqualTo(137);
                kills++;
            }
            killAt.set(null);
            Process process = launch(config);
            while (notifications().size() < (last ? 2 * PARCELS : PARCELS)) {
                assertThat(arrivals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("another mail after %s", notifications())
                        .isNotNull();
            }
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("SIGTERM").isZero();
        }

        Map<String, List<Accepted>> byNotification = accepted.stream()
                .collect(Collectors.groupingBy(Accepted::notification, TreeMap::new, Collectors.toList()));
        Map<String, Long> perRecipient = byNotification.values().stream()
                .map(List::getFirst)
                .collect(Collectors.groupingBy(Accepted::recipient, TreeMap::new, Collectors.counting()));
        assertThat(perRecipient)
                .hasSize(PARCELS)
                .allSatisfy(
                        (recipient, mails) -> assertThat(mails).as(recipient).isEqualTo(2));
        byNotification.forEach((notification, copies) -> assertThat(new TreeSet<>(copies.stream()
                        .map(copy -> copy.messageId() + copy.body())
                        .toList()))
                .as("copies of %s are the same mail", notification)
                .hasSize(1));
        int doubles = accepted.size() - byNotification.size();
        assertThat(doubles)
                .as("only where the server had accepted before the kill")
                .isBetween(0, 4);
        assertThat(kills).isEqualTo(12);
    }

    private java.util.Set<String> notifications() {
        synchronized (accepted) {
            return accepted.stream().map(Accepted::notification).collect(Collectors.toSet());
        }
    }

    private void passing(Point point) {
        if (point == killAt.get() && killAfter.decrementAndGet() == 0) {
            Process process = daemon.get();
            if (process != null) {
                process.destroyForcibly();
                process.onExit().join();
            }
        }
    }

    private Process launch(Path config) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Dprevenance.home=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "prevenance.app.Main",
                        "run",
                        "--config",
                        config.toString())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("err.txt").toFile()))
                .start();
        daemon.set(process);
        return process;
    }

    private String config() {
        return """
            shop:
              name: Maison Exemple
              sender: service@example.org
            mail:
              host: 127.0.0.1
              port: %d
              security: none
            messages: {quiet-from: none}
            incidents: {enabled: false}
            beats: {intake: 200ms, poll: 100ms, assess: 100ms, desk: 100ms, send: 100ms}
            carriers:
              laposte:
                base-url: http://127.0.0.1:%d
                credentials: {key: test}
                cadence: {every: 1s}
            polling:
              lease: 2s
            """.formatted(mailServer.getPortAllocated(), carrier.getAddress().getPort());
    }

    /// S10 numbers with their check digit (UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11).
    private static String number(int i) {
        String serial = "%08d".formatted(11_272_041 + i);
        int[] weights = {8, 6, 4, 2, 3, 5, 9, 7};
        int sum = IntStream.range(0, 8)
                .map(k -> weights[k] * (serial.charAt(k) - '0'))
                .sum();
        int check = 11 - sum % 11;
        return "LE" + serial + (check == 10 ? 0 : check == 11 ? 5 : check) + "FR";
    }

    private String item(String id) {
        Instant end = deliveredAt;
        String scan = at(start.minusSeconds(3_600));
        String events = "{\"code\":\"PC1\",\"label\":\"Pris en charge\",\"date\":\"" + scan + "\"}";
        if (end != null) {
            events = "{\"code\":\"DI1\",\"label\":\"Distribu\u00e9\",\"date\":\"" + at(end) + "\"}," + events;
        }
        return """
            {"lang":"fr_FR","scope":"open","returnCode":200,"shipment":{"idShip":"%s","holder":4,"isFinal":%s,
             "timeline":[],"event":[%s],"contextData":{"arrivalCountry":"FR"}}}
            """.formatted(id, end != null, events);
    }

    private static String at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS)
                .atOffset(ZoneOffset.ofHours(1))
                .toString();
    }

    private final class Recorder implements MessageHandler {
        private String recipient = "";

        @Override
        public void from(String from) {
            passing(Point.MAIL_FROM);
        }

        @Override
        public void recipient(String to) {
            recipient = to;
            passing(Point.RECIPIENT);
        }

        @Override
        public @Nullable String data(InputStream data) throws IOException {
            passing(Point.DATA);
            String mail = new String(data.readAllBytes(), StandardCharsets.UTF_8);
            Process process = daemon.get();
            if (mail.endsWith("\n") && process != null && process.isAlive()) {
                Accepted arrival = new Accepted(
                        header(mail, "X-Prevenance-Notification"), header(mail, "Message-ID"), recipient, body(mail));
                accepted.add(arrival);
                arrivals.add(arrival);
                passing(Point.ACCEPTED);
            }
            return null;
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }

    /// Without the trace header that the server itself puts in front.
    private static String body(String mail) {
        return mail.substring(mail.indexOf("Date: "));
    }

    private static String header(String mail, String name) {
        Matcher line = Pattern.compile("(?mi)^" + name + ":\\s*(\\S+)").matcher(mail);
        assertThat(line.find()).as(name + " in " + mail).isTrue();
        return line.group(1);
    }
}
