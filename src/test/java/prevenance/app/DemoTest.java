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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.DemoArguments;
import prevenance.cli.ExitCode;

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
