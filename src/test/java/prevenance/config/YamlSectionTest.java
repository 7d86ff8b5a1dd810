package prevenance.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlSectionTest {
    private final Problems problems = new Problems();

    private YamlSection parse(String yaml) {
        return YamlFile.parse(yaml, "shop.yaml", References.none(), problems);
    }

    private List<String> said() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void everyMistakeIsFoundInOneReadingWithItsLineAndRemedy() {
        YamlSection root = parse("""
            shop:
              nam: Maison
            mail:
              port: seven
              timeout: soon
              security: startls
            """);
        root.section("shop").text("name");
        YamlSection mail = root.section("mail");
        assertThat(mail.integer("port", 587, 1, 65_535)).isEqualTo(587);
        assertThat(mail.duration("timeout", Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(10));
        mail.choice("security", Security.class, Security.STARTTLS);
        root.rejectUnknown();
        assertThat(said())
                .containsExactly(
                        "shop.yaml:4: mail.port: 'seven' is not a whole number from 1 to 65535 -> write a whole number"
                                + " from 1 to 65535",
                        "shop.yaml:5: mail.timeout: 'soon' is not a length of time such as 30s, 5m, 2h or 1d -> write"
                                + " a length of time such as 30s, 5m, 2h or 1d",
                        "shop.yaml:6: mail.security: 'startls' is not one of none, starttls, tls -> did you mean"
                                + " 'starttls'?",
                        "shop.yaml:2: shop.nam: is not a setting -> did you mean 'name'?");
    }

    private enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    @Test
    void theExceptionNumbersTheProblems() {
        parse("").text("a");
        parse("").text("b");
        assertThatThrownBy(problems::throwIfAny).hasMessage("""
            The configuration has 2 problems:
              1) shop.yaml: a: is missing -> add 'a: …'
              2) shop.yaml: b: is missing -> add 'b: …'\
            """);
    }

    @Test
    void aDoubledKeyAndBrokenYamlAreSaidWithTheirLine() {
        parse("a: 1\na: 2\n").optionalText("a");
        parse("a: [1\nb: 2\n");
        assertThat(said()).hasSize(2).first().isEqualTo("shop.yaml:2: a: stands twice -> keep one of them");
        assertThat(said().getLast()).startsWith("shop.yaml:2: is not YAML");
    }

    @Test
    void secretsComeFromTheEnvironmentOrAFileAndNeverShow(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("key"), "s3cret\n");
        Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString("rw-r-----"));
        YamlSection section = YamlFile.parse(
                "a: ${ENV:KEY}\nb: ${FILE:key}\nc: plain\nd: ${ENV:NONE}\n",
                "shop.yaml",
                References.of(Map.of("KEY", "fromenv"), folder),
                problems);
        assertThat(section.optionalSecret("a")).contains(Secret.of("fromenv")).hasToString("Optional[***]");
        assertThat(section.optionalSecret("b").map(Secret::reveal)).contains("s3cret");
        assertThat(section.optionalSecret("c")).contains(Secret.of("plain"));
        assertThat(section.optionalSecret("d")).isEmpty();
        assertThat(said())
                .containsExactly(
                        "shop.yaml:4: d: the environment variable 'NONE' is not set -> set it before the start");
        assertThat(problems.warnings())
                .hasToString("[shop.yaml:3: c: a secret is written into the file -> use "
                        + "${CREDENTIAL:name}, ${ENV:NAME} or ${FILE:/path} instead]");
    }

    @Test
    void aCredentialIsWhatTheServiceManagerHandedOver(@TempDir Path folder) throws Exception {
        Path handedOver = Files.createDirectory(folder.resolve("credentials"));
        Files.writeString(handedOver.resolve("smtp"), "by name\n");
        Files.writeString(handedOver.resolve("secrets_laposte"), "by folder\n");
        Path beside = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(beside.resolve("smtp"), "beside the configuration");
        Files.writeString(beside.resolve("ups"), "beside the configuration");
        YamlSection section = YamlFile.parse(
                "a: ${CREDENTIAL:smtp}\nb: ${CREDENTIAL:laposte}\nc: ${CREDENTIAL:ups}\nd: ${CREDENTIAL:../key}\n",
                "shop.yaml",
                References.of(Map.of("CREDENTIALS_DIRECTORY", handedOver.toString()), folder),
                problems);
        assertThat(section.optionalText("a")).contains("by name");
        assertThat(section.optionalText("b")).contains("by folder");
        assertThat(section.optionalText("c")).isEmpty();
        assertThat(section.optionalText("d")).isEmpty();
        assertThat(said())
                .containsExactly(
                        "shop.yaml:3: c: there is no credential 'ups', or this user may not read it -> write it into"
                                + " the file secrets/ups beside this one, or hand it to the service with"
                                + " LoadCredential=ups:/path",
                        "shop.yaml:4: d: there is no credential '../key', or this user may not read it -> write it into"
                                + " the file secrets/../key beside this one, or hand it to the service with"
                                + " LoadCredential=../key:/path");
    }

    @Test
    void aVerbThatNoServiceManagerStartedReadsTheSecretsBesideTheConfiguration(@TempDir Path folder) throws Exception {
        Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/smtp"), "beside the configuration\n");
        Files.writeString(folder.resolve("key"), "elsewhere");
        YamlSection section = YamlFile.parse(
                "a: ${CREDENTIAL:smtp}\nb: ${CREDENTIAL:../key}\n",
                "shop.yaml",
                References.of(Map.of(), folder),
                problems);
        assertThat(section.optionalText("a")).contains("beside the configuration");
        assertThat(section.optionalText("b")).isEmpty();
    }

    @Test
    void aSecretInAFileThatEverybodyMayReadIsWarnedAbout(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("key"), "s3cret");
        Files.setPosixFilePermissions(folder.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
        YamlSection section = YamlFile.parse(
                "a: ${FILE:key}\nb: '${'\nc: '${FILE:'\n", "shop.yaml", References.of(Map.of(), folder), problems);
        assertThat(section.optionalSecret("a").map(Secret::reveal)).contains("s3cret");
        assertThat(section.optionalSecret("b")).isPresent();
        assertThat(section.optionalSecret("c")).isPresent();
        assertThat(problems.warnings())
                .hasToString("[shop.yaml:1: a: every user of this machine may read the file of this secret -> take"
                        + " their right: chmod o-rwx]");
    }

    @Test
    void aSecretInAFileOfWhichNobodyCanTellWhoReadsItIsWarnedAbout(@TempDir Path folder) throws Exception {
        // A file system that knows no rights.
        try (FileSystem archive = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            Files.writeString(archive.getPath("/key"), "s3cret");
            YamlSection section = YamlFile.parse(
                    "a: ${FILE:key}\n", "shop.yaml", References.of(Map.of(), archive.getPath("/")), problems);
            assertThat(section.optionalSecret("a").map(Secret::reveal)).contains("s3cret");
        }
        assertThat(problems.warnings())
                .hasToString("[shop.yaml:1: a: who may read the file of this secret cannot be told -> put it on a file"
                        + " system that keeps rights, or use ${CREDENTIAL:name}]");
    }

    @Test
    void durationsAreReadAsTheyAreWritten() {
        for (String text : List.of("250ms", "90s", "5m", "2h", "3d", "1h30m")) {
            Duration duration = Durations.parse(text).orElseThrow();
            assertThat(Durations.parse(Durations.format(duration))).contains(duration);
        }
        assertThat(Durations.parse("90s")).contains(Duration.ofSeconds(90));
        assertThat(Durations.parse("1 week")).isEmpty();
        assertThat(Durations.parse("99999999999999999999d")).isEmpty();
    }

    @Test
    void anyTextEndsInASectionAndProblemsNeverInAnException() {
        Random random = new Random(20261122);
        String alphabet = "ab:-[]{}#&*!|>'\"%@`,? \n\t0\u0000é";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(40), 0, alphabet.length()).forEach(c -> text.append(alphabet.charAt(c)));
            YamlSection section = parse(text.toString());
            section.optionalText("a");
            section.textMap("b");
            section.rejectUnknown();
            assertThat(section.path()).isEmpty();
        }
    }
}
