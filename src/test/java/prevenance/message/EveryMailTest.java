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

/// Every kind of mail in every language, with all facts, with none, and with facts that somebody filled in to
/// do harm.
class EveryMailTest {
    private static final Composer COMPOSER = ComposerTest.load();
    private static final int LONGEST_LINE = 78;
    private static final Pattern ADDRESS = Pattern.compile("https://[a-z./?=&;\\w-]+|mailto:[\\w.@-]+");
    private static final String LONG = "x".repeat(5000);

    private static final List<Map<String, String>> TWO = List.of(
            Map.of("number", "6A00000000000", "carrier", "Colissimo", "items", "1 × lamp", "status", "DELIVERED"),
            Map.of("number", "1Z0000000000000000", "carrier", "UPS", "items", "1 × tray", "status", "DELIVERED"));
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

    static Stream<Arguments> variants() {
        return Stream.of(
                arguments(
                        MessageKind.REPORT_RECEIVED,
                        Map.of("report", Map.of("kind", "address")),
                        "a corrected address"),
                arguments(
                        MessageKind.REPORT_RECEIVED,
                        Map.of("report", Map.of("kind", "choice", "choice", "REFUND")),
                        "You would like a refund"),
                arguments(
                        MessageKind.REPORT_RECEIVED,
                        Map.of("report", Map.of("kind", "choice", "choice", "RESHIP")),
                        "You would like a new parcel"),
                arguments(MessageKind.REPORT_RECEIVED, Map.of("report", Map.of("kind", "call-me")), "will call you"),
                arguments(
                        MessageKind.REPORT_RECEIVED,
                        Map.of("report", Map.of("kind", "refund-not-arrived")),
                        "tracing it with our bank"),
                arguments(MessageKind.STILL_SEARCHING, Map.of("about", "lost"), "- a new parcel"),
                arguments(MessageKind.STILL_SEARCHING, Map.of("about", "returning"), "All we need to go on is your"),
                arguments(MessageKind.STILL_SEARCHING, Map.of("about", "address-needed"), "one more detail"),
                arguments(MessageKind.STILL_SEARCHING, Map.of("about", "delay-known", "moving", true), "moving again"),
                arguments(MessageKind.STILL_SEARCHING, Map.of("about", "searching", "moving", false), "frankly"),
                arguments(
                        MessageKind.EXCHANGE_BLOCKED,
                        Map.of("exchange", Map.of("blockedReason", "no_longer_made")),
                        "no longer made"),
                arguments(
                        MessageKind.EXCHANGE_BLOCKED,
                        Map.of("exchange", Map.of("blockedReason", "out_of_stock")),
                        "- wait for the item"),
                arguments(
                        MessageKind.EXCHANGE_PROMISED,
                        Map.of("exchange", Map.of("awaitsReturn", false)),
                        "nothing we need to wait for"),
                arguments(MessageKind.SHIPPED, Map.of("parcels", TWO), "in several parcels"),
                arguments(MessageKind.DELIVERED, Map.of("parcels", TWO), "the parcels of your order have arrived"),
                arguments(MessageKind.SHIPPED, Map.of("foundAgain", true), "has turned up"),
                arguments(MessageKind.RESOLVED, Map.of("resolution", "refunded"), "Your refund is done"),
                arguments(MessageKind.RESOLVED, Map.of("resolution", "other"), "settled on our side"),
                arguments(
                        MessageKind.REFUND_TRIGGERED, Map.of("refund", Map.of("means", "deferred-card")), "statement"),
                arguments(
                        MessageKind.REFUND_TRIGGERED, Map.of("refund", Map.of("means", "voucher")), "as store credit"),
                arguments(
                        MessageKind.REFUND_DECIDED, Map.of("refund", Map.of("means", "voucher")), "your store credit"),
                arguments(MessageKind.ATTEMPT_FAILED, Map.of("attempt", Map.of("reason", "closed")), "was closed"),
                arguments(MessageKind.RETURNING, Map.of("attempt", Map.of("reason", "expired")), "is over"),
                arguments(MessageKind.MASS_DELAY, Map.of("cause", "strike"), "Industrial action"),
                arguments(MessageKind.DELIVERED, Map.of("delivered", Map.of("how", "collected")), "was collected"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("variants")
    void whatIsKnownDecidesWhatIsSaid(MessageKind kind, Map<String, @Nullable Object> facts, String words) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            Composition.Composed mail = ComposerTest.composed(COMPOSER.compose(kind, locale, "FR", facts));
            wellFormed(mail.html());
            if (locale.equals(Locale.ENGLISH)) {
                assertThat(mail.text().replace('\n', ' ')).contains(words);
            }
            assertThat(mail.text()).doesNotContain(" .", " ,", "()", "  ");
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
            case String _ when isWords(name) -> text;
            case null, default -> value;
        };
    }

    private static boolean isWords(String name) {
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
