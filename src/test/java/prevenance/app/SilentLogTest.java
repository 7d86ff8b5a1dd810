package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import prevenance.console.access.SignIn;
import prevenance.health.Supervisor;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.store.Database;
import prevenance.testing.Browser;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// Days of a shop in which much goes wrong, with all our own events told and the shipped rules for other libraries:
/// what
/// is logged names nobody and gives no secret away, before anything is masked.
class SilentLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PASSWORD = "lanterne brioche glacier 42";
    private static final String SECRET = "kanari-4711-schluessel";
    private static final List<String> TELLING =
            List.of("zebulon", "canarivet", "rue du moineau", "99 00 77", "990077", "canary.example", SECRET);

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 08:00").toInstant());
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final List<String> others = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord told) {
            others.add(told.getLoggerName() + " " + told.getMessage() + " " + told.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is held.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private LoggerContext context;
    private SMTPServer mail;
    private int mails;

    @BeforeEach
    void listen() throws JoranException {
        context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.putProperty("prevenance.log", "DEBUG");
        configure("/logback.xml");
        ch.qos.logback.classic.Logger root = context.getLogger(ch.qos.logback.classic.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        events.setContext(context);
        events.start();
        root.addAppender(events);
        java.util.logging.Logger.getLogger("").addHandler(handler);
        mail = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(_ -> new Moody())
                .build();
        mail.start();
    }

    @AfterEach
    void restore() throws JoranException {
        mail.stop();
        java.util.logging.Logger.getLogger("").removeHandler(handler);
        context.reset();
        configure("/logback-test.xml");
    }

    private void configure(String file) throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(SilentLogTest.class.getResource(file)));
    }

    @Test
    void nobodysNameAddressOrPhoneAndNoSecretIsEverLogged() throws Exception {
        List<ScriptedParcel> parcels = List.of(
                canary("6A12700000043", "laposte", "Tue 5 09:00", TrackingStatus.EXC_DAMAGED),
                canary("6A12700000050", "laposte", "Tue 5 10:00", TrackingStatus.UNKNOWN_UNMAPPED),
                canary("6A12700000067", "laposte", "Tue 5 11:00", TrackingStatus.DELIVERED_RECIPIENT),
                canary("6A12700000074", "laposte", "Tue 5 12:00", TrackingStatus.ATTEMPT_ADDRESS),
                canary("6A12700000081", "laposte", "Tue 5 13:00", TrackingStatus.RETURN_UNDER_WAY));
        try (ScriptedCarriers carriers = new ScriptedCarriers(parcels, clock);
                Prevenance program = open(carriers);
                Observing observing = Observing.start(program, Supervisor.none(), clock);
                Listener console = program.openConsole(ListenerSettings.local());
                Listener page = program.openPage(ListenerSettings.local());
                Browser browser = new Browser(console.port())) {
            take(program, parcels);
            List<Stage> stages = observing.watched(program.stages());
            String token = SignIn.firstInvitation(program.database(), Locale.FRENCH, clock.instant())
                    .orElseThrow();
            browser.submit(browser.get("/welcome/" + token), "", Map.of("password", PASSWORD, "again", PASSWORD));
            for (int hour = 0; hour < 60; hour++) {
                carriers.down(hour % 11 == 7);
                round(program, stages);
                clock.advance(Duration.ofHours(1));
            }
            for (String path : List.of(
                    "/",
                    "/cases",
                    "/parcels?q=Canarivet",
                    "/messages",
                    "/messages?q=zebulon%40canary.example",
                    "/parcels/1",
                    "/cases/1",
                    "/nothing/zebulon@canary.example",
                    "/parcels?q=%00%ff")) {
                browser.get(path);
            }
            ask(console.port(), "/login", "login=zebulon%40canary.example&password=" + SECRET);
            ask(console.port(), "/api/v1/parcels?q=Canarivet", "{\"bad\": \"Zebulon Canarivet");
            ask(page.port(), "/p/" + SECRET + "/not-received", "text=Zebulon+Canarivet");
            ask(page.port(), "/r/Zebulon.Canarivet@canary.example", "x");
            // What breaks inside breaks with the person in its hands.
            program.database()
                    .execute(tx -> tx.handle()
                            .execute("update outbox_message set facts = '{\"customer\":' where state = 'QUEUED'"));
            round(program, stages);
            program.database().execute(tx -> tx.handle().execute("drop table tracking_event"));
            clock.advance(Duration.ofDays(1));
            round(program, stages);
        }

        assertThat(mails).as("mails that the server saw").isGreaterThan(3);
        assertThat(events.list.stream()
                        .filter(event -> event.getLoggerName().startsWith("prevenance."))
                        .filter(event -> event.getLevel() == Level.DEBUG || event.getLevel() == Level.INFO))
                .as("our own events")
                .hasSizeGreaterThan(20);
        assertThat(events.list.stream().map(ILoggingEvent::getLevel).collect(Collectors.toSet()))
                .contains(Level.WARN, Level.ERROR);
        assertThat(events.list.stream()
                        .filter(event -> !event.getLoggerName().startsWith("prevenance."))
                        .filter(event -> event.getLevel().toInt() < Level.WARN_INT))
                .as("what other libraries say below a warning")
                .isEmpty();
        List<String> lines = new ArrayList<>(others);
        events.list.forEach(event -> lines.add(everything(event)));
        assertThat(lines).allSatisfy(line -> {
            String low = line.toLowerCase(Locale.ROOT);
            assertThat(TELLING.stream().filter(low::contains)).as(line).isEmpty();
        });
        assertThat(keys()).as("an id goes by one name").doesNotContain("parcelId", "caseId", "messageId", "orderId");
    }

    private static ScriptedParcel canary(String number, String carrier, String when, TrackingStatus what) {
        return parcel(number, carrier, number, "fr")
                .ships("Mon 4")
                .promised("Tue 5")
                .says("Mon 4 12:00", TrackingStatus.ACCEPTED_SCANNED)
                .says(when, what);
    }

    private Prevenance open(ScriptedCarriers carriers) throws IOException {
        Path config = folder.resolve("prevenance.yaml");
        Files.writeString(config, """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
            mail: { host: 127.0.0.1, port: %d, security: none, retry: { first: 2m, cap: 5m } }
            messages: { quiet-from: none }
            health: { enabled: false }
            alarm: { url: "http://127.0.0.1:9/%s", token: %s }
            page: { public-url: "https://suivi.example.org" }
            carriers:
              laposte: { base-url: "%s", credentials: { key: %s }, limits: [{ requests: 100000, per: 1s }] }
            """.formatted(mail.getPortAllocated(), "topic", SECRET, carriers.address(), SECRET));
        return Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
    }

    private void take(Prevenance program, List<ScriptedParcel> parcels) throws IOException {
        StringBuilder rows = new StringBuilder(
                "order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,phone,postcode,locale\n");
        int i = 0;
        for (ScriptedParcel one : parcels) {
            rows.append(
                    "Z-%d,laposte,%s,2027-01-04 08:00,2027-01-05,\"Zebulon %s Canarivet\",zebulon+%d@canary.example,+33 1 99 00 77 66,69001,fr\n"
                            .formatted(++i, one.number, i == 1 ? "\u001b[31m" : "", i));
        }
        // Rows that are refused hold people too.
        rows.append("Z-99,laposte,nonsense,yesterday,,Zebulon Canarivet,not an address canary.example,,,\n");
        Path file = Files.writeString(folder.resolve("orders.csv"), rows.toString());
        program.imports().read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE);
        Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
        Files.writeString(inbox.resolve("orders-2.csv"), rows.toString());
    }

    private void round(Prevenance program, List<Stage> stages) {
        for (Stage stage : stages) {
            try {
                if (stage.name().equals("poll")) {
                    program.watching().poller().pollDue(clock.instant()).await(PATIENCE);
                }
                stage.beat().accept(clock.instant());
            } catch (RuntimeException failed) {
                LoggerFactory.getLogger("prevenance.app.Beats")
                        .atError()
                        .setCause(failed)
                        .log("stage failed");
            }
        }
    }

    private static void ask(int port, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Authorization", "Bearer " + SECRET)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private Set<String> keys() {
        return events.list.stream()
                .filter(event -> event.getKeyValuePairs() != null)
                .flatMap(event -> event.getKeyValuePairs().stream())
                .map(pair -> pair.key)
                .collect(Collectors.toSet());
    }

    private static String everything(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(event.getLoggerName() + " " + event.getFormattedMessage());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                text.append(' ').append(pair.key).append('=').append(pair.value);
            }
        }
        for (IThrowableProxy thrown = event.getThrowableProxy(); thrown != null; thrown = thrown.getCause()) {
            text.append(' ').append(thrown.getClassName()).append(' ').append(thrown.getMessage());
        }
        return text.toString();
    }

    /// Refuses one in three for good and one for now, and quotes the address as real servers do.
    private final class Moody implements MessageHandler {
        @Override
        public void from(String from) {
            // Every sender is welcome.
        }

        @Override
        public void recipient(String to) throws RejectException {
            mails++;
            if (mails % 3 == 0) {
                throw new RejectException(550, "5.1.1 <" + to + ">: Zebulon Canarivet has left");
            }
            if (mails % 3 == 1) {
                throw new RejectException(451, "4.7.1 <" + to + ">: greylisted");
            }
        }

        @Override
        public @Nullable String data(java.io.InputStream data) throws IOException {
            data.readAllBytes();
            return null;
        }

        @Override
        public void done() {
            // Nothing is held between mails.
        }
    }
}
