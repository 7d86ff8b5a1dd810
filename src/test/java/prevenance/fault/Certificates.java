package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// An authority of our own and what it vouches for, well and badly.
final class Certificates {
    static final String PASSWORD = "changeit";

    /// A server's certificate.
    enum Kind {
        GOOD,
        EXPIRED,
        WRONG_HOST,
        SELF_SIGNED
    }

    private final Path store;
    private final Path authority;

    Certificates(Path folder) throws IOException, InterruptedException {
        store = folder.resolve("keys.p12");
        authority = folder.resolve("authority.pem");
        keytool("-genkeypair", "-alias", "authority", "-keyalg", "EC", "-dname", "CN=Test authority", "-ext", "bc:c");
        pair(Kind.GOOD, "san=dns:localhost,ip:127.0.0.1", "-signer", "authority");
        pair(
                Kind.EXPIRED,
                "san=dns:localhost,ip:127.0.0.1",
                "-signer",
                "authority",
                "-startdate",
                "-20d",
                "-validity",
                "10");
        pair(Kind.WRONG_HOST, "san=dns:other.example", "-signer", "authority");
        pair(Kind.SELF_SIGNED, "san=dns:localhost,ip:127.0.0.1");
        keytool("-exportcert", "-rfc", "-alias", "authority", "-file", authority.toString());
    }

    /// The authority as PEM.
    Path authority() {
        return authority;
    }

    /// A store with the authority alone, for a whole JVM.
    Path trustStore() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", all().getCertificate("authority"));
        Path file = store.resolveSibling("trusted.p12");
        try (var out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /// What a server presents.
    SSLContext server(Kind kind) throws GeneralSecurityException, IOException {
        KeyStore all = all();
        String alias = kind.name().toLowerCase(java.util.Locale.ROOT);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private KeyStore all() throws GeneralSecurityException, IOException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private void pair(Kind kind, String names, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                kind.name().toLowerCase(java.util.Locale.ROOT),
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + kind,
                "-ext",
                names));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
