package prevenance.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.store.Pages;
import prevenance.store.Pseudonyms;
import prevenance.testing.TestStore;

class ErasureTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2026-01-05T10:00:00Z");

    @TempDir
    Path folder;

    private Database database;
    private Privacy privacy;
    private final LooseStore loose = new LooseStore();

    @BeforeEach
    void open() throws IOException {
        database = TestStore.open(folder.resolve("p.db"), Database.Use.DAEMON);
        privacy = privacy();
        for (String part : List.of("inbox", "inbox/done", "inbox/rejected")) {
            Files.createDirectories(folder.resolve(part));
        }
    }

    private Privacy privacy() {
        return new Privacy(
                database,
                RetentionSettings.defaults(),
                new Places(folder.resolve("inbox"), null, false, folder.resolve("erasures"), null, null),
                ZoneId.of("Europe/Paris"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private HouseholdStore person(String mark) {
        return new HouseholdStore(mark).store(database, LONG_AGO);
    }

    private static long found(byte[] bytes, String text) {
        return new ByteSearch(List.of(new Trace(Trace.Kind.NAME, text)))
                .count(bytes).values().stream().mapToLong(Long::longValue).sum();
    }

    /// In every byte of the database's file, also where nothing is any more.
    private long inPages(String text) {
        return new Prover(database, new Places(null, null, false, folder, null, null))
                .inPages(List.of(new Trace(Trace.Kind.NAME, text)))
                .hits();
    }

    @Test
    void nothingOfAnErasedPersonIsLeftInAnyTableOrPageAndNothingOfAnotherIsTouched() throws IOException {
        HouseholdStore gone = person("Zyxkanari");
        HouseholdStore stays = person("Vwqperruche");
        Map<String, Long> before = loose.rowsNaming(database, stays.mark);
        if (!TestStore.isServer()) {
            assertThat(inPages(gone.mark)).isGreaterThan(40);
        }

        ErasureOutcome outcome =
                privacy.erase(Person.withEmail(gone.email.toUpperCase(Locale.ROOT)), "ada", false, NOW);

        assertThat(outcome).isInstanceOf(ErasureOutcome.Done.class);
        Certificate certificate = ((ErasureOutcome.Done) outcome).certificate();
        assertThat(loose.rowsNaming(database, gone.mark)).isEmpty();
        assertThat(loose.rowsNaming(database, stays.mark)).isEqualTo(before);
        if (!TestStore.isServer()) {
            assertThat(inPages(gone.mark)).isZero();
            assertThat(inPages(stays.mark)).isGreaterThan(40);
            // Frames of before were overwritten or cut off; the log may be read, it holds no locks.
            assertThat(found(Files.readAllBytes(folder.resolve("p.db-wal")), gone.mark))
                    .isZero();
        }
        assertThat(certificate.proof().isClean()).isTrue();
        assertThat(certificate.proof().places().stream().map(Proof.Place::name))
                .containsExactly("rows", "packed", "log", "pages", "spool", "waiting");
        assertThat(certificate.orders()).isEqualTo(1);
        assertThat(certificate.rows().keySet()).contains("customer_order", "attachment", "outbox_message");
        assertThat(certificate.text()).doesNotContainIgnoringCase(gone.mark);
    }

    @Test
    void whatStatisticsNeedStaysAndNamesNobody() {
        HouseholdStore gone = person("Zyxkanari");

        privacy.erase(Person.withEmail(gone.email), "ada", false, NOW);

        assertThat(loose.row(database, "select * from customer_order"))
                .containsEntry("country", "FR")
                .containsEntry("postcode", "75")
                .containsEntry("customer_name", null)
                .containsEntry("email", null);
        assertThat(loose.row(database, "select * from tracking_event"))
                .containsEntry("carrier_code", "x")
                .containsEntry("status", "delivered.recipient")
                .containsEntry("carrier_text", "")
                .containsEntry("place", null);
        assertThat(String.valueOf(loose.row(database, "select * from parcel").get("tracking_number")))
                .startsWith(Pseudonyms.START);
    }

    @Test
    void theExportHoldsEveryValueThatIsStoredOfHimAndNoneOfAnother() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        HouseholdStore other = person("Vwqperruche");
        Files.writeString(
                folder.resolve("inbox/done/orders.csv"),
                "order,tracking_number,email\n" + his.order + ",1,\"" + his.email + "\"\n" + other.order + ",2,"
                        + other.email + "\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(privacy.export(Person.withEmail(his.email), Locale.FRENCH, out, "ada", NOW))
                .isTrue();

        Map<String, String> files = unzip(out.toByteArray());
        String everything = String.join("\n", files.values()).replace("\\\"", "\"");
        assertThat(his.written).hasSizeGreaterThan(40);
        his.written.forEach((column, value) -> assertThat(everything).as(column).contains(value));
        assertThat(everything).doesNotContain(other.mark).doesNotContain(other.email);
        assertThat(files.keySet()).contains("index.html", "data.json", "files/orders.csv");
        assertThat(files.keySet().stream().filter(name -> name.startsWith("mails/")))
                .hasSize(1);
        assertThat(files.keySet().stream().filter(name -> name.startsWith("photos/")))
                .hasSize(1);
        assertThat(files.get("index.html"))
                .contains("Ce que nous conservons sur vous", his.name, his.number, "5 janv. 2026");
        assertThat(loose.row(database, "select actor, action, subject, detail from audit_entry"))
                .containsEntry("actor", "ada")
                .containsEntry("action", "privacy.export")
                .containsEntry("subject", null)
                .containsEntry("detail", null);
    }

    @Test
    void whoIsUnknownIsToldSoAndGetsNoFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(privacy.export(Person.withEmail("nobody@example.org"), null, out, "ada", NOW))
                .isFalse();
        assertThat(out.size()).isZero();
        assertThat(privacy.erase(Person.withEmail("nobody@example.org"), "ada", false, NOW))
                .isEqualTo(new ErasureOutcome.Nothing());
    }

    @Test
    void aRefundThatIsDueHoldsTheErasureUpUntilSomebodyInsists() {
        HouseholdStore his = person("Zyxkanari");
        loose.change(database, "update refund set state = 'DECIDED', ended_at = null");

        assertThat(privacy.plan(Person.withEmail(his.email)).obstacles()).containsExactly(OpenMatter.REFUND_UNSETTLED);
        assertThat(privacy.erase(Person.withEmail(his.email), "ada", false, NOW))
                .isInstanceOf(ErasureOutcome.Held.class);
        assertThat(loose.rowsNaming(database, his.mark)).isNotEmpty();

        ErasureOutcome forced = privacy.erase(Person.withEmail(his.email), "ada", true, NOW);
        assertThat(((ErasureOutcome.Done) forced).certificate().forced()).containsExactly(OpenMatter.REFUND_UNSETTLED);
        assertThat(loose.rowsNaming(database, his.mark)).isEmpty();
        assertThat(loose.row(database, "select state, check_at from refund"))
                .containsEntry("state", "DECIDED")
                .containsEntry("check_at", null);
    }

    @Test
    void everythingThatGoesOnHoldsTheErasureUpAndEndsWhenSomebodyInsists() {
        HouseholdStore his = person("Zyxkanari");
        loose.change(database, "update parcel set next_poll_at = 1");
        loose.change(database, "update service_case set state = 'OPEN', closed_at = null");
        loose.change(database, "update exchange set state = 'PROMISED'");
        loose.change(database, "update claim set state = 'SENT'");
        loose.change(database, "update deadline set state = 'OPEN', due_at = 9999999999999");

        assertThat(privacy.plan(Person.withEmail(his.email)).obstacles())
                .isEqualTo(Set.of(
                        OpenMatter.PARCEL_UNDER_WAY,
                        OpenMatter.CASE_OPEN,
                        OpenMatter.EXCHANGE_UNSETTLED,
                        OpenMatter.CLAIM_OPEN));
        privacy.erase(Person.withEmail(his.email), "ada", true, NOW);

        assertThat(loose.row(database, "select next_poll_at, assess_after from parcel"))
                .containsEntry("next_poll_at", null)
                .containsEntry("assess_after", null);
        assertThat(loose.row(database, "select state from service_case")).containsEntry("state", "CLOSED");
        assertThat(loose.row(database, "select state from deadline")).containsEntry("state", "DROPPED");
        assertThat(loose.row(database, "select text from case_entry where kind = 'NOTE' and text <> ''"))
                .containsEntry("text", "The data about the customer was erased at his wish.");
    }

    @Test
    void aWaitingMailIsCancelledWithAReasonAndOneThatIsLeavingIsWaitedFor() {
        HouseholdStore his = person("Zyxkanari");
        loose.change(
                database,
                "update outbox_message set state = 'SENDING', sent_at = null, next_attempt_at = 9999999999999,"
                        + " claimed_until = " + NOW.plusSeconds(20).toEpochMilli());
        assertThat(privacy.erase(Person.withEmail(his.email), "ada", false, NOW))
                .isEqualTo(new ErasureOutcome.Busy());

        loose.change(database, "update outbox_message set state = 'QUEUED', claimed_until = null");
        Certificate certificate =
                ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW)).certificate();

        assertThat(certificate.mails()).isEqualTo(1);
        assertThat(loose.row(
                        database, "select state, state_reason, next_attempt_at, recipient, facts from outbox_message"))
                .isEqualTo(mapOf(
                        "state", "SUPPRESSED",
                        "state_reason", "erased at the customer's wish",
                        "next_attempt_at", null,
                        "recipient", null,
                        "facts", "{}"));
    }

    @Test
    void whereHeStandsInWordsAboutOthersHeIsReplacedByAMark() {
        HouseholdStore his = person("Zyxkanari");
        HouseholdStore other = person("Vwqperruche");
        loose.change(
                database,
                "insert into case_entry (case_id, at, author, kind, text) values (" + other.caseId
                        + ", 1, 'ada', 'NOTE', 'mixed up with " + his.name.toUpperCase(Locale.ROOT) + " (" + his.email
                        + "), order " + his.order + "')");
        loose.change(
                database,
                "insert into audit_entry (at, actor, action, subject, detail) values (1, 'ada', 'export', 'x', 'q="
                        + his.email + "')");
        loose.change(
                database,
                "insert into unmapped_code (carrier, carrier_code, sample_text, sightings, first_seen_at, last_seen_at)"
                        + " values ('dpd', '9', 'Signed by " + his.name + "', 1, 1, 1)");

        privacy.erase(Person.withEmail(his.email), "ada", false, NOW);

        assertThat(loose.row(database, "select text from case_entry where text like 'mixed%'"))
                .containsEntry("text", "mixed up with [erased] ([erased]), order [erased]");
        assertThat(loose.row(database, "select detail from audit_entry where action = 'export'"))
                .containsEntry("detail", "q=[erased]");
        assertThat(loose.row(database, "select sample_text from unmapped_code"))
                .containsEntry("sample_text", "Signed by [erased]");
        assertThat(loose.rowsNaming(database, his.mark)).isEmpty();
    }

    @Test
    void aNameOrPhoneThatAnotherCustomerSharesIsLeftToHim() {
        HouseholdStore his = person("Zyxkanari");
        HouseholdStore wife = person("Vwqperruche");
        loose.change(
                database,
                "update customer_order set phone = '" + his.phone + "', customer_name = '" + his.name + "' where id = "
                        + wife.orderId);

        Certificate certificate =
                ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW)).certificate();

        assertThat(loose.row(database, "select customer_name, phone from customer_order where id = " + wife.orderId))
                .containsEntry("customer_name", his.name)
                .containsEntry("phone", his.phone);
        assertThat(certificate.proof().leftOut())
                .as("the proof says what it did not look for")
                .isEqualTo(Map.of(Trace.Kind.NAME, 1, Trace.Kind.PHONE, 1));
        assertThat(certificate.text()).contains("\"textsLeftOut\":{\"NAME\":1,\"PHONE\":1}");
    }

    @Test
    void mailsThatCameBackAreInHisExportAndGoWithHimAndThoseOfTheMailboxAreSaidToBeOutOfReach() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        HouseholdStore other = person("Vwqperruche");
        Path bounces = folder.resolve("bounces");
        Files.createDirectories(bounces.resolve("handled"));
        privacy = new Privacy(
                database,
                RetentionSettings.defaults(),
                new Places(null, bounces, true, folder.resolve("erasures"), null, null),
                ZoneId.of("Europe/Paris"));
        String report = "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; %s\r\n";
        Path plain = Files.writeString(bounces.resolve("handled/1-1.eml"), report.formatted(his.email));
        Path quoted =
                Files.writeString(bounces.resolve("handled/1-2.eml"), report.formatted(his.email.replace("@", "=40")));
        Path packed = Files.writeString(
                bounces.resolve("handled/1-3.eml"),
                "Content-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(("No such person here: " + his.email + ", so this mail comes back to"
                                                + " whoever has sent it.")
                                        .getBytes(StandardCharsets.UTF_8))
                        + "\r\n");
        Path others = Files.writeString(bounces.resolve("handled/1-4.eml"), report.formatted(other.email));
        Path unread = Files.writeString(bounces.resolve("2.eml"), report.formatted(his.email));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        privacy.export(Person.withEmail(his.email), Locale.FRENCH, out, "ada", NOW);

        assertThat(unzip(out.toByteArray()).keySet())
                .contains("files/1-1.eml", "files/1-2.eml", "files/1-3.eml")
                .doesNotContain("files/1-4.eml");
        ErasurePlan plan = privacy.plan(Person.withEmail(his.email));
        assertThat(plan.files()).containsExactly("1-1.eml", "1-2.eml", "1-3.eml");
        assertThat(plan.waiting()).containsExactly("2.eml");

        Certificate certificate =
                ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW)).certificate();

        assertThat(List.of(plain, quoted, packed)).noneMatch(Files::exists);
        assertThat(others).hasContent(report.formatted(other.email));
        assertThat(unread).as("not read yet").exists();
        assertThat(certificate.files()).isEqualTo(3);
        assertThat(certificate.proof().places())
                .contains(
                        new Proof.Place("bounces", 0, Proof.State.LOOKED_AT, List.of()),
                        new Proof.Place("waiting", 1, Proof.State.LOOKED_AT, List.of("2.eml")),
                        new Proof.Place("mailbox", 0, Proof.State.OUT_OF_REACH, List.of()));
        assertThat(certificate.proof().isClean()).isFalse();
    }

    @Test
    void hisRowsAreCutOutOfTakenFilesAndOthersStayByteForByte() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        byte[] kept =
                "order;tracking_number;customer_name\r\nB-7;77;\"Hélène\r\nExemple\"\r\n".getBytes(Charsets.WINDOWS);
        byte[] cut = ("B-8;78;\"" + his.name + "\r\n2nd line\"\r\n").getBytes(Charsets.WINDOWS);
        byte[] last = "B-9;79;Noé\r\n".getBytes(Charsets.WINDOWS);
        Path done = folder.resolve("inbox/done/orders.csv");
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(kept);
        file.writeBytes(cut);
        file.writeBytes(last);
        Files.write(done, file.toByteArray());
        Path rejected = folder.resolve("inbox/rejected/orders.csv");
        Files.write(rejected, file.toByteArray());
        Path report = folder.resolve("inbox/rejected/orders.csv.report.txt");
        Files.writeString(report, "line 3: 'x' is no country");
        Path untouched = folder.resolve("inbox/done/others.csv");
        Files.write(untouched, kept);

        Certificate certificate =
                ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW)).certificate();

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes(kept);
        expected.writeBytes(last);
        assertThat(Files.readAllBytes(done)).isEqualTo(expected.toByteArray());
        assertThat(Files.readAllBytes(rejected)).isEqualTo(expected.toByteArray());
        assertThat(report).doesNotExist();
        assertThat(Files.readAllBytes(untouched)).isEqualTo(kept);
        assertThat(certificate.files()).isEqualTo(2);
        assertThat(certificate.proof().isClean()).isTrue();
    }

    @Test
    void aFileThatStillWaitsIsNotTouchedAndTheProofSaysSo() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        Path waiting = folder.resolve("inbox/orders-2.csv");
        Files.writeString(waiting, "order,email\n" + his.order + "," + his.email + "\n");

        assertThat(privacy.plan(Person.withEmail(his.email)).waiting()).containsExactly("orders-2.csv");
        Proof proof = ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW))
                .certificate()
                .proof();

        assertThat(waiting).exists();
        assertThat(proof.isClean()).isFalse();
        assertThat(proof.places().getLast().files()).containsExactly("orders-2.csv");
    }

    @Test
    void anAddressThatGetsNoMailIsKeptAsAHashAndStillGetsNone() {
        HouseholdStore his = person("Zyxkanari");
        loose.change(
                database,
                "insert into suppressed_address (address, reason, since_at) values ('" + his.email
                        + "', 'at RCPT: 550 <" + his.email + "> unknown', 1)");

        Certificate certificate =
                ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW)).certificate();

        assertThat(certificate.suppressed()).isTrue();
        String hash = database.<String>write(tx -> Pseudonyms.of(tx).ofAddress(his.email));
        assertThat(loose.row(database, "select address, reason from suppressed_address"))
                .containsEntry("address", hash)
                .containsEntry("reason", "");
    }

    @Test
    void twiceIsOnceAndTheCertificateShowsWhetherAnybodyChangedIt() {
        HouseholdStore his = person("Zyxkanari");
        privacy.erase(Person.withEmail(his.email), "ada", false, NOW);
        assertThat(privacy.plan(Person.withEmail(his.email)).before()).isTrue();

        ErasureOutcome again = privacy.erase(Person.withEmail(his.email), "bob", false, NOW.plusSeconds(60));

        assertThat(((ErasureOutcome.Done) again).certificate().orders()).isZero();
        assertThat(privacy.erasures(10)).hasSize(2);
        String stored = privacy.erasures(10).getLast().certificate();
        assertThat(Certificate.isUnchanged(stored)).isTrue();
        assertThat(Certificate.isUnchanged(stored.replace("\"orders\":1", "\"orders\":2")))
                .isFalse();
    }

    @Test
    void whomARestoredCopyBringsBackIsErasedAgainButNotWhoOrderedAnew() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        privacy.erase(Person.withEmail(his.email), "ada", false, NOW);
        // As a copy from before knows him: the orders are there, the erasure is not.
        loose.change(database, "delete from erasure");
        loose.change(
                database,
                "insert into customer_order (number, email, locale, country, imported_at, updated_at) values"
                        + " ('OLD-77777', '"
                        + his.email + "', 'fr', 'FR', " + LONG_AGO.toEpochMilli() + ", 1)");

        privacy().retainDue(NOW.plus(Duration.ofHours(1)));
        assertThat(loose.rowsNaming(database, his.email)).isEmpty();

        loose.change(
                database,
                "insert into customer_order (number, email, locale, country, imported_at, updated_at) values"
                        + " ('NEW-88888', '"
                        + his.email + "', 'fr', 'FR', "
                        + NOW.plus(Duration.ofDays(3)).toEpochMilli() + ", "
                        + NOW.plus(Duration.ofDays(3)).toEpochMilli() + ")");
        privacy().retainDue(NOW.plus(Duration.ofDays(4)));
        assertThat(loose.rowsNaming(database, his.email)).isNotEmpty();
    }

    @Test
    void whatLiesInFreePagesFromBeforeIsFoundAndWrittenOver() {
        if (TestStore.isServer()) {
            return;
        }
        HouseholdStore his = person("Zyxkanari");
        // As an older program left it: deleted without being overwritten.
        loose.leaveBehind(folder.resolve("p.db"), his.email);
        assertThat(inPages(his.email)).isGreaterThan(5000);

        privacy.erase(Person.withEmail(his.email), "ada", false, NOW);

        assertThat(inPages(his.email)).isZero();
    }

    @Test
    void aServersOwnFilesAreSaidToBeOutOfReach() {
        HouseholdStore his = person("Zyxkanari");
        Proof proof = ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW))
                .certificate()
                .proof();
        Proof.State expected = TestStore.isServer() ? Proof.State.OUT_OF_REACH : Proof.State.LOOKED_AT;
        assertThat(proof.places().get(3).name()).isEqualTo("pages");
        assertThat(proof.places().get(3).state()).isEqualTo(expected);
        assertThat(Pages.emptyLog(database) == Pages.Wiped.NOT_OURS).isEqualTo(TestStore.isServer());
    }

    private static Map<String, @Nullable Object> mapOf(@Nullable Object... keysAndValues) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void backupsThatStillHoldHimAreListedWithTheDayOnWhichTheyEnd() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        Path backups = Files.createDirectories(folder.resolve("backup"));
        String head = "SQLite format 3\0";
        Files.writeString(backups.resolve("prevenance-1.db"), head + his.email);
        Files.writeString(backups.resolve("prevenance-2.db"), head + "nobody");
        Files.writeString(backups.resolve("prevenance-3.db.enc"), "age-encryption.org/v1");
        if (!TestStore.isServer()) {
            Files.writeString(folder.resolve("p.db.replaced-1"), head + his.email);
        }
        try (Stream<Path> files = Files.list(backups)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(NOW));
            }
        }
        privacy = new Privacy(
                database,
                RetentionSettings.defaults(),
                new Places(null, null, false, folder.resolve("erasures"), backups, Duration.ofDays(7)),
                ZoneId.of("Europe/Paris"));

        List<Proof.Backup> found = ((ErasureOutcome.Done) privacy.erase(Person.withEmail(his.email), "ada", false, NOW))
                .certificate()
                .proof()
                .backups();

        LocalDate end = LocalDate.parse("2026-11-29");
        List<Proof.Backup> expected = new ArrayList<>(List.of(
                new Proof.Backup("prevenance-1.db", true, end),
                new Proof.Backup("prevenance-2.db", false, end),
                new Proof.Backup("prevenance-3.db.enc", null, end)));
        if (!TestStore.isServer()) {
            expected.add(new Proof.Backup("p.db.replaced-1", true, null));
        }
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void certificatesAndExportsAreTheirOwnersAlone() throws IOException {
        HouseholdStore his = person("Zyxkanari");
        privacy.erase(Person.withEmail(his.email), "ada", false, NOW);
        Path erasures = folder.resolve("erasures");
        assertThat(Files.getPosixFilePermissions(erasures)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(erasures)) {
            assertThat(files.toList())
                    .hasSize(1)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Test
    void bytesAreFoundInEveryEncodingAndAcrossWindows() {
        String text = "Hélène Exemplaire";
        for (byte[] form : List.of(
                text.getBytes(StandardCharsets.UTF_8),
                text.getBytes(Charsets.WINDOWS),
                text.getBytes(StandardCharsets.UTF_16LE),
                "helene exemplaire".getBytes(StandardCharsets.UTF_8),
                "H\\u00e9l\\u00e8ne Exemplaire".getBytes(StandardCharsets.UTF_8),
                java.util.Base64.getEncoder().encode(("xy" + text + "zz").getBytes(StandardCharsets.UTF_8)))) {
            assertThat(found(form, text))
                    .as(new String(form, StandardCharsets.ISO_8859_1))
                    .isPositive();
        }
        assertThat(found("Helena Exemplaire".getBytes(StandardCharsets.UTF_8), text))
                .isZero();
    }
}
