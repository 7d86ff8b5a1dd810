package prevenance.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.ChangeLog;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class WebhookDeskTest {
    private static final WebhookSettings LOCAL = new WebhookSettings(true, Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
    private final EndpointStore endpoints = new EndpointStore();
    private Database database;
    private Receiver receiver;
    private WebhookDesk desk;

    @BeforeEach
    void open() throws Exception {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        database.execute(tx -> {
            tx.handle().execute("""
                insert into customer_order (id, number, customer_name, email, locale, country, imported_at, updated_at)
                values (1, 'A-1001', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)
                """);
            tx.handle().execute("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at)
                values (3, 1, 'laposte', '6A00000000000', 'OUTBOUND', 0, 0)
                """);
            tx.handle().execute("""
                insert into flag (id, parcel_id, kind, episode, state, step, for_staff, for_customer, since_at,
                    raised_at, stepped_at, rule, reason_key, reason_args)
                values (7, 3, 'LATE', 1, 'OPEN', 2, 1, 1, 0, 1795420800000, 0, 'late-1', 'late', '{}')
                """);
            tx.handle().execute("""
                insert into service_case (id, parcel_id, order_id, kind, priority, state, opened_at, due_at, owner)
                values (9, 3, 1, 'LATE', 2, 'OPEN', 0, 7200000, 'alix')
                """);
            tx.handle().execute("""
                insert into outbox_message (id, message_key, kind, order_id, parcel_id, recipient, locale, facts, state,
                    created_at, message_id)
                values (5, 'parcel:3/delay-known/1', 'DELAY_KNOWN', 1, 3, 'camille@example.org', 'fr-FR', '{}',
                    'QUEUED', 0, '<1@boutique.example>')
                """);
        });
        receiver = new Receiver();
        desk = new WebhookDesk(database, LOCAL, clock);
    }

    @AfterEach
    void close() {
        desk.close();
        receiver.close();
        database.close();
    }

    private Endpoint endpoint(String types) {
        return endpoint(receiver.url(), types);
    }

    private Endpoint endpoint(String url, String types) {
        return database.write(tx ->
                endpoints.add(tx, url, ChangeTypes.patterns(types), WebhookSecret.fresh(), "alix", clock.instant()));
    }

    private void change(String type, long subject) {
        database.execute(tx -> ChangeLog.add(tx, type, subject, clock.instant()));
    }

    private int send() {
        return desk.sendDue(clock.instant());
    }

    private List<String> column(String query) {
        return database.read(
                tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }

    @Test
    void aChangeIsToldWithIdsKindsAndStatesAndNothingAboutAPerson() {
        endpoint("*");
        change("flag.raised", 7);
        change("case.opened", 9);
        change("message.queued", 5);
        assertThat(send()).isEqualTo(3);
        assertThat(receiver.calls.stream().map(Receiver.Call::body))
                .containsExactly(
                        "{\"type\":\"flag.raised\",\"timestamp\":\"2026-11-23T08:00:00Z\",\"data\":{\"id\":7,"
                                + "\"kind\":\"LATE\",\"state\":\"OPEN\",\"step\":2,\"episode\":1,\"parcelId\":3,"
                                + "\"carrier\":\"laposte\",\"orderNumber\":\"A-1001\","
                                + "\"sinceAt\":\"1970-01-01T00:00:00Z\",\"raisedAt\":\"2026-11-23T08:00:00Z\"}}",
                        "{\"type\":\"case.opened\",\"timestamp\":\"2026-11-23T08:00:00Z\",\"data\":{\"id\":9,"
                                + "\"kind\":\"LATE\",\"state\":\"OPEN\",\"priority\":2,\"parcelId\":3,"
                                + "\"orderNumber\":\"A-1001\",\"openedAt\":\"1970-01-01T00:00:00Z\","
                                + "\"dueAt\":\"1970-01-01T02:00:00Z\"}}",
                        "{\"type\":\"message.queued\",\"timestamp\":\"2026-11-23T08:00:00Z\",\"data\":{\"id\":5,"
                                + "\"kind\":\"DELAY_KNOWN\",\"state\":\"QUEUED\",\"parcelId\":3,"
                                + "\"orderNumber\":\"A-1001\",\"createdAt\":\"1970-01-01T00:00:00Z\"}}");
    }

    @Test
    void whatIsToldIsWhatTheDescriptionOfTheApiSays() throws Exception {
        String document = Files.readString(Path.of("src/main/resources/prevenance/console/api/openapi.json"));
        String here = "https://prevenance.example/openapi.json";
        SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(here, document)));
        endpoint("*");
        for (String type : ChangeTypes.ALL) {
            change(type, type.startsWith("flag") ? 7 : type.startsWith("case") ? 9 : 5);
        }
        assertThat(send()).isEqualTo(ChangeTypes.ALL.size());
        for (Receiver.Call call : receiver.calls) {
            String subject = call.type().substring(0, call.type().indexOf('.'));
            String schema = Character.toUpperCase(subject.charAt(0)) + subject.substring(1) + "Change";
            assertThat(schemas.getSchema(SchemaLocation.of(here + "#/components/schemas/" + schema))
                            .validate(JsonMapper.shared().readTree(call.body())))
                    .as(call.body())
                    .isEmpty();
        }
    }

    @Test
    void theReceiverCanCheckWhoSendsAndKnowsARepetition() {
        Endpoint endpoint = endpoint("*");
        change("flag.raised", 7);
        receiver.answer(500);
        send();
        clock.advance(Duration.ofSeconds(5));
        receiver.answer(200);
        send();
        assertThat(receiver.calls).hasSize(2);
        List<String> ids = new ArrayList<>();
        for (Receiver.Call call : receiver.calls) {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.headers()).containsEntry("content-type", "application/json");
            String id = String.valueOf(call.headers().get("webhook-id"));
            long stamp = Long.parseLong(String.valueOf(call.headers().get("webhook-timestamp")));
            ids.add(id);
            assertThat(call.headers().get("webhook-signature"))
                    .isEqualTo(endpoint.secret().sign(id, stamp, call.body().getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(ids.getFirst()).isEqualTo(ids.getLast()).matches("msg_[0-9a-f]{32}");
        assertThat(receiver.calls.stream().map(call -> call.headers().get("webhook-timestamp")))
                .containsExactly("1795420800", "1795420805");
    }

    @Test
    void theSignatureIsThatOfTheSpecificationsExample() {
        WebhookSecret secret = WebhookSecret.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(secret.reveal()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1_614_265_330,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(secret.toString()).isEqualTo("***");
    }

    @Test
    void eachEndpointHearsWhatItChoseFromItsBeginningOnAndEachChangeOnce() throws Exception {
        change("flag.raised", 7);
        endpoint("flag.* case.closed");
        try (Receiver other = new Receiver()) {
            endpoint(other.url(), "case.*");
            for (String type : List.of("flag.raised", "flag.closed", "case.opened", "case.closed", "message.sent")) {
                change(type, type.startsWith("flag") ? 7 : type.startsWith("case") ? 9 : 5);
            }
            assertThat(send()).isEqualTo(5);
            assertThat(send()).isZero();
            assertThat(receiver.types()).containsExactly("flag.raised", "flag.closed", "case.closed");
            assertThat(other.types()).containsExactly("case.opened", "case.closed");
        }
    }

    @Test
    void thousandsOfChangesAtOnceAllGetTheirDelivery() {
        endpoint("flag.raised");
        database.execute(tx -> {
            for (int i = 0; i < 2500; i++) {
                ChangeLog.add(tx, i % 5 == 0 ? "flag.raised" : "case.opened", i % 5 == 0 ? 7 : 9, clock.instant());
            }
        });
        assertThat(send()).isEqualTo(200);
        assertThat(column("select count(*) from webhook_delivery")).containsExactly("500");
        assertThat(send() + send()).isEqualTo(300);
    }

    @Test
    void aFailureIsTriedAgainAfterGrowingWaitsAndGivenUpAfterTheLast() {
        endpoint("*");
        change("flag.raised", 7);
        receiver.answer(503);
        for (Duration wait : WebhookDesk.WAITS) {
            send();
            clock.advance(wait.minusSeconds(1));
            int before = receiver.calls.size();
            send();
            assertThat(receiver.calls).as("before %s", wait).hasSize(before);
            clock.advance(Duration.ofSeconds(1));
        }
        send();
        assertThat(receiver.calls).hasSize(10);
        assertThat(column("select state || ' ' || attempts || ' ' || last_answer from webhook_delivery"))
                .containsExactly("DEAD 10 HTTP 503");
        clock.advance(Duration.ofDays(5));
        send();
        assertThat(receiver.calls).hasSize(10);
    }

    @Test
    void anEndpointThatIsGoneIsDisabled() {
        Endpoint endpoint = endpoint("*");
        change("flag.raised", 7);
        change("flag.closed", 7);
        receiver.answer(410);
        send();
        send();
        assertThat(receiver.calls).hasSize(1);
        Endpoint after = database.<Optional<Endpoint>>read(tx -> endpoints.find(tx, endpoint.id()))
                .orElseThrow();
        assertThat(after.active()).isFalse();
        assertThat(after.stateReason()).isEqualTo("HTTP 410: it asked never to be called again");
    }

    @Test
    void oneThatHangsDoesNotHoldUpAnother() throws Exception {
        WebhookDesk quick = new WebhookDesk(database, new WebhookSettings(true, Duration.ofMillis(400)), clock);
        endpoint("*");
        java.util.concurrent.CountDownLatch hanging = new java.util.concurrent.CountDownLatch(1);
        receiver.answer(_ -> {
            try {
                hanging.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        try (Receiver other = new Receiver()) {
            endpoint(other.url(), "*");
            for (int i = 0; i < 20; i++) {
                change("flag.raised", 7);
            }
            assertThat(quick.sendDue(clock.instant())).isEqualTo(20);
            assertThat(other.calls).hasSize(20);
            assertThat(receiver.calls).as("it is left alone after the first").hasSize(1);
            assertThat(column("select last_answer from webhook_delivery where attempts = 1 and state = 'QUEUED'"))
                    .containsExactly("no answer in time");
        } finally {
            hanging.countDown();
            quick.close();
        }
    }

    @Test
    void whatAKilledProcessHadTakenGoesOutAgainAfterItsLease() {
        endpoint("*");
        change("flag.raised", 7);
        receiver.answer(500);
        send();
        long lease = clock.instant().plusSeconds(60).toEpochMilli();
        database.execute(tx -> tx.handle()
                .execute("update webhook_delivery set claimed_until = " + lease + ", next_attempt_at = " + lease));
        receiver.answer(200);
        clock.advance(Duration.ofSeconds(59));
        assertThat(send()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(send()).isEqualTo(1);
    }

    @Test
    void changesAreKeptForThirtyDays() {
        endpoint("*");
        change("flag.raised", 7);
        send();
        clock.advance(Duration.ofDays(30));
        change("flag.closed", 7);
        send();
        assertThat(column("select type from change_entry")).containsExactly("flag.raised", "flag.closed");
        clock.advance(Duration.ofHours(1));
        send();
        assertThat(column("select type from change_entry")).containsExactly("flag.closed");
        assertThat(column("select count(*) from webhook_delivery")).containsExactly("1");
    }

    @Test
    void aTestIsSentAtOnceWhateverTheEndpointChose() {
        Endpoint endpoint = endpoint("case.closed");
        assertThat(desk.test(endpoint.id(), clock.instant())).contains("HTTP 204");
        assertThat(receiver.types()).containsExactly("webhook.test");
        assertThat(desk.test(99, clock.instant())).isEmpty();
    }

    @Test
    void oneActThatWritesSeveralEntriesIsOneChange() {
        database.execute(tx -> {
            ChangeLog.add(tx, "case.opened", 9, clock.instant());
            ChangeLog.touched(tx, "case", 9, clock.instant());
            ChangeLog.touched(tx, "case", 10, clock.instant());
            ChangeLog.touched(tx, "case", 10, clock.instant());
        });
        clock.advance(Duration.ofMillis(1));
        database.execute(tx -> ChangeLog.touched(tx, "case", 9, clock.instant()));
        assertThat(column("select type || ' ' || subject_id from change_entry order by id"))
                .containsExactly("case.opened 9", "case.changed 10", "case.changed 9");
    }
}
