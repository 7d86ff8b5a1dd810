package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Against numbers that are published as valid.
class NumberMintTest {
    @Test
    void checkDigitsAreThoseOfPublishedNumbers() {
        assertThat(NumberMint.s10("XY", "74687697")).isEqualTo("XY746876977FR");
        assertThat(NumberMint.s10("EW", "11272041")).isEqualTo("EW112720413FR");
        assertThat(NumberMint.ups("5R8939035756712")).isEqualTo("1Z5R89390357567127");
        assertThat(NumberMint.ups("XX3150YW4407002")).isEqualTo("1ZXX3150YW44070023");
        assertThat(NumberMint.fedex("98657878885")).isEqualTo("986578788855");
        assertThat(NumberMint.fedex("47717908123")).isEqualTo("477179081230");
        assertThat(NumberMint.dhl("331881002")).isEqualTo("3318810025");
        assertThat(NumberMint.dhl("109925599")).isEqualTo("1099255990");
    }

    @Test
    void numbersHaveTheShapeOfTheirCarrier() {
        assertThat(mint(DemoCarrier.LAPOSTE, false)).matches("6A[0-9]{11}");
        assertThat(mint(DemoCarrier.LAPOSTE, true)).matches("CB[0-9]{9}FR");
        assertThat(mint(DemoCarrier.MONDIAL_RELAY, false)).matches("[1-9][0-9]{7}");
        assertThat(mint(DemoCarrier.CHRONOPOST, false)).matches("XY[0-9]{9}FR");
        assertThat(mint(DemoCarrier.UPS, false)).matches("1Z[A-Z0-9]{15}[0-9]");
        assertThat(mint(DemoCarrier.FEDEX, false)).matches("[1-9][0-9]{11}");
        assertThat(mint(DemoCarrier.DHL, false)).matches("[1-9][0-9]{9}");
    }

    private static String mint(DemoCarrier carrier, boolean abroad) {
        return NumberMint.mint(carrier, abroad, Chance.of(1, carrier));
    }
}
