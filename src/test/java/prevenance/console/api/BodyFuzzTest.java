package prevenance.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// Whatever is handed in over the API is read or refused as a problem.
class BodyFuzzTest {
    static Stream<Arguments> bodies() {
        return Stream.of(
                        ApiRig.ORDER,
                        "{\"amount\": 1e9, \"items\": [[[[]]]], \"a\": null}",
                        "[[[[[[",
                        "{\"a\":1,\"a\":2}")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("bodies")
    @FuzzTest(maxDuration = "2m")
    void aBodyIsReadOrIsAProblem(byte[] bytes) {
        try {
            JsonNode node = JsonBody.parse(bytes);
            JsonBody body = JsonBody.of(node);
            for (String name : node.propertyNames()) {
                body.text(name);
                body.amount(name).ifPresent(amount -> assertThat(amount).hasSizeLessThan(20_001));
                body.objects(name, 20).forEach(item -> item.text("number"));
                assertThat(body.at(name)).startsWith("/");
            }
            body.rejectUnknown().throwIfAny();
        } catch (ApiProblem problem) {
            assertThat(problem.status()).isBetween(400, 422);
        }
    }
}
