package prevenance.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Whatever is given as an endpoint's address is one that may be called, or is refused in words.
class EndpointFuzzTest {
    private static final WebhookSettings PUBLIC = new WebhookSettings(false, Duration.ofSeconds(5));

    @FuzzTest(maxDuration = "1m")
    void whatIsTakenIsHttpsWithAHostAndWithoutAUser(byte[] bytes) {
        String url = new String(bytes, StandardCharsets.UTF_8);
        if (EndpointAddress.problem(url, PUBLIC).isEmpty()) {
            URI taken = URI.create(url);
            assertThat(taken.getScheme()).isEqualToIgnoringCase("https");
            assertThat(taken.getHost()).isNotBlank().isNotEqualToIgnoringCase("localhost");
            assertThat(taken.getUserInfo()).isNull();
        }
    }
}
