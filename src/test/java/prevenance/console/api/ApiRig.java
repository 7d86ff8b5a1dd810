package prevenance.console.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.AftersalesSettings;
import prevenance.aftersales.BankDays;
import prevenance.aftersales.ExchangeDesk;
import prevenance.aftersales.RefundDesk;
import prevenance.aftersales.RefundTerms;
import prevenance.assess.Evidence;
import prevenance.assess.FlagKind;
import prevenance.assess.FlagStore;
import prevenance.assess.Limit;
import prevenance.assess.Measure;
import prevenance.assess.Reason;
import prevenance.assess.RuleSettings;
import prevenance.assess.Verdict;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.DeskSettings;
import prevenance.console.Console;
import prevenance.console.ConsoleParts;
import prevenance.console.ConsoleWiring;
import prevenance.console.access.ApiToken;
import prevenance.console.access.Scope;
import prevenance.console.access.TokenStore;
import prevenance.intake.DirectIntake;
import prevenance.intake.ExchangeImport;
import prevenance.intake.FileImport;
import prevenance.intake.IntakeSettings;
import prevenance.intake.OrderImport;
import prevenance.intake.RefundImport;
import prevenance.intake.ShopDefaults;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A console with its API on a free port over a real database, and a program that asks it over HTTP.
final class ApiRig implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.shared();
    static final String ORDER = """
        {"number": "A-1001", "customerName": "Camille Exemple", "email": "camille@example.org",
         "phone": "+33 1 99 00 00 00", "locale": "fr-FR", "country": "FR", "postcode": "75001",
         "parcels": [
           {"carrier": "laposte", "trackingNumber": "6A00000000012", "shippedAt": "2026-11-20T14:05+01:00",
            "promisedDate": "2026-11-24", "service": "Colissimo", "value": "129.90", "currency": "EUR",
            "items": "1 lamp"},
           {"carrier": "laposte", "trackingNumber": "6A00000000029", "value": 12.5}]}
        """;

    final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
    final Database database;
    final Api api;
    private final Listener listener;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TokenStore tokens = new TokenStore();
    final String all;

    /// An answer.
    record Answer(int status, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// Last part of the problem's type.
        String problem() {
            return json().path("type").asString().replace("urn:prevenance:problem:", "");
        }
    }

    ApiRig(Path folder) {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        ConsoleParts parts = ConsoleWiring.parts(database, clock, Optional.empty());
        api = new Api(database, clock, parts.cases(), intake(parts.carriers(), parts.outbox()));
        listener = Console.open(parts, ListenerSettings.local(), List.of(api), _ -> List.of());
        all = token("all", EnumSet.allOf(Scope.class), 10_000);
    }

    private DirectIntake intake(CarrierDirectory carriers, Outbox outbox) {
        ShopDefaults shop = ShopDefaults.france();
        IntakeSettings settings = IntakeSettings.defaults();
        DeskSettings desk = DeskSettings.defaults();
        AftersalesSettings aftersales = AftersalesSettings.defaults();
        RefundTerms terms = new RefundTerms(aftersales, shop.zone(), BankDays.byPublicHolidays());
        return new FileImport(
                        database,
                        new OrderImport(database, carriers, shop, settings),
                        new RefundImport(database, new RefundDesk(database, terms, outbox, desk), shop, settings),
                        new ExchangeImport(
                                database,
                                new ExchangeDesk(database, aftersales, shop.zone(), carriers, outbox, desk),
                                carriers,
                                shop,
                                settings),
                        settings)
                .direct();
    }

    String token(String name, Set<Scope> scopes, int perMinute) {
        Instant end = clock.instant().plus(Duration.ofDays(30));
        return database.write(tx -> tokens.add(tx, name, scopes, perMinute, end, "alix", clock.instant())
                .orElseThrow());
    }

    void revoke(String name) {
        database.execute(tx -> tokens.revoke(tx, name, "alix", clock.instant()));
    }

    ApiToken kept(String name) {
        return database.<List<ApiToken>>read(tokens::list).stream()
                .filter(token -> token.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Answer get(String path) {
        return send("GET", path, all, null);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, all, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// @param token   null: none is sent
    /// @param body    null: none
    /// @param headers names and values; `Content-Type` is JSON unless it is one of them
    Answer send(String method, String path, @Nullable String token, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + listener.port() + (path.startsWith("/api") ? "" : "/api/v1") + path))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .timeout(Duration.ofSeconds(20));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && !Arrays.asList(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    int port() {
        return listener.port();
    }

    /// Of a promise for the tenth: Armistice Day, a weekend and six hours without the carrier's feed are not counted.
    private static Evidence evidence() {
        return new Evidence(
                "late/1",
                List.of(new Evidence.Seen("2026-11-09T18:02+01:00", "Lyon", "ET1", "transit.moving")),
                new Evidence.Clock(
                        Instant.parse("2026-11-10T23:00:00Z"),
                        Instant.parse("2026-11-12T23:00:00Z"),
                        Measure.BUSINESS_DAYS,
                        "FR",
                        null,
                        List.of("MONDAY", "TUESDAY"),
                        "Europe/Paris"),
                List.of(RuleSettings.defaults().standard(Limit.LATE_DAYS).orElseThrow()),
                List.of(
                        new Evidence.NotCounted("HOLIDAY", "2026-11-11", null, "ARMISTICE", 0),
                        new Evidence.NotCounted(
                                Evidence.NotCounted.OUTAGE,
                                "2026-11-12T06:00:00Z",
                                "2026-11-12T12:00:00Z",
                                "FAILED_READS",
                                360)),
                Map.of("promise", "2026-11-10"));
    }

    /// An order with two parcels, a flag, a message and an open case on the first of them; ids are 1 and 2.
    void fill() {
        post("/orders", ORDER);
        database.execute(tx -> {
            new FlagStore()
                    .raise(
                            tx,
                            1,
                            "late/1",
                            new Verdict(
                                    FlagKind.LATE,
                                    1,
                                    true,
                                    true,
                                    clock.instant(),
                                    new Reason("late", Map.of("promise", "2026-11-10", "over", "1")),
                                    evidence()),
                            clock.instant());
            tx.handle().execute("""
                insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                    occurred_at, status, informational, place, country, recorded_at)
                values (1, 'x', 'ET1', 'En transit', '2026-11-21T10:00', '+01:00', 1795251600000, 'transit.moving', 0,
                    'Lyon', 'FR', 1795251600000)
                """);
            tx.handle().execute("""
                insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at)
                values (1, 1, 'LATE', 2, 'OPEN', 1795420800000, 1795428000000)
                """);
            tx.handle().execute("""
                insert into case_entry (case_id, at, author, kind, text)
                values (1, 1795420800000, 'prevenance', 'OPENED', 'Opened: LATE, priority 2')
                """);
            tx.handle().execute("""
                insert into outbox_message (message_key, kind, order_id, parcel_id, recipient, locale, facts, state,
                    created_at, message_id)
                values ('parcel:1/shipped/1', 'SHIPPED', 1, 1, 'camille@example.org', 'fr-FR', '{}', 'QUEUED', 0,
                    '<1@boutique.example>')
                """);
        });
        post("/refunds", """
            {"reference": "R-1", "order": "A-1001", "amount": "49.90", "currency": "EUR", "means": "card",
             "triggeredAt": "2026-11-22"}
            """);
        post("/exchanges", """
            {"reference": "E-1", "order": "A-1001", "items": "1 lamp"}
            """);
    }

    List<String> column(String query) {
        return new ArrayList<>(database.<List<String>>read(
                tx -> tx.handle().createQuery(query).mapTo(String.class).list()));
    }

    @Override
    public void close() {
        listener.close();
        database.close();
    }
}
