package prevenance.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Whatever is asked for as a link, nobody but we has signed it.
class TokenFuzzTest {
    private static final byte[] SECRET = "thirty-two bytes of which no one".getBytes(StandardCharsets.US_ASCII);

    @FuzzTest(maxDuration = "2m")
    void aTextIsNoTokenOrSaysWhatItWritesAndIsNotSigned(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.US_ASCII);
        Token.claimed(text).ifPresent(claimed -> {
            assertThat(claimed.isSignedBy(SECRET, text)).isFalse();
            String ours = claimed.write(SECRET);
            assertThat(claimed.isSignedBy(SECRET, ours)).isTrue();
            assertThat(ours).as("one way to write it").startsWith(text.substring(0, 29));
        });
        assertThat(new Token(1, 1, 1, java.time.LocalDate.EPOCH, 0).isSignedBy(SECRET, text))
                .isFalse();
    }
}
