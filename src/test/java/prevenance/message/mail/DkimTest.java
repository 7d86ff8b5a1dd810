package prevenance.message.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// Signatures, verified as RFC 6376, section 6.1, tells a receiver to, from the public key in DNS alone.
class DkimTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void whatIsSignedIsVerifiedByTheRecordInDnsAndByNoOther(String algorithm) throws Exception {
        DkimSettings settings = settings(pem(algorithm, 2048));
        byte[] mail = written(settings, "Votre colis n’est pas arrivé", "Bonjour,  \r\n\r\nà bientôt.\r\n\r\n\r\n");
        String record = DkimRecord.of(settings).value();
        assertThat(verified(mail, record)).isTrue();
        assertThat(verified(mail, DkimRecord.of(settings(pem(algorithm, 2048))).value()))
                .isFalse();
        assertThat(tag(header(mail), "a")).isEqualTo(algorithm.equals("RSA") ? "rsa-sha256" : "ed25519-sha256");
        assertThat(List.of(tag(header(mail), "h").split(":")))
                .contains("from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post")
                .contains("x-prevenance-notification");
    }

    @Test
    void whatRelaysMayChangeKeepsTheSignatureAndWhatTheyMayNotBreaksIt() throws Exception {
        DkimSettings settings = settings(pem("RSA", 2048));
        String record = DkimRecord.of(settings).value();
        byte[] mail = written(settings, "Votre colis", "Bonjour\r\n");
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        assertThat(verified(text.replace("Subject: Votre", "SUBJECT:   Votre"), record))
                .isTrue();
        assertThat(verified(text.replace("Subject: Votre colis", "Subject: Votre\r\n colis"), record))
                .isTrue();
        assertThat(verified(text + "\r\n\r\n", record)).isTrue();
        assertThat(verified("Received: from mx\r\n" + text, record)).isTrue();
        assertThat(verified(text.replace("Votre colis", "Votre cadeau"), record))
                .isFalse();
        assertThat(verified(text.replace("Bonjour", "Bonsoir"), record)).isFalse();
        assertThat(verified("From: mallory@example.net\r\n" + text, record)).isFalse();
        assertThat(verified("Subject: other\r\n" + text, record)).isFalse();
        assertThat(verified("Reply-To: mallory@example.net\r\n" + text, record)).isFalse();
    }

    @Test
    void theRecordFitsIntoAZoneFile() throws Exception {
        DkimRecord record = DkimRecord.of(settings(pem("RSA", 2048)));
        assertThat(record.name()).isEqualTo("pv2026._domainkey.boutique.example");
        assertThat(record.value()).startsWith("v=DKIM1; k=rsa; p=MIIB");
        Matcher pieces = Pattern.compile("\"([^\"]{1,255})\"").matcher(record.zoneLine());
        StringBuilder together = new StringBuilder();
        while (pieces.find()) {
            together.append(pieces.group(1));
        }
        assertThat(together).hasToString(record.value());
        assertThat(DkimRecord.of(settings(pem("Ed25519", 0))).value())
                .matches("v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=");
    }

    @Test
    void aKeyThatCannotSignIsNamedWithItsRemedy() throws Exception {
        assertThat(problems("key: absent.pem")).singleElement().asString().contains("absent.pem", "may read");
        Files.writeString(
                folder.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");
        assertThat(problems("key: old.pem")).singleElement().asString().contains("openssl pkcs8");
        Files.writeString(folder.resolve("short.pem"), pem("RSA", 1024));
        assertThat(problems("key: short.pem")).singleElement().asString().contains("1024 bits", "2048");
        assertThat(problems("")).singleElement().asString().contains("key", "is missing");
    }

    @Test
    void aSignatureCostsLittle() throws Exception {
        DkimSettings settings = settings(pem("RSA", 2048));
        DkimSigner signer = new DkimSigner(settings);
        byte[] mail = ("From: a@b.example\r\nSubject: x\r\n\r\n" + "Bonjour à tous, =\r\n".repeat(600))
                .getBytes(StandardCharsets.ISO_8859_1);
        ZonedDateTime date = ZonedDateTime.parse("2026-11-23T09:00:00+01:00");
        for (int i = 0; i < 200; i++) {
            signer.sign(mail, date.toInstant());
        }
        long begin = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            signer.sign(mail, date.toInstant());
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begin) / 200);
        assertThat(each).isLessThan(Duration.ofMillis(50));
    }

    private static byte[] written(@Nullable DkimSettings dkim, String subject, String text) {
        Letter letter = new Letter(
                "L’Atelier d’Exemple",
                "bonjour@boutique.example",
                null,
                "Camille Exemple",
                "camille@example.org",
                subject,
                text,
                "<p>" + text + "</p>",
                "<pv-1@boutique.example>",
                ZonedDateTime.parse("2026-11-23T09:00:00+01:00"),
                "parcel:1/shipped/1",
                Locale.FRANCE,
                null,
                "pvabc",
                "https://suivi.boutique.example/p/" + "x".repeat(56));
        return new LetterWriter(dkim).write(letter) instanceof WrittenLetter.Ready ready ? ready.bytes() : new byte[0];
    }

    private DkimSettings settings(String pem) throws Exception {
        Files.writeString(folder.resolve("dkim.pem"), pem);
        return java.util.Objects.requireNonNull(DkimSettings.read(section("key: dkim.pem", new Problems()), folder));
    }

    private List<?> problems(String key) throws Exception {
        Problems problems = new Problems();
        assertThat(DkimSettings.read(section(key, problems), folder)).isNull();
        return problems.list();
    }

    private YamlSection section(String key, Problems problems) throws Exception {
        Path file = folder.resolve("x.yaml");
        Files.writeString(file, "domain: boutique.example\nselector: pv2026\n" + key + "\n");
        return YamlFile.read(file, "x.yaml", References.of(Map.of(), folder), problems);
    }

    private static String pem(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (bits > 0 && algorithm.equals("RSA")) {
            generator.initialize(bits);
        }
        KeyPair pair = generator.generateKeyPair();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    // ── the receiver ──────────────────────────────────────────────────────────────────────────────────────────────

    private static boolean verified(String mail, String record) throws Exception {
        return verified(mail.getBytes(StandardCharsets.ISO_8859_1), record);
    }

    private static boolean verified(byte[] mail, String record) throws Exception {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int split = text.indexOf("\r\n\r\n");
        String signature = header(mail);
        byte[] body = canonical(text.substring(split + 4)).getBytes(StandardCharsets.ISO_8859_1);
        if (!Base64.getEncoder().encodeToString(sha256(body)).equals(tag(signature, "bh"))) {
            return false;
        }
        List<String> left =
                new ArrayList<>(Arrays.asList(text.substring(0, split).split("\r\n(?![ \t])", -1)));
        StringBuilder said = new StringBuilder();
        for (String name : tag(signature, "h").split(":", -1)) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).toLowerCase(Locale.ROOT).matches("(?s)" + Pattern.quote(name) + "[ \t]*:.*")) {
                    said.append(canonicalHeader(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        said.append(canonicalHeader(signature).replaceAll("(;\\s*b=)[^;]*", "$1"));
        boolean rsa = record.contains("k=rsa");
        byte[] key = Base64.getDecoder().decode(record.replaceAll(".*p=", ""));
        Signature check = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
        check.initVerify(
                rsa ? KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key)) : edwards(key));
        byte[] bytes = said.toString().getBytes(StandardCharsets.ISO_8859_1);
        check.update(rsa ? bytes : sha256(bytes));
        return check.verify(Base64.getDecoder().decode(tag(signature, "b")));
    }

    private static PublicKey edwards(byte[] raw) throws Exception {
        // RFC 8410: the fixed head of a SubjectPublicKeyInfo.
        byte[] head = java.util.HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] all = Arrays.copyOf(head, head.length + raw.length);
        System.arraycopy(raw, 0, all, head.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(all));
    }

    private static String header(byte[] mail) {
        for (String header : new String(mail, StandardCharsets.ISO_8859_1).split("\r\n(?![ \t])", -1)) {
            if (header.startsWith("DKIM-Signature:")) {
                return header;
            }
        }
        return "";
    }

    private static String tag(String signature, String name) {
        Matcher tag = Pattern.compile("[:;]\\s*" + name + "=([^;]*)").matcher(signature);
        return tag.find() ? tag.group(1).replaceAll("\\s", "") : "";
    }

    private static String canonicalHeader(String header) {
        int colon = header.indexOf(':');
        return header.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + header.substring(colon + 1)
                        .replace("\r\n", "")
                        .replaceAll("[ \t]+", " ")
                        .strip();
    }

    private static String canonical(String body) {
        List<String> lines = new ArrayList<>();
        for (String line : body.split("\r\n", -1)) {
            lines.add(line.replaceAll("[ \t]+", " ").stripTrailing());
        }
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines.isEmpty() ? "" : String.join("\r\n", lines) + "\r\n";
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
