package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.DemoArguments;
import prevenance.cli.ExitCode;
import prevenance.demo.DemoOptions;
import prevenance.demo.DemoWorld;
import prevenance.store.Database;

/// The make-believe shop over the real program, real HTTP and real SMTP.
class DemoTest {
    @TempDir
    Path folder;

    private String tell(String name) throws IOException {
        ByteArrayOutputStream story = new ByteArrayOutputStream();
        int code = new Main(Path.of("").toAbsolutePath(), java.util.Map.of())
                .demo(
                        new DemoArguments(
                                Duration.ofMillis(1), 7, 40, 5, false, folder.resolve(name), Locale.ENGLISH, false),
                        new PrintStream(story, true, StandardCharsets.UTF_8));
        assertThat(code).isEqualTo(ExitCode.OK);
        return story.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFloodedDepotIsOneIncidentWhoseWordingWaitsForSomebody() {
        Path home = Path.of("").toAbsolutePath();
        ByteArrayOutputStream story = new ByteArrayOutputStream();
        new DemoWorld(
                        new DemoOptions(
                                Duration.ZERO,
                                7,
                                200,
                                3,
                                false,
                                folder.resolve("flood"),
                                Locale.ENGLISH,
                                false,
                                Duration.ofMinutes(10)),
                        (config, clock) -> new DemoInstallation(
                                Main.open(config, home, Map.of(), Database.Use.DAEMON, clock), clock),
                        new PrintStream(story, true, StandardCharsets.UTF_8))
                .run();
        assertThat(story.toString(StandardCharsets.UTF_8))
                .containsSubsequence(
                        "Incident: many parcels, one cause · UPS · CHALON SUR SAONE",
                        "one case for all of them, and no mail before somebody approves its wording",
                        " opened, priority 1, first answer due ");
        try (Database database = Database.open(folder.resolve("flood/prevenance.db"), Database.Use.DAEMON)) {
            assertThat(database.<List<String>>read(tx ->
                            tx.handle().createQuery("""
                                select i.state || ' ' || i.members || ' ' || m.kind || ' ' || count(*) from incident i
                                    join incident_member b on b.incident_id = i.id and b.left_at is null
                                    join outbox_message m on m.parcel_id = b.parcel_id
                                where i.worry <> 'CODE' group by i.state, i.members, m.kind
                                """).mapTo(String.class).list()))
                    .containsExactly("OPEN 8 SHIPPED 8");
        }
    }

    /// Without what differs by nature: where it lies and how long it took.
    private static List<String> plot(String story) {
        return story.lines()
                .filter(line -> !line.contains("prevenance.yaml") && !line.contains("days told"))
                .map(line -> line.replaceAll("/\\S+/(one|two)\\b", "FOLDER"))
                .toList();
    }

    @Test
    void theSameSeedTellsTheSameStoryAndEveryMailLiesInTheFolder() throws IOException {
        String first = tell("one");
        assertThat(plot(tell("two"))).isEqualTo(plot(first));
        assertThat(first).contains("In short", "questions to carriers", "mail to");
        try (Stream<Path> mails = Files.list(folder.resolve("one/mails"))) {
            assertThat(mails.filter(mail -> mail.toString().endsWith(".eml"))).hasSizeGreaterThan(20);
        }
    }
}
