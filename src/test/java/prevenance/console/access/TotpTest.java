package prevenance.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes of an authenticator.
class TotpTest {
    private static final byte[] KEY = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);

    /// RFC 6238, appendix B, of whose eight digits the last six.
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void aCodeIsThatOfTheSpecification(long second, String code) {
        assertThat(Totp.code(KEY, Totp.step(Instant.ofEpochSecond(second)))).isEqualTo(code);
    }

    /// RFC 4648, 10.
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void aKeyIsWrittenInBase32(String bytes, String letters) {
        assertThat(Totp.letters(bytes.getBytes(StandardCharsets.US_ASCII))).isEqualTo(letters);
    }

    @Test
    void aCodeServesInItsHalfMinuteAndTheOnesBesideItAndNeverTwice() {
        long here = Totp.step(NOW);
        for (long step = here - 3; step <= here + 3; step++) {
            OptionalLong expected = Math.abs(step - here) <= 1 ? OptionalLong.of(step) : OptionalLong.empty();
            assertThat(Totp.stepOf(KEY, Totp.code(KEY, step), NOW, 0))
                    .as("%d steps off", step - here)
                    .isEqualTo(expected);
        }
        assertThat(Totp.stepOf(KEY, Totp.code(KEY, here), NOW, here)).isEmpty();
        assertThat(Totp.stepOf(KEY, Totp.code(KEY, here - 1), NOW, here)).isEmpty();
        assertThat(Totp.stepOf(KEY, Totp.code(KEY, here + 1), NOW, here)).hasValue(here + 1);
    }

    @ParameterizedTest
    @CsvSource({"050 471", "'050471 '", "050-471"})
    void blanksAndDashesDoNotMatter(String typed) {
        assertThat(Totp.stepOf(KEY, typed, NOW, 0)).hasValue(Totp.step(NOW));
    }

    @ParameterizedTest
    @CsvSource({"''", "50471", "0504711", "٠٥٠٤٧١", "abcdef"})
    void whatIsNoCodeIsNone(String typed) {
        assertThat(Totp.stepOf(KEY, typed, NOW, 0)).isEmpty();
    }
}
