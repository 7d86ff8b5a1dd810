package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.config.Problem;
import prevenance.config.Problems;

/// What a template of the shop's own making can break: nothing but itself, and that is said at the start.
@Timeout(60)
class TemplateSandboxTest {
    private static final String VICTIM = "en/shipped.body.html";

    @TempDir
    Path folder;

    @BeforeEach
    void copyTemplates() throws IOException {
        Path source = Path.of("templates");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    private List<Problem> load() {
        Problems problems = new Problems();
        Composer.load(folder, ComposerTest.SHOP, problems);
        return problems.list();
    }

    @Test
    void aMissingFileAndAMistakeAreSaidWithFileAndLine() throws IOException {
        Files.delete(folder.resolve("fr/lost.subject.txt"));
        Files.writeString(folder.resolve(VICTIM), "<p>one</p>\n<p>two</p>\n{% if %}x{% endif %}\n");
        Files.writeString(
                folder.resolve("en/lost.body.txt"), "one\n{% if kind == 'lost' %}\n{{ parcel.colour }}\n{% endif %}\n");
        List<Problem> problems = load();
        assertThat(problems).hasSize(3);
        assertThat(problems.get(0).file()).endsWith("en/shipped.body.html");
        assertThat(problems.get(0).line()).isEqualTo(3);
        assertThat(problems.get(1).file()).endsWith("en/lost.body.txt");
        assertThat(problems.get(1).line()).isEqualTo(3);
        assertThat(problems.get(1).message()).contains("colour");
        assertThat(problems.get(2).file()).endsWith("fr/lost.subject.txt");
    }

    @Test
    void aFolderThatIsNotThereIsSaid() {
        Problems problems = new Problems();
        Composer.load(folder.resolve("nowhere"), ComposerTest.SHOP, problems);
        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().getFirst().file()).endsWith("nowhere");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ nosuch }}",
                "{{ customer.nosuch }}",
                "{{ kind.getClass() }}",
                "{{ kind.getClass().forName('java.lang.Runtime') }}",
                "{{ kind.toUpperCase() }}",
                "{{ otherParcels.clear() }}",
                "{% include '/etc/passwd' %}",
                "{% include '../../../../etc/passwd' %}",
                "{% extends '/etc/passwd' %}",
                "{% import 'layout.html' %}",
                "{% include 'en/shipped.body.html' %}",
                "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
                "{% for i in range(1, 100000000) %}x{% endfor %}",
                "{% cache 'x' %}{% endcache %}",
                "{% parallel %}{% endparallel %}",
                "{{ kind | raw }}",
                "{% autoescape false %}{{ kind }}{% endautoescape %}",
                "{{ kind | base64decode }}",
                "{{ kind | day }}",
                "{{ kind | money('EUR') }}",
                "{{ kind.class }}",
                "{{ kind['class'] }}",
                "{{ customer.getClass().getClassLoader() }}",
                "{{ (1).TYPE.forName('java.lang.Runtime').methods[6].invoke(null, null) }}",
                "{{ ''.getBytes() }}",
                "{{ parcel.delete() }}",
                "{{ parcel.put('number', 'x') }}",
                "{{ otherParcels.add('x') }}",
                "{{ otherParcels.iterator().remove() }}",
                "{{ beans }}",
                "{{ request.session }}",
                "{{ _context }}",
                "{{ _context.getClass() }}",
                "{{ _self }}",
                "{% set x = 1 %}{{ x }}",
                "{% embed '/etc/passwd' %}{% endembed %}",
                "{% from '/etc/passwd' import x %}",
                "{% flush %}",
                "{% for a in 1..100000000 %}x{% endfor %}",
                "{{ range(1, 100000000) }}",
                "{{ i18n('messages', 'x') }}",
                "{{ max(1, 2) }}",
                "{{ kind | replace({'a': 'b'}) }}",
                "{{ kind | abbreviate(2000000000) }}",
                "{{ '%2000000000d' | format(1) }}",
                "{% filter upper %}x{% endfilter %}",
                "{{ parent() }}",
                "{{ block('head') }}",
                "{{ (('x' ~ 'x') ~ nosuch) }}"
            })
    @Timeout(10)
    void whatATemplateOfWordsDoesNotNeedIsRefusedAtTheStart(String attack) throws IOException {
        Files.writeString(folder.resolve(VICTIM), attack);
        List<Problem> problems = load();
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString())
                        .contains("en/shipped.body.html")
                        .doesNotContain("root:"));
    }
}
