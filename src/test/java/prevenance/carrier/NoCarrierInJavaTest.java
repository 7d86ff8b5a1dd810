package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;

/// A carrier is a folder and no Java: no source names one, the make-believe world of the demo aside.
class NoCarrierInJavaTest {
    private static final Path SOURCES = Path.of("src/main/java/prevenance");

    /// What may stand there all the same, and why.
    private static final Map<String, String> ALLOWED = Map.of(
            "carriers/laposte/carrier.yaml", "the definition that explains every key",
            "../laposte/carrier.yaml", "the same");

    private final CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());

    @Test
    void noSourceNamesACarrierByItsCodeOrName() throws IOException {
        Pattern carriers = named();
        List<String> found = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("demo")))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(source);
                for (int i = 0; i < lines.size(); i++) {
                    for (String name : names(carriers, lines.get(i))) {
                        found.add(source + ":" + (i + 1) + ": " + name);
                    }
                }
            }
        }
        assertThat(found)
                .as("say it without the carrier's name, or let its folder say it")
                .isEmpty();
    }

    @Test
    void aNameIsFoundAsAWordWhateverItsCaseAndNowhereElse() {
        Pattern carriers = named();
        assertThat(names(carriers, "if (code.equals(\"ups\") || name == \"La poste\")"))
                .containsExactly("ups", "La poste");
        assertThat(names(carriers, "case UPS -> groups(lookups, pick-ups, upset)"))
                .containsExactly("UPS");
        assertThat(names(carriers, "/// see carriers/laposte/carrier.yaml")).isEmpty();
    }

    private Pattern named() {
        TreeSet<String> words = new TreeSet<>(catalog.codes());
        catalog.codes().forEach(code -> words.add(catalog.definition(code).name()));
        assertThat(words.size()).isGreaterThan(6);
        return Pattern.compile(
                words.stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}-])(?:", ")(?![\\p{L}\\p{N}-])")),
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static List<String> names(Pattern carriers, String line) {
        String rest = line;
        for (String allowed : ALLOWED.keySet()) {
            rest = rest.replace(allowed, "");
        }
        Matcher match = carriers.matcher(rest);
        return match.results().map(java.util.regex.MatchResult::group).toList();
    }
}
