package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.pebbletemplates.pebble.error.PebbleException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a shop writes as a template is rendered within its limit or refused.
class TemplateFuzzTest {
    private static final Map<String, Object> FACTS = Map.of(
            "customer", Map.of("name", "Camille"), "parcel", Map.of("number", "6A"), "otherParcels", List.of("a", "b"));

    static Stream<Arguments> templates() {
        return Stream.of(
                        "Bonjour {{ customer.name }}",
                        "{% if parcel.number %}{{ parcel.number | upper }}{% else %}-{% endif %}",
                        "{% for other in otherParcels %}{{ other }}{% endfor %}",
                        "{% block a %}x{% endblock %}{# note #}{{ customer['name'] ~ 1 + 2 }}")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("templates")
    @FuzzTest(maxDuration = "3m")
    void aTemplateIsRenderedInTimeOrRefused(byte[] bytes) {
        String source = new String(bytes, StandardCharsets.UTF_8);
        TemplateFiles files = TemplateFiles.of(Map.of("fr/late.body.txt", source));
        assertThat(TemplateLint.of("fr/late.body.txt", source, files)).isNotNull();
        TemplateEngine engine = new TemplateEngine(files, Duration.ofSeconds(2));
        long before = System.nanoTime();
        try {
            assertThat(engine.withinLimit(() -> engine.render("fr/late.body.txt", Map.copyOf(FACTS), Locale.FRENCH)))
                    .isNotNull();
        } catch (PebbleException refused) {
            assertThat(refused.getClass()).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
    }
}
