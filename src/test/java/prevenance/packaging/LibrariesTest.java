package prevenance.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The check of `mvn package` that no library is handed out but the known ones.
class LibrariesTest {
    @TempDir
    Path folder;

    private record Output(int code, String text) {}

    @Test
    void aPlantedAChangedAndAMissingLibraryFailTheBuild() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("lib"));
        Files.writeString(libraries.resolve("prevenance.jar"), "our own, made anew by every build");
        Files.writeString(libraries.resolve("known-1.0.jar"), "known");
        Files.writeString(libraries.resolve("other-2.0.jar"), "other");
        Path bill = folder.resolve("sbom.json");
        Files.writeString(bill, bill("known", "other"));
        Path list = folder.resolve("libraries.sha256");
        assertThat(check("write", libraries, list)).isEqualTo(new Output(0, ""));
        assertThat(Files.readString(list))
                .isEqualTo(sum("known") + "  known-1.0.jar\n" + sum("other") + "  other-2.0.jar\n");
        assertThat(check("check", libraries, list, bill)).isEqualTo(new Output(0, ""));

        Files.writeString(libraries.resolve("known-1.0.jar"), "changed");
        Files.delete(libraries.resolve("other-2.0.jar"));
        Files.writeString(libraries.resolve("planted.jar"), "planted");
        assertThat(check("check", libraries, list, bill)).satisfies(found -> {
            assertThat(found.code()).isEqualTo(1);
            assertThat(found.text())
                    .contains(
                            "known-1.0.jar has the SHA-256 " + sum("changed") + ", known is " + sum("known"),
                            "other-2.0.jar is missing",
                            "planted.jar is not in " + list,
                            "planted.jar is not in " + bill,
                            "lists with the SHA-256 " + sum("other") + " is missing");
        });
    }

    /// As the plugin writes it: the tool that made it stands above the components.
    private static String bill(String... libraries) throws Exception {
        StringBuilder components = new StringBuilder();
        for (String library : libraries) {
            components.append(hash(library));
        }
        return "{\n  \"metadata\" : {" + hash("the tool") + "},\n  \"components\" : [" + components + "]\n}\n";
    }

    private static String hash(String library) throws Exception {
        return "{ \"alg\" : \"SHA-256\",\n \"content\" : \"" + sum(library) + "\" },";
    }

    private static String sum(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Output check(String verb, Path... paths) throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String[] command = Stream.concat(
                        Stream.of(java, "src/build/Libraries.java", verb),
                        Stream.of(paths).map(Path::toString))
                .toArray(String[]::new);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Output(process.exitValue(), text);
    }
}
