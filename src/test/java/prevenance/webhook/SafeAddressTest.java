package prevenance.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An endpoint's address cannot be used to reach what only we can reach.
@Timeout(60)
class SafeAddressTest {
    private static final byte[] BODY = {'{', '}'};
    private static final WebhookSettings STRICT = new WebhookSettings(false, Duration.ofSeconds(3));

    private final AtomicInteger hits = new AtomicInteger();
    private ServerSocket canary;

    @BeforeEach
    void open() throws IOException {
        canary = new ServerSocket(0);
        Thread.ofVirtual().start(() -> {
            while (!canary.isClosed()) {
                try (Socket _ = canary.accept()) {
                    hits.incrementAndGet();
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        canary.close();
    }

    private static WebhookClient.Answer post(WebhookClient client, String url) {
        return client.post(url, "msg_1", 1, BODY, WebhookSecret.fresh());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1:%d/",
                "https://[::1]:%d/",
                "https://0x7f.1:%d/",
                "https://2130706433:%d/",
                "https://127.1:%d/",
                "https://0:%d/",
                "https://0.0.0.0:%d/",
                "https://[::]:%d/",
                "https://[::ffff:127.0.0.1]:%d/",
                "https://localhost:%d/",
                "https://localhost.:%d/",
                "https://LOCALHOST:%d/",
                "https://hooks.example:%d/",
                "https://both.example:%d/"
            })
    void nothingOnThisMachineIsReachedHoweverItIsWritten(String pattern) {
        Dns dns = host -> switch (host) {
            case "hooks.example" -> List.of(InetAddress.getLoopbackAddress());
            case "both.example" ->
                List.of(InetAddress.getAllByName("127.0.0.1")[0], InetAddress.getAllByName("::1")[0]);
            default -> Dns.SYSTEM.lookup(host);
        };
        try (WebhookClient client = new WebhookClient(STRICT, dns)) {
            WebhookClient.Answer answer = post(client, pattern.formatted(canary.getLocalPort()));
            assertThat(answer.text())
                    .isIn("its address lies in a private network", "the host is unknown", "its address is not https");
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    void theCanaryIsReachedWhenPrivateAddressesAreAllowed() {
        try (WebhookClient client = new WebhookClient(new WebhookSettings(true, Duration.ofSeconds(3)))) {
            post(client, "https://127.0.0.1:" + canary.getLocalPort() + "/");
            post(client, "http://localhost:" + canary.getLocalPort() + "/");
        }
        assertThat(hits).hasValue(2);
    }

    @Test
    void withoutTlsOnlyThisMachineIsReachedAndOnlyWhenAllowed() {
        Dns dns = host -> List.of(InetAddress.getByName("10.1.2.3"));
        try (WebhookClient strict = new WebhookClient(STRICT, dns);
                WebhookClient lax = new WebhookClient(new WebhookSettings(true, Duration.ofSeconds(3)), dns)) {
            assertThat(post(strict, "http://127.0.0.1:" + canary.getLocalPort() + "/")
                            .text())
                    .isEqualTo("its address is not https");
            assertThat(post(lax, "http://hooks.example/").text()).isEqualTo("its address lies in a private network");
        }
        assertThat(hits).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "10.0.0.1, true",
        "172.31.255.255, true",
        "172.32.0.1, false",
        "192.168.1.1, true",
        "169.254.169.254, true",
        "100.100.100.200, true",
        "168.63.129.16, true",
        "0.0.0.0, true",
        "224.0.0.1, true",
        "255.255.255.255, true",
        "192.0.2.1, true",
        "198.19.0.1, true",
        "9.9.9.9, false",
        "193.0.0.1, false",
        "'::1', true",
        "'::', true",
        "'fe80::1', true",
        "'fd00:ec2::254', true",
        "'fc00::1', true",
        "'::ffff:10.0.0.1', true",
        "'64:ff9b::a00:1', true",
        "'2002:a00:1::', true",
        "'2001:db8::1', true",
        "'ff02::1', true",
        "'2a00:1450:4007:80e::200e', false",
        "'2606:4700::1111', false"
    })
    void whatIsNobodysOnTheInternetIsPrivate(String address, boolean expected) throws UnknownHostException {
        assertThat(PrivateAddresses.holds(InetAddress.getByName(address))).isEqualTo(expected);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (Receiver receiver = new Receiver();
                WebhookClient client = new WebhookClient(new WebhookSettings(true, Duration.ofSeconds(3)))) {
            for (int status : new int[] {301, 302, 307, 308}) {
                receiver.redirectTo("http://127.0.0.1:" + canary.getLocalPort() + "/");
                receiver.answer(status);
                assertThat(post(client, receiver.url()).text())
                        .isEqualTo("HTTP " + status + ", and redirects are not followed");
            }
            assertThat(receiver.calls).hasSize(4);
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() {
        WireMockServer server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().dynamicHttpsPort());
        server.start();
        try (WebhookClient client = new WebhookClient(new WebhookSettings(true, Duration.ofSeconds(10)))) {
            assertThat(post(client, "https://localhost:" + server.httpsPort() + "/")
                            .text())
                    .startsWith("no safe connection: ");
            assertThat(server.getAllServeEvents()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/hooks, ''",
        "https://example.org:8443/hooks?a=1, ''",
        "http://example.org/, the address must begin with https://",
        "ftp://example.org/, the address must begin with https://",
        "https://127.0.0.1/, the address is on this machine; set webhooks.allow-private: true to allow it",
        "https://a:b@example.org/, 'the address holds a user; the signature says who calls, so leave it out'",
        "example.org, 'is no address'",
        "https://exa mple.org/, 'is no address'"
    })
    void aWrongAddressIsNamedWhenItIsAdded(String url, String expected) {
        String problem = EndpointAddress.problem(url, STRICT).orElse("");
        assertThat(problem).contains(expected);
        assertThat(problem.isEmpty()).isEqualTo(expected.isEmpty());
    }

    @Test
    void aPatternThatMatchesNothingIsRefused() {
        assertThat(ChangeTypes.patterns(" flag.*, case.closed  * ")).containsExactly("flag.*", "case.closed", "*");
        assertThatThrownBy(() -> ChangeTypes.patterns("flags.*"))
                .hasMessageStartingWith("'flags.*' matches no change; there are flag.raised, flag.closed, ");
        assertThatThrownBy(() -> ChangeTypes.patterns(" ")).hasMessageStartingWith("no type is named; there are ");
    }
}
