package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.health.PrometheusText;
import prevenance.health.Supervisor;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.store.Backups;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;
import prevenance.web.Listener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The running service, watched from outside over its own listener.
class WatchedServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern METRIC = Pattern.compile("\\b(?:prevenance|jvm|process)_[a-z_]+\\b");
    private static final String ORDERS = """
        order,carrier,tracking_number,shipped_at,customer_name,email,phone,postcode
        A-1,laposte,LE112720413FR,2027-01-04 08:00,Camille Exemple,camille@example.org,+33 1 99 00 11 22,69001
        A-2,laposte,LE112720427FR,2027-01-04 08:00,Dominique Exemple,dominique@example.org,,75011
        A-3,chronopost,XY112720412FR,2027-01-04 08:00,Sacha Exemple,,,13001
        """;
    private static final String SECRET = "kanari-4711-schluessel";
    private static final Path MONITORING = Path.of("src/main/dist/monitoring");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 09:00").toInstant());
    private final HttpClient http = HttpClient.newHttpClient();
    private Letterbox letterbox;
    private ScriptedCarriers carriers;
    private Prevenance program;
    private Observing observing;
    private Listener listener;
    private List<Stage> stages;

    @BeforeEach
    void open() throws IOException {
        List<ScriptedParcel> parcels = List.of(
                parcel("moving", "laposte", "LE112720413FR", "fr")
                        .ships("Mon 4")
                        .says("Mon 4 08:30", TrackingStatus.ACCEPTED_SCANNED),
                parcel("strange", "laposte", "LE112720427FR", "fr")
                        .ships("Mon 4")
                        .says("Mon 4 08:40", TrackingStatus.UNKNOWN_UNMAPPED),
                parcel("mute", "chronopost", "XY112720412FR", "en")
                        .ships("Mon 4")
                        .withoutAddress());
        letterbox = new Letterbox(clock, "nobody@example.org");
        carriers = new ScriptedCarriers(parcels, clock);
        start("mail: { host: 127.0.0.1, port: %d, security: none }".formatted(letterbox.port()));
        take("orders.csv", ORDERS);
    }

    private void start(String more) throws IOException {
        Path config = Files.writeString(
                folder.resolve("prevenance.yaml"), """
                    shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
                    messages: { quiet-from: none }
                    health: { port: 0 }
                    watch-mails: { canary: ops@example.org, down: 5m }
                    carriers:
                      laposte: { base-url: "%s", credentials: { key: test } }
                      chronopost: { base-url: "%s" }
                    """.formatted(carriers.address(), carriers.address()) + more);
        program = Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
        observing = Observing.start(program, Supervisor.none(), clock);
        stages = observing.watched(program.stages());
        listener = Objects.requireNonNull(observing.open(null));
    }

    private void take(String name, String rows) throws IOException {
        Path file = Files.writeString(folder.resolve(name), rows);
        assertThat(program.imports()
                        .read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE)
                        .isClean())
                .isTrue();
    }

    @AfterEach
    void close() {
        listener.close();
        observing.close();
        program.close();
        carriers.close();
        letterbox.close();
    }

    @Test
    void itIsNotReadyBeforeItsFiguresAreReadAndReadyAfterwards() throws Exception {
        assertThat(status("/readyz")).isEqualTo(503);
        assertThat(part("figures").get("state").asString()).isEqualTo("starting");

        round();

        assertThat(get("/readyz").body()).contains("\"status\":\"ready\"");
        assertThat(status("/readyz")).isEqualTo(200);
        assertThat(parts())
                .containsExactly(
                        "stages fine",
                        "database fine",
                        "figures fine",
                        "disk fine",
                        "mail-server fine",
                        "mails fine",
                        "canary fine",
                        "untold fine",
                        "carriers fine",
                        "polls fine");
        assertThat(status("/healthz")).isEqualTo(200);
        assertThat(status("/elsewhere")).isEqualTo(404);
    }

    @Test
    void itsFiguresAreThoseOfTheShop() throws Exception {
        round();
        // What has to visit every open parcel is read once a minute.
        clock.advance(Duration.ofMinutes(2));
        round();

        PrometheusText figures = PrometheusText.read(get("/metrics").body());

        assertThat(figures.value("prevenance_ready")).isEqualTo(1);
        assertThat(figures.value("prevenance_parcels_open")).isEqualTo(3);
        assertThat(figures.value("prevenance_parcels_read_last_day")).isEqualTo(3);
        assertThat(figures.value("prevenance_carrier_polls_total", "carrier", "laposte", "outcome", "answered"))
                .isEqualTo(2);
        assertThat(figures.value("prevenance_carrier_unmapped_codes", "carrier", "laposte"))
                .isEqualTo(1);
        assertThat(figures.value("prevenance_carrier_breaker_state", "carrier", "chronopost", "state", "OPEN"))
                .isEqualTo(1);
        assertThat(figures.value("prevenance_poll_due_parcels", "carrier", "laposte"))
                .isZero();
        // The canary's alone: nobody is told of a parcel's acceptance here.
        assertThat(figures.value("prevenance_mails_total", "result", "accepted"))
                .isEqualTo(letterbox.mails().size());
        assertThat(figures.value("prevenance_mails_sent_last_day"))
                .isEqualTo(letterbox.mails().size());
        assertThat(letterbox.mails()).extracting(Letterbox.Mail::recipient).contains("ops@example.org");
        assertThat(figures.value("prevenance_canary_last_accepted_timestamp_seconds"))
                .isPositive();
        assertThat(figures.value("prevenance_outbox_messages", "state", "QUEUED"))
                .isZero();
        assertThat(figures.value("prevenance_database_commits_total")).isPositive();
        assertThat(figures.value("prevenance_database_bytes")).isGreaterThan(100_000);
        assertThat(figures.value("prevenance_disk_free_bytes")).isPositive();
        assertThat(figures.value("prevenance_stage_round_seconds_count", "stage", "send"))
                .isEqualTo(2);
    }

    @Test
    void everyFigureHasWordsAndNoFamilyGrowsWithoutBound() throws Exception {
        round();
        PrometheusText figures = PrometheusText.read(get("/metrics").body());

        assertThat(figures.families().values()).allSatisfy(family -> {
            assertThat(family.help()).as(family.name()).isNotBlank();
            Set<String> series = family.samples().stream()
                    .map(sample -> sample.labels().entrySet().stream()
                            .filter(label -> !label.getKey().equals("le"))
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining(",")))
                    .collect(Collectors.toSet());
            assertThat(series).as(family.name()).hasSizeLessThanOrEqualTo(40);
        });
        assertThat(figures.families().keySet().stream().filter(name -> name.startsWith("prevenance_")))
                .hasSizeGreaterThan(45);
    }

    @Test
    void nothingPersonalStandsInWhatItTells() throws Exception {
        round();
        letterbox.close();
        program.database()
                .execute(tx -> tx.handle()
                        .execute("update outbox_message set state = 'DEAD', state_reason = 'camille@example.org"
                                + " is unknown'"));
        round();

        String all =
                get("/metrics").body() + get("/readyz").body() + get("/healthz").body();
        assertThat(all)
                .doesNotContain("Exemple")
                .doesNotContain("@")
                .doesNotContain("99 00")
                .doesNotContain("LE1127")
                .doesNotContain("69001");
    }

    @Test
    void everyFigureThatADashboardOrAnAlertNamesExists() throws Exception {
        round();
        // How long collections took is told from the first one on.
        System.gc();
        Set<String> known = PrometheusText.read(get("/metrics").body()).names();
        for (int i = 0; i < 1_000 && !known.contains("jvm_gc_pause_seconds_sum"); i++) {
            known = PrometheusText.read(get("/metrics").body()).names();
        }
        Set<String> named = new TreeSet<>();
        for (String file : List.of("prevenance-alerts.yaml", "prevenance-dashboard.json")) {
            String text = Files.readString(MONITORING.resolve(file));
            Matcher metric = METRIC.matcher(text.replaceAll("\\brule_files.*|alert: .*|job_name: .*", ""));
            metric.results().map(java.util.regex.MatchResult::group).forEach(named::add);
        }
        // A family without a value yet, and the label of a job.
        named.removeAll(known);
        assertThat(named).isEmpty();
    }

    /// Where Prometheus' own checker is installed (Debian: package prometheus), it agrees.
    @Test
    void prometheusItselfFindsNothingToBlame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")));
        round();
        Path scraped =
                Files.writeString(folder.resolve("metrics.txt"), get("/metrics").body());
        for (List<String> check : List.of(
                List.of("check", "metrics"),
                List.of(
                        "check",
                        "rules",
                        MONITORING.resolve("prevenance-alerts.yaml").toString()))) {
            List<String> command = new ArrayList<>(check);
            command.addFirst("/usr/bin/promtool");
            Process promtool = new ProcessBuilder(command)
                    .redirectInput(scraped.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(promtool.waitFor()).as(said).isZero();
        }
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDo() throws IOException {
        String[] alerts =
                Files.readString(MONITORING.resolve("prevenance-alerts.yaml")).split("- alert: ");
        assertThat(alerts).hasSizeGreaterThan(25);
        for (int i = 1; i < alerts.length; i++) {
            assertThat(alerts[i]).contains("expr: ", "severity: ", "summary: \"", "action: \"");
        }
        JsonNode dashboard =
                JsonMapper.shared().readTree(Files.readString(MONITORING.resolve("prevenance-dashboard.json")));
        List<Integer> ids = new ArrayList<>();
        dashboard.get("panels").forEach(panel -> ids.add(panel.get("id").asInt()));
        assertThat(ids).hasSizeGreaterThan(30).doesNotHaveDuplicates();
        dashboard.get("panels").forEach(panel -> {
            if (!panel.get("type").asString().equals("row")) {
                assertThat(panel.get("description").asString()).isNotBlank();
                assertThat(panel.get("targets")).isNotEmpty();
            }
        });
    }

    @Test
    void aMailServerThatIsAwayForLongStopsTheServiceFromBeingReady() throws Exception {
        round();
        letterbox.close();
        take("more.csv", "order,carrier,tracking_number,email\nA-9,laposte,LE112720435FR,lou@example.org\n");
        clock.advance(Duration.ofDays(1));
        round();
        assertThat(part("mail-server").get("state").asString()).isEqualTo("note");
        assertThat(status("/readyz")).isEqualTo(200);

        clock.advance(Duration.ofMinutes(6));
        round();

        assertThat(status("/readyz")).isEqualTo(503);
        JsonNode part = part("mail-server");
        assertThat(part.get("state").asString()).isEqualTo("stopped");
        assertThat(part.get("since").asString()).startsWith("2027-01-05T08:00");
        assertThat(part.get("remedy").asString()).contains("none is lost");
        // What follows from it is not another trouble.
        assertThat(parts()).contains("mails fine", "canary fine");
        PrometheusText figures = PrometheusText.read(get("/metrics").body());
        assertThat(figures.value("prevenance_mail_server_down_seconds", "kind", "DOWN"))
                .isBetween(360.0, 361.0);
        assertThat(figures.value("prevenance_mails_total", "result", "server-down"))
                .isPositive();
        assertThat(status("/healthz")).isEqualTo(200);
    }

    @Test
    void aMailServerThatRefusesTheLogInIsToldWithinAMinuteByAnotherRoute() throws Exception {
        round();
        close();
        clock.advance(Duration.ofDays(1));
        Path pager = folder.resolve("pager.txt");
        try (ServerSocket refusing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseLogIns(refusing));
            letterbox = new Letterbox(clock, "nobody@example.org");
            carriers = new ScriptedCarriers(List.of(), clock);
            start("""
                mail: { host: 127.0.0.1, port: %d, security: none, username: shop, password: "%s" }
                alarm: { command: [/bin/sh, -c, "cat >> %s"] }
                """.formatted(refusing.getLocalPort(), SECRET, pager));
            for (int seconds = 0; seconds < 60; seconds += 10) {
                round();
                clock.advance(Duration.ofSeconds(10));
            }
            String told = Files.readString(pager);
            assertThat(told)
                    .contains("\"name\":\"mail-server\",\"state\":\"began\",\"grave\":true")
                    .contains("2027-01-05T08:00:")
                    .contains("refuse notre connexion ou notre expéditeur (réponse : 535")
                    .doesNotContain(SECRET);
            assertThat(told.split("mail-server")).as("told once").hasSize(2);
            assertThat(status("/readyz")).isEqualTo(503);
        }
    }

    private static void refuseLogIns(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
                out.print("220 mail.example.org ESMTP\r\n");
                out.flush();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    boolean hello = line.startsWith("EHLO");
                    out.print(
                            hello
                                    ? "250-mail.example.org\r\n250 AUTH PLAIN LOGIN\r\n"
                                    : line.startsWith("QUIT") ? "221 bye\r\n" : "535 5.7.8 wrong\r\n");
                    out.flush();
                }
            } catch (IOException gone) {
                // The next one is served all the same.
            }
        }
    }

    @Test
    void aNightWithoutABackupIsTold() throws Exception {
        round();
        close();
        Path backups = Files.createDirectories(folder.resolve("backups"));
        Files.writeString(backups.resolve("prevenance-20200101T033000Z.db"), "x");
        Path pager = folder.resolve("pager.txt");
        letterbox = new Letterbox(clock, "nobody@example.org");
        carriers = new ScriptedCarriers(List.of(), clock);
        start("""
            mail: { host: 127.0.0.1, port: %d, security: none }
            backup: { folder: "%s" }
            alarm: { command: [/bin/sh, -c, "cat >> %s"] }
            """.formatted(letterbox.port(), backups, pager));
        // Not the stage that makes one.
        for (Stage stage : stages) {
            if (Set.of("survey", "alarms").contains(stage.name())) {
                stage.beat().accept(clock.instant());
            }
        }
        assertThat(part("backup").get("state").asString()).isEqualTo("trouble");
        assertThat(part("backup").get("what").asString()).matches("the newest backup is \\d+ hours old");
        assertThat(Files.readString(pager))
                .contains("\"name\":\"backup\",\"state\":\"began\",\"grave\":false")
                .contains("la sauvegarde la plus récente a ");
        assertThat(status("/readyz")).as("the rest works").isEqualTo(200);

        for (Stage stage : stages) {
            if (Set.of("backup", "survey").contains(stage.name())) {
                stage.beat().accept(clock.instant());
            }
        }
        assertThat(parts()).noneMatch(part -> part.startsWith("backup "));
    }

    @Test
    void aBackupThatFailsIsToldWithItsReason() {
        Backups.Status failed = new Backups.Status(true, null, "the disk is full");
        assertThat(CareWatch.backup(failed, clock.instant()))
                .hasValueSatisfying(condition -> assertThat(condition.what(Locale.FRENCH))
                        .isEqualTo("aucune sauvegarde n’a été faite : the disk is full"));
        assertThat(CareWatch.backup(new Backups.Status(true, null, null), clock.instant()))
                .as("the first is yet to come")
                .isEmpty();
        assertThat(CareWatch.backup(new Backups.Status(false, null, "by hand"), clock.instant()))
                .as("nobody makes them here")
                .isEmpty();
    }

    @Test
    void nothingCanBeChangedThere() throws Exception {
        assertThat(http.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + "/metrics"))
                                        .method("POST", HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
    }

    /// One ring of every stage, in their order.
    private void round() {
        for (Stage stage : stages) {
            if (stage.name().equals("poll")) {
                program.watching().poller().pollDue(clock.instant()).await(PATIENCE);
            }
            stage.beat().accept(clock.instant());
        }
        observing.survey().lookDue(clock.instant());
    }

    private List<String> parts() throws Exception {
        List<String> parts = new ArrayList<>();
        JsonMapper.shared()
                .readTree(get("/readyz").body())
                .get("parts")
                .forEach(part -> parts.add(
                        part.get("part").asString() + " " + part.get("state").asString()));
        return parts;
    }

    private JsonNode part(String name) throws Exception {
        for (JsonNode part : JsonMapper.shared().readTree(get("/readyz").body()).get("parts")) {
            if (part.get("part").asString().equals(name)) {
                return part;
            }
        }
        throw new AssertionError(name);
    }

    private int status(String path) throws Exception {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
