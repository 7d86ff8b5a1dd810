package prevenance.message.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import prevenance.config.Secret;

@Timeout(60)
class MailServerTest {
    private static final byte[] MAIL = "Subject: x\r\n\r\nhello\r\n.dot\r\n".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> logins = new CopyOnWriteArrayList<>();
    private @Nullable SMTPServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void aMailGoesOutOverStartTlsWithLogInWhenTheCertificateIsTheConfiguredOne() throws Exception {
        int port = start("localhost", false);
        SendResult result = send(settings(port, Security.STARTTLS, folder.resolve("localhost.pem"), "right"));
        assertThat(result).isEqualTo(new SendResult.Accepted());
        assertThat(received).containsExactly("camille@example.org " + new String(MAIL, StandardCharsets.US_ASCII));
        assertThat(logins).containsExactly("shop");
    }

    @Test
    void aCertificateNobodyVouchesForIsRefusedBeforeAnythingIsSaid() throws Exception {
        int port = start("localhost", false);
        SendResult result = send(settings(port, Security.STARTTLS, null, "right"));
        assertThat(result).isInstanceOf(SendResult.ServerDown.class);
        assertThat(((SendResult.ServerDown) result).reason()).contains("at STARTTLS", "certification path");
        assertThat(logins).isEmpty();
        assertThat(received).isEmpty();
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws Exception {
        int port = start("other.example", false);
        SendResult result = send(settings(port, Security.STARTTLS, folder.resolve("other.example.pem"), "right"));
        assertThat(result).isInstanceOf(SendResult.ServerDown.class);
        assertThat(((SendResult.ServerDown) result).reason()).contains("at STARTTLS", "localhost");
        assertThat(logins).isEmpty();
    }

    @Test
    void aServerWithoutStartTlsGetsNeitherPasswordNorMail() throws Exception {
        try (FaultyMailServer plain = new FaultyMailServer()) {
            SendResult result = send(settings(plain.port(), Security.STARTTLS, null, "right"));
            assertThat(result).isInstanceOf(SendResult.ServerDown.class);
            assertThat(plain.commands()).allMatch(line -> line.startsWith("EHLO"));
        }
    }

    @Test
    void tlsFromTheFirstByteVerifiesTheServerToo() throws Exception {
        int port = start("localhost", true);
        assertThat(send(settings(port, Security.TLS, folder.resolve("localhost.pem"), "right")))
                .isEqualTo(new SendResult.Accepted());
        assertThat(send(settings(port, Security.TLS, null, "right"))).isInstanceOf(SendResult.ServerDown.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void aWrongPasswordIsAFaultOfTheSettingsAndItsTextStaysSecret() throws Exception {
        int port = start("localhost", false);
        SendResult result = send(settings(port, Security.STARTTLS, folder.resolve("localhost.pem"), "wr0ng-s3cret"));
        assertThat(result).isInstanceOf(SendResult.Misconfigured.class);
        assertThat(result.toString()).contains("535").doesNotContain("wr0ng-s3cret");
        assertThat(received).isEmpty();
    }

    @Test
    void aServerThatOffersNoLogInIsAFaultOfTheSettings() throws Exception {
        try (FaultyMailServer plain = new FaultyMailServer()) {
            assertThat(send(settings(plain.port(), Security.NONE, null, "right")))
                    .isEqualTo(new SendResult.Misconfigured("the server offers no log-in", "no AUTH"));
            assertThat(plain.accepted()).isEmpty();
        }
    }

    @Test
    void aKeptConnectionThatTheServerClosedMeanwhileIsOpenedAnew() throws Exception {
        try (FaultyMailServer plain = new FaultyMailServer();
                MailConnection connection = new MailServer(
                                settings(plain.port(), Security.NONE, null, null), "bonjour@boutique.example")
                        .connection()) {
            assertThat(connection.send(MAIL, "camille@example.org")).isEqualTo(new SendResult.Accepted());
            for (FaultyMailServer.Act act :
                    List.of(new FaultyMailServer.Act.Drop(), new FaultyMailServer.Act.Say("421 4.4.2 idle too long"))) {
                plain.fail(FaultyMailServer.At.MAIL, act, 1);
                assertThat(connection.send(MAIL, "camille@example.org")).isEqualTo(new SendResult.Accepted());
            }
            assertThat(plain.connections()).isEqualTo(3);
            assertThat(plain.accepted())
                    .hasSize(3)
                    .allSatisfy(mail -> assertThat(mail.bytes()).isEqualTo(MAIL));
        }
    }

    @Test
    void aFileThatHoldsNoCertificateIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("not.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
        assertThatThrownBy(() -> new MailServer(settings(1, Security.TLS, file, null), "x@example.org"))
                .hasMessageContaining("not.pem");
    }

    private static SendResult send(MailSettings settings) throws Exception {
        try (MailConnection connection = new MailServer(settings, "bonjour@boutique.example").connection()) {
            return connection.send(MAIL, "camille@example.org");
        }
    }

    private static MailSettings settings(
            int port, Security security, @Nullable Path certificates, @Nullable String password) {
        return new MailSettings(
                "localhost",
                port,
                security,
                password == null ? null : "shop",
                password == null ? null : Secret.of(password),
                certificates,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                1,
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofDays(2),
                null,
                PauseSettings.defaults());
    }

    private int start(String name, boolean tlsAtOnce) throws Exception {
        SSLContext tls = selfSigned(name);
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .requireAuth()
                .insertReceivedHeaders(false)
                .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                    if (!password.equals("right")) {
                        throw new LoginFailedException("no");
                    }
                    logins.add(user);
                }))
                .messageHandler((context, from, to, data) ->
                        received.add(to + " " + new String(data, StandardCharsets.US_ASCII)));
        SMTPServer started = (tlsAtOnce
                        ? builder.serverSocketFactory(tls)
                        : builder.enableTLS().requireTLS().startTlsSocketFactory(tls))
                .build();
        server = started;
        started.start();
        return started.getPortAllocated();
    }

    /// A certificate of our own making, beside it as PEM.
    private SSLContext selfSigned(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name);
        keytool(
                "-exportcert",
                "-rfc",
                "-keystore",
                store.toString(),
                "-alias",
                "mail",
                "-file",
                folder.resolve(name + ".pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", "changeit", "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
