package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.config.Problems;

class ComposerTest {
    static final ShopSettings SHOP = new ShopSettings(
            "L’Atelier d’Exemple",
            "bonjour@boutique.example",
            null,
            "Lou, du service client",
            "https://boutique.example",
            "Atelier d’Exemple SARL, 1 rue Exemple, 69000 Lyon, RCS Lyon 000 000 000",
            Map.of("FR", "+33 1 99 00 00 00", "default", "+33 1 99 00 00 01"),
            Locale.FRENCH,
            "FR",
            ZoneId.of("Europe/Paris"));

    private static final Composer COMPOSER = load();
    // No trace of a template or of a missing value, no blame, no promotion, no platform that was closed in July 2025.
    private static final Pattern FORBIDDEN = Pattern.compile(
            "null|\\{\\{|\\{%|\\bfaute\\b|\\bfault\\b|your mistake|votre erreur|promo|offre spéciale|newsletter"
                    + "|special offer|ec\\.europa\\.eu|\\bODR\\b|<img",
            Pattern.CASE_INSENSITIVE);

    static Composer load() {
        Problems problems = new Problems();
        Composer composer = Composer.load(Path.of("templates"), SHOP, problems);
        assertThat(problems.list()).isEmpty();
        return composer;
    }

    static Stream<Arguments> everyMessage() {
        return Stream.of(MessageKind.values())
                .filter(kind -> !kind.isForStaff())
                .flatMap(kind -> Stream.of(Locale.FRENCH, Locale.ENGLISH)
                        .flatMap(locale -> Stream.of(
                                arguments(kind, locale, "all", Facts.all()),
                                arguments(kind, locale, "few", Facts.few()),
                                arguments(kind, locale, "none", Map.of()))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("everyMessage")
    void everyMessageGreetsSaysHowToReachUsAndNothingItMustNot(
            MessageKind kind, Locale locale, String howMuch, Map<String, @Nullable Object> facts) {
        Composition.Composed message = composed(COMPOSER.compose(kind, locale, "FR", facts));
        String hello = locale.equals(Locale.FRENCH) ? "Bonjour" : "Hello";
        String greeting = howMuch.equals("all") ? hello + " Camille Exemple," : hello + ",";
        assertThat(message.subject()).isNotBlank().doesNotContain("\n").hasSizeLessThan(110);
        assertThat(message.text()).startsWith(greeting + "\n").doesNotContain("<", "\n\n\n", "&#", "&amp;");
        assertThat(message.html()).contains(">" + greeting + "<").doesNotContain("<h2></h2>", "<p></p>");
        for (String body : List.of(message.text(), message.html())) {
            assertThat(body)
                    .contains("+33 1 99 00 00 00", "bonjour@boutique.example", "Lou, du service client", "RCS Lyon");
        }
        for (String part : List.of(message.subject(), message.text(), message.html())) {
            assertThat(FORBIDDEN.matcher(part).results().map(hit -> hit.group()).toList())
                    .isEmpty();
        }
        if (locale.equals(Locale.FRENCH)) {
            String visible =
                    message.subject() + message.text() + message.html().replaceAll("(?s)<style>.*</style>|<[^>]+>", "");
            assertThat(visible).doesNotContainPattern("[ \\n][:;!?»]|« |\\w'\\w");
        }
    }

    @Test
    void datesAreSaidInTheCustomersLanguageAndLeftOutWhenUnknown() {
        assertThat(subject(MessageKind.PICKUP_READY, Locale.FRENCH, Facts.all()))
                .isEqualTo("Votre colis vous attend jusqu’au mardi 1er décembre");
        assertThat(subject(MessageKind.PICKUP_READY, Locale.ENGLISH, Facts.all()))
                .isEqualTo("Your parcel is waiting for you until Tuesday 1 December");
        assertThat(subject(MessageKind.PICKUP_READY, Locale.ENGLISH, Facts.few()))
                .isEqualTo("Your parcel is waiting for you (order A-1001)");
        assertThat(subject(MessageKind.DELAY_KNOWN, Locale.FRENCH, Facts.all()))
                .isEqualTo("Votre colis a du retard\u00a0: livraison désormais prévue le jeudi 26 novembre");
        Map<String, @Nullable Object> odd = Facts.all();
        odd.put("estimatedDate", "next week");
        assertThat(subject(MessageKind.DELAY_KNOWN, Locale.ENGLISH, odd))
                .isEqualTo("Your parcel is delayed (order A-1001)");
    }

    @Test
    void aRefundSaysHowMuchByWhatMeansUntilWhenAndWhomToAskAfterwards() {
        Composition.Composed message =
                composed(COMPOSER.compose(MessageKind.REFUND_TRIGGERED, Locale.FRENCH, "FR", Facts.all()));
        assertThat(message.subject()).isEqualTo("Votre remboursement de 49,90\u00a0€ est en route (commande A-1001)");
        assertThat(message.text().replace('\n', ' '))
                .contains(
                        "Nous avons ordonné le mardi 24 novembre votre remboursement de 49,90\u00a0€ sur votre carte"
                                + " bancaire.",
                        "5 à 10 jours ouvrés",
                        "carte à débit différé",
                        "au plus tard le mardi 8 décembre",
                        "ARN 7456 0000",
                        "après le mardi 8 décembre, répondez à ce message");
    }

    @Test
    void theWholeTextReadsAsAPersonWouldWriteIt() {
        assertThat(text(MessageKind.PICKUP_READY, Facts.all())).isEqualTo("""
            Hello Camille Exemple,

            Your parcel has arrived and is waiting for you here:

            Pickup point: Tabac du Port, 3 quai Exemple, 13002 Marseille
            Last day: Tuesday 1 December

            How to collect it:
            Go there during opening hours with an identity document and the number
            6A00000000000.

            Not possible for you? Reply to this message and we will see together what
            can be done.

            Tracking at Colissimo:
            https://suivi.example.org/6A00000000000?a=1&b=2

            What we are doing:
            We keep an eye on the time it is held, so that it does not run out without
            your knowing.

            When you will hear from us:
            We will remind you if the parcel is still there shortly before its time is
            up.

            Steps: ✓ Prepared > ✓ On its way > ● Ready to collect > ○ Delivered
            Order: A-1001
            Parcel: 6A00000000000 (Colissimo)
            Contents: 1 × théière en grès, 2 × bols
            Your case: 12

            The other parcels of your order:
            - 6A00000000001 (Colissimo): delivered
            - 1Z0000000000000000 (UPS): on its way

            Any question? Just reply to this message or call us on +33 1 99 00 00 00
            (standard rate).

            Lou, du service client

            --\s
            L’Atelier d’Exemple
            Atelier d’Exemple SARL, 1 rue Exemple, 69000 Lyon, RCS Lyon 000 000 000
            bonjour@boutique.example
            +33 1 99 00 00 00 (standard rate)
            https://boutique.example
            """);
    }

    @Test
    void theReasonIsGivenOnlyWhenItIsKnown() {
        Map<String, @Nullable Object> facts = Facts.all();
        assertThat(text(MessageKind.DELAY_KNOWN, facts)).contains("The weather is holding up deliveries");
        facts.put("cause", "unknown");
        assertThat(text(MessageKind.DELAY_KNOWN, facts)).doesNotContain("weather", "route.", "unknown");
        facts.put("attempt", Map.of("date", "2026-11-23", "reason", "attempt.moved"));
        assertThat(text(MessageKind.ATTEMPT_FAILED, facts)).doesNotContain("moved", "at that moment");
    }

    @Test
    void theFooterNamesTheNumberOfTheOrdersCountry() {
        assertThat(composed(COMPOSER.compose(MessageKind.SHIPPED, Locale.ENGLISH, "BE", Facts.few()))
                        .text())
                .contains("+33 1 99 00 00 01")
                .doesNotContain("+33 1 99 00 00 00");
    }

    @Test
    void theLanguageIsTheOrdersElseTheShopsElseEnglish() throws IOException {
        TemplateSet set = new TemplateSet(SHOP, TemplateFiles.read(Path.of("templates"), new ArrayList<>()));
        assertThat(set.languageFor(Locale.forLanguageTag("fr-CA"))).isEqualTo(Locale.FRENCH);
        assertThat(set.languageFor(Locale.UK)).isEqualTo(Locale.ENGLISH);
        assertThat(set.languageFor(Locale.GERMANY)).isEqualTo(Locale.FRENCH);
    }

    @Test
    void noFactBecomesMarkupOrALinkOfAnotherKind() {
        String attack =
                "<script>alert(1)</script>\"'{{ shop.name }}{% include \"/etc/passwd\" %}\r\nBcc: x@example.org";
        Map<String, @Nullable Object> facts = everywhere(attack);
        for (MessageKind kind : MessageKind.values()) {
            Composition.Composed message = composed(COMPOSER.compose(kind, Locale.FRENCH, "FR", facts));
            assertThat(message.html()).doesNotContain("<script", "javascript:", "root:");
            assertThat(message.html().contains("&lt;script&gt;"))
                    .as("%s shows what it was given", kind)
                    .isEqualTo(!kind.isForStaff());
            assertThat(message.text()).doesNotContain("\nBcc:", "root:");
        }
        Map<String, @Nullable Object> link = Facts.all();
        for (String bad : List.of(
                "javascript:alert(1)",
                "data:text/html,x",
                "https://user@evil.example/",
                "//evil.example",
                "https://a.example/\" onclick=\"x")) {
            link.put("parcel", Map.of("number", "1", "link", bad));
            assertThat(composed(COMPOSER.compose(MessageKind.SHIPPED, Locale.ENGLISH, "FR", link))
                            .html())
                    .as(bad)
                    .doesNotContain("class=\"button\"", "evil", "onclick");
        }
    }

    private static Map<String, @Nullable Object> everywhere(String text) {
        Map<String, @Nullable Object> facts = Facts.all();
        facts.replaceAll((name, value) -> switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> group = new java.util.LinkedHashMap<>();
                map.keySet().forEach(key -> group.put(String.valueOf(key), text));
                yield group;
            }
            case List<?> _ -> List.of(Map.of("number", text, "carrier", text, "status", text));
            case null, default -> text;
        });
        return facts;
    }

    private static String subject(MessageKind kind, Locale locale, Map<String, @Nullable Object> facts) {
        return composed(COMPOSER.compose(kind, locale, "FR", facts)).subject();
    }

    private static String text(MessageKind kind, Map<String, @Nullable Object> facts) {
        return composed(COMPOSER.compose(kind, Locale.ENGLISH, "FR", facts)).text();
    }

    static Composition.Composed composed(Composition composition) {
        assertThat(composition).isInstanceOf(Composition.Composed.class);
        return (Composition.Composed) composition;
    }
}
