package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.DelayCause;
import prevenance.cases.DeskSettings;
import prevenance.cases.IncidentActions;
import prevenance.cases.IncidentOutcome;
import prevenance.cases.IncidentWording;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// Fifty thousand parcels late at one hub within an hour, over the whole pipeline from the rules to the mail server.
class StormTest {
    private static final int STORM = 50_000;
    private static final int CALM = 5_000;
    private static final int DAMAGED = 20;
    private static final int SLICES = 6;
    /// So many of each slice are judged by the rules; the others are flagged as the rules would. With
    /// `-Dstorm.judged=9000 -Dstorm.told=50000` all are judged and nearly all are told, which takes many minutes.
    private static final int JUDGED = Integer.getInteger("storm.judged", 300);

    private static final int TOLD = Integer.getInteger("storm.told", 1_500);
    private static final int PER_MINUTE = 6_000;
    private static final int STEPS = Math.max(14, TOLD / (PER_MINUTE / 6) + 4);

    /// While mails are still to leave.
    private static final int RESTART = Math.max(1, TOLD * 9 / 10_000);

    /// Thursday, nine in the morning in Paris.
    private final ManualClock clock = ManualClock.at("2026-11-19T08:00:00Z");

    @TempDir
    Path folder;

    private Letterbox letterbox;
    private Prevenance program;

    @BeforeEach
    void open() throws IOException {
        letterbox = new Letterbox(clock, "nobody@example.org");
        Path config = folder.resolve("prevenance.yaml");
        Files.writeString(config, """
            shop:
              name: Maison Exemple
              sender: service@example.org
              locale: fr
              country: FR
              phones: { default: "+33 1 99 00 10 10" }
            mail: { host: 127.0.0.1, port: %d, security: none }
            messages: { approve: [none] }
            incidents: { mails-per-minute: %d }
            carriers:
              laposte: { credentials: { key: test } }
            """.formatted(letterbox.port(), PER_MINUTE));
        program = program();
    }

    private Prevenance program() {
        return Main.open(
                folder.resolve("prevenance.yaml"), Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, clock);
    }

    @AfterEach
    void close() {
        program.close();
        letterbox.close();
    }

    @Test
    void fiftyThousandLateAtOneHubAreOneIncidentOneCaseAndAfterApprovalPacedMails() throws InterruptedException {
        List<Long> storm = parcels(1, STORM, "Lyon", "2026-11-17", "transit.moving");
        List<Long> calm = parcels(STORM + 1, CALM, "Rennes", "2026-11-27", "transit.moving");
        List<Long> damaged = parcels(STORM + CALM + 1, DAMAGED, "Lille", "2026-11-27", "exc.damaged");
        List<Long> fewLate = parcels(STORM + CALM + DAMAGED + 1, 3, "Brest", "2026-11-17", "transit.moving");

        long longest = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            List<Long> late = storm.subList(slice * STORM / SLICES, (slice + 1) * STORM / SLICES);
            int judged = Math.min(JUDGED, late.size());
            due(late.subList(0, judged));
            raise(late.subList(judged, late.size()));
            due(slice == 0 ? damaged : slice == 1 ? fewLate : calm.subList(slice * 100, slice * 100 + 100));
            longest = Math.max(longest, beat());
            if (slice == 2) {
                // The daemon dies between two stages and comes back.
                due(calm.subList(0, 100));
                stage("assess");
                program.close();
                program = program();
            }
            clock.advance(Duration.ofMinutes(10));
        }
        beat();

        System.out.println("storm: milliseconds by stage " + spent);
        assertThat(texts("select scope || ' ' || scope_value || ' ' || members || ' ' || state from incident"))
                .containsExactly("DEPOT lyon " + STORM + " OPEN");
        assertThat(counts("select kind, count(*) from service_case where state = 'OPEN' group by kind"))
                .isEqualTo(Map.of("MASS_INCIDENT", 1L, "DAMAGED", (long) DAMAGED, "LATE", 3L));
        assertThat(counts("select kind, count(*) from outbox_message group by kind"))
                .isEqualTo(Map.of("DAMAGED_CARRIER", (long) DAMAGED, "DELAY_UNKNOWN", 3L));
        assertThat(letterbox.mails()).hasSize(DAMAGED + 3);

