package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckDigitTest {
    /// 3 times 1, 1 times 0, 3 times 9 … from the right is 98; 2 fills it up to 100, and 1 when one is added before.
    @Test
    void aCarrierMayAddANumberToTheWeightedSum() {
        CheckDigit plain = new CheckDigit(CheckDigit.Algorithm.MOD10, List.of(3, 1), true, 0);
        CheckDigit oneMore = new CheckDigit(CheckDigit.Algorithm.MOD10, List.of(3, 1), true, 1);

        assertThat(digits(plain, "12345678901")).containsExactly("2");
        assertThat(digits(oneMore, "12345678901")).containsExactly("1");
    }

    /// 7 times 3, 6 times 2, 5 times 1 is 38: five more than three times eleven.
    @Test
    void aWeightedSumModuloElevenMayHaveANumberAddedToo() {
        assertThat(digits(new CheckDigit(CheckDigit.Algorithm.MOD11, List.of(7, 6, 5), false, 0), "321"))
                .containsExactly("5");
        assertThat(digits(new CheckDigit(CheckDigit.Algorithm.MOD11, List.of(7, 6, 5), false, 3), "321"))
                .containsExactly("8");
    }

    private static List<String> digits(CheckDigit check, String serial) {
        return List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9").stream()
                .filter(digit -> check.fits(serial, digit))
                .toList();
    }
}
