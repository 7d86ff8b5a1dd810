package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.at;
import static prevenance.app.ScriptedParcel.parcel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.message.CustomerShare;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

/// Shadow mode over the whole pipeline, from the carriers' sockets to a mail server: everything is computed and nothing
/// leaves.
class ShadowTest {
    private static final String ALL = "shadow: { all: true }";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(at("Mon 4 08:00").toInstant());
    private final Letterbox letterbox = new Letterbox(clock, "nobody@example.org");
    private final List<AutoCloseable> open = new ArrayList<>();
    private int runs;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
        letterbox.close();
    }

    private static List<ScriptedParcel> parcels() {
        return List.of(
                parcel("smooth", "laposte", "6A12345678901", "fr")
                        .ships("Mon 4")
                        .promised("Thu 7")
                        .says("Mon 4 18:00", TrackingStatus.ACCEPTED_SCANNED)
                        .says("Tue 5 09:00", TrackingStatus.TRANSIT_MOVING)
                        .says("Wed 6 11:00", TrackingStatus.DELIVERED_RECIPIENT),
                parcel("silent", "laposte", "6A12345678918", "fr")
                        .ships("Mon 4")
                        .promised("Wed 6")
                        .says("Mon 4 18:00", TrackingStatus.ACCEPTED_SCANNED)
                        .says("Mon 18 11:00", TrackingStatus.DELIVERED_RECIPIENT),
                parcel("absent", "laposte", "6A12345678925", "en")
                        .ships("Mon 4")
                        .promised("Fri 8")
                        .says("Mon 4 18:00", TrackingStatus.ACCEPTED_SCANNED)
                        .says("Thu 7 10:00", TrackingStatus.OUT_ON_VEHICLE)
                        .says("Thu 7 14:00", TrackingStatus.ATTEMPT_ABSENT)
                        .says("Fri 8 14:00", TrackingStatus.DELIVERED_RECIPIENT));
    }

    /// Opens the program on the same database with other settings, and lets it work until a moment.
    private List<String> run(Path database, String settings, String until) throws IOException {
        List<ScriptedParcel> parcels = parcels();
        ScriptedCarriers carriers = new ScriptedCarriers(parcels, clock);
        Path config = Files.writeString(folder.resolve("prevenance-" + ++runs + ".yaml"), """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
            mail: { host: 127.0.0.1, port: %d, security: none }
            store: { path: %s }
            polling: { cadence: { every: 50m } }
            messages: { approve: [] }
            carriers:
              laposte: { base-url: "%s", credentials: { key: test }, limits: [{ requests: 1000000, per: 1s }] }
            %s
            """.formatted(
                        letterbox.port(), database.getFileName(), carriers.address(), settings));
        try (carriers;
                Prevenance program =
                        Main.open(config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock)) {
            while (clock.instant().isBefore(at(until).toInstant())) {
                imports(program, parcels);
                program.beat(clock.instant(), Duration.ofSeconds(10));
                clock.advance(Duration.ofHours(1));
            }
            return program.database()
                    .read(tx -> tx.handle().createQuery("""
                        select message_key || ' ' || state || ' ' || coalesce(sent_at, shadow_left_at, 0)
                        from outbox_message order by id
                        """).mapTo(String.class).list());
        }
    }

    private void imports(Prevenance program, List<ScriptedParcel> parcels) throws IOException {
        String rows = parcels.stream()
                .filter(parcel ->
                        parcel.shippedAt != null && parcel.shippedAt.toInstant().equals(clock.instant()))
                .map(parcel -> String.join(
                        ",",
                        parcel.order,
                        parcel.carrier,
                        parcel.number,
                        clock.instant().toString(),
                        parcel.promised,
                        parcel.address,
                        parcel.language,
                        "FR",
                        "69001"))
                .collect(Collectors.joining("\n"));
        if (!rows.isEmpty()) {
            Path file = Files.writeString(
                    folder.resolve("orders.csv"),
                    "order,carrier,tracking_number,shipped_at,promised_date,email,locale,country,postcode\n" + rows
                            + "\n");
            assertThat(program.imports()
                            .read(ImportKind.ORDERS, ImportSource.file(file), clock.instant(), ImportProgress.NONE)
                            .isClean())
                    .isTrue();
        }
    }

    private List<String> rows(Path database, String query) {
        try (Database opened = Database.open(database, Database.Use.VERB)) {
            return opened.read(
                    tx -> tx.handle().createQuery(query).mapTo(String.class).list());
        }
    }

    @Test
    void whatIsComputedInShadowIsWhatWouldHaveLeftToTheMinute() throws IOException {
        List<String> live = run(folder.resolve("live.db"), "", "Tue 19 08:00");
        int sent = letterbox.mails().size();
        assertThat(sent).isGreaterThan(8);
        clock.set(at("Mon 4 08:00").toInstant().toString());
        List<String> shadow = run(folder.resolve("shadow.db"), ALL, "Tue 19 08:00");
        assertThat(letterbox.mails()).hasSize(sent);
        assertThat(shadow.stream()
                        .map(row -> row.replace(" SHADOW 0", " QUEUED 0").replace(" SHADOW ", " SENT ")))
                .isEqualTo(live);
        assertThat(shadow).noneMatch(row -> row.contains(" SENT ") || row.contains(" QUEUED "));
        // The desk works all the same.
        String cases = "select kind || ' ' || state from service_case order by id";
        assertThat(rows(folder.resolve("shadow.db"), cases))
                .isEqualTo(rows(folder.resolve("live.db"), cases))
                .isNotEmpty();
    }

    @Test
    void whenShadowEndsNothingThatPiledUpLeavesAndWhatIsNewDoes() throws IOException {
        Path database = folder.resolve("shop.db");
        run(database, ALL, "Mon 11 08:00");
        assertThat(letterbox.mails()).isEmpty();
        List<String> after = run(database, "", "Tue 19 08:00");
        // Neither what was said in shadow nor what that promised; only what happened since.
        assertThat(letterbox.mails())
                .extracting(Letterbox.Mail::notification)
                .allMatch(key -> key.startsWith("parcel:2/"))
                .doesNotHaveDuplicates();
        assertThat(letterbox.mails().getLast().notification()).isEqualTo("parcel:2/delivered/1");
        assertThat(letterbox.mails().getFirst().notification()).isEqualTo("parcel:2/searching/1");
        assertThat(after)
                .filteredOn(row -> row.startsWith("parcel:2/still-searching"))
                .isNotEmpty();
    }

    @Test
    void whatWasQueuedBeforeShadowBeganDoesNotLeaveInIt() throws IOException {
        Path database = folder.resolve("shop.db");
        // As if the mail server had not answered: what was sent waits again.
        run(database, "", "Mon 4 19:00");
        try (Database opened = Database.open(database, Database.Use.VERB)) {
            opened.execute(tx -> tx.handle()
                    .execute("update outbox_message set state = 'QUEUED', sent_at = null, attempts = 0,"
                            + " next_attempt_at = created_at where state = 'SENT'"));
        }
        int before = letterbox.mails().size();
        List<String> rows = run(database, ALL, "Tue 5 12:00");
        assertThat(letterbox.mails()).hasSize(before);
        assertThat(rows).isNotEmpty().allMatch(row -> row.contains(" SHADOW ") || row.contains(" SUPPRESSED "));
    }

    @Test
    void aRuleOnTrialMakesNeitherCaseNorMailAndTheOthersDo() throws IOException {
        Path database = folder.resolve("shop.db");
        run(database, "shadow: { flags: [late, STALLED, will-miss] }", "Mon 11 08:00");
        assertThat(rows(database, "select distinct kind from flag where kind in ('LATE', 'STALLED')"))
                .isEmpty();
        assertThat(rows(database, "select distinct kind from shadow_flag order by kind"))
                .contains("LATE", "STALLED");
        assertThat(rows(database, "select kind from service_case")).isEmpty();
        assertThat(letterbox.mails())
                .extracting(Letterbox.Mail::notification)
                .contains("parcel:1/delivered/1", "parcel:3/attempt-failed/1")
                .noneMatch(key -> key.contains("delay"));
        // The trial ends: what it found stays out of sight until it grows graver.
        run(database, "", "Tue 12 08:00");
        assertThat(rows(database, "select kind from flag where state = 'OPEN'")).doesNotContain("LATE", "STALLED");
        run(database, "", "Tue 19 08:00");
        assertThat(rows(database, "select kind from flag")).contains("LOST_SUSPECTED");
    }

    @Test
    void aKindOfMailOnTrialStaysAndTheOthersLeave() throws IOException {
        run(folder.resolve("shop.db"), "shadow: { messages: [shipped, delivered] }", "Sat 9 08:00");
        assertThat(letterbox.mails())
                .extracting(Letterbox.Mail::notification)
                .isNotEmpty()
                .noneMatch(key -> key.contains("/shipped/") || key.contains("/delivered/"));
    }

    @Test
    void onlyTheShareOfCustomersIsWrittenTo() throws IOException {
        List<String> customers = List.of("smooth", "silent", "absent");
        CustomerShare half = new CustomerShare(50);
        List<String> in = customers.stream()
                .filter(name -> half.includes(name + "@example.org", "A-" + name))
                .map(name -> name + "@example.org")
                .toList();
        run(folder.resolve("shop.db"), "shadow: { all: true, share: 50 }", "Sat 9 08:00");
        assertThat(letterbox.mails()).extracting(Letterbox.Mail::recipient).allMatch(in::contains);
        assertThat(letterbox.mails().stream().map(Letterbox.Mail::recipient).distinct())
                .containsExactlyInAnyOrderElementsOf(in);
    }
}
