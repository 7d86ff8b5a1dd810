package prevenance.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Scope;
import prevenance.console.api.ApiRig.Answer;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class ApiTest {
    private ApiRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ApiRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anOrderComesInWithItsParcelsAsAFilesRowsDo() {
        Answer added = rig.post("/orders", ApiRig.ORDER);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.header("Location")).isEqualTo("/api/v1/orders/1");
        JsonNode order = added.json();
        assertThat(order.path("number").asString()).isEqualTo("A-1001");
        assertThat(order.at("/parcels/0/trackingNumber").asString()).isEqualTo("6A00000000012");
        assertThat(order.at("/parcels/0/shippedAt").asString()).isEqualTo("2026-11-20T13:05:00Z");
        assertThat(order.at("/parcels/1/valueMinor").asLong()).isEqualTo(1250);
        assertThat(rig.column("select next_poll_at from parcel order by id"))
                .as("they are asked about at once")
                .containsExactly("1795424400000", "1795424400005");
        Answer same = rig.post("/orders", ApiRig.ORDER);
        assertThat(same.status()).isEqualTo(200);
        Answer corrected = rig.post(
                "/orders",
                "{\"number\": \"A-1001\", \"email\": \"c.exemple@example.org\","
                        + " \"parcels\": [{\"trackingNumber\": \"6A00000000012\", \"carrier\": \"La Poste\"}]}");
        assertThat(corrected.json().path("email").asString()).isEqualTo("c.exemple@example.org");
        assertThat(corrected.json().path("customerName").asString())
                .as("what is not said stays")
                .isEqualTo("Camille Exemple");
        assertThat(corrected.json().path("parcels").size()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamedWithItsPlaceAndNothingComesIn() {
        Answer refused = rig.post("/orders", """
            {"number": "A-1", "customername": "Camille", "parcels": [
              {"trackingNumber": "6A00000000012", "carrier": "laposte"},
              {"trackingNumber": "6A00000000029", "carrier": "lapost", "shippedAt": "soon"}]}
            """);
        assertThat(refused.problem()).isEqualTo("invalid");
        assertThat(pointers(refused)).containsExactly("/customername");
        Answer values = rig.post("/orders", """
            {"number": "A-1", "parcels": [
              {"trackingNumber": "6A00000000012", "carrier": "laposte"},
              {"trackingNumber": "6A00000000029", "carrier": "laposti", "shippedAt": "soon"}]}
            """);
        assertThat(values.status()).isEqualTo(422);
        assertThat(pointers(values)).containsExactly("/parcels/1/carrier", "/parcels/1/shippedAt");
        assertThat(values.json().at("/errors/0/remedy").asString()).isEqualTo("did you mean 'laposte'?");
        assertThat(pointers(rig.post("/orders", "{\"number\": \"A-1\", \"parcels\": []}")))
                .containsExactly("/parcels");
        assertThat(pointers(rig.post(
                        "/orders",
                        "{\"parcels\": [{\"trackingNumber\": \"6A00000000012\"},"
                                + " {\"trackingNumber\": \"6A00000000029\"}]}")))
                .containsExactly("/number");
        assertThat(pointers(rig.post("/orders", "{\"number\": 7, \"parcels\": [7]}")))
                .containsExactly("/number", "/parcels/0", "/parcels");
        assertThat(pointers(rig.post("/refunds", """
            {"reference": "R-1", "order": "A-404", "amount": "1.00", "triggeredAt": "2026-11-22"}
            """))).containsExactly("/order");
        assertThat(rig.column("select number from customer_order")).isEmpty();
    }

    @Test
    void aRefundIsToldOnceAndNotChangedAfterwards() {
        rig.post("/orders", ApiRig.ORDER);
        String refund = """
            {"reference": "R-1", "order": "A-1001", "amount": "49.90", "currency": "EUR", "means": "card",
             "triggeredAt": "2026-11-22"}
            """;
        Answer added = rig.post("/refunds", refund);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("amountMinor").asLong()).isEqualTo(4990);
        assertThat(rig.post("/refunds", refund).status()).isEqualTo(200);
        assertThat(rig.column("select kind from outbox_message")).containsExactly("REFUND_TRIGGERED");
        rig.database.execute(tx -> tx.handle().execute("update outbox_message set state = 'SENT', attempts = 1"));
        Answer late = rig.post("/refunds", refund.replace("49.90", "59.90"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("too-late");
    }

    @Test
    void whoRepeatsARequestWithItsKeyGetsTheFirstAnswerAgain() {
        Answer first = rig.post("/orders", ApiRig.ORDER, "Idempotency-Key", "k-1");
        rig.database.execute(tx -> tx.handle().execute("update customer_order set postcode = '13001'"));
        Answer again = rig.post("/orders", ApiRig.ORDER, "Idempotency-Key", "k-1");
        assertThat(again.response().body()).isEqualTo(first.response().body());
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo("/api/v1/orders/1");
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(rig.column("select postcode from customer_order")).containsExactly("13001");

        Answer other = rig.post("/orders", ApiRig.ORDER.replace("75001", "75002"), "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("key-reused");
        assertThat(rig.post("/refunds", ApiRig.ORDER, "Idempotency-Key", "k-1").status())
                .as("another address, too")
                .isEqualTo(422);

        rig.clock.advance(Duration.ofHours(24));
        assertThat(rig.post("/orders", ApiRig.ORDER, "Idempotency-Key", "k-1").header("Idempotent-Replayed"))
                .as("a day later")
                .isEmpty();
    }

    @Test
    void aRefusedRequestKeepsNoKeyAndATokensKeysAreItsOwn() {
        assertThat(rig.post("/orders", "{\"number\": \"A-1\", \"parcels\": []}", "Idempotency-Key", "k")
                        .status())
                .isEqualTo(422);
        assertThat(rig.post("/orders", ApiRig.ORDER, "Idempotency-Key", "k").status())
                .isEqualTo(201);
        String other = rig.token("other", EnumSet.allOf(Scope.class), 100);
        byte[] body = ApiRig.ORDER.replace("A-1001", "A-2").getBytes(StandardCharsets.UTF_8);
        assertThat(rig.send("POST", "/orders", other, body, "Idempotency-Key", "k")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void parallelEqualRequestsMakeOneThing() throws Exception {
        rig.fill();
        String version = rig.get("/cases/1").header("ETag");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers = new ArrayList<>();
            String order = ApiRig.ORDER.replace("A-1001", "A-7");
            for (int i = 0; i < 20; i++) {
                answers.add(threads.submit(() -> rig.post("/orders", order, "Idempotency-Key", "same")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(201);
                assertThat(answer.get().json().path("id").asInt()).isEqualTo(2);
            }
            assertThat(rig.column("select count(*) from customer_order where number = 'A-7'"))
                    .containsExactly("1");
            List<Future<Answer>> notes = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                notes.add(threads.submit(() -> rig.post(
                        "/cases/1/notes", "{\"text\": \"called\"}", "Idempotency-Key", "note", "If-Match", version)));
            }
            int done = 0;
            for (Future<Answer> note : notes) {
                assertThat(note.get().status()).isIn(200, 409);
                done += note.get().status() == 200 ? 1 : 0;
            }
            assertThat(done).isPositive();
        }
        assertThat(rig.column("select text from case_entry where kind = 'NOTE'"))
                .containsExactly("called");
    }

    @Test
    void whoDidNotSeeTheNewestVersionOfACaseChangesNothing() {
        rig.fill();
        assertThat(rig.post("/cases/1/notes", "{\"text\": \"a\"}").status()).isEqualTo(428);
        Answer noted = rig.post("/cases/1/notes", "{\"text\": \"a\"}", "If-Match", "\"1\"");
        assertThat(noted.status()).isEqualTo(200);
        assertThat(noted.header("ETag")).isEqualTo("\"2\"");
        assertThat(noted.json().at("/entries/1/author").asString()).isEqualTo("token:all");
        Answer late = rig.post("/cases/1/close", "{\"reason\": \"refunded\"}", "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(rig.post("/cases/1/assign", "{\"owner\": \"alix\"}", "If-Match", "\"2\"")
                        .status())
                .isEqualTo(200);
        assertThat(rig.post("/cases/1/assign", "{\"owner\": \"max\"}", "If-Match", "\"3\"")
                        .problem())
                .as("it is with somebody")
                .isEqualTo("conflict");
        assertThat(pointers(rig.post("/cases/1/close", "{\"reason\": \"tired\"}", "If-Match", "\"3\"")))
                .containsExactly("/reason");
        assertThat(rig.post("/cases/1/close", "{\"reason\": \"refunded\"}", "If-Match", "\"3\"")
                        .json()
                        .path("closeReason")
                        .asString())
                .isEqualTo("REFUNDED");
        String now = rig.get("/cases/1").header("ETag");
        assertThat(rig.post("/cases/1/notes", "{\"text\": \"b\"}", "If-Match", now)
                        .problem())
                .isEqualTo("closed");
        assertThat(rig.post("/cases/99/notes", "{\"text\": \"b\"}", "If-Match", "\"1\"")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aListIsReadPageByPageWithoutGapsWhileItGrows() {
        for (int i = 1; i <= 25; i++) {
            rig.post("/orders", ApiRig.ORDER.replace("A-1001", "B-" + i));
        }
        List<String> numbers = new ArrayList<>();
        String next = "/orders?limit=10";
        int pages = 0;
        while (!next.isEmpty()) {
            JsonNode page = rig.get(next).json();
            page.path("items").forEach(order -> numbers.add(order.path("number").asString()));
            next = page.path("next").isNull() ? "" : page.path("next").asString();
            rig.post("/orders", ApiRig.ORDER.replace("A-1001", "C-" + pages++));
        }
        List<String> expected = new ArrayList<>();
        for (int i = 25; i >= 1; i--) {
            expected.add("B-" + i);
        }
        assertThat(numbers).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aListIsFilteredAndTheFilterStaysOverPages() {
        rig.fill();
        JsonNode first = rig.get("/parcels?order=A-1001&limit=1").json();
        assertThat(first.at("/items/0/id").asInt()).isEqualTo(2);
        JsonNode second = rig.get(first.path("next").asString()).json();
        assertThat(second.at("/items/0/id").asInt()).isEqualTo(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(ids("/parcels?flag=LATE")).containsExactly(1);
        assertThat(ids("/parcels?flag=STALLED")).isEmpty();
        assertThat(ids("/parcels?milestone=UNKNOWN&carrier=laposte")).containsExactly(2, 1);
        assertThat(ids("/orders?email=camille%40example.org")).containsExactly(1);
        assertThat(ids("/orders?email=%27%20or%201%3D1%20--")).isEmpty();
        assertThat(ids("/flags?state=OPEN&kind=LATE")).containsExactly(1);
        assertThat(ids("/cases?owner=")).containsExactly(1);
        assertThat(ids("/messages?kind=SHIPPED&state=QUEUED")).containsExactly(1);
        assertThat(ids("/refunds?reference=R-1")).containsExactly(1);
        assertThat(ids("/exchanges?order=A-1001")).containsExactly(1);
    }

    @Test
    void aQueryThatIsNotUnderstoodIsRefused() {
        rig.fill();
        for (String path : List.of(
                "/orders?limit=0",
                "/orders?limit=201",
                "/orders?limit=x",
                "/orders?after=x",
                "/orders?after=djI6MQ",
                "/orders?nummer=1",
                "/orders?number=1&number=2",
                "/parcels?milestone=GONE",
                "/cases?state=open;drop",
                "/orders/1?limit=1")) {
            assertThat(rig.get(path).status()).as(path).isEqualTo(400);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() {
        for (String path :
                List.of("/orders/0", "/orders/99", "/orders/x", "/orders/-1", "/orders/99999999999999999999", "/x")) {
            Answer answer = rig.get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
    }

    @Test
    void eachOperationNeedsItsOwnScopeAndNoOther() {
        rig.fill();
        for (Operation operation : rig.api.operations()) {
            Set<Scope> others = EnumSet.complementOf(EnumSet.of(operation.scope()));
            String name = (operation.method() + operation.path()).replaceAll("[^a-zA-Z]", ".");
            String lacking = rig.token("lacks." + name, others, 100);
            String having = rig.token("has." + name, EnumSet.of(operation.scope()), 100);
            byte[] body = operation.method().equals("POST") ? "{}".getBytes(StandardCharsets.UTF_8) : null;
            String path = operation.path().replace("{id}", "1");
            Answer refused = rig.send(operation.method(), path, lacking, body);
            assertThat(refused.status()).as("%s without", operation).isEqualTo(403);
            assertThat(refused.header("WWW-Authenticate"))
                    .contains("insufficient_scope")
                    .contains(operation.scope().word());
            assertThat(rig.send(operation.method(), path, having, body).status())
                    .as("%s with", operation)
                    .isIn(200, 422);
            assertThat(rig.send(operation.method(), path, null, body).status())
                    .as("%s without a token", operation)
                    .isEqualTo(401);
        }
    }

    @Test
    void aTokenThatIsUnknownEndedOrRevokedOpensNothing() {
        for (String wrong : List.of("", "x", "pv_" + "A".repeat(43), rig.all + "x", rig.all.substring(1))) {
            Answer answer = rig.send("GET", "/orders", wrong, null);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
        }
        assertThat(rig.send("GET", "/orders", null, null, "Authorization", "Basic YTpi")
                        .status())
                .isEqualTo(401);
        String revoked = rig.token("revoked", EnumSet.of(Scope.ORDERS_READ), 100);
        assertThat(rig.send("GET", "/orders", revoked, null).status()).isEqualTo(200);
        rig.revoke("revoked");
        assertThat(rig.send("GET", "/orders", revoked, null).status()).isEqualTo(401);
        String ending = rig.token("ending", EnumSet.of(Scope.ORDERS_READ), 100);
        rig.clock.advance(Duration.ofDays(30).minusSeconds(1));
        assertThat(rig.send("GET", "/orders", ending, null).status()).isEqualTo(200);
        rig.clock.advance(Duration.ofSeconds(1));
        assertThat(rig.send("GET", "/orders", ending, null).status()).isEqualTo(401);
        assertThat(rig.column("select count(*) from api_token where token_hash like 'pv_%'"))
                .as("only hashes are kept")
                .containsExactly("0");
    }

    @Test
    void theLastUseIsKnownToTheMinute() {
        String token = rig.token("used", EnumSet.of(Scope.ORDERS_READ), 100);
        assertThat(rig.kept("used").lastUsedAt()).isNull();
        rig.send("GET", "/orders", token, null);
        assertThat(rig.kept("used").lastUsedAt()).isEqualTo("2026-11-23T09:00:00Z");
        rig.clock.advance(Duration.ofSeconds(59));
        rig.send("GET", "/orders", token, null);
        assertThat(rig.kept("used").lastUsedAt()).isEqualTo("2026-11-23T09:00:00Z");
        rig.clock.advance(Duration.ofSeconds(1));
        rig.send("GET", "/orders", token, null);
        assertThat(rig.kept("used").lastUsedAt()).isEqualTo("2026-11-23T09:01:00Z");
    }

    @Test
    void aTokenHasItsRequestsAMinuteAndWaitsForMore() {
        String slow = rig.token("slow", EnumSet.of(Scope.ORDERS_READ), 3);
        for (int i = 0; i < 3; i++) {
            assertThat(rig.send("GET", "/orders", slow, null).status()).isEqualTo(200);
            rig.clock.advance(Duration.ofSeconds(10));
        }
        Answer tooMany = rig.send("GET", "/orders", slow, null);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.header("Retry-After")).isEqualTo("30");
        assertThat(rig.get("/orders").status()).as("another token").isEqualTo(200);
        rig.clock.advance(Duration.ofSeconds(30));
        assertThat(rig.send("GET", "/orders", slow, null).status()).isEqualTo(200);
        assertThat(rig.send("GET", "/orders", slow, null).status()).isEqualTo(429);
    }

    @Test
    void whatIsTooLargeTooDeepOrNotJsonIsRefusedQuickly() {
        byte[] large = new byte[5 << 20];
        Arrays.fill(large, (byte) ' ');
        assertThat(quick("/orders", large)).isEqualTo(413);
        assertThat(quick("/orders", "[".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(400);
        String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
        assertThat(quick("/orders", deep.getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
        for (String bad : List.of(
                "",
                "null",
                "7",
                "[]",
                "{",
                "{\"number\": \"A\", \"number\": \"B\"}",
                "{} {}",
                "{\"number\": 'A'}",
                "{\"number\": NaN}",
                "{\"number\": \"" + "x".repeat(30_000) + "\"}")) {
            assertThat(quick("/orders", bad.getBytes(StandardCharsets.UTF_8)))
                    .as(bad.substring(0, Math.min(40, bad.length())))
                    .isEqualTo(400);
        }
        assertThat(pointers(rig.post(
                        "/orders",
                        "{\"number\": \"A\", \"parcels\": [{\"trackingNumber\": \"6A00000000012\","
                                + " \"value\": 1e999}]}")))
                .containsExactly("/parcels/0/value");
        for (String type :
                List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx", "text/json")) {
            assertThat(rig.send("POST", "/orders", rig.all, "{}".getBytes(StandardCharsets.UTF_8), "Content-Type", type)
                            .status())
                    .as(type)
                    .isEqualTo(415);
        }
        assertThat(rig.post("/orders", ApiRig.ORDER, "Content-Type", "Application/JSON; charset=utf-8")
                        .status())
                .isEqualTo(201);
        assertThat(rig.column("select number from customer_order")).containsExactly("A-1001");
    }

    @Test
    void whateverIsHandedInIsTakenOrRefusedAndNothingBreaks() {
        rig.post("/orders", ApiRig.ORDER);
        Random random = new Random(20261123);
        List<String> odd = List.of(
                "null",
                "true",
                "-1",
                "1e400",
                "0.1",
                "\"\"",
                "\" \"",
                "\"\\u0000\"",
                "\"'; drop table parcel; --\"",
                "\"é\uD83D\uDE00\"",
                "\"=cmd()\"",
                "[]",
                "{}",
                "[[]]",
                "\"" + "9".repeat(300) + "\"",
                "\"2026-02-30\"");
        List<String> names =
                List.of("number", "parcels", "reference", "order", "trackingNumber", "amount", "x", "shop");
        for (int i = 0; i < 250; i++) {
            StringBuilder body = new StringBuilder("{");
            for (String name : names) {
                if (random.nextBoolean()) {
                    body.append(body.length() == 1 ? "" : ",")
                            .append('"')
                            .append(name)
                            .append("\":");
                    body.append(
                            name.equals("parcels") && random.nextBoolean()
                                    ? "[{\"trackingNumber\": " + odd.get(random.nextInt(odd.size())) + "}]"
                                    : odd.get(random.nextInt(odd.size())));
                }
            }
            String path = List.of("/orders", "/refunds", "/exchanges").get(i % 3);
            Answer answer = rig.post(path, body + "}");
            assertThat(answer.status()).as("%s %s}", path, body).isIn(200, 201, 400, 409, 422);
        }
        assertThat(rig.column("select number from customer_order where id = 1")).containsExactly("A-1001");
    }

    @Test
    void aBodyOfUnknownLengthIsCutOffToo() throws Exception {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), rig.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/orders HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + rig.all
                            + "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (int i = 0; i < 17; i++) {
                    out.write(chunk);
                }
                out.flush();
            } catch (java.io.IOException closedEarly) {
                // The server may answer before all is sent.
            }
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void aFlagShowsWhatItRestsOnAsDataAndInBothLanguages() {
        rig.fill();
        JsonNode flag = rig.get("/flags/1").json();
        assertThat(flag.path("reason").path("en").asString())
                .isEqualTo("Promised for Tuesday 10 November, 1 business day over.");
        assertThat(flag.path("reason").path("fr").asString())
                .isEqualTo("Promis pour mardi 10 novembre ; 1 jour ouvré de retard.");
        JsonNode evidence = flag.path("evidence");
        assertThat(evidence.path("rule").asString()).isEqualTo("late");
        assertThat(evidence.path("version").asString()).isEqualTo("1");
        assertThat(evidence.at("/events/0").toString())
                .isEqualTo("{\"at\":\"2026-11-09T18:02+01:00\",\"status\":\"transit.moving\",\"code\":\"ET1\","
                        + "\"place\":\"Lyon\"}");
        assertThat(evidence.at("/clock/to").asString()).isEqualTo("2026-11-12T23:00:00Z");
        assertThat(evidence.at("/limits/0/key").asString()).isEqualTo("late-days");
        assertThat(evidence.at("/limits/0/source/en").asString()).contains("parcelLab");
        assertThat(evidence.at("/limits/0/confidence").asString()).isEqualTo("MEDIUM");
        assertThat(evidence.at("/notCounted/0").toString())
                .isEqualTo("{\"why\":\"HOLIDAY\",\"from\":\"2026-11-11\",\"to\":null,\"detail\":\"ARMISTICE\","
                        + "\"minutes\":0}");
        assertThat(evidence.at("/notCounted/1/minutes").asInt()).isEqualTo(360);
        assertThat(words(evidence, "en")).contains("Not counted: ").contains("carrier feed down 6 hours");
        assertThat(words(evidence, "fr")).contains("Armistice").contains("6 heures");
        assertThat(rig.get("/flags/2").status()).isEqualTo(404);
        assertThat(rig.get("/parcels/1").json().at("/flags/0/id").asInt()).isEqualTo(1);
    }

    private static String words(JsonNode evidence, String language) {
        StringBuilder words = new StringBuilder();
        evidence.path("inWords")
                .path(language)
                .forEach(line -> words.append(line.path("label").asString())
                        .append(": ")
                        .append(line.path("text").asString())
                        .append('\n'));
        return words.toString();
    }

    @Test
    void noAnswerTellsWhatTheProgramLooksLikeInside() {
        rig.fill();
        rig.database.execute(tx -> tx.handle().execute("update flag set reason_args = '{broken'"));
        Answer bug = rig.get("/flags");
        assertThat(bug.status()).isEqualTo(500);
        assertThat(bug.problem()).isEqualTo("internal");
        assertThat(bug.response().body()).doesNotContain("Exception", "tools.jackson", "broken", "prevenance.");
        assertThat(bug.header("Cache-Control")).isEqualTo("no-store");
        assertThat(bug.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void aBrowsersSessionOpensNothingHereAndNoMethodButThoseDescribed() {
        assertThat(rig.send("GET", "/orders", null, null, "Cookie", "prevenance=x")
                        .status())
                .isEqualTo(401);
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            assertThat(rig.send(method, "/orders", rig.all, "{}".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .as(method)
                    .isEqualTo(405);
        }
        assertThat(rig.send("GET", "/api/v2/orders", rig.all, null).status()).isEqualTo(404);
    }

    private int quick(String path, byte[] body) {
        long start = System.nanoTime();
        int status = rig.send("POST", path, rig.all, body).status();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        return status;
    }

    private List<Integer> ids(String path) {
        List<Integer> ids = new ArrayList<>();
        rig.get(path)
                .json()
                .path("items")
                .forEach(item -> ids.add(item.path("id").asInt()));
        return ids;
    }

    private static List<String> pointers(Answer answer) {
        List<String> pointers = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(fault -> pointers.add(fault.path("pointer").asString()));
        return pointers;
    }
}
