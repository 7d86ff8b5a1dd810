package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.OpeningHours;
import prevenance.console.access.Role;
import prevenance.console.access.StaffStore;
import prevenance.health.Condition;
import prevenance.message.MailTrouble;
import prevenance.message.MessageFilter;
import prevenance.message.MessageKind;
import prevenance.message.OutboxMessage;
import prevenance.message.Preview;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

/// What the staff is told by mail, when, and how often.
class DigestTest {
    private static final String ADDRESS = "https://desk.example.org";

    private final ManualClock clock = ManualClock.at("2026-11-17T06:00:00Z");
    private Database database;
    private ConsoleParts parts;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = TestStore.open(folder.resolve("digest.db"), Database.Use.DAEMON);
        parts = ConsoleWiring.parts(database, clock, Optional.empty());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void person(String login, Role role, Locale locale, @Nullable String email) {
        database.execute(tx -> new StaffStore().add(tx, login, login, email, role, locale, clock.instant()));
    }

    private void run(String sql) {
        database.execute(tx -> tx.handle().execute(sql));
    }

    private static OpeningHours desk(boolean everyDay) {
        if (!everyDay) {
            return OpeningHours.usual(
                    ConsoleWiring.PARIS, BusinessCalendar.of("FR", null, BusinessCalendar.MONDAY_TO_SATURDAY));
        }
        Map<DayOfWeek, OpeningHours.Hours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.put(day, new OpeningHours.Hours(LocalTime.of(9, 0), LocalTime.of(18, 0)));
        }
        return new OpeningHours(
                hours, ConsoleWiring.PARIS, BusinessCalendar.of("FR", null, EnumSet.allOf(DayOfWeek.class)));
    }

    private static DigestSettings at(String time, boolean skipCalm) {
        DigestSettings usual = DigestSettings.defaults();
        return new DigestSettings(
                true, LocalTime.parse(time), skipCalm, true, usual.feedDown(), usual.coverage(), usual.failures());
    }

    private Digest digest(DigestSettings settings, boolean everyDay) {
        return new Digest(parts, settings, desk(everyDay), ADDRESS);
    }

    /// Oldest first.
    private List<OutboxMessage> mails() {
        return database.<List<OutboxMessage>>read(tx -> parts.outbox().list(tx, MessageFilter.newest(1000)))
                .reversed();
    }

    private Preview.Look.Words words(OutboxMessage message) {
        return (Preview.Look.Words) database.<Preview.Look>read(tx ->
                parts.lead().preview().of(tx, message, parts.outbox().facts(tx, message.id()), clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({
        // The hour from two to three is skipped, then the hour from two to three comes twice.
        "2026-03-27T22:00:00Z, 02:30, 2026-03-28T01:30:00Z 2026-03-29T01:30:00Z 2026-03-30T00:30:00Z",
        "2026-10-23T22:00:00Z, 02:30, 2026-10-24T00:30:00Z 2026-10-25T00:30:00Z 2026-10-26T01:30:00Z",
        "2026-03-27T22:00:00Z, 07:30, 2026-03-28T06:30:00Z 2026-03-29T05:30:00Z 2026-03-30T05:30:00Z",
        "2026-10-23T22:00:00Z, 07:30, 2026-10-24T05:30:00Z 2026-10-25T06:30:00Z 2026-10-26T06:30:00Z",
    })
    void thereIsOneDigestADayAlsoWhenTheClockChangesAndAfterRestarts(String from, String time, String expected) {
        person("lea", Role.AGENT, Locale.FRENCH, "lea@example.org");
        clock.set(from);
        Digest digest = digest(at(time, false), true);
        for (int quarter = 0; quarter < 3 * 96; quarter++) {
            if (quarter % 7 == 0) {
                digest = digest(at(time, false), true);
            }
            digest.digestDue(clock.instant());
            clock.advance(Duration.ofMinutes(15));
        }
        assertThat(mails()).extracting(mail -> mail.createdAt().toString()).containsExactly(expected.split(" "));
    }

    @Test
    void onDaysWithoutADeskAndLongAfterTheMorningThereIsNone() {
        person("lea", Role.AGENT, Locale.FRENCH, "lea@example.org");
        for (String moment : List.of(
                "2026-11-15T07:00:00Z", // a Sunday
                "2026-11-11T07:00:00Z", // Armistice
                "2026-11-17T06:29:00Z",
                "2026-11-17T14:00:00Z")) {
            digest(at("07:30", false), false).digestDue(clock.set(moment));
        }
        assertThat(mails()).isEmpty();
        digest(at("07:30", false), false).digestDue(clock.set("2026-11-17T09:00:00Z"));
        assertThat(mails()).as("started late in the morning").hasSize(1);
    }

    @Test
    void everybodyWhoWorksOnCasesIsToldInHisLanguageWhatWaits() {
        person("admin", Role.ADMIN, Locale.ENGLISH, "admin@example.org");
        person("lea", Role.AGENT, Locale.FRENCH, "lea@example.org");
        person("noah", Role.AGENT, Locale.FRENCH, null);
        person("vera", Role.VIEWER, Locale.FRENCH, "vera@example.org");
        clock.set("2026-11-17T06:30:00Z");
        long now = clock.instant().toEpochMilli();
        run("insert into customer_order (id, number, locale, country, imported_at, updated_at)"
                + " values (1, 'A-1001', 'fr', 'FR', 0, 0)");
        for (int i = 1; i <= 3; i++) {
            run("insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at)"
                    + " values (" + i + ", 1, 'chronopost', 'X" + i + "', 'OUTBOUND', 0, 0)");
            run("insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at, call_back_at)"
                    + " values (" + i + ", 1, 'LATE', 2, 'OPEN', 0, " + (now + (i - 2) * 1000L) + ", "
                    + (i == 3 ? now : null) + ")");
        }
        run("insert into deadline (deadline_key, kind, order_id, due_at, amount_minor, currency, source, state, set_at)"
                + " values ('x', 'CLAIM', 1, " + (now + 3_600_000) + ", 4990, 'EUR', 'x', 'OPEN', 0)");
        run("insert into carrier_health (carrier, state, failures) values ('chronopost', 'RESTING', 3)");

        digest(DigestSettings.defaults(), false).digestDue(clock.instant());

        List<OutboxMessage> mails = mails();
        assertThat(mails)
                .extracting(
                        OutboxMessage::recipient,
                        OutboxMessage::kind,
                        mail -> mail.state().name())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("admin@example.org", MessageKind.STAFF_DIGEST, "QUEUED"),
                        org.assertj.core.groups.Tuple.tuple("lea@example.org", MessageKind.STAFF_DIGEST, "QUEUED"));
        Map<String, @Nullable Object> facts =
                database.read(tx -> parts.outbox().facts(tx, mails.getLast().id()));
        assertThat(facts.get("digest"))
                .isEqualTo(Map.of(
                        "cases", Map.of("overdue", 2, "due", 1, "open", 3),
                        "approvals", 0,
                        "callBacks", 1,
                        "deadlines",
                                List.of(Map.of(
                                        "what", "Envoyer la réclamation",
                                        "order", "A-1001",
                                        "dueText", "17 nov. 08:30",
                                        "amountText", "49,90\u00a0€")),
                        "feedsDown", List.of("Chronopost"),
                        "readToday", Map.of("read", 0, "open", 0),
                        "link", ADDRESS));
        assertThat(words(mails.getLast()).text()).contains("Chronopost", "A-1001", ADDRESS);
        assertThat(words(mails.getFirst()).text()).contains("Chronopost", "€49.90");
    }

    @Test
    void aCalmMorningIsAShortMailOrNone() {
        person("lea", Role.AGENT, Locale.FRENCH, "lea@example.org");
        digest(at("07:30", true), false).digestDue(clock.set("2026-11-17T06:30:00Z"));
        assertThat(mails()).isEmpty();
        digest(at("07:30", false), false).digestDue(clock.instant());
        assertThat(words(mails().getFirst()).text()).contains("Rien ne presse");
    }

    @Test
    void whatCannotWaitIsToldOnceForAsLongAsItLasts() {
        person("lea", Role.LEAD, Locale.ENGLISH, "lea@example.org");
        person("noah", Role.AGENT, Locale.ENGLISH, "noah@example.org");
        long now = clock.set("2026-11-17T09:00:00Z").toEpochMilli();
        run("insert into carrier_health (carrier, state, failures, last_answered_at) values ('chronopost',"
                + " 'RESTING', 9, "
                + now + ")");
        LeadScene scene = new LeadScene(database, parts, clock.instant());
        scene.order(1, "A-1", "Camille", "c@example.org", null);
        scene.awaitApproval(scene.message(1, "A-1", "Camille", "c@example.org"));
        run("insert into deadline (deadline_key, kind, order_id, due_at, amount_minor, currency, source, state, set_at)"
                + " values ('x', 'CLAIM', 1, "
                + LocalDate.parse("2026-11-19")
                        .atTime(12, 0)
                        .atZone(ConsoleWiring.PARIS)
                        .toInstant()
                        .toEpochMilli() + ", 24000, 'EUR', 'x', 'OPEN', 0)");

        for (int quarter = 0; quarter < 4 * 24; quarter++) {
            // A restart now and then changes nothing.
            new Alerts(parts, DigestSettings.defaults(), ADDRESS).alertsDue(clock.instant());
            clock.advance(Duration.ofMinutes(15));
        }

        assertThat(mails().stream().filter(mail -> mail.kind() == MessageKind.STAFF_ALERT))
                .extracting(
                        OutboxMessage::recipient,
                        mail -> words(mail).subject(),
                        mail -> mail.createdAt().toString())
                .containsExactly(
                        told("One message waits for a late approval", "2026-11-17T10:00:00Z"),
                        told("Chronopost does not answer any more", "2026-11-17T11:15:00Z"),
                        told("One message waits for a late approval", "2026-11-17T23:00:00Z"),
                        told("One deadline by tomorrow night: €240.00 at stake", "2026-11-17T23:00:00Z"));
    }

    private static org.assertj.core.groups.Tuple told(String what, String at) {
        return org.assertj.core.groups.Tuple.tuple("lea@example.org", "Maison Exemple: " + what, at);
    }

    @Test
    void refusedCredentialsAWaveOfFailuresAndUnreadParcelsAreTold() {
        person("lea", Role.LEAD, Locale.FRENCH, "lea@example.org");
        Instant now = clock.set("2026-11-17T09:00:00Z");
        run("insert into carrier_health (carrier, state, failures) values ('chronopost', 'REFUSED', 1)");
        run("insert into carrier_health (carrier, state, failures) values ('laposte', 'REFUSED', 1)");
        LeadScene scene = new LeadScene(database, parts, now);
        for (int i = 1; i <= 30; i++) {
            scene.order(i, "A-" + i, "Camille", "c" + i + "@example.org", null);
            if (i <= 5) {
                scene.set(scene.message(i, "A-" + i, "C", "c" + i + "@example.org"), "state = 'DEAD'");
            }
        }
        run("update parcel set carrier = 'chronopost', next_poll_at = 0, imported_at = 0, last_answered_at = case when"
                + " id > 3 then " + now.toEpochMilli() + " else 1 end");

        Alerts alerts = new Alerts(parts, DigestSettings.defaults(), ADDRESS);
        alerts.alertsDue(now);
        alerts.alertsDue(now.plusSeconds(60));

        assertThat(mails().stream().filter(mail -> mail.kind() == MessageKind.STAFF_ALERT))
                .extracting(mail -> words(mail).subject().replaceFirst("^.*?\\h:\\h", ""))
                .containsExactly(
                        "Chronopost refuse nos identifiants",
                        "5 messages n’ont pas pu être envoyés",
                        "90 % seulement des colis ont été lus depuis hier");
    }

    @Test
    void thatNoMailLeavesStandsAboveEveryPageAfterAQuarterOfAnHour() {
        MailTrouble trouble = new MailTrouble("DOWN", "no answer", clock.instant());
        ConsoleParts down = ConsoleWiring.parts(database, clock, Optional.of(trouble));
        StandingNotices notices = new StandingNotices(down, _ -> List.of());
        assertThat(notices.now(clock.advance(Duration.ofMinutes(14)), ConsoleWiring.PARIS, Locale.FRENCH))
                .isEmpty();
        assertThat(notices.now(clock.advance(Duration.ofMinutes(1)), ConsoleWiring.PARIS, Locale.FRENCH))
                .extracting(Shell.Banner::key)
                .containsExactly("banner.mail-down");
    }

    @Test
    void whatIsWrongWithTheServiceStandsAboveEveryPageInTheReadersLanguage() {
        Instant since = clock.instant();
        List<Condition> health = List.of(
                Condition.of("disk", Condition.Level.TROUBLE, since, "disk.little", 812),
                Condition.of("backup", Condition.Level.TROUBLE, since, "backup.overdue", 40),
                Condition.of("mail-server", Condition.Level.STOPPED, since, "mail-server.down", "421"),
                Condition.of("polls", Condition.Level.NOTE, since, "polls.late", "DPD 7"));
        StandingNotices notices =
                new StandingNotices(ConsoleWiring.parts(database, clock, Optional.empty()), _ -> health);
        assertThat(notices.now(clock.instant(), ConsoleWiring.PARIS, Locale.FRENCH))
                .extracting(banner -> banner.tone() + " "
                        + Console.texts()
                                .text(
                                        Locale.FRENCH,
                                        banner.key(),
                                        banner.arguments().toArray()))
                .satisfiesExactly(
                        disk -> assertThat(disk)
                                .startsWith("bad Le service a un problème depuis le ")
                                .endsWith(" : il reste 812 Mo là où se trouve la base. Que faire : faire de la place ;"
                                        + " disque plein, plus rien n’est demandé ni envoyé."),
                        backup -> assertThat(backup).contains("la sauvegarde la plus récente a 40 heures"));
        assertThat(notices.now(clock.instant(), ConsoleWiring.PARIS, Locale.ENGLISH)
                        .getFirst()
                        .arguments())
                .contains("812 MB left where the database lies");
    }
}
