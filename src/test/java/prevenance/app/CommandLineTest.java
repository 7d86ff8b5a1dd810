package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The verbs as a person types them: what stands on standard output, what on standard error, and the exit code.
class CommandLineTest {
    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final String ONE_EVENT = """
        {"returnCode": 200, "shipment": {"idShip": "6A12345678901", "isFinal": false, "event": [
          {"code": "%s", "label": "Texte", "date": "2026-11-20T09:38:00+01:00"}], "contextData": {}}}
        """;

    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();
    private final HttpServer carrier = server();
    private int status = 200;
    private String reply = ONE_EVENT.formatted("DI1");
    private String out = "";
    private String err = "";

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @BeforeEach
    void open() {
        carrier.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Okapi-Key"));
            byte[] body = reply.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        carrier.start();
    }

    @AfterEach
    void close() {
        carrier.stop(0);
    }

    private int type(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = RootCommand.execute(
                new Main(HOME, Map.of()), Map.of(), new PrintWriter(output), new PrintWriter(errors), words);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private int track(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "track",
                "laposte",
                "6A 1234 5678 901",
                "--base-url",
                "http://127.0.0.1:" + carrier.getAddress().getPort()));
        words.addAll(List.of(more));
        return type(words.toArray(String[]::new));
    }

    private JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    private String config(String text) throws IOException {
        Path file = folder.resolve("prevenance.yaml");
        Files.writeString(file, text);
        return file.toString();
    }

    private String shop() throws IOException {
        return config("shop: {name: Maison Exemple, sender: service@example.org}\n");
    }

    @Test
    void aConfigurationWithFiveMistakesPrintsFiveNumberedProblems() throws IOException {
        String file = config("""
            shop:
              nam: Maison
              sender: service@example.org
            mail:
              port: seven
              security: startls
            carriers:
              lapost: {}
            desk:
              goal: soon
            """);
        assertThat(type("check", "--config", file)).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out).isEmpty();
        assertThat(err.replace(file, "FILE")).isEqualTo("""
            prevenance: The configuration has 5 problems:
              1) FILE:2: shop.nam: is not a setting -> did you mean 'name'?
              2) FILE:5: mail.port: 'seven' is not a whole number from 1 to 65535 -> write a whole number from 1 to 65535
              3) FILE:6: mail.security: 'startls' is not one of none, starttls, tls -> did you mean 'starttls'?
              4) FILE:8: carriers.lapost: is not a carrier -> did you mean 'laposte'?
              5) FILE:10: desk.goal: 'soon' is not a length of time such as 30s, 5m, 2h or 1d -> write a length of time such as 30s, 5m, 2h or 1d
            """);
    }

    @Test
    void trackPrintsOneJsonObjectAndNothingElse() {
        assertThat(track("--json", "--set", "key=k1")).isEqualTo(ExitCode.OK);
        assertThat(err).isEmpty();
        assertThat(json()).isEqualTo(JsonMapper.shared().readTree("""
            {"carrier": "laposte", "number": "6A12345678901", "outcome": "answered", "detail": null,
             "status": "delivered.recipient", "milestone": "DELIVERED", "estimatedDelivery": null, "promisedDelivery": null,
             "proofOfDelivery": null,
             "pickupPlace": null, "pickupUntil": null,
             "customerPage": "https://www.laposte.fr/outils/suivre-vos-envois?code=6A12345678901",
             "events": [{"occurredAt": "2026-11-20T09:38:00+01:00", "zoneKnown": true,
               "status": "delivered.recipient", "milestone": "DELIVERED", "informational": false,
               "carrierCode": "DI1", "carrierText": "Texte", "place": null, "country": null}]}
            """));
        assertThat(asked).containsExactly("/suivi/v2/idships/6A12345678901?lang=fr_FR k1");
    }

    @Test
    void aCodeThatNobodyListedIsUnmapped() {
        reply = ONE_EVENT.formatted("AN1");
        assertThat(track("--json")).isEqualTo(ExitCode.OK);
        assertThat(json().at("/status").asString()).isEqualTo("unknown.unmapped");
        assertThat(json().at("/milestone").asString()).isEqualTo("UNKNOWN");
        assertThat(json().at("/events/0/carrierCode").asString()).isEqualTo("AN1");
    }

    @Test
    void everyOutcomeHasItsWordAndExitCode() {
        status = 404;
        reply = "{\"returnCode\": 404, \"returnMessage\": \"inconnu\", \"idShip\": \"6A12345678901\"}";
        assertThat(track("--json")).isEqualTo(ExitCode.NOTHING);
        assertThat(json().at("/outcome").asString()).isEqualTo("not-found");
        status = 429;
        reply = "{\"code\": \"TOO_MANY_REQUESTS\", \"message\": \"max quota reached\"}";
        assertThat(track("--json")).isEqualTo(ExitCode.LATER);
        assertThat(json().at("/outcome").asString()).isEqualTo("throttled");
        status = 401;
        assertThat(track("--json")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(json().at("/outcome").asString()).isEqualTo("refused");
        status = 503;
        assertThat(track("--json")).isEqualTo(ExitCode.LATER);
        assertThat(json().at("/outcome").asString()).isEqualTo("unreachable");
        status = 200;
        reply = "<html>maintenance</html>";
        assertThat(track("--json")).isEqualTo(ExitCode.LATER);
        assertThat(json().at("/outcome").asString()).isEqualTo("unreachable");
        assertThat(json().at("/events").isEmpty()).isTrue();
    }

    @Test
    void aCarrierWithoutCredentialsIsNotAskedAndTheSettingIsNamed() throws IOException {
        assertThat(type("track", "laposte", "6A12345678901", "--config", shop()))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out).contains("--set key=");
        assertThat(asked).isEmpty();
    }

    @Test
    void wrongUsageIsSaidWithTheNearestWord() {
        assertThat(type("trak", "laposte", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("track");
        assertThat(type("track", "lapost", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("did you mean 'laposte'?");
        assertThat(type()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anImportIsReportedAndItsParcelsAreListed() throws IOException {
        Path file = folder.resolve("orders.csv");
        Files.writeString(file, """
            order,tracking_number,carrier,email
            A1,6A12345678901,La Poste,camille@example.org
            A2,1Z023E2X0214323462,,camille@example.org
            A3,???,,camille@example.org
            """);
        assertThat(type("import", "orders", file.toString(), "--json", "--config", shop()))
                .isEqualTo(ExitCode.OK);
        assertThat(json().at("/new").asInt()).isEqualTo(2);
        assertThat(json().at("/rejected").asInt()).isEqualTo(1);
        assertThat(json().at("/problems/0/line").asInt()).isEqualTo(4);
        assertThat(type("parcels", "--json", "--config", shop())).isEqualTo(ExitCode.OK);
        assertThat(json().findValuesAsString("carrier")).containsExactlyInAnyOrder("laposte", "ups");
        for (String list : List.of("flags", "cases", "messages", "refunds", "exchanges", "deadlines")) {
            assertThat(type(list, "--json", "--config", shop())).isEqualTo(ExitCode.OK);
            assertThat(json().isArray() && json().isEmpty()).as(list).isTrue();
        }
        assertThat(type("case", "close", "7", "--reason", "reshipped", "--config", shop()))
                .isEqualTo(ExitCode.NOTHING);
        assertThat(type("case", "close", "7", "--reason", "bored", "--config", shop()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("reshipped").doesNotContain("resolved-by-itself");
    }

    @Test
    void aCaseIsOpenedByHandAboutAnOrderAndARefundIsListed() throws IOException {
        Path orders = folder.resolve("orders.csv");
        Files.writeString(
                orders, "order,tracking_number,carrier,email\nA1,6A12345678901,La Poste,camille@example.org\n");
        type("import", "orders", orders.toString(), "--config", shop());
        assertThat(type("case", "open", "--order", "A1", "he", "rang", "--config", shop()))
                .isEqualTo(ExitCode.OK);
        assertThat(out).startsWith("case 1: REPORTED, OPEN");
        assertThat(type("case", "open", "--order", "A2", "he rang", "--config", shop()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there is no order A2");
        assertThat(type("case", "open", "he rang", "--config", shop())).isEqualTo(ExitCode.USAGE);
        assertThat(type("cases", "--config", shop())).isEqualTo(ExitCode.OK);
        assertThat(out).contains("REPORTED");
        Path refunds = folder.resolve("refunds.csv");
        Files.writeString(refunds, "reference,order,amount,triggered_at,state\nR-1,A1,49.90,,decided\n");
        assertThat(type("import", "refunds", refunds.toString(), "--config", shop()))
                .isEqualTo(ExitCode.OK);
        assertThat(type("refunds", "--config", shop())).isEqualTo(ExitCode.OK);
        assertThat(out).contains("R-1", "A1", "DECIDED", "49.90 EUR");
        assertThat(type("deadlines", "--days", "20", "--json", "--config", shop()))
                .isEqualTo(ExitCode.OK);
        assertThat(json().findValuesAsString("kind")).containsExactly("REFUND_PAY");
    }

    @Test
    void aSecondServiceOnTheSameDatabaseIsToldToWait() throws IOException {
        String file = shop();
        try (Database _ = Database.open(folder.resolve("data/prevenance.db"), Database.Use.DAEMON)) {
            assertThat(type("run", "--config", file)).isEqualTo(ExitCode.LATER);
        }
        assertThat(err).contains("process " + ProcessHandle.current().pid());
    }

    @Test
    void carriersAreListedAndTheirSamplesChecked() {
        assertThat(type("carriers", "list", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().findValuesAsString("code"))
                .contains("chronopost", "dhl", "fedex", "laposte", "mondial-relay", "ups");
        assertThat(type("carriers", "check", "laposte")).isEqualTo(ExitCode.OK);
        assertThat(type("carriers", "check", "lapost")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void peopleAreAddedInvitedListedAndSwitchedOff() throws IOException {
        String file = shop();
        assertThat(type("users", "add", "noah", "-c", file))
                .as("the first is no agent")
                .isEqualTo(ExitCode.NOTHING);
        assertThat(type("users", "invite", "admin", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).matches("http://127\\.0\\.0\\.1:8420/welcome/[A-Za-z0-9_-]+");
        assertThat(type("users", "add", "Noah", "--role", "lead", "--email", "noah@example.org", "-c", file))
                .isEqualTo(ExitCode.OK);
        String link = out.strip();
        assertThat(type("users", "invite", "noah", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).isNotEqualTo(link);
        assertThat(type("users", "disable", "noah", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(type("users", "invite", "noah", "-c", file)).isEqualTo(ExitCode.NOTHING);
        assertThat(type("users", "disable", "admin", "-c", file)).isEqualTo(ExitCode.NOTHING);
        assertThat(err).contains("last active administrator");
        assertThat(type("users", "list", "--json", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(json().get(0).get("login").asString()).isEqualTo("admin");
        assertThat(json().get(1).get("state").asString()).isEqualTo("DISABLED");
    }

    @Test
    void aTokenIsShownOnceListedWithoutItsSecretAndRevoked() throws IOException {
        String file = shop();
        assertThat(type("tokens", "add", "erp", "--scopes", "orders:write parcels:read", "-c", file))
                .isEqualTo(ExitCode.OK);
        assertThat(out.strip()).matches("pv_[A-Za-z0-9_-]{43}");
        String secret = out.strip();
        assertThat(err).contains("Token erp may orders:write parcels:read, until ");
        assertThat(type("tokens", "list", "--json", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out).doesNotContain(secret);
        assertThat(json().get(0).get("name").asString()).isEqualTo("erp");
        assertThat(json().get(0).get("perMinute").asInt()).isEqualTo(120);
        assertThat(type("tokens", "add", "erp", "--scopes", "orders:read", "-c", file))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there is a token 'erp' already; take another name");
        assertThat(type("tokens", "add", "x", "--scopes", "orders:eat", "-c", file))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("'orders:eat' is no scope; there are orders:read, orders:write, ");
        assertThat(type("tokens", "revoke", "erp", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(type("tokens", "revoke", "erp", "-c", file)).isEqualTo(ExitCode.NOTHING);
        type("tokens", "list", "-c", file);
        assertThat(out).contains("REVOKED");
    }

    @Test
    void aWebhookIsAddedWithItsSecretTestedListedAndRemoved() throws IOException {
        String file = config("""
            shop: {name: Maison Exemple, sender: service@example.org}
            webhooks: {allow-private: true}
            """);
        String url = "http://127.0.0.1:" + carrier.getAddress().getPort() + "/hooks";
        assertThat(type("webhooks", "add", "http://example.org/", "-c", file)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("the address must begin with https://");
        assertThat(type("webhooks", "add", url, "--types", "flags.*", "-c", file))
                .isEqualTo(ExitCode.USAGE);
        assertThat(type("webhooks", "add", url, "--types", "flag.* case.closed", "-c", file))
                .isEqualTo(ExitCode.OK);
        assertThat(out.strip()).matches("whsec_[A-Za-z0-9+/]{43}=");
        String secret = out.strip();
        assertThat(type("webhooks", "test", "1", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).isEqualTo("HTTP 200");
        assertThat(asked).hasSize(1).first().asString().startsWith("/hooks");
        status = 500;
        assertThat(type("webhooks", "test", "1", "-c", file)).isEqualTo(ExitCode.LATER);
        assertThat(type("webhooks", "list", "--json", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out).doesNotContain(secret);
        assertThat(json().get(0).get("types").toString()).isEqualTo("[\"flag.*\",\"case.closed\"]");
        assertThat(type("webhooks", "remove", "1", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(type("webhooks", "test", "1", "-c", file)).isEqualTo(ExitCode.NOTHING);
    }

    @Test
    void theLinkToAnOrdersPageIsShownAndRevoked() throws IOException {
        String file = config("""
            shop: {name: Maison Exemple, sender: service@example.org}
            page: {public-url: 'https://suivi.example.org'}
            """);
        Path orders = Files.writeString(
                folder.resolve("orders.csv"), "order,carrier,tracking_number\nA-1,laposte,6A00000000012\n");
        type("import", "orders", orders.toString(), "-c", file);
        assertThat(type("links", "show", "A-1", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(out.strip()).matches("https://suivi\\.example\\.org/p/[A-Za-z0-9_-]{56}");
        String link = out.strip();
        assertThat(type("links", "rotate", "-c", file)).isEqualTo(ExitCode.OK);
        type("links", "show", "A-1", "-c", file);
        assertThat(out.strip()).isNotEqualTo(link);
        assertThat(type("links", "revoke", "A-1", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(type("links", "revoke", "A-2", "-c", file)).isEqualTo(ExitCode.NOTHING);
        assertThat(type("links", "revoke-all", "-c", file)).isEqualTo(ExitCode.USAGE);
        assertThat(type("links", "revoke-all", "--yes", "-c", file)).isEqualTo(ExitCode.OK);
        assertThat(type("links", "show", "A-1", "-c", shop())).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void theManualNamesEveryVerb() throws IOException {
        type("--help");
        List<String> verbs = Pattern.compile("(?m)^  ([a-z][a-z-]*)  +[A-Z]")
                .matcher(out)
                .results()
                .map(found -> found.group(1))
                .toList();
        List<String> manual = Files.readAllLines(HOME.resolve("src/deb/prevenance.1")).stream()
                .filter(line -> line.startsWith(".B"))
                .flatMap(line -> Stream.of(line.replace("\\-", "-").split("[^a-z-]+", -1)))
                .toList();
        assertThat(verbs).contains("run", "carriers");
        assertThat(manual).containsAll(verbs);
    }

    @Test
    void everyVerbAndEveryWordBelowItExplainsItself() {
        for (String[] words : List.of(
                new String[] {"cases", "--help"},
                new String[] {"case", "--help"},
                new String[] {"case", "assign", "--help"},
                new String[] {"tokens", "add", "-h"})) {
            assertThat(type(words)).as(String.join(" ", words)).isEqualTo(ExitCode.OK);
            assertThat(out).contains("Usage: prevenance " + words[0]).contains("--help");
        }
    }
}
