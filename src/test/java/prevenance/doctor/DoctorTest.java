package prevenance.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.message.Outbox;
import prevenance.message.OutboxEpoch;
import prevenance.message.mail.FaultyMailServer;
import prevenance.message.mail.FaultyMailServer.Act;
import prevenance.message.mail.FaultyMailServer.At;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.store.BackupSettings;
import prevenance.store.BackupWriter;
import prevenance.store.Database;
import prevenance.store.StoreAddress;

/// What is found about hosts, mail servers, names, the clock, files and the database, over real sockets and files.
@Timeout(60)
class DoctorTest {
    private final Instant now = Instant.now();
    private final InstantSource time = InstantSource.fixed(now);

    @TempDir
    Path folder;

    @Test
    void aHostIsTakenForWhatItsCertificateSays() throws Exception {
        Certificates made = new Certificates(folder);
        Map<String, SSLContext> servers = new TreeMap<>();
        servers.put("good", made.selfSigned("localhost", "-1d", 365));
        servers.put("ends soon", made.selfSigned("localhost", "-2d", 10));
        servers.put("expired", made.selfSigned("localhost", "-30d", 10));
        servers.put("other name", made.selfSigned("other.example", "-1d", 365));
        servers.put("unknown", made.selfSigned("localhost", "-3d", 365));
        SSLSocketFactory trust = made.believing("localhost-1d", "localhost-2d", "localhost-30d", "other.example-1d");
        List<HttpsServer> running = new ArrayList<>();
        Map<String, String> found = new TreeMap<>();
        try {
            for (Map.Entry<String, SSLContext> server : servers.entrySet()) {
                HttpsServer https = HttpsServer.create(loopback(), 0);
                https.setHttpsConfigurator(new HttpsConfigurator(server.getValue()));
                answer(https);
                running.add(https);
                Host host = Host.of(
                        server.getKey(),
                        URI.create("https://localhost:" + https.getAddress().getPort()));
                Finding finding = new HostChecks(time)
                        .carriers(List.of(host), new Visit(trust))
                        .getFirst();
                found.put(server.getKey(), finding.standing() + " " + finding.key());
            }
        } finally {
            running.forEach(server -> server.stop(0));
        }
        assertThat(found)
                .isEqualTo(Map.of(
                        "good", "FINE host.fine",
                        "ends soon", "WARNING tls.ends-soon",
                        "expired", "PROBLEM tls.expired",
                        "other name", "PROBLEM tls.name",
                        "unknown", "PROBLEM tls.untrusted"));
    }

