package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sum behind the advice.
class ReshipAdviceTest {
    private static final AdviceSettings USUAL = AdviceSettings.defaults();

    private static ReshipAdvice advice(String value, String chance) {
        return ReshipAdvice.of(
                new BigDecimal(value),
                "EUR",
                USUAL,
                new ReshipAdvice.Arrival(new BigDecimal(chance), 7, 120, "laposte · FR"));
    }

    @ParameterizedTest
    @CsvSource({
        // Worthless goods are sent again at once; what will surely come is waited for.
        "5.00, 0.10, RESHIP",
        "60.00, 0.95, WAIT",
        "900.00, 0.90, WAIT",
        "400.00, 0.05, RESHIP",
    })
    void theCheapestIsAdvised(String value, String chance, ReshipAdvice.Choice expected) {
        ReshipAdvice advice = advice(value, chance);
        assertThat(advice.choice())
                .as("%s %s %s", advice.costOfWaiting(), advice.costOfInvestigating(), advice.costOfReshipping())
                .isEqualTo(expected);
    }

    @Test
    void everyLineIsTheProductOfItsFactorsAndTheSumIsThatOfItsLinesToTheCent() {
        for (String value : List.of("0.01", "19.99", "49.90", "333.33", "1234.56")) {
            for (int percent = 0; percent <= 100; percent += 7) {
                ReshipAdvice advice =
                        advice(value, BigDecimal.valueOf(percent, 2).toPlainString());
                for (List<ReshipAdvice.Line> lines : List.of(advice.waiting(), advice.investigate(), advice.reship())) {
                    assertThat(lines).allSatisfy(line -> {
                        BigDecimal product = line.terms().stream().reduce(BigDecimal.ONE, BigDecimal::multiply);
                        BigDecimal whole = line.key().equals("staff-time")
                                ? product.divide(BigDecimal.valueOf(60), 6, java.math.RoundingMode.HALF_UP)
                                : product;
                        assertThat(line.amount().abs().subtract(whole.abs()).abs())
                                .as(line.key())
                                .isLessThanOrEqualTo(new BigDecimal("0.005"));
                        assertThat(line.amount().scale()).isEqualTo(2);
                    });
                }
                assertThat(advice.costOfWaiting()).isEqualByComparingTo(sum(advice.waiting()));
                assertThat(advice.costOfInvestigating()).isEqualByComparingTo(sum(advice.investigate()));
                assertThat(advice.costOfReshipping()).isEqualByComparingTo(sum(advice.reship()));
            }
        }
    }

    @Test
    void theMoreSurelyItComesTheLessWaitingCosts() {
        assertThat(advice("50", "0.9").costOfWaiting())
                .isLessThan(advice("50", "0.5").costOfWaiting());
        // When it never comes, waiting is asking later: the same, to the cent.
        assertThat(advice("50", "0").costOfWaiting())
                .isEqualByComparingTo(advice("50", "0").costOfInvestigating());
    }

    @Test
    void whereNothingWasLearnedWaitingIsNotWeighed() {
        ReshipAdvice advice = ReshipAdvice.of(new BigDecimal("50"), "EUR", USUAL);
        assertThat(advice.waiting()).isEmpty();
        assertThat(advice.arrival()).isNull();
        assertThat(advice.choice()).isNotEqualTo(ReshipAdvice.Choice.WAIT);
    }

    private static BigDecimal sum(List<ReshipAdvice.Line> lines) {
        return lines.stream().map(ReshipAdvice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
