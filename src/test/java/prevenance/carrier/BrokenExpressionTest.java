package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// What somebody reads who wrote an expression of a definition wrongly.
class BrokenExpressionTest {
    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @Test
    void aBrokenPathSaysWhatIsWrongAndWhere() throws Exception {
        YamlSection section = section("events: 'parcel.events['");
        assertThat(Written.path(section, "events")).isEmpty();
        assertThat(problems.list())
                .map(Problem::toString)
                .containsExactly(
                        "c.yaml:1: events: 'parcel.events[' is no JSONata: Expected \"]\" before end of expression,"
                            + " near character 14 -> correct the expression; names with dashes stand in `backticks`,"
                            + " texts in \"quotes\"");
    }

    @Test
    void oneBrokenPathOfSeveralIsNamedAndTheOthersAreRead() throws Exception {
        assertThat(Written.paths(section("place: [city, '$contains(x, /[/)', depot]"), "place"))
                .hasSize(2);
        assertThat(problems.list())
                .map(Problem::toString)
                .singleElement()
                .asString()
                .contains("'$contains(x, /[/)' is no JSONata: No terminating / in regular expression");
    }

    @Test
    void aBrokenRegularExpressionSaysWhatIsWrongAndWhere() throws Exception {
        assertThat(Written.pattern(section("match: 'LIVRE(S|'"), "match")).isEmpty();
        assertThat(problems.list())
                .map(Problem::toString)
                .containsExactly("c.yaml:1: match: 'LIVRE(S|' is no regular expression: Unclosed group at character 9"
                        + " -> correct it, or write \\ before a character that stands for itself");
    }

    private YamlSection section(String yaml) throws Exception {
        Path file = folder.resolve("c.yaml");
        Files.writeString(file, yaml + "\n");
        return YamlFile.read(file, "c.yaml", References.none(), problems);
    }
}