    @Test
    void aHostThatCannotBeHadIsToldWithItsReason() throws Exception {
        int closed;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = taken.getLocalPort();
        }
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var visitor = plain.accept()) {
                    visitor.getOutputStream().write("SSH-2.0-nobody\r\n".getBytes(StandardCharsets.US_ASCII));
                    visitor.getInputStream().read();
                } catch (IOException gone) {
                    throw new java.io.UncheckedIOException(gone);
                }
            });
            Visit visit = new Visit((SSLSocketFactory) SSLSocketFactory.getDefault());
            List<Finding> findings = new HostChecks(time)
                    .carriers(
                            List.of(
                                    Host.of("closed", URI.create("https://127.0.0.1:" + closed)),
                                    Host.of("unknown", URI.create("https://no-such-host.invalid")),
                                    Host.of("no TLS", URI.create("https://127.0.0.1:" + plain.getLocalPort()))),
                            visit);
            assertThat(findings)
                    .extracting(finding -> finding.standing() + " " + finding.key())
                    .containsExactly("PROBLEM host.refused", "PROBLEM host.unknown", "PROBLEM tls.failed");
            assertThat(findings.getFirst().remedy(Locale.ENGLISH).orElseThrow()).contains("127.0.0.1:" + closed);
        }
    }

    @Test
    void aMailServerIsGreetedAndLoggedInToAndGetsNoMail() throws Exception {
        try (FaultyMailServer server = new FaultyMailServer()) {
            assertThat(mail(server, "security: none"))
                    .containsExactly("FINE host.plain", "FINE smtp.plain", "FINE smtp.open");
            assertThat(mail(server, "security: starttls")).containsExactly("PROBLEM smtp.no-starttls");
            assertThat(mail(server, "security: none, allow-plaintext: true, username: shop, password: wrong"))
                    .containsExactly("FINE host.plain", "FINE smtp.plain", "PROBLEM smtp.login-refused");
            server.fail(At.CONNECT, new Act.Say("554 5.7.1 not you"), 1);
            assertThat(mail(server, "security: none")).containsExactly("PROBLEM smtp.greeting");
            server.fail(At.CONNECT, new Act.Drop(), 1);
            assertThat(mail(server, "security: none")).hasSize(1).allMatch(found -> found.startsWith("PROBLEM"));
            assertThat(server.accepted()).isEmpty();
            assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void theSendersDomainIsLookedUp() throws Exception {
        try (NameServer names = new NameServer(Map.of("shop.example", "v=spf1 a:mail.shop.example -all"))) {
            List<Finding> findings = new DomainChecks(names.url()).look("shop.example", null);
            assertThat(findings)
                    .extracting(finding -> finding.standing() + " " + finding.key())
                    .containsExactly("FINE domain.there", "WARNING domain.dmarc");
            assertThat(findings.getLast().remedy(Locale.ENGLISH).orElseThrow())
                    .startsWith("Add a TXT record at _dmarc.shop.example");
        }
        assertThat(new DomainChecks("dns://127.0.0.1:1").look("shop.example", null))
                .allMatch(finding -> finding.standing() == Standing.UNKNOWN);
    }

    @Test
    void theClockIsHeldAgainstThoseOfTheHosts() throws Exception {
        HttpServer http = HttpServer.create(loopback(), 0);
        answer(http);
        try {
            Host host = Host.of(
                    "carrier",
                    URI.create("http://127.0.0.1:" + http.getAddress().getPort()));
            Function<Instant, Finding> at = ours -> {
                HostChecks hosts = new HostChecks(InstantSource.fixed(ours));
                hosts.carriers(List.of(host), new Visit((SSLSocketFactory) SSLSocketFactory.getDefault()));
                return MachineChecks.clock(hosts.offsets()).getFirst();
            };
            assertThat(at.apply(Instant.now()).key()).isEqualTo("clock.right");
            Finding hour = at.apply(Instant.now().plus(Duration.ofHours(1)));
            assertThat(hour.standing()).isEqualTo(Standing.PROBLEM);
            assertThat((long) hour.arguments().getFirst()).isBetween(-3_620L, -3_560L);
            assertThat(MachineChecks.clock(List.of()).getFirst().standing()).isEqualTo(Standing.UNKNOWN);
        } finally {
            http.stop(0);
        }
    }

    @Test
    void aSoundInstallationHasNoProblemAndADamagedOrRestoredOneSaysSo() throws Exception {
        Path file = folder.resolve("data/shop.db");
        try (Database database = Database.open(file, Database.Use.DAEMON)) {
            assertThat(keys()).contains("database.sound", "daemon.runs", "backup.none", "work.up-to-date");
            BackupWriter.write(file, folder.resolve("backup/prevenance-20200101T000000Z.db"), List.of(), now);
            assertThat(keys()).contains("backup.old");
            new OutboxEpoch(database).mark(now.minus(Duration.ofHours(9)), Locale.ENGLISH, now);
            assertThat(keys()).contains("work.restored");
            database.execute(tx -> tx.handle().execute("insert into daemon_beat values (1, 1)"));
            assertThat(keys()).contains("work.silent");
        }
        assertThat(keys()).contains("daemon.rests");
        Files.writeString(file, "This is no database, whatever its name says. ".repeat(400));
        assertThat(keys()).contains("database.damaged").doesNotContain("work.up-to-date");
        Files.delete(file);
        assertThat(keys()).contains("database.gone");
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsKnownOfACarriersCredentialsIsToldWithItsTimeAndThatNobodyAskedNow() {
        List<String> on = List.of("dpd", "gls", "laposte", "ups");
        Instant hour = Instant.parse("2026-11-22T10:30:00Z");
        DataChecks checks =
                new DataChecks(new StoreAddress.File(folder.resolve("data/shop.db")), ZoneId.of("Europe/Paris"));
        assertThat(carriers(checks.work(new Outbox("shop.example"), on, hour)))
                .as("before the first start")
                .hasSize(4)
                .allMatch(line -> line.startsWith("UNKNOWN ") && line.contains("has never answered the service"));
        try (Database database = Database.open(folder.resolve("data/shop.db"), Database.Use.DAEMON)) {
            database.execute(tx -> {
                String row = "insert into carrier_health (carrier, state, failures, last_answered_at, last_failed_at,"
                        + " last_error) values (?, ?, ?, ?, ?, ?)";
                long now = hour.toEpochMilli();
                long days = Duration.ofDays(3).toMillis();
                tx.handle().execute(row, "laposte", "OPEN", 0, now - 60_000, null, null);
                tx.handle().execute(row, "ups", "OPEN", 0, now - days, null, null);
                tx.handle().execute(row, "gls", "REFUSED", 1, now - days, now, "HTTP 401");
                tx.handle().execute(row, "dhl", "REFUSED", 1, null, now, "is off and not told");
            });
            assertThat(carriers(checks.work(new Outbox("shop.example"), on, hour)))
                    .containsExactly(
                            "UNKNOWN dpd has never answered the service; whether its credentials are good is not known",
                            "PROBLEM gls refused our credentials or contract when the service asked at"
                                    + " 2026-11-22T11:30: HTTP 401; not asked now",
                            "FINE laposte last answered the service at 2026-11-22T11:29, so its credentials were good"
                                    + " then; not asked now",
                            "UNKNOWN ups has not answered the service since 2026-11-19T11:30; whether its credentials"
                                    + " are still good is not known");
        }
    }

    private static List<String> carriers(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.topic() == Topic.CARRIERS)
                .map(finding -> finding.standing() + " " + finding.subject() + " " + finding.found(Locale.ENGLISH))
                .toList();
    }

    @Test
    void filesThatOthersMayReadOrChangeAreTold() throws Exception {
        Path config = folder.resolve("prevenance.yaml");
        Path secret = folder.resolve("smtp-password");
        Files.writeString(config, "mail: {password: \"${FILE:smtp-password}\"}\n");
        Files.writeString(secret, "x");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--rw-"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(MachineChecks.files(config, List.of()))
                .extracting(finding -> finding.standing() + " " + finding.key())
                .containsExactly("PROBLEM files.writable", "WARNING files.open");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        assertThat(MachineChecks.files(config, List.of())).allMatch(finding -> finding.standing() == Standing.FINE);
    }

    @Test
    void everythingThatCanBeFoundHasWords() throws IOException {
        TreeSet<String> missing = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/prevenance/doctor"))) {
            for (Path source : sources.toList()) {
                Matcher key = Pattern.compile(
                                "\"((?:configuration|database|daemon|backup|work|carriers|host|tls|feed|smtp|domain|clock|disk"
                                    + "|files|machine)\\.[a-z-]+)\"")
                        .matcher(Files.readString(source));
                while (key.find()) {
                    try {
                        Finding.word(Locale.FRENCH, key.group(1), 1, 2, 3);
                    } catch (IllegalArgumentException none) {
                        missing.add(key.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private List<String> keys() {
        return doctor(List.of()).examine(true, _ -> {}).stream()
                .map(Finding::key)
                .toList();
    }

    @Test
    void aConfigurationThatIsWrongIsToldAndNothingIsOpened() {
        List<Finding> findings = doctor(
                        List.of(new Problem("prevenance.yaml", 3, "mail.port", "is not a number", "write one")))
                .examine(false, _ -> {});
        assertThat(findings.getFirst().found(Locale.ENGLISH)).isEqualTo("mail.port: is not a number");
        assertThat(findings.stream().map(Finding::topic).collect(Collectors.toSet()))
                .isSubsetOf(Topic.CONFIGURATION, Topic.MACHINE);
    }

    private Doctor doctor(List<Problem> problems) {
        return new Doctor(
                new Doctor.Installation(
                        folder.resolve("prevenance.yaml"),
                        problems,
                        new StoreAddress.File(folder.resolve("data/shop.db")),
                        new BackupSettings(true, folder.resolve("backup"), LocalTime.NOON, 3, List.of(), List.of()),
                        List.of(),
                        List.of(),
                        settings("security: none", 25),
                        null,
                        "shop.example",
                        null,
                        List.of(),
                        ZoneId.of("Europe/Paris")),
                time);
    }

    private List<String> mail(FaultyMailServer server, String more) throws IOException {
        MailSettings settings = settings(more, server.port());
        MailServer known = new MailServer(settings, "service@shop.example");
        return new HostChecks(time)
                .mail(settings, known, new Visit(known.trusted())).stream()
                        .map(finding -> finding.standing() + " " + finding.key())
                        .toList();
    }

    private MailSettings settings(String more, int port) {
        Path file = folder.resolve("mail.yaml");
        Problems problems = new Problems();
        try {
            Files.writeString(file, "mail: {host: 127.0.0.1, port: " + port + ", " + more + "}\n");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
        MailSettings settings = MailSettings.read(
                YamlFile.read(file, "mail.yaml", _ -> null, problems).section("mail"));
        problems.throwIfAny();
        return settings;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void answer(HttpServer server) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }
}
