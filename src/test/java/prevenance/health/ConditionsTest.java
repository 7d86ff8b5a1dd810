package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.Problems;
import prevenance.health.Condition.Level;
import prevenance.message.MailTrouble;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class ConditionsTest {
    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Set<String> ON = Set.of("laposte", "chronopost");

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock(START);
    private final AtomicLong nanos = new AtomicLong();
    private final Pulse pulse = new Pulse(nanos::get, Duration.ofHours(6));
    private Optional<MailTrouble> mail = Optional.empty();
    private Optional<Condition> other = Optional.empty();
    private Database database;
    private WriteProbe probe;
    private Survey survey;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("conditions.db"), Database.Use.DAEMON);
        probe = new WriteProbe(database);
        Outbox outbox = new Outbox("boutique.example");
        survey = new Survey(
                database,
                CarrierCatalog.load(Path.of("carriers"), new Problems()).configured(Map.of()),
                ON::contains,
                outbox,
                () -> mail,
                Duration.ofDays(1),
                folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsFineIsSaidToBeFine() {
        look();
        assertThat(conditions(0).now(clock.instant()))
                .extracting(condition -> condition.name() + " " + condition.level())
                .containsExactly(
                        "stages FINE",
                        "database FINE",
                        "figures FINE",
                        "disk FINE",
                        "mail-server FINE",
                        "mails FINE",
                        "canary FINE",
                        "untold FINE",
                        "carriers FINE",
                        "polls FINE");
    }

    @Test
    void aDiskThatIsNearlyFullIsInTroubleAndAFullOneStopsEverything() {
        look();
        long free = survey.last().orElseThrow().diskFree().getAsLong();
        assertThat(level(conditions(free * 2), "disk")).isEqualTo(Level.TROUBLE);
        Conditions full = conditions(free * 100);
        assertThat(level(full, "disk")).isEqualTo(Level.STOPPED);
        Condition first = find(full, "disk");
        clock.advance(Duration.ofMinutes(1));
        assertThat(find(full, "disk").since()).as("when it began").isEqualTo(first.since());
        assertThat(Conditions.isReady(full.now(clock.instant()))).isFalse();
    }

    @Test
    void aDatabaseThatCannotBeWrittenStopsEverythingUntilItCan() {
        look();
        Conditions conditions = conditions(0);
        database.close();
        probe.probeDue(clock.advance(Duration.ofSeconds(10)));
        Instant failed = clock.instant();
        probe.probeDue(clock.advance(Duration.ofSeconds(10)));

        Condition database = find(conditions, "database");
        assertThat(database.level()).isEqualTo(Level.STOPPED);
        assertThat(database.since()).isEqualTo(failed);
        assertThat(level(conditions, "figures")).isEqualTo(Level.FINE);
        clock.advance(Duration.ofMinutes(3));
        assertThat(level(conditions, "figures")).isEqualTo(Level.TROUBLE);
    }

    @Test
    void aStageThatFailsForFiveMinutesIsATroubleAndAStuckOneStopsEverything() {
        look();
        Conditions conditions = conditions(0);
        Consumer<Instant> desk = pulse.watched("desk", Duration.ofSeconds(2), Duration.ofMinutes(2), now -> {
            if (now.isAfter(START)) {
                throw new IllegalStateException("no");
            }
        });
        desk.accept(clock.instant());
        for (int seconds = 0; seconds < 300; seconds += 10) {
            clock.advance(Duration.ofSeconds(10));
            try {
                desk.accept(clock.instant());
            } catch (IllegalStateException _) {
                // As the beats do.
            }
            assertThat(level(conditions, "stages")).isEqualTo(Level.FINE);
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(level(conditions, "stages")).isEqualTo(Level.TROUBLE);
        assertThat(find(conditions, "stages").what()).isEqualTo("each round fails: desk");

        for (int i = 0; i < 15; i++) {
            nanos.addAndGet(Duration.ofSeconds(10).toNanos());
            pulse.look();
        }
        assertThat(level(conditions, "stages")).isEqualTo(Level.STOPPED);
        assertThat(find(conditions, "stages").what()).startsWith("desk has not begun for ");
    }

    @Test
    void oneCarrierDownIsWorthKnowingAndAllOfThemATrouble() {
        run("""
            insert into feed_outage (carrier, began_at, noticed_at, cause) values ('laposte', %d, 0, 'FAILED_READS')
            """.formatted(START.minusSeconds(2760).toEpochMilli()));
        look();
        Conditions conditions = conditions(0);
        Condition one = find(conditions, "carriers");
        assertThat(one.level()).isEqualTo(Level.NOTE);
        assertThat(one.what()).isEqualTo("La Poste is down");
        assertThat(one.since()).isEqualTo(START.minusSeconds(2760));

        assertThat(line(conditions)).isEqualTo("watching 0 parcels, La Poste down since 09:14");

        run("insert into feed_outage (carrier, began_at, noticed_at, cause) values ('chronopost', 0, 0, 'REFUSED')");
        look();
        assertThat(level(conditions, "carriers")).isEqualTo(Level.TROUBLE);
    }

    @Test
    void aMailServerThatIsAwayShortlyIsANoteAndOneThatRefusesUsStopsEverythingAtOnce() {
        Conditions conditions = conditions(0);
        mail = Optional.of(new MailTrouble("DOWN", "no answer", START));
        look();
        assertThat(level(conditions, "mail-server")).isEqualTo(Level.NOTE);
        clock.advance(Duration.ofMinutes(5));
        assertThat(level(conditions, "mail-server")).isEqualTo(Level.STOPPED);
        mail = Optional.of(new MailTrouble("MISCONFIGURED", "535 5.7.8", clock.instant()));
        look();
        assertThat(level(conditions, "mail-server")).isEqualTo(Level.STOPPED);
        assertThat(line(conditions))
                .isEqualTo("TROUBLE: the mail server refuses our log-in or sender (answer: 535 5.7.8) since 10:05"
                        + " · watching 0 parcels");
    }

    @Test
    void messagesThatShouldHaveLeftAreATroubleUnlessSomebodyStoppedThem() {
        for (int i = 1; i <= 3; i++) {
            run("""
                insert into outbox_message (message_key, kind, locale, facts, state, created_at, next_attempt_at, message_id)
                values ('k%d', 'STAFF_ALERT', 'fr', '{}', 'QUEUED', 0, %d, 'm%d')
                """.formatted(i, START.minus(Duration.ofMinutes(31)).toEpochMilli(), i));
        }
        look();
        Conditions conditions = conditions(0);
        Condition late = find(conditions, "mails");
        assertThat(late.level()).isEqualTo(Level.TROUBLE);
        assertThat(late.what()).isEqualTo("3 should have left and have not");
        assertThat(Conditions.isReady(conditions.now(clock.instant()))).isTrue();

        run("insert into outbox_pause (only_row, paused_at, paused_by, why) values (1, 0, 'camille', 'audit')");
        look();
        assertThat(level(conditions, "mails")).isEqualTo(Level.NOTE);
        assertThat(line(conditions)).isEqualTo("watching 0 parcels, 3 mails waiting");
    }

    @Test
    void whatElseIsWrongStandsAtTheEnd() {
        look();
        other = Optional.of(new Condition("clock", Level.TROUBLE, null, "it has leapt", "set it"));
        assertThat(conditions(0).now(clock.instant()).getLast().name()).isEqualTo("clock");
    }

    private void look() {
        survey.lookDue(clock.instant());
    }

    private Conditions conditions(long diskFree) {
        HealthSettings usual = HealthSettings.defaults();
        MailWatchSettings mails = MailWatchSettings.defaults();
        return new Conditions(
                pulse,
                probe,
                survey,
                new CanaryMail(database, new Outbox("boutique.example"), mails, Locale.FRENCH),
                new HealthSettings(usual.listener(), usual.stuckAfter(), usual.longestRound(), diskFree),
                mails,
                List.of(_ -> other));
    }

    private String line(Conditions conditions) {
        return new StatusLine(ZoneId.of("Europe/Paris"))
                .of(survey.last().orElseThrow(), conditions.now(clock.instant()), clock.instant());
    }

    private Level level(Conditions conditions, String name) {
        return find(conditions, name).level();
    }

    private Condition find(Conditions conditions, String name) {
        return conditions.now(clock.instant()).stream()
                .filter(condition -> condition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void run(String sql) {
        database.execute(tx -> tx.handle().execute(sql));
    }
}
