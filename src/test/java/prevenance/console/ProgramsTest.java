package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.ApiToken;
import prevenance.console.access.Role;
import prevenance.console.access.Scope;
import prevenance.console.access.TokenStore;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;

/// Naming other programs: tokens and webhooks.
class ProgramsTest {
    private static final String PAGE = "/people/programs";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private ConsoleRig rig;
    private HttpServer receiver;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        rig = new ConsoleRig(folder);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void close() {
        receiver.stop(0);
        rig.close();
    }

    @Test
    void aTokenIsShownOnceAndRevoked() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit shown = admin.submit(
                    admin.get(PAGE), "/tokens", Map.of("name", "erp", "scope", "orders:write", "days", "30"));
            String secret = shown.page().select("#secret").text();
            assertThat(secret).matches("pv_[A-Za-z0-9_-]{43}");
            ApiToken token =
                    rig.database.<List<ApiToken>>read(new TokenStore()::list).getFirst();
            assertThat(token.scopes()).containsExactly(Scope.ORDERS_WRITE);
            assertThat(token.createdBy()).isEqualTo("admin-en");
            assertThat(token.expiresAt()).isEqualTo("2026-12-17T09:00:00Z");
            Visit list = admin.get(PAGE);
            assertThat(list.text()).contains("erp admin-en").contains("orders:write");
            assertThat(list.response().body()).doesNotContain(secret);
            Visit again = admin.submit(list, "/tokens", Map.of("name", "erp", "scope", "orders:read", "days", "30"));
            assertThat(again.status()).isEqualTo(422);
            assertThat(again.text()).contains("There is a token of this name, or was.");
            Visit revoked = admin.submit(list, "/tokens/" + token.id() + "/revoke", Map.of());
            assertThat(revoked.text()).contains("The token is revoked.").contains("No program may ask yet.");
            assertThat(admin.get("/people/audit").text())
                    .contains("made a token")
                    .contains("revoked a token");
        }
    }

    @Test
    void aTokenWithoutNameRightsOrEndIsNotMade() {
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.FRENCH)) {
            Visit page = admin.get(PAGE);
            for (Map<String, String> wrong : List.of(
                    Map.of("name", "<script>", "scope", "orders:read", "days", "30"),
                    Map.of("name", "a", "days", "30"),
                    Map.of("name", "a", "scope", "orders:everything", "days", "30"),
                    Map.of("name", "a", "scope", "orders:read", "days", "0"),
                    Map.of("name", "a", "scope", "orders:read", "days", "99999"))) {
                Visit refused = admin.submit(page, "/tokens", wrong);
                assertThat(refused.status()).as("%s", wrong).isEqualTo(422);
                assertThat(refused.page().select("[role=alert]")).hasSize(1);
                assertThat(refused.page().select("main script")).isEmpty();
            }
            assertThat(rig.database.<List<ApiToken>>read(new TokenStore()::list))
                    .isEmpty();
        }
    }

    @Test
    void aWebhookIsAddedTestedSwitchedOffAndRemoved() {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks";
        try (Browser admin = rig.signedIn(Role.ADMIN, Locale.ENGLISH)) {
            Visit page = admin.get(PAGE);
            Visit wrong = admin.submit(page, "/webhooks", Map.of("url", "http://example.org/", "type", "flag.*"));
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.text()).contains("This address does not do");
            assertThat(admin.submit(page, "/webhooks", Map.of("url", url)).text())
                    .contains("Choose what it is told of.");
            Visit shown = admin.submit(page, "/webhooks", Map.of("url", url, "type", "flag.*"));
            assertThat(shown.page().select("#secret").text()).matches("whsec_[A-Za-z0-9+/]{43}=");
            Visit list = admin.get(PAGE);
            assertThat(list.text()).contains(url).contains("flag.*").contains("Active");
            assertThat(admin.submit(list, "/1/test", Map.of()).text()).contains("The test was answered: HTTP 204");
            assertThat(told).hasSize(1).first().asString().startsWith("{\"type\":\"webhook.test\"");
            assertThat(admin.submit(list, "/1/disable", Map.of()).text()).contains("Switched off admin-en");
            assertThat(admin.submit(admin.get(PAGE), "/1/enable", Map.of()).text())
                    .contains("It is told again.");
            assertThat(admin.submit(admin.get(PAGE), "/1/remove", Map.of()).text())
                    .contains("It is removed.")
                    .contains("No program is told of changes yet.");
            assertThat(admin.get("/people/audit").text()).contains("webhook:1");
        }
    }

    @Test
    void nobodyButAnAdministratorComesHere() {
        try (Browser lead = rig.signedIn(Role.LEAD, Locale.ENGLISH)) {
            assertThat(lead.get(PAGE).status()).isEqualTo(403);
            assertThat(lead.post(PAGE + "/tokens", "name=a&scope=orders%3Aread&days=3")
                            .status())
                    .isEqualTo(403);
        }
        try (Browser nobody = rig.browser()) {
            assertThat(nobody.look(PAGE).status()).isEqualTo(302);
        }
    }
}
