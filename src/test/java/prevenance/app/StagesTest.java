package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.store.StoreAddress;
import prevenance.testing.TestStore;

/// What one of several daemons does for all, and what each does. For one at a time is what counts or judges the whole
/// and
/// is not taken by row. Each does what is taken by row, what lies on its own machine, and what it must know itself.
class StagesTest {
    @TempDir
    Path folder;

    @Test
    void eachStageIsForOneOrForAll() throws IOException {
        StoreAddress.Server server = TestStore.address(folder.resolve("stages"));
        Path config =
                Files.writeString(folder.resolve("prevenance.yaml"), """
                    shop: { name: Maison Exemple, sender: service@example.org }
                    mail: { host: 127.0.0.1, port: 9, security: none }
                    store: { url: "postgresql://postgres@%s/%s" }
                    """.formatted(server.host(), server.database()));
        try (Prevenance program = Main.open(
                config, Path.of("").toAbsolutePath(), Map.of(), Database.Use.DAEMON, InstantSource.system())) {
            assertThat(names(program, true))
                    .containsExactlyInAnyOrder(
                            "news",
                            "feeds",
                            "bounces",
                            "retention",
                            "incidents",
                            "aftersales",
                            "digest",
                            "alerts",
                            "webhooks");
            assertThat(names(program, false))
                    .containsExactlyInAnyOrder(
                            // by row
                            "register",
                            "poll",
                            "assess",
                            "desk",
                            "send",
                            // of its machine
                            "intake",
                            "bounce-folder",
                            "taken-files",
                            "backup",
                            // in its memory
                            "prices",
                            "learn");
        }
    }

    private static List<String> names(Prevenance program, boolean once) {
        return program.stages().stream()
                .filter(stage -> stage.once() == once)
                .map(Stage::name)
                .toList();
    }
}
