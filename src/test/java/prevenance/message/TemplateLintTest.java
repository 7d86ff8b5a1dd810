package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a careful colleague finds in templates, and what the program's own must not hold.
class TemplateLintTest {
    private static final TemplateFiles OWN = own();

    private static TemplateFiles own() {
        try {
            return TemplateFiles.read(Path.of("templates"), new ArrayList<>());
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void theProgramsOwnTemplatesHoldNothingThatTheLintFinds() {
        List<TemplateFinding> findings = new ArrayList<>();
        for (String name : OWN.names()) {
            findings.addAll(TemplateLint.of(name, Objects.requireNonNull(OWN.text(name)), OWN));
        }
        assertThat(findings).isEmpty();
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("fr", "<p>Votre colis arrive le mardi 24 novembre.</p>", "promises a day"),
                arguments("fr", "<p>Livraison au plus tard le 24/11/2026.</p>", "promises a day"),
                arguments("en", "<p>It arrives on November 24.</p>", "promises a day"),
                arguments("en", "<p>It will be there on Thursday.</p>", "promises a day"),
                arguments("fr", "<p>Le retard est dû à une faute du transporteur.</p>", "blames somebody"),
                arguments("fr", "<p>Vous avez oublié le code de la porte.</p>", "blames somebody"),
                arguments("en", "<p>The address was your mistake.</p>", "blames somebody"),
                arguments("en", "<p>You should have been at home.</p>", "blames somebody"),
                arguments("en", "<p>It is the carrier's fault.</p>", "blames somebody"),
                arguments("fr", "<p>Profitez de nos nouveautés !</p>", "advertises"),
                arguments("fr", "<p>Inscrivez-vous à notre newsletter.</p>", "advertises"),
                arguments("fr", "<p>-15 % avec le code promo SORRY</p>", "advertises"),
                arguments("en", "<p>Here is a coupon for your next order.</p>", "advertises"),
                arguments("en", "<p>Follow us on our pages.</p>", "advertises"),
                arguments("fr", "<p>Plateforme : https://ec.europa.eu/consumers/odr</p>", "platform for disputes"),
                arguments("en", "<a href=\"https://ec.europa.eu/odr\">ODR</a>", "platform for disputes"),
                arguments("en", "<p>Votre colis est en route.</p>", "is not in the language"),
                arguments("fr", "<p>We are looking for your parcel.</p>", "is not in the language"),
                arguments("en", "<a href=\"http://boutique.example\">shop</a>", "links without protection"),
                arguments("en", "<img src=\"https://boutique.example/banner.png\" alt=\"\">", "loaded from elsewhere"),
                arguments("en", "<img width=1 height=1 src='https://pixel.example/{{ order.number }}'>", "loaded from"),
                arguments("en", "<script>track()</script>", "no mail may hold"),
                arguments("en", "<p onclick=\"x()\">x</p>", "no mail may hold"),
                arguments("en", "<p>New date: {{ estimatedDate | day }}</p>", "prints estimatedDate"),
                arguments("en", "<p>Box {{ parcel.number }}</p>", "prints parcel.number"),
                arguments(
                        "en",
                        "{% if order.number is not empty %}<p>{{ parcel.number }}</p>{% endif %}",
                        "prints parcel"),
                arguments("en", "{% for i in otherParcels %}{% include kind %}{% endfor %}", "naming it plainly"),
                arguments("en", "<p>{{ 7 }}</p>", "prints something other than a fact"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void aPlantedFaultIsFoundWithItsLine(String language, String fault, String what) {
        String name = language + "/shipped.body.html";
        String source = Objects.requireNonNull(OWN.text(name)) + "\n" + fault + "\n";
        int line = (int) source.lines().count();
        List<TemplateFinding> findings = TemplateLint.of(name, source, OWN.with(name, source));
        assertThat(findings).filteredOn(TemplateFinding::isError).anySatisfy(finding -> {
            assertThat(finding.what()).contains(what);
            assertThat(finding.file()).isEqualTo(name);
            assertThat(finding.remedy()).isNotBlank();
            assertThat(finding.line()).isIn(line, 1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Nous vous remboursons par virement.</p>",
                "<p>Votre colis a été remis à un voisin.</p>",
                "<p>Il vous attend de 9 h à 18 h.</p>",
                "<p>{{ shop.name }} : service client</p>",
                "{% if parcel.number is not empty %}<p>{{ parcel.number }}</p>{% endif %}",
                "{% if estimatedDate is empty %}<p>Pas encore de date.</p>{% else %}<p>{{ estimatedDate | day }}</p>{%"
                        + " endif %}",
                "{% for other in otherParcels %}<p>{{ other.number }}</p>{% endfor %}",
                "<img src=\"{{ shop.logo }}\" alt=\"{{ shop.name }}\">"
            })
    void whatIsSaidWellIsNotFound(String words) {
        String name = "fr/shipped.body.html";
        String source = Objects.requireNonNull(OWN.text(name)) + "\n" + words + "\n";
        assertThat(TemplateLint.of(name, source, OWN.with(name, source))).isEmpty();
    }

    @Test
    void aPartWithoutItsCounterpartIsFound() {
        TemplateFiles alone = OWN.without("fr/shipped.body.txt");
        assertThat(TemplateLint.of(
                        "fr/shipped.body.html", Objects.requireNonNull(alone.text("fr/shipped.body.html")), alone))
                .extracting(TemplateFinding::what)
                .containsExactly("has no counterpart fr/shipped.body.txt");
    }

    @Test
    void anIncludeThatGrowsWithoutEndIsFound() {
        TemplateFiles files = OWN;
        for (int i = 0; i < 20; i++) {
            String next = "{% include \"en/x" + (i + 1) + ".txt\" %}";
            files = files.with("en/x" + i + ".txt", i == 19 ? "x" : next + next);
        }
        assertThat(TemplateLint.of("en/x0.txt", Objects.requireNonNull(files.text("en/x0.txt")), files))
                .extracting(TemplateFinding::what)
                .containsExactly("pulls in other files far too often");
        TemplateFiles circle =
                OWN.with("en/a.txt", "{% include \"en/b.txt\" %}").with("en/b.txt", "{% include \"en/a.txt\" %}");
        assertThat(TemplateLint.of("en/a.txt", Objects.requireNonNull(circle.text("en/a.txt")), circle))
                .extracting(TemplateFinding::what)
                .containsExactly("includes itself");
    }
}
