package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;

/// The README's table of carriers is what their folders say.
class CarrierOverviewTest {
    private static final Path README = Path.of("README.md");
    private static final Path FOLDER = Path.of("carriers");
    private static final String COMMAND = "mvn test -Dtest=CarrierOverviewTest -Dtable=write";
    private static final String BEGIN = "<!-- carriers: written by " + COMMAND + " -->\n";
    private static final String END = "<!-- carriers end -->\n";

    @Test
    void theReadmeShowsTheCarriersThatTheFoldersDeclare() throws IOException {
        Problems problems = new Problems();
        String table = CarrierOverview.markdown(FOLDER, CarrierCatalog.load(FOLDER, problems));
        assertThat(problems.list()).isEmpty();
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        assertThat(readme).contains(BEGIN, END);
        if ("write".equals(System.getProperty("table"))) {
            Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
            return;
        }
        assertThat(readme.substring(begin, end))
                .as("the README's table of carriers is old; mend it with: %s", COMMAND)
                .isEqualTo(table);
    }
}