        // Most move on before anybody has decided; who was delivered hears of that alone.
        recover(storm.subList(TOLD, STORM));
        deliver(storm.subList(0, 100));
        beat();
        approve();
        Listener console = program.openConsole(ListenerSettings.local());
        DeskVisitor visitor = new DeskVisitor(program.database(), console, clock.instant());
        long start = System.nanoTime();
        Instant approvedAt = clock.instant();
        long atMost = 0;
        int delivered = 100;
        for (int step = 0; step < STEPS; step++) {
            long before = number("select count(*) from outbox_message where kind = 'MASS_DELAY'");
            if (step == 1) {
                deliver(calm.subList(1_000, 1_050));
                delivered += 50;
            }
            beat();
            atMost = Math.max(atMost, number("select count(*) from outbox_message where kind = 'MASS_DELAY'") - before);
            if (step == RESTART) {
                assertThat(visitor.leave()).isEmpty();
                System.out.println("storm: pages meanwhile, milliseconds:" + visitor.figures());
                visitor.close();
                console.close();
                program.close();
                program = program();
            }
            clock.advance(Duration.ofSeconds(10));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(atMost).isEqualTo(PER_MINUTE / 6);
        Map<String, Long> sent =
                letterbox.mails().stream().collect(Collectors.groupingBy(StormTest::kind, Collectors.counting()));
        assertThat(sent)
                .isEqualTo(Map.of(
                        "mass-delay",
                        (long) TOLD - 100,
                        "delivered",
                        (long) delivered,
                        "damaged-carrier",
                        (long) DAMAGED,
                        "delay-unknown",
                        3L));
        assertThat(letterbox.mails().stream()
                        .map(Letterbox.Mail::messageId)
                        .distinct()
                        .count())
                .isEqualTo(letterbox.mails().size());
        assertThat(number("select count(distinct parcel_id) from outbox_message where kind = 'MASS_DELAY'"))
                .isEqualTo(TOLD - 100);
        assertThat(letterbox.mails().stream().filter(mail -> kind(mail).equals("delivered")))
                .allMatch(mail -> !mail.at().isAfter(approvedAt.plusSeconds(20)));
        assertThat(letterbox.mails().stream().filter(mail -> kind(mail).equals("mass-delay")))
                .allMatch(mail -> mail.text().contains("grève") && mail.text().contains("24 novembre"));
        System.out.printf(
                "storm: grouping at most %d ms a beat; %d mails in %d ms%n", longest, TOLD - 100 + delivered, millis);
        System.out.println("storm: milliseconds by stage " + spent);
    }

    /// The stages once; gives the milliseconds that grouping took.
    private long beat() {
        stage("assess");
        long start = System.nanoTime();
        stage("incidents");
        long millis = (System.nanoTime() - start) / 1_000_000;
        while (number("select count(*) from parcel where desk_due_at <= " + clock.millis()) > 0) {
            stage("desk");
        }
        stage("send");
        return millis;
    }

    private final Map<String, Long> spent = new TreeMap<>();

    private void stage(String name) {
        long start = System.nanoTime();
        program.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow()
                .beat()
                .accept(clock.instant());
        spent.merge(name, (System.nanoTime() - start) / 1_000_000, Long::sum);
    }

    /// Of `parcel:12/mass-delay/1`.
    private static String kind(Letterbox.Mail mail) {
        return mail.notification().split("/", -1)[1];
    }

    private void approve() {
        IncidentWording wording = new IncidentWording(
                Map.of("fr", "Une grève retient vos colis à Lyon.", "en", "A strike holds your parcels in Lyon."),
                DelayCause.STRIKE,
                LocalDate.parse("2026-11-24"));
        assertThat(new IncidentActions(program.database(), DeskSettings.defaults())
                        .approve(1, wording, "lea", null, clock.instant()))
                .isInstanceOf(IncidentOutcome.Done.class);
    }

