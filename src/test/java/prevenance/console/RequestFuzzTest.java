package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Whatever stands in an address, nobody is led away from here.
class RequestFuzzTest {
    private static final URI HOME = URI.create("https://desk.example.org/login");

    @FuzzTest(maxDuration = "1m")
    void whereToGoOnIsAlwaysAPathOfOurs(byte[] bytes) {
        String next = AccessPages.next(new String(bytes, StandardCharsets.UTF_8));
        assertThat(next).startsWith("/").doesNotContain("\r", "\n");
        // What browsers do before they read an address (WHATWG URL, 4.4): tabs and line breaks go, \\ becomes /.
        String read = next.replaceAll("[\\t\\r\\n]", "").replace('\\', '/');
        assertThat(read).doesNotStartWith("//");
        try {
            assertThat(HOME.resolve(next).getHost()).isEqualTo("desk.example.org");
        } catch (IllegalArgumentException noAddress) {
            // A browser writes such characters as %…; the host stays.
            assertThat(next.charAt(0)).isEqualTo('/');
        }
    }
}
