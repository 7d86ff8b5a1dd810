package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

class PollSettingsTest {
    private final Problems problems = new Problems();

    @Test
    void whatIsNotWrittenIsTheDefault() {
        YamlSection section = yaml("");
        assertThat(PollSettings.read(section)).isEqualTo(PollSettings.defaults());
        section.rejectUnknown();
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aCarrierOverridesCadenceBackOffAndBreakerDownToSeconds() {
        PollSettings shop = PollSettings.read(yaml("""
            cadence:
              in-transit: 3h
            after-final:
              looks: 0
            claim: 7
            """));
        PollSettings carrier = shop.override(yaml("""
            api-key: other
            cadence:
              out-for-delivery: 5s
            backoff:
              cap: 1m
            breaker:
              failures: 2
              rest: 1s
            """));
        assertThat(carrier.cadence().inTransit()).isEqualTo(Duration.ofHours(3));
        assertThat(carrier.cadence().outForDelivery()).isEqualTo(Duration.ofSeconds(5));
        assertThat(carrier.backoff().cap()).isEqualTo(Duration.ofMinutes(1));
        assertThat(carrier.breaker().failures()).isEqualTo(2);
        assertThat(carrier.breaker().rest()).isEqualTo(Duration.ofSeconds(1));
        assertThat(carrier.afterFinal().looks()).isZero();
        assertThat(carrier.claim()).isEqualTo(7);
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aCadenceBelowASecondAndAnUnknownKeyAreProblems() {
        YamlSection section = yaml("""
            cadence:
              in-transit: 10ms
              pick-up: 1h
            """);
        assertThat(PollSettings.read(section).cadence().inTransit()).isEqualTo(Duration.ofHours(4));
        section.rejectUnknown();
        assertThat(problems.list().stream().map(Object::toString))
                .containsExactly(
                        "test.yaml:2: cadence.in-transit: is shorter than a second -> write 1s or more",
                        "test.yaml:3: cadence.pick-up: is not a setting -> did you mean 'pickup'?");
    }

    private YamlSection yaml(String text) {
        return YamlFile.parse(text, "test.yaml", _ -> null, problems);
    }
}
