package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import prevenance.health.Reading.Waiting;
import prevenance.store.Database;
import prevenance.testing.TestStore;

class ReadingStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @TempDir
    private Path folder;

    private final ReadingStore store = new ReadingStore();
    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("figures.db"), Database.Use.DAEMON);
        run("""
            insert into customer_order (id, number, customer_name, email, locale, country, imported_at, updated_at)
            values (1, 'A-1', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)
            """);
        for (int parcel = 1; parcel <= 6; parcel++) {
            run("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at, next_poll_at)
                values (%d, 1, 'laposte', 'LE%d', 'OUTBOUND', 0, 0, %d)
                """.formatted(parcel, parcel, ago(Duration.ofMinutes(3 - parcel))));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void messagesAreCountedByStateAndThoseThatShouldHaveLeftApart() {
        message(1, "QUEUED", Duration.ofHours(9), Duration.ofMinutes(40));
        message(2, "QUEUED", Duration.ofHours(8), Duration.ofHours(-1));
        message(3, "SENDING", Duration.ofHours(7), Duration.ofMinutes(1));
        message(4, "HELD", Duration.ofHours(20), Duration.ofHours(20));
        message(5, "DEAD", Duration.ofDays(3), null);
        message(6, "SENT", Duration.ofDays(3), null);
        run("update outbox_message set sent_at = " + ago(Duration.ofHours(30)) + " where id = 6");

        Map<String, Waiting> states = database.read(store::outbox);
        assertThat(states)
                .isEqualTo(Map.of(
                        "QUEUED", new Waiting(2, NOW.minus(Duration.ofHours(9))),
                        "SENDING", new Waiting(1, NOW.minus(Duration.ofHours(7))),
                        "HELD", new Waiting(1, NOW.minus(Duration.ofHours(20))),
                        "DEAD", new Waiting(1, NOW.minus(Duration.ofDays(3)))));
        assertThat(database.<Waiting>read(tx -> store.dueMail(tx, NOW)))
                .isEqualTo(new Waiting(2, NOW.minus(Duration.ofMinutes(40))));
        assertThat(database.<Waiting>read(tx -> store.sent(tx, NOW.minus(Duration.ofDays(1)))))
                .isEqualTo(new Waiting(0, NOW.minus(Duration.ofHours(30))));
    }

    @Test
    void aCaseLongDueIsUntoldOnlyWithoutAnyActOrWord() {
        serviceCase(1, "LATE", "null", "null");
        serviceCase(2, "LATE", "null", "null");
        run("""
            insert into outbox_message (id, message_key, kind, parcel_id, locale, facts, state, created_at, message_id)
            values (20, 'k20', 'DELAY_UNKNOWN', 2, 'fr', '{}', 'SUPPRESSED', %d, 'm20')
            """.formatted(ago(Duration.ofDays(2))));
        serviceCase(3, "LATE", String.valueOf(ago(Duration.ofHours(1))), "null");
        serviceCase(4, "LATE", "null", String.valueOf(ago(Duration.ofHours(-1))));
        serviceCase(5, "UNMAPPED_CODE", "null", "null");
        serviceCase(6, "LOST_SUSPECTED", "null", "null");
        run("update service_case set state = 'CLOSED' where id = 6");

        assertThat(database.<Waiting>read(tx -> store.untold(tx, NOW.minus(Duration.ofDays(1)), NOW)))
                .isEqualTo(new Waiting(1, NOW.minus(Duration.ofDays(2))));
        assertThat(database.<Waiting>read(tx -> store.untold(tx, NOW.minus(Duration.ofDays(2)), NOW)))
                .isEqualTo(new Waiting(0, null));
        assertThat(database.<List<Reading.Cases>>read(tx -> store.cases(tx, NOW)))
                .containsExactly(
                        new Reading.Cases(1, 0, 0),
                        new Reading.Cases(2, 5, 3),
                        new Reading.Cases(3, 0, 0),
                        new Reading.Cases(4, 0, 0));
    }

    @Test
    void parcelsWhoseTurnHasComeAreCounted() {
        assertThat(database.<Waiting>read(tx -> store.duePolls(tx, "laposte", NOW)))
                .isEqualTo(new Waiting(3, NOW.minus(Duration.ofMinutes(2))));
        assertThat(database.<Waiting>read(tx -> store.duePolls(tx, "chronopost", NOW)))
                .isEqualTo(new Waiting(0, null));
    }

    @Test
    @DisabledIfSystemProperty(
            named = "prevenance.test.store",
            matches = "postgresql",
            disabledReason = "the plan is told in SQLite's words")
    void everyFigureThatIsReadOftenIsFoundByAnIndex() {
        for (String query : List.of(ReadingStore.BY_STATE, ReadingStore.DUE_MAIL, ReadingStore.DUE_POLL)) {
            List<String> plan = database.read(tx -> tx.handle()
                    .createQuery(
                            "explain query plan " + query.replace(":now", "0").replace(":carrier", "'laposte'"))
                    .map((row, _) -> row.getString("detail"))
                    .list());
            assertThat(plan).as(query).allSatisfy(step -> assertThat(step).contains("INDEX"));
        }
    }

    private void message(int id, String state, Duration age, @org.jspecify.annotations.Nullable Duration due) {
        run("""
            insert into outbox_message (id, message_key, kind, locale, facts, state, created_at, next_attempt_at, message_id)
            values (%d, 'k%d', 'SHIPPED', 'fr', '{}', '%s', %d, %s, 'm%d')
            """.formatted(id, id, state, ago(age), due == null ? "null" : String.valueOf(ago(due)), id));
    }

    private void serviceCase(int id, String kind, String answered, String waiting) {
        run("""
            insert into service_case (id, parcel_id, order_id, kind, priority, state, opened_at, due_at, answered_at,
                waiting_until)
            values (%d, %d, 1, '%s', 2, 'OPEN', %d, %d, %s, %s)
            """.formatted(id, id, kind, ago(Duration.ofDays(2)), ago(Duration.ofHours(25)), answered, waiting));
    }

    private static long ago(Duration age) {
        return NOW.minus(age).toEpochMilli();
    }

    private void run(String sql) {
        database.execute(tx -> tx.handle().execute(sql));
    }
}
