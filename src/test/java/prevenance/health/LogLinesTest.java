package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogLinesTest {
    @Test
    void aLineForPeopleHoldsTheWordsAndTheFacts() {
        assertThat(written("text", event("message sent", null, pair("message", 12), pair("kind", "SHIPPED"))))
                .isEqualTo("INFO  Delivery - message sent message=12 kind=SHIPPED\n");
        assertThat(written("text", event("alarm", null, pair("what", "no \"mail\" leaves"), pair("remedy", ""))))
                .isEqualTo("INFO  Delivery - alarm what=\"no 'mail' leaves\" remedy=\"\"\n");
    }

    @Test
    void aLineForProgramsIsOneObjectWithTheIdsAsFields() {
        String line = written(
                "json",
                event(
                        "message sent",
                        null,
                        pair("message", 12L),
                        pair("parcel", 7L),
                        pair("case", 3),
                        pair("carrier", "laposte")));
        assertThat(line).endsWith("}\n").doesNotContain("\n{");
        JsonNode object = JsonMapper.shared().readTree(line);
        assertThat(object.toString())
                .isEqualTo("{\"time\":\"2026-11-23T09:00:00Z\",\"level\":\"INFO\",\"logger\":\"Delivery\","
                        + "\"event\":\"message sent\",\"thread\":\"send\",\"message\":12,\"parcel\":7,\"case\":3,"
                        + "\"carrier\":\"laposte\"}");
    }

    @Test
    void noTextEndsItsLineOrColoursTheTerminal() {
        String bad = "one\r\ntwo\u001b[31mred\u0085three\u2028four\u0000";
        String text = written("text", event("carrier " + bad, null, pair("detail", bad)));
        assertThat(text)
                .isEqualTo("INFO  Delivery - carrier one two [31mred three four"
                        + " detail=\"one two [31mred three four\"\n");
        String json = written("json", event(bad, new IllegalStateException(bad), pair("detail", bad)));
        assertThat(json.lines()).hasSize(1);
        assertThat(json).doesNotContain("\\u001b").doesNotContain("\\r");
    }

    @Test
    void anAddressInAnExceptionOfALibraryIsMasked() {
        IllegalStateException thrown = new IllegalStateException(
                "550 5.1.1 <camille.exemple+tag@mail.example.org>: unknown",
                new IllegalArgumentException("caused by sacha@example.org\nREADY=0"));
        for (String format : List.of("text", "JSON")) {
            String line = written(format, event("message refused for camille@example.org", thrown));
            assertThat(line)
                    .contains("<***@***>: unknown")
                    .contains("caused by ***@*** READY=0")
                    .contains("LogLinesTest")
                    .doesNotContain("example.org");
        }
    }

    private static KeyValuePair pair(String key, Object value) {
        return new KeyValuePair(key, value);
    }

    private static ILoggingEvent event(String message, @Nullable Throwable thrown, KeyValuePair... pairs) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "fqcn", context.getLogger("prevenance.message.Delivery"), Level.INFO, message, thrown, null);
        event.setInstant(Instant.parse("2026-11-23T09:00:00Z"));
        event.setThreadName("send");
        event.setKeyValuePairs(List.of(pairs));
        return event;
    }

    private static String written(String format, ILoggingEvent event) {
        LogLines lines = new LogLines();
        lines.setFormat(format);
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
