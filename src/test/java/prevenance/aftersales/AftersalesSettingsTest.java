package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

class AftersalesSettingsTest {
    private final Problems problems = new Problems();

    private AftersalesSettings read(String yaml) {
        YamlSection section = YamlFile.parse(yaml, "test.yaml", _ -> null, problems);
        AftersalesSettings settings = AftersalesSettings.read(section);
        section.rejectUnknown();
        return settings;
    }

    @Test
    void anEmptySectionGivesTheDefaults() {
        assertThat(read("{}")).isEqualTo(AftersalesSettings.defaults());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void whatTheShopReadInItsContractIsConfirmedAndWhatItDoesNotSayStays() {
        AftersalesSettings settings = read("""
            refund-pay-days: 7
            second-person-above: { EUR: 200 }
            claims:
              laposte: { late-days: 15 }
              mondial-relay: { loss-days: 20 }
            advice: { staff-hour: 40, churn-chance: 0.1 }
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(settings.refundWarnDays()).isEqualTo(7);
        assertThat(settings.claimTerms().get("laposte")).isEqualTo(new ClaimTerms(30, 30, 15, null, true));
        assertThat(settings.claimTerms().get("mondial-relay")).isEqualTo(new ClaimTerms(20, null, null, null, true));
        assertThat(settings.claimTerms().get("ups"))
                .isEqualTo(AftersalesSettings.defaults().claimTerms().get("ups"));
        assertThat(settings.advice().staffHour()).isEqualTo(new BigDecimal("40"));
        assertThat(settings.needsSecondPerson(20_000, "EUR")).isFalse();
        assertThat(settings.needsSecondPerson(20_001, "EUR")).isTrue();
        assertThat(settings.needsSecondPerson(999_999, "CHF")).isFalse();
    }

    @Test
    void allMistakesAreFoundAtOnce() {
        read("{refund-pay-days: 5, refund-warn-days: 9, second-person-above: {EURO: 1},"
                + " claims: {laposte: {los-days: 3}}, advice: {found-chance: 1.5, postage: -1}}");
        assertThat(problems.list())
                .extracting(Problem::path, Problem::message)
                .map(Object::toString)
                .isEqualTo(List.of(
                        "(\"refund-warn-days\", \"is later than refund-pay-days\")",
                        "(\"second-person-above.EURO\", \"is not a currency\")",
                        "(\"advice.postage\", \"is below zero\")",
                        "(\"advice.found-chance\", \"is above 1\")",
                        "(\"claims.laposte.los-days\", \"is not a setting\")"));
    }
}
