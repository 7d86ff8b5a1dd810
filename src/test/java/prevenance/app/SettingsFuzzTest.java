package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.Problems;

/// Whatever stands in the configuration is read, or every problem is named.
class SettingsFuzzTest {
    private static final CarrierCatalog CATALOG = CarrierCatalog.load(Path.of("carriers"), new Problems());

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                Arguments.of((Object) Files.readAllBytes(Path.of("src/main/dist/prevenance.yaml"))),
                Arguments.of((Object) "shop: {name: A, sender: a@example.org}\nconsole: {second-factor: [admin]}\n"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "3m")
    void aConfigurationIsReadOrItsProblemsAreNamed(byte[] bytes) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "fuzz")).resolve("prevenance.yaml");
        Files.write(file, bytes);
        Problems problems = new Problems();
        Settings.read(file, Map.of(), CATALOG, problems);
        assertThat(problems.list()).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank();
            assertThat(problem.file()).isNotBlank();
        });
    }
}
