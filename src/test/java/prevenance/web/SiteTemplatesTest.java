package prevenance.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for the templates and texts of both sites.
class SiteTemplatesTest {
    private static final Path RESOURCES = Path.of("src/main/resources/prevenance");
    private static final Pattern KEY = Pattern.compile("\\bt\\('([\\w.-]+)'\\s*[,)]");
    private static final Pattern INLINE = Pattern.compile(
            "\\|\\s*raw\\b|autoescape|\\sstyle\\s*=|\\son\\w+\\s*=\\s*\"|<style|<script(?![^>]*src=)|javascript:",
            Pattern.CASE_INSENSITIVE);

    @ParameterizedTest
    @ValueSource(strings = {"console", "page"})
    void everyTextThatATemplateNamesIsThereInBothLanguages(String site) throws IOException {
        Set<String> french = keys(site, "fr");
        assertThat(keys(site, "en")).isEqualTo(french);
        Set<String> missing = new TreeSet<>();
        for (Path template : templates(site)) {
            KEY.matcher(Files.readString(template))
                    .results()
                    .map(match -> match.group(1))
                    .filter(key -> !french.contains(key))
                    .forEach(key -> missing.add(template.getFileName() + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "page", "web"})
    void noTemplateLeavesAValueUnescapedOrNeedsAnExceptionFromThePolicy(String site) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path template : templates(site)) {
            INLINE.matcher(Files.readString(template))
                    .results()
                    .map(MatchResult::group)
                    .forEach(what -> found.add(template.getFileName() + ": " + what));
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "page"})
    void noTextHoldsAStraightApostropheWhichMessageFormatWouldSwallow(String site) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path bundle : files(RESOURCES.resolve(site).resolve("texts"), ".properties")) {
            Files.readAllLines(bundle).stream()
                    .filter(line -> !line.startsWith("#") && line.contains("'"))
                    .forEach(line -> found.add(bundle.getFileName() + ": " + line));
        }
        assertThat(found).isEmpty();
    }

    private static Set<String> keys(String site, String language) throws IOException {
        return files(RESOURCES.resolve(site).resolve("texts"), "_" + language + ".properties").stream()
                .flatMap(bundle -> lines(bundle).stream())
                .filter(line -> !line.startsWith("#") && line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')).strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> templates(String site) throws IOException {
        return files(RESOURCES.resolve(site).resolve("templates"), ".html");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
