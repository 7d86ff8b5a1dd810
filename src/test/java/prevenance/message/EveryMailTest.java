package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind of mail in every language, with all facts, with none, and with facts that somebody filled in to do harm.
class EveryMailTest {
    private static final Composer COMPOSER = ComposerTest.load();
    private static final int LONGEST_LINE = 78;
    private static final Pattern ADDRESS = Pattern.compile("https://[a-z./?=&;\\w-]+|mailto:[\\w.@-]+");
    private static final String LONG = "x".repeat(5000);

    private static final List<String> ATTACKS = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</td></tr></table></div><h1>Hello</h1>",
            "<!-- ",
            "]]><a href=\"https://evil.example\">click</a>",
            "{{ shop.name }}{% include \"/etc/passwd\" %}",
            "javascript:alert(1)",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
            "\u202egnp.exe\u2066",
            "line one\r\nBcc: somebody@example.org\r\n\r\n<b>body</b>",
            "tab\tand\u0000null\u2028separator",
            LONG);

    static Stream<Arguments> everyKind() {
        return Stream.of(MessageKind.values())
                .flatMap(kind -> Stream.of(arguments(kind, Locale.FRENCH), arguments(kind, Locale.ENGLISH)));
    }

    static Stream<Arguments> everyAttack() {
        return ATTACKS.stream()
                .flatMap(attack -> Stream.of(MessageKind.values()).map(kind -> arguments(attack, kind)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyKind")
    void everyMailIsWellMadeWithAllItsFactsAndWithNone(MessageKind kind, Locale locale) {
        List<Map<String, @Nullable Object>> howMany =
                List.of(MessageSamples.of(kind, locale), Map.of(), Facts.few(), Facts.all());
        for (Map<String, @Nullable Object> facts : howMany) {
            Composition.Composed mail = ComposerTest.composed(COMPOSER.compose(kind, locale, "FR", facts));
            Document page = wellFormed(mail.html());
            assertThat(page.select("h1")).hasSize(1);
            assertThat(page.select("h1").text()).isNotBlank();
            assertThat(page.select("html").attr("lang")).isEqualTo(locale.getLanguage());
            assertThat(page.select("img:not([alt]), script, iframe, form, input, link, [onclick]"))
                    .isEmpty();
            assertThat(page.select("h1, h2, p, li, td").stream()
                            .filter(element -> element.text().isBlank()
                                    && element.children().isEmpty()
                                    && !element.hasClass("around"))
                            .map(Element::outerHtml))
                    .isEmpty();
            assertThat(page.select("a").stream().map(link -> link.attr("href")))
                    .allMatch(address -> ADDRESS.matcher(address).matches());
            assertThat(mail.text().lines().filter(line -> !line.startsWith("http")))
                    .allMatch(line -> line.length() <= LONGEST_LINE);
            assertThat(mail.text()).doesNotContain("()", " ,", " .", "null", "  ");
            assertThat(mail.subject()).isEqualTo(mail.subject().strip()).doesNotContain("  ", "()");
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("everyAttack")
    void whatSomebodyFillsInStaysText(String attack, MessageKind kind) {
        Locale locale = Locale.ENGLISH;
        Map<String, @Nullable Object> benign = MessageSamples.of(kind, locale);
        Composition.Composed usual =
                ComposerTest.composed(COMPOSER.compose(kind, locale, "FR", filled(benign, "word")));
        Composition.Composed hostile =
                ComposerTest.composed(COMPOSER.compose(kind, locale, "FR", filled(benign, attack)));
        assertThat(skeleton(wellFormed(hostile.html()))).isEqualTo(skeleton(wellFormed(usual.html())));
        assertThat(hostile.text())
                .doesNotContain("\u202e", "\u2066", "\u0000", "\r")
                .hasSizeLessThan(20_000);
        assertThat(hostile.html()).doesNotContain("root:", "\u202e").hasSizeLessThan(60_000);
        assertThat(hostile.text().lines().count())
                .as("no fact makes paragraphs of its own")
                .isLessThan(usual.text().lines().count() + 200);
    }

    /// Every text of a fact replaced: dates, links, codes and numbers stay, so that the same parts are shown.
    private static Map<String, @Nullable Object> filled(Map<String, @Nullable Object> facts, String text) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        facts.forEach((name, value) -> filled.put(name, fill(name, value, text)));
        return filled;
    }

    private static @Nullable Object fill(String name, @Nullable Object value, String text) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> group = new LinkedHashMap<>();
                map.forEach((key, member) -> group.put(String.valueOf(key), fill(name + "." + key, member, text)));
                yield group;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(entry -> all.add(fill(name, entry, text)));
                yield all;
            }
            case String word when isWords(name, word) -> text;
            case null, default -> value;
        };
    }

    private static boolean isWords(String name, String word) {
        return !name.matches(
                        ".*(Date|date|since|[lL]ink|means|status|kind|reason|Reason|cause|how|currency|resolution|leg)$")
                && !name.equals("customer.name");
    }

    private static Document wellFormed(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(html, "https://boutique.example/", parser);
        assertThat(parser.getErrors()).isEmpty();
        return page;
    }

    /// Tags and classes in their order, without any word.
    private static List<String> skeleton(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.tagName() + " " + element.className() + " "
                        + (element.hasAttr("href") ? element.attr("href").replaceFirst("^(\\w+):.*", "$1") : "") + " "
                        + element.attributes().size())
                .toList();
    }
}
