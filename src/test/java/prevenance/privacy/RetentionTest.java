package prevenance.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.store.Database;
import prevenance.store.Pseudonyms;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class RetentionTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /// Each class ends at a time of its own.
    private static final RetentionSettings SETTINGS =
            RetentionSettings.defaults().with(DataClass.AUDIT, Duration.ofDays(400));
    private static final Instant THEN = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private final LooseStore loose = new LooseStore();
    private final ManualClock clock = new ManualClock(THEN);

    @BeforeEach
    void open() throws IOException {
        database = TestStore.open(folder.resolve("p.db"), Database.Use.DAEMON);
        Files.createDirectories(folder.resolve("inbox/done"));
        Files.createDirectories(folder.resolve("inbox/rejected"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Retention retention(int batches) {
        return new Retention(
                database, SETTINGS, PARIS, new SpoolFiles(folder.resolve("inbox"), folder.resolve("bounces")), batches);
    }

    /// Rings as the daemon does, each minute, until the night's round is done.
    private void night(Retention retention) {
        retention.retainDue(clock.instant());
        for (int i = 0; i < 200 && retention.nights(clock.instant()).getFirst().endedAt() == null; i++) {
            retention.retainDue(clock.advance(Duration.ofMinutes(1)));
        }
    }

    private HouseholdStore person(String mark) {
        return new HouseholdStore(mark).store(database, THEN);
    }

    @Test
    void aDayBeforeItsTimeAnOrderIsWholeAndADayAfterItNamesNobody() {
        HouseholdStore his = person("Zyxkanari");
        Duration kept =
                Objects.requireNonNull(RetentionSettings.defaults().kept().get(DataClass.ORDERS));

        clock.advance(kept.minusDays(1));
        night(retention(10));
        assertThat(loose.row(database, "select customer_name, email, phone from customer_order"))
                .isEqualTo(Map.of("customer_name", his.name, "email", his.email, "phone", his.phone));

        clock.advance(Duration.ofDays(2));
        night(retention(10));
        assertThat(loose.rowsNaming(database, his.mark)).isEmpty();
        assertThat(loose.row(database, "select why from order_blanked")).containsEntry("why", "RETENTION");
        assertThat(loose.row(database, "select country, postcode from customer_order"))
                .isEqualTo(Map.of("country", "FR", "postcode", "75"));
    }

    @Test
    void eachClassEndsADayAfterItsTimeAndNotADayBefore() throws IOException {
        person("Zyxkanari");
        loose.change(
                database, "insert into audit_entry (at, actor, action) values (" + THEN.toEpochMilli() + ", 'a', 'b')");
        loose.change(
                database,
                "insert into login_throttle (subject, failures, last_failed_at) values ('x', 1, " + THEN.toEpochMilli()
                        + ")");
        Path taken = Files.writeString(folder.resolve("inbox/rejected/orders.csv"), "x");
        Files.setLastModifiedTime(taken, FileTime.from(THEN));
        record Ending(DataClass kind, String left) {}
        for (Ending ending : List.of(
                new Ending(DataClass.REPLIES, "select count(*) as n from carrier_reply"),
                new Ending(DataClass.SESSIONS, "select count(*) as n from login_throttle"),
                new Ending(DataClass.PHOTOS, "select count(*) as n from attachment"),
                new Ending(DataClass.MAILS, "select count(archive) as n from outbox_message"),
                new Ending(DataClass.AUDIT, "select count(*) as n from audit_entry"))) {
            Duration kept = SETTINGS.kept().get(ending.kind());
            clock.set(THEN.plus(kept).minus(Duration.ofDays(1)).toString());
            night(retention(10));
            assertThat(loose.row(database, ending.left()).get("n"))
                    .as(ending.kind() + " before")
                    .hasToString("1");
            clock.set(THEN.plus(kept).plus(Duration.ofDays(1)).toString());
            night(retention(10));
            assertThat(loose.row(database, ending.left()).get("n"))
                    .as(ending.kind() + " after")
                    .hasToString("0");
        }
        assertThat(taken).doesNotExist();
        assertThat(loose.row(database, "select email from customer_order").get("email"))
                .as("the order itself is still kept")
                .isNotNull();
    }

    @Test
    void aFileIsKeptUntilItsTime() throws IOException {
        Path taken = Files.writeString(folder.resolve("inbox/done/orders.csv"), "x");
        Path waiting = Files.writeString(folder.resolve("inbox/orders.csv"), "x");
        Files.createDirectories(folder.resolve("bounces/handled"));
        Path returned = Files.writeString(folder.resolve("bounces/handled/1-1.eml"), "x");
        Path unread = Files.writeString(folder.resolve("bounces/new.eml"), "x");
        for (Path file : List.of(taken, waiting, returned, unread)) {
            Files.setLastModifiedTime(file, FileTime.from(THEN));
        }

        clock.advance(Duration.ofDays(29));
        night(retention(10));
        assertThat(List.of(taken, returned)).allMatch(Files::exists);

        clock.advance(Duration.ofDays(2));
        night(retention(10));
        assertThat(List.of(taken, returned)).noneMatch(Files::exists);
        assertThat(List.of(waiting, unread))
                .as("what was not taken yet is never touched")
                .allMatch(Files::exists);
    }

    @Test
    void aDaemonWithoutTheRoundDeletesItsOwnTakenFilesInTime() throws IOException {
        Path taken = Files.writeString(folder.resolve("inbox/done/orders.csv"), "x");
        Files.setLastModifiedTime(taken, FileTime.from(THEN));
        night(new Retention(database, SETTINGS, PARIS, new SpoolFiles(null, null), 10));
        Duration kept = SETTINGS.kept().get(DataClass.FILES);
        retention(10).filesDue(THEN.plus(kept));
        assertThat(taken).exists();
        retention(10).filesDue(THEN.plus(kept).plusMillis(1));
        assertThat(taken).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update parcel set next_poll_at = 1",
                "update service_case set state = 'OPEN', closed_at = null",
                "update outbox_message set state = 'HELD', sent_at = null",
                "update refund set state = 'TRIGGERED', ended_at = null",
                "update exchange set state = 'PROMISED'",
                "update claim set state = 'SENT'",
                "update deadline set state = 'OPEN'"
            })
    void whatGoesOnIsNeverTouched(String open) {
        HouseholdStore his = person("Zyxkanari");
        loose.change(database, open);
        Map<String, Long> before = loose.rowsNaming(database, his.mark);

        clock.advance(Duration.ofDays(3000));
        night(retention(10));

        assertThat(loose.rowsNaming(database, his.mark)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update parcel set next_poll_at = 1 where order_id = :order",
                "update service_case set state = 'OPEN', closed_at = null where order_id = :order",
                "update outbox_message set state = 'HELD', sent_at = null where order_id = :order",
                "update refund set state = 'TRIGGERED', ended_at = null where order_id = :order",
                "update exchange set state = 'PROMISED' where order_id = :order",
                "update claim set state = 'SENT' where case_id = :case",
                "update deadline set state = 'OPEN' where order_id = :order",
                "insert into incident_member (incident_id, parcel_id, flag_id, joined_at)"
                        + " select 1, parcel_id, id, 1 from flag where parcel_id = :parcel"
            })
    void whatGoesOnOfOneCustomerKeepsNothingOfAnother(String open) {
        HouseholdStore his = person("Zyxkanari");
        HouseholdStore her = person("Qwertolane");
        loose.change(
                database,
                "insert into incident (carrier, worry, scope, scope_value, state, opened_at, began_at, last_member_at,"
                        + " usual, evidence) values ('laposte', 'LATE', 'CARRIER', '', 'OPEN', 1, 1, 1, 0, '{}')");
        loose.change(
                database,
                open.replace(":order", "" + her.orderId)
                        .replace(":case", "" + her.caseId)
                        .replace(":parcel", "" + her.parcelId));

        record Ending(DataClass kind, String left) {}
        for (Ending ending : List.of(
                new Ending(
                        DataClass.REPLIES, "select count(*) as n from carrier_reply where parcel_id = " + his.parcelId),
                new Ending(DataClass.PHOTOS, "select count(*) as n from attachment where case_id = " + his.caseId),
                new Ending(
                        DataClass.MAILS,
                        "select count(archive) as n from outbox_message where order_id = " + his.orderId))) {
            assertThat(loose.row(database, ending.left()).get("n")).hasToString("1");
            clock.set(THEN.plus(SETTINGS.kept().get(ending.kind()))
                    .plus(Duration.ofDays(1))
                    .toString());
            night(retention(10));
            assertThat(loose.row(database, ending.left()).get("n"))
                    .as(ending.kind().key())
                    .hasToString("0");
        }
    }

    @Test
    void anInterruptedNightIsTakenUpWhereItStoppedAndASecondLookFindsNothing() {
        for (int i = 0; i < 250; i++) {
            loose.change(
                    database,
                    "insert into customer_order (number, email, locale, country, imported_at, updated_at) values ('N-"
                            + i + "', 'n" + i + "@example.org', 'fr', 'FR', 1, 1)");
        }
        clock.advance(Duration.ofDays(1000));
        retention(1).retainDue(clock.instant());
        assertThat(left()).isEqualTo(150);
        assertThat(retention(1).nights(clock.instant()).getFirst().endedAt()).isNull();

        // The daemon was killed; another one goes on.
        Retention other = retention(1);
        night(other);
        assertThat(left()).isZero();
        assertThat(other.nights(clock.instant()).getFirst().counts()).isEqualTo(Map.of("orders", 250L));

        clock.advance(Duration.ofDays(1));
        night(other);
        assertThat(other.nights(clock.instant())).hasSize(2);
        assertThat(other.nights(clock.instant()).getFirst().counts()).isEmpty();
    }

    private long left() {
        return ((Number) java.util.Objects.requireNonNull(
                        loose.row(database, "select count(email) as n from customer_order")
                                .get("n")))
                .longValue();
    }

    @Test
    void aNightHasOneRoundAndItBeginsAtItsHour() {
        Retention retention = retention(10);
        clock.set("2028-06-01T00:10:00Z"); // 02:10 in Paris
        night(retention);
        clock.set("2028-06-01T00:35:00Z"); // 02:35
        night(retention);
        night(retention);
        clock.set("2028-06-01T22:00:00Z");
        night(retention);
        assertThat(retention.nights(clock.instant()).stream().map(Retention.Night::day))
                .containsExactly(java.time.LocalDate.parse("2028-06-01"), java.time.LocalDate.parse("2028-05-31"));
    }

    @Test
    void anAddressThatGetsNoMailOutlivesItsOrdersAsAHash() {
        HouseholdStore his = person("Zyxkanari");
        loose.change(
                database,
                "insert into suppressed_address (address, reason, since_at) values ('" + his.email + "', 'x', 1)");
        clock.advance(Duration.ofDays(731));
        night(retention(10));
        night(retention(10));
        clock.advance(Duration.ofDays(1));
        night(retention(10));
        assertThat(String.valueOf(loose.row(database, "select address from suppressed_address")
                        .get("address")))
                .startsWith(Pseudonyms.START);
    }

    @Test
    void aColleagueLongGoneLeavesHisLoginAlone() {
        loose.change(
                database,
                "insert into staff_user (login, name, email, role, locale, password_hash, state, created_at) values"
                        + " ('ada', 'Ada Exemple', 'ada@example.org', 'AGENT', 'fr', 'h', 'DISABLED', "
                        + THEN.toEpochMilli() + "), ('bob', 'Bob', 'bob@example.org', 'AGENT', 'fr', 'h', 'ACTIVE', "
                        + THEN.toEpochMilli() + ")");
        clock.advance(Duration.ofDays(366));
        night(retention(10));
        assertThat(loose.row(database, "select name, email, password_hash from staff_user where login = 'ada'"))
                .containsEntry("name", "ada")
                .containsEntry("email", null)
                .containsEntry("password_hash", null);
        assertThat(loose.row(database, "select name from staff_user where login = 'bob'"))
                .containsEntry("name", "Bob");
    }
}
