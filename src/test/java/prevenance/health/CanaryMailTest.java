package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class CanaryMailTest {
    @TempDir
    private Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("canary.db"), Database.Use.DAEMON);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void itIsWrittenOnceADayWhateverTheNumberOfStarts() {
        for (int hour = 0; hour < 50; hour++) {
            canary("ops@example.org").canaryDue(clock.instant());
            clock.advance(Duration.ofHours(1));
        }
        // From Monday nine to Wednesday ten, each day beginning at six.
        assertThat(rows())
                .containsExactly("ops@example.org QUEUED fr", "ops@example.org QUEUED fr", "ops@example.org QUEUED fr");
    }

    @Test
    void thatItWasNotAcceptedInTimeIsATrouble() {
        CanaryMail canary = canary("ops@example.org");
        canary.canaryDue(clock.instant());
        clock.advance(Duration.ofMinutes(15));
        canary.canaryDue(clock.instant());
        assertThat(canary.condition(clock.instant()).level()).isEqualTo(Condition.Level.FINE);

        clock.advance(Duration.ofSeconds(1));
        canary.canaryDue(clock.instant());
        Condition late = canary.condition(clock.instant());
        assertThat(late.isAlarming()).isTrue();
        assertThat(late.since()).isEqualTo("2026-11-23T09:00:00Z");

        set("state = 'SENT', next_attempt_at = null, sent_at = "
                + clock.instant().toEpochMilli());
        canary.canaryDue(clock.instant());
        assertThat(canary.condition(clock.instant()).isAlarming()).isFalse();
        assertThat(canary.lastAccepted()).contains(clock.instant());
    }

    @Test
    void thatItIsRefusedForGoodIsATroubleAtOnce() {
        CanaryMail canary = canary("ops@example.org");
        canary.canaryDue(clock.instant());
        set("state = 'DEAD', next_attempt_at = null");
        canary.canaryDue(clock.instant());
        assertThat(canary.condition(clock.instant()).isAlarming()).isTrue();
    }

    @Test
    void ofTwoDaemonsOneWritesItAndEachKnowsWhatBecameOfIt() {
        CanaryMail one = canary("ops@example.org");
        CanaryMail other = canary("ops@example.org");
        one.canaryDue(clock.instant());
        other.canaryDue(clock.instant());
        assertThat(rows()).hasSize(1);
        clock.advance(Duration.ofMinutes(16));
        set("state = 'SENT', next_attempt_at = null, sent_at = "
                + clock.instant().toEpochMilli());
        one.canaryDue(clock.instant());
        other.canaryDue(clock.instant());
        assertThat(List.of(one.condition(clock.instant()), other.condition(clock.instant())))
                .noneMatch(Condition::isAlarming);
        assertThat(other.lastAccepted()).isEqualTo(one.lastAccepted()).contains(clock.instant());
    }

    @Test
    void withoutAnAddressThereIsNone() {
        CanaryMail canary = canary(null);
        canary.canaryDue(clock.instant());
        assertThat(rows()).isEmpty();
        assertThat(canary.condition(clock.instant()).isAlarming()).isFalse();
    }

    private CanaryMail canary(@Nullable String address) {
        MailWatchSettings usual = MailWatchSettings.defaults();
        return new CanaryMail(
                database,
                new Outbox("boutique.example"),
                new MailWatchSettings(
                        address, usual.every(), usual.within(), usual.late(), usual.untold(), usual.down()),
                Locale.FRANCE);
    }

    private void set(String assignment) {
        database.execute(tx -> tx.handle().execute("update outbox_message set " + assignment));
    }

    private List<String> rows() {
        return database.read(tx -> tx.handle()
                .createQuery("select recipient || ' ' || state || ' ' || substr(locale, 1, 2) from outbox_message"
                        + " order by id")
                .mapTo(String.class)
                .list());
    }
}
