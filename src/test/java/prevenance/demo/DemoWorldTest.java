package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.testing.TestStore;

/// With an installation that only stores what the test tells it to.
class DemoWorldTest {
    @TempDir
    Path folder;

    @Test
    void theShopsEveningFilesAreWrittenAndBroughtInAndTheDaysAreTold() throws IOException {
        Scripted scripted = new Scripted(List.of());
        String story = tell(scripted, "a", Locale.ENGLISH, false);
        assertThat(story)
                .contains("── Monday 2 November 2026 ─")
                .contains("18:00  the shop drops its file: orders, ")
                .contains("── In short ─")
                .doesNotContain("\u001b");
        assertThat(scripted.imported).first().asString().endsWith("orders-2026-11-02.csv");
        List<String> orders = Files.readAllLines(folder.resolve("a/files/orders-2026-11-02.csv"));
        assertThat(orders.getFirst()).startsWith("order;carrier;tracking_number;shipped_at;promised_date;");
        assertThat(orders.get(1)).matches("B-1000[0-9];[a-z-]+;[0-9A-Z]+;02/11/2026 17:00;[0-9]{2}/11/2026;.*;EUR;.*");
        assertThat(Files.readString(folder.resolve("a/prevenance.yaml")))
                .contains("base-url: http://127.0.0.1:")
                .doesNotContain("%");
    }

    @Test
    void theSameSeedTellsTheSameStory() throws IOException {
        String first = tell(new Scripted(FLAG), "a", Locale.FRENCH, false);
        String second = tell(new Scripted(FLAG), "b", Locale.FRENCH, false);
        assertThat(withoutFolderAndTime(second, "b")).isEqualTo(withoutFolderAndTime(first, "a"));
    }

    @Test
    void aFlagIsToldWithItsReasonItsCaseAndItsMailAndLaterItsEnd() throws IOException {
        String story = tell(new Scripted(FLAG), "a", Locale.ENGLISH, false);
        assertThat(story)
                .containsSubsequence(
                        "09:00  Late · B-10001 · UPS\n",
                        "         Promised for Tuesday 3 November, 1 business day over",
                        "         → case 1 opened, priority 2, first answer due Tuesday 11:00\n",
                        "         → mail to Camille Exemple: “Votre colis a du retard”\n",
                        "in all: 1 flags, 1 cases, 1 mails; 0 parcels have arrived so far\n",
                        "✓ Late · B-10001 · Delivered");
    }

    @Test
    void inFrenchAndInColourItReadsSo() throws IOException {
        String story = tell(new Scripted(FLAG), "a", Locale.FRENCH, true);
        assertThat(story)
                .contains("── Mardi 3 novembre 2026 ─")
                .contains("\u001b[1mB-10001\u001b[0m · UPS")
                .contains("courriel à Camille Exemple : « Votre colis a du retard »")
                .contains("En résumé");
    }

    @Test
    void aFolderWithSomethingInItIsNotFree() throws IOException {
        assertThat(DemoWorld.isFree(folder.resolve("absent"))).isTrue();
        assertThat(DemoWorld.isFree(folder)).isTrue();
        Files.writeString(folder.resolve("x"), "x");
        assertThat(DemoWorld.isFree(folder)).isFalse();
    }

    private String tell(Scripted scripted, String name, Locale locale, boolean ansi) {
        DemoOptions options = new DemoOptions(
                Duration.ZERO, 7, 40, 3, false, folder.resolve(name), locale, ansi, Duration.ofMinutes(1));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DemoWorld(
                        options,
                        (configuration, clock) -> scripted.open(configuration.resolveSibling("prevenance.db")),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .run();
        return out.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    private String withoutFolderAndTime(String story, String name) {
        return story.replace(folder.resolve(name).toString(), "FOLDER").replaceAll("(in|en) [0-9]+ s", "$1 N s");
    }

    /// What the program writes at a time.
    private record Written(Instant at, String sql) {}

    private static final Instant RAISED = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-11-04T11:00:00Z");

    private static final List<Written> FLAG = List.of(
            new Written(RAISED, """
                insert into customer_order (id, number, customer_name, locale, country, imported_at, updated_at)
                values (1, 'B-10001', 'Camille Exemple', 'fr', 'FR', 0, 0)\
                """),
            new Written(RAISED, """
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at)
                values (1, 1, 'ups', '1Z', 'OUTBOUND', 0, 0)\
                """),
            new Written(RAISED, """
                insert into flag (id, parcel_id, kind, episode, state, step, for_staff, for_customer, since_at,
                    raised_at, stepped_at, rule, reason_key, reason_args)
                values (1, 1, 'LATE', 1, 'OPEN', 1, 1, 1, 0, 0, 0, 'late/1', 'late',
                    '{"promise":"2026-11-03","over":"1"}')\
                """),
            new Written(
                    RAISED, """
                        insert into service_case (id, parcel_id, order_id, kind, priority, state, opened_at, due_at)
                        values (1, 1, 1, 'LATE', 2, 'OPEN', 0, %d)\
                        """.formatted(Instant.parse("2026-11-03T10:00:00Z").toEpochMilli())),
            new Written(RAISED, """
                insert into outbox_message (id, message_key, kind, order_id, parcel_id, locale, facts, state,
                    created_at, sent_at, message_id, subject_line)
                values (1, 'k', 'DELAY_UNKNOWN', 1, 1, 'fr', '{}', 'SENT', 0, %d, 'm', 'Votre colis a du retard')\
                """.formatted(RAISED.toEpochMilli())),
            new Written(ENDED, """
                update flag set state = 'CLOSED', closed_at = %d, closed_key = 'closed.delivered',
                    closed_args = '{"at":"2026-11-04T11:30","place":"NANTES"}' where id = 1\
                """.formatted(ENDED.toEpochMilli())));

    private static final class Scripted {
        private final List<Written> written;
        private final List<Path> imported = new ArrayList<>();

        Scripted(List<Written> written) {
            this.written = new ArrayList<>(written);
        }

        Installation open(Path file) {
            return new Fake(TestStore.open(file, Database.Use.DAEMON), this);
        }
    }

    private record Fake(Database database, Scripted scripted) implements Installation {
        @Override
        public Doors openDoors() {
            return new Doors("http://127.0.0.1:1", "http://127.0.0.1:1/welcome/x");
        }

        @Override
        public int importOrders(Path csv) {
            scripted.imported.add(csv);
            return 0;
        }

        @Override
        public int importRefunds(Path csv) {
            return importOrders(csv);
        }

        @Override
        public int importExchanges(Path csv) {
            return importOrders(csv);
        }

        @Override
        public int approveWaiting(Instant now) {
            return 0;
        }

        @Override
        public void beat(Instant now) {
            Stream.of(scripted.written.toArray(Written[]::new))
                    .filter(due -> !due.at().isAfter(now))
                    .forEach(due -> {
                        database.execute(tx -> tx.handle().execute(due.sql()));
                        scripted.written.remove(due);
                    });
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
