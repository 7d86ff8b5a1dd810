package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

class RuleSettingsTest {
    private final Problems problems = new Problems();

    @Test
    void anEmptySectionGivesTheDefaults() {
        assertThat(read("")).isEqualTo(RuleSettings.defaults());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void whatIsSetForACarrierGoesBeforeTheThresholdBookAndThatBeforeWhatIsSetForAll() {
        RuleSettings settings = read("""
            fresh-evidence: 12h
            origin-country: be
            closed-days: [2026-12-24]
            stalled-days: 4
            unknown-after: 3d
            pickup-hold-days: 6
            carriers:
              laposte:
                working-days: [monday, Tuesday]
                late-days: 0
              other:
                pickup-hold-days: 3
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(settings.freshEvidence()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.originCountry()).isEqualTo("BE");
        assertThat(settings.closedDays()).containsExactly(LocalDate.parse("2026-12-24"));
        Thresholds laposte = settings.thresholdsOf("laposte");
        assertThat(laposte.workingDays()).containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(laposte.late()).isZero();
        assertThat(laposte.stalled()).isEqualTo(4);
        assertThat(laposte.pickupHoldDays()).isEqualTo(10);
        assertThat(settings.thresholdsOf("other").pickupHoldDays()).isEqualTo(3);
        assertThat(settings.thresholdsOf("unheard-of").pickupHoldDays()).isEqualTo(6);
        assertThat(settings.thresholdsOf("unheard-of").unknownAfter()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void allMistakesAreSaidWithTheirPlace() {
        read("""
            stalled-day: 4
            origin-country: France
            closed-days: [Christmas]
            carriers:
              ups:
                lost-days: -1
                working-days: [caturday]
            """);
        assertThat(problems.list().stream().map(Problem::path))
                .containsExactlyInAnyOrder(
                        "stalled-day",
                        "origin-country",
                        "closed-days",
                        "carriers.ups.lost-days",
                        "carriers.ups.working-days");
    }

    private RuleSettings read(String yaml) {
        YamlSection section = YamlFile.parse(yaml, "rules.yaml", _ -> null, problems);
        RuleSettings settings = RuleSettings.read(section, "FR");
        section.rejectUnknown();
        return settings;
    }
}