    private List<Long> parcels(long first, int count, String place, String promise, String status) {
        boolean storm = promise.compareTo("2026-11-18") < 0;
        Instant shipped = Instant.parse("2026-11-12T09:00:00Z");
        Instant seen = storm ? shipped : Instant.parse("2026-11-18T09:00:00Z");
        long later = clock.instant().plus(Duration.ofDays(30)).toEpochMilli();
        List<Long> ids = LongStream.range(first, first + count).boxed().toList();
        program.database().execute(tx -> {
            var orders = tx.handle().prepareBatch("""
                insert into customer_order (id, number, customer_name, email, locale, country, postcode, imported_at,
                    updated_at) values (:id, 'W-' || :id, 'Camille Exemple', 'c' || :id || '@example.org', 'fr-FR', 'FR',
                    :postcode, :at, :at)
                """);
            var parcels = tx.handle().prepareBatch("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at, shipped_at,
                    promise_date, status, milestone, next_poll_at, last_event_at, last_answered_at)
                values (:id, :id, 'laposte', 'TP' || :id, 'OUTBOUND', :at, :at, :at, :promise, :status, 'IN_TRANSIT',
                    :later, :at, :answered)
                """);
            var events = tx.handle().prepareBatch("""
                insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                    occurred_at, status, informational, place, country, recorded_at)
                values (:id, :place || :id, 'moving', '', :local, '+01:00', :at, :status, 0, :place, 'FR', :at)
                """);
            for (long id : ids) {
                orders.bind("id", id)
                        .bind("postcode", "%05d".formatted(1000 + id % 95 * 1000))
                        .bind("at", shipped)
                        .add();
                parcels.bind("id", id)
                        .bind("promise", promise)
                        .bind("status", status)
                        .bind("at", shipped)
                        .bind("later", later)
                        .bind("answered", clock.instant())
                        .add();
                if (!storm) {
                    event(events, id, "Paris", "transit.moving", shipped);
                }
                event(events, id, place, status, seen);
            }
            orders.execute();
            parcels.execute();
            events.execute();
        });
        return ids;
    }

    private static void event(PreparedBatch events, long parcel, String place, String status, Instant at) {
        events.bind("id", parcel)
                .bind("at", at)
                .bind(
                        "local",
                        LocalDateTime.ofInstant(at, ZoneOffset.ofHours(1)).toString())
                .bind("status", status)
                .bind("place", place)
                .add();
    }

    private void raise(List<Long> parcels) {
        each(parcels, """
            insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,
                stepped_at, rule, reason_key, reason_args, place_key)
            values (:id, 'LATE', 1, 'OPEN', 1, 1, 0, :now, :now, :now, 'late/1', 'late', '{}', 'lyon')
            """);
    }

    private void due(List<Long> parcels) {
        each(parcels, "update parcel set assess_after = :now where id = :id");
    }

    /// As if the carrier had said something that ends the flags; taken as judged.
    private void recover(List<Long> parcels) {
        each(parcels, """
            update flag set state = 'CLOSED', closed_at = :now, closed_key = 'over.delivered', closed_args = '{}'
            where parcel_id = :id and state = 'OPEN'
            """);
    }

    private void deliver(List<Long> parcels) {
        each(parcels, """
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, place, country, recorded_at)
            values (:id, 'd' || :id, 'delivered', '', '2026-11-19T10:00:00', '+01:00', :now, 'delivered.recipient', 0,
                'Paris', 'FR', :now)
            """);
        each(parcels, """
            update parcel set status = 'delivered.recipient', milestone = 'DELIVERED', last_event_at = :now,
                assess_after = :now where id = :id
            """);
    }

    private void each(List<Long> parcels, String statement) {
        program.database().execute(tx -> {
            var batch = tx.handle().prepareBatch(statement);
            parcels.forEach(
                    id -> batch.bind("now", clock.instant()).bind("id", id).add());
            batch.execute();
        });
    }

    private long number(String query) {
        return program.database()
                .<Long>read(
                        tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
    }

    private List<String> texts(String query) {
        return program.database()
                .read(tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }

    private Map<String, Long> counts(String query) {
        return program.database()
                .read(tx -> tx
                        .handle()
                        .createQuery(query)
                        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
