package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Secret;
import prevenance.health.Condition.Level;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class AlarmsTest {
    private static final Instant SINCE = Instant.parse("2026-11-23T08:59:00Z");

    @TempDir
    private Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
    private final List<String> posts = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 204;
    private HttpServer server;
    private Database database;
    private List<Condition> conditions = List.of();

    @BeforeEach
    void open() throws IOException {
        database = TestStore.open(folder.resolve("alarms.db"), Database.Use.DAEMON);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Title") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        database.close();
    }

    @Test
    void aTroubleIsToldOnceWhenItBeginsAndOnceWhenItIsOver() {
        Alarms alarms = alarms(post(AlarmSettings.Format.JSON, null));
        alarms.alarmsDue(clock.instant());
        assertThat(posts).isEmpty();

        conditions = List.of(trouble("disk", Level.TROUBLE), trouble("polls", Level.NOTE));
        for (int i = 0; i < 10; i++) {
            alarms.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        }
        assertThat(posts)
                .containsExactly("application/json null null {\"name\":\"disk\",\"state\":\"began\",\"grave\":false,"
                        + "\"since\":\"2026-11-23T08:59:00Z\",\"title\":\"Prevenance: disk is wrong\","
                        + "\"what\":\"disk is wrong\",\"remedy\":\"mend disk\"}");
        posts.clear();

        conditions = List.of();
        for (int i = 0; i < 30; i++) {
            alarms.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        }
        assertThat(posts)
                .containsExactly("application/json null null {\"name\":\"disk\",\"state\":\"ended\",\"grave\":false,"
                        + "\"since\":\"2026-11-23T08:59:00Z\",\"title\":\"Prevenance: over: disk\","
                        + "\"what\":\"disk is wrong\",\"remedy\":\"\"}");
        assertThat(alarms.told()).isEqualTo(2);
    }

    @Test
    void aTroubleThatComesAndGoesWithinTwoMinutesIsOneTrouble() {
        Alarms alarms = alarms(post(AlarmSettings.Format.JSON, null));
        for (int i = 0; i < 12; i++) {
            conditions = i % 2 == 0 ? List.of(trouble("mail-server", Level.STOPPED)) : List.of();
            alarms.alarmsDue(clock.advance(Duration.ofSeconds(60)));
        }
        assertThat(posts).hasSize(1);
    }

    @Test
    void aRestartTellsNothingASecondTimeButTheEnd() {
        conditions = List.of(trouble("mail-server", Level.STOPPED));
        alarms(post(AlarmSettings.Format.JSON, null)).alarmsDue(clock.instant());
        assertThat(posts).hasSize(1);

        Alarms restarted = alarms(post(AlarmSettings.Format.JSON, null));
        restarted.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        assertThat(posts).hasSize(1);

        conditions = List.of();
        restarted.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        restarted.alarmsDue(clock.advance(Duration.ofMinutes(2)));
        assertThat(posts).hasSize(2);
        assertThat(posts.getLast()).contains("\"state\":\"ended\"");

        alarms(post(AlarmSettings.Format.JSON, null)).alarmsDue(clock.advance(Duration.ofHours(1)));
        assertThat(posts).hasSize(2);
    }

    @Test
    void ofTwoDaemonsOfOneDatabaseOneTells() {
        Alarms one = alarms(post(AlarmSettings.Format.JSON, null));
        Alarms other = alarms(post(AlarmSettings.Format.JSON, null));
        conditions = List.of(trouble("mail-server", Level.STOPPED));
        for (int i = 0; i < 6; i++) {
            one.alarmsDue(clock.advance(Duration.ofSeconds(5)));
            other.alarmsDue(clock.advance(Duration.ofSeconds(5)));
        }
        assertThat(posts).hasSize(1);
        conditions = List.of();
        for (int i = 0; i < 20; i++) {
            one.alarmsDue(clock.advance(Duration.ofSeconds(5)));
            other.alarmsDue(clock.advance(Duration.ofSeconds(5)));
        }
        assertThat(posts).hasSize(2);
    }

    @Test
    void whatIsOverOnOneMachineAndNotOnAnotherIsToldAgain() {
        List<Condition> disk = List.of(trouble("disk", Level.TROUBLE).seenOn("web2"));
        AlarmSettings settings = post(AlarmSettings.Format.JSON, null);
        Alarms one = new Alarms(database, settings, Locale.ENGLISH, _ -> conditions);
        Alarms other = new Alarms(database, settings, Locale.ENGLISH, _ -> disk);
        conditions = List.of(trouble("disk", Level.TROUBLE).seenOn("web1"));
        for (int i = 0; i < 60; i++) {
            one.alarmsDue(clock.advance(Duration.ofSeconds(5)));
            other.alarmsDue(clock.advance(Duration.ofSeconds(5)));
            conditions = i < 10 ? conditions : List.of();
        }
        assertThat(posts.stream()
                        .map(post -> post.replaceFirst(".*\"state\":\"(\\w+)\".*\"what\":\"([^\"]*)\".*", "$1 $2")))
                .containsExactly("began web1: disk is wrong", "ended web1: disk is wrong", "began web2: disk is wrong");
    }

    @Test
    void aRouteThatFailsIsTriedAgainEachMinuteAndTheOtherIsNotToldTwice() throws IOException {
        Path told = folder.resolve("told.txt");
        Alarms alarms = alarms(new AlarmSettings(
                address(),
                AlarmSettings.Format.JSON,
                null,
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo \"$PREVENANCE_ALARM_NAME $PREVENANCE_ALARM_STATE $PREVENANCE_ALARM_SINCE\" >> \"$0\";"
                                + " cat >> \"$0\"; echo >> \"$0\"",
                        told.toString())));
        status = 500;
        conditions = List.of(trouble("canary", Level.TROUBLE));
        for (int i = 0; i < 18; i++) {
            alarms.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        }
        assertThat(posts).hasSize(3);
        assertThat(alarms.failures()).isEqualTo(3);
        status = 200;
        for (int i = 0; i < 18; i++) {
            alarms.alarmsDue(clock.advance(Duration.ofSeconds(10)));
        }
        assertThat(posts).hasSize(4);
        List<String> lines = Files.readAllLines(told);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).isEqualTo("canary began 2026-11-23T08:59:00Z");
        assertThat(lines.getLast()).contains("\"remedy\":\"mend canary\"");
    }

    @Test
    void plainTextGoesOutAsAPushServiceTakesIt() {
        Alarms alarms = alarms(post(AlarmSettings.Format.TEXT, Secret.of("tk_example")));
        conditions = List.of(trouble("disk", Level.STOPPED));
        alarms.alarmsDue(clock.instant());
        assertThat(posts)
                .containsExactly("text/plain; charset=utf-8 Prevenance: disk is wrong Bearer tk_example"
                        + " disk is wrong\nSince: 2026-11-23T08:59:00Z\nWhat to do: mend disk");
    }

    @Test
    void whoIsToldIsToldInTheLanguageOfTheShop() {
        AlarmSettings settings = post(AlarmSettings.Format.TEXT, null);
        Alarms alarms = new Alarms(database, settings, Locale.FRANCE, _ -> conditions);
        conditions = List.of(Condition.of("mails", Level.TROUBLE, SINCE, "mails.late", 1200));
        alarms.alarmsDue(clock.instant());
        String title = "Prevenance : 1200 messages auraient dû partir et ne sont pas partis";
        String words = Base64.getEncoder().encodeToString(title.getBytes(StandardCharsets.UTF_8));
        assertThat(posts)
                .containsExactly("text/plain; charset=utf-8 =?UTF-8?B?" + words + "?= null"
                        + " 1200 messages auraient dû partir et ne sont pas partis\nDepuis : 2026-11-23T08:59:00Z"
                        + "\nQue faire : la page Messages dit pourquoi chacun attend");

        conditions = List.of();
        alarms.alarmsDue(clock.instant());
        alarms.alarmsDue(clock.advance(Duration.ofMinutes(3)));
        assertThat(posts.getLast()).endsWith("""
             C’était : 1200 messages auraient dû partir et ne sont pas partis
            Début : 2026-11-23T08:59:00Z\
            """);
    }

    @Test
    void aDatabaseThatDoesNotWorkKeepsNobodyFromHearingIt() {
        Alarms alarms = alarms(post(AlarmSettings.Format.JSON, null));
        conditions = List.of(trouble("database", Level.STOPPED));
        database.close();
        alarms.alarmsDue(clock.instant());
        alarms.alarmsDue(clock.advance(Duration.ofMinutes(5)));
        assertThat(posts).hasSize(1);
    }

    @Test
    void aCommandThatCannotBeStartedOrFailsIsAFailureAndNothingMore() {
        for (List<String> command : List.of(List.of("/nowhere/pager"), List.of("/bin/false"))) {
            assertThat(new AlarmCommand(command)
                            .tell(new Alarm("disk", true, false, SINCE, "disk is wrong", "mend disk", Locale.ENGLISH)))
                    .as(command.toString())
                    .isPresent();
        }
    }

    private Alarms alarms(AlarmSettings settings) {
        return new Alarms(database, settings, Locale.ENGLISH, _ -> conditions);
    }

    private AlarmSettings post(AlarmSettings.Format format, @Nullable Secret token) {
        return new AlarmSettings(address(), format, token, List.of());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/topic");
    }

    private static Condition trouble(String name, Level level) {
        return new Condition(name, level, SINCE, name + " is wrong", "mend " + name);
    }
}
