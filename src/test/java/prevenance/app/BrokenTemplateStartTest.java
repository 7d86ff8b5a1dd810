package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.ConfigurationException;
import prevenance.health.Supervisor;

/// The program's own templates are looked through while it begins to ask; with a broken one it does not start.
class BrokenTemplateStartTest {
    @TempDir
    Path folder;

    @Test
    void aBrokenTemplateOfTheProgramEndsTheStartAndTheDatabaseIsLeftInOrder() throws IOException {
        Path home = folder.resolve("home");
        copy(Path.of("templates"), home.resolve("templates"));
        Files.createDirectories(home.resolve("carriers"));
        Path config = Files.writeString(folder.resolve("prevenance.yaml"), """
            shop: { name: Maison Exemple, sender: service@example.org }
            mail: { host: 127.0.0.1, port: 9, security: none }
            console: { enabled: false }
            health: { enabled: false }
            """);
        Path template = home.resolve("templates/fr/delay-known.body.txt");
        String whole = Files.readString(template);
        Files.writeString(template, whole + "{% if %}");

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> start(config, home).close())
                    .isInstanceOfSatisfying(
                            ConfigurationException.class,
                            refused -> assertThat(refused.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("fr/delay-known.body.txt"));
        }

        Files.writeString(template, whole);
        assertThat(List.of(start(config, home))).allSatisfy(Service::close);
    }

    private static Service start(Path config, Path home) {
        return Service.start(
                config,
                null,
                home,
                Map.of(),
                new SteadyClock(InstantSource.system(), System::nanoTime),
                Supervisor.none());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
