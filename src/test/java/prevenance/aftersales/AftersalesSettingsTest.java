package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.assess.RuleSettings;
import prevenance.assess.Where;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

class AftersalesSettingsTest {
    private final Problems problems = new Problems();

    private AftersalesSettings read(String yaml) {
        YamlSection section = YamlFile.parse(yaml, "test.yaml", _ -> null, problems);
        AftersalesSettings settings = AftersalesSettings.read(section, RuleSettings.defaults());
        section.rejectUnknown();
        return settings;
    }

    @Test
    void anEmptySectionGivesTheDefaults() {
        assertThat(read("{}")).isEqualTo(AftersalesSettings.defaults());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void everySettingIsRead() {
        AftersalesSettings settings = read("""
            refund-pay-days: 7
            second-person-above: { EUR: 200 }
            advice: { staff-hour: 40, churn-chance: 0.1 }
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(settings.advice().staffHour()).isEqualTo(new BigDecimal("40"));
        assertThat(settings.needsSecondPerson(20_000, "EUR")).isFalse();
        assertThat(settings.needsSecondPerson(20_001, "EUR")).isTrue();
        assertThat(settings.needsSecondPerson(999_999, "CHF")).isFalse();
    }

    @Test
    void theWarningOfARefundComesByTheThresholdBookAndNeverAfterTheLastDay() {
        Where order = Where.of("ups");
        assertThat(read("{}").refundWarnDays(order)).isEqualTo(10);
        assertThat(read("{refund-pay-days: 7}").refundWarnDays(order)).isEqualTo(7);
    }

    @Test
    void allMistakesAreFoundAtOnceAndWhatHasMovedSaysWhere() {
        read("{refund-pay-days: 0, refund-warn-days: 9, exchange-silent-business-days: 2, inquiry-days: 14,"
                + " second-person-above: {EURO: 1}, claims: {laposte: {loss-days: 3}},"
                + " advice: {found-chance: 1.5, postage: -1}}");
        assertThat(problems.list())
                .extracting(Problem::path, Problem::message)
                .map(Object::toString)
                .isEqualTo(List.of(
                        "(\"refund-warn-days\", \"has moved to 'rules.refund-warning-days'\")",
                        "(\"exchange-silent-business-days\", \"has moved to 'rules.replacement-days'\")",
                        "(\"inquiry-days\", \"has moved to 'rules.inquiry-answer-days'\")",
                        "(\"claims\", \"has moved to 'rules.carriers.<carrier>.claim-loss-days, claim-damage-days and"
                                + " so on'\")",
                        "(\"refund-pay-days\", \"'0' is not a whole number from 1 to 365\")",
                        "(\"second-person-above.EURO\", \"is not a currency\")",
                        "(\"advice.postage\", \"is below zero\")",
                        "(\"advice.found-chance\", \"is above 1\")"));
        assertThat(problems.list().getFirst().remedy()).isEqualTo("write it there and remove it here");
    }
}
