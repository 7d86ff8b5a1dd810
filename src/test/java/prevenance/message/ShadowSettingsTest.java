package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import prevenance.assess.FlagKind;
import prevenance.assess.ShadowFlagSettings;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// The section `shadow:` and the share of customers.
class ShadowSettingsTest {
    private final Problems problems = new Problems();

    private YamlSection section(String yaml) {
        return YamlFile.parse(yaml, "prevenance.yaml", References.none(), problems)
                .section("shadow");
    }

    @Test
    void withoutTheSectionEverythingCounts() {
        assertThat(ShadowSettings.read(section(""))).isEqualTo(ShadowSettings.defaults());
        assertThat(ShadowFlagSettings.read(section(""))).isEqualTo(ShadowFlagSettings.defaults());
        assertThat(ShadowSettings.defaults().isOn()).isFalse();
        assertThat(ShadowSettings.defaults().covers(MessageKind.SHIPPED, null, "A-1"))
                .isFalse();
    }

    @Test
    void kindsMayBeWrittenEitherWay() {
        YamlSection section =
                section("shadow: { messages: [mass-delay, SHIPPED], flags: [WILL_MISS, stalled], share: 10 }");
        ShadowSettings mails = ShadowSettings.read(section);
        assertThat(mails.kinds()).isEqualTo(Set.of(MessageKind.MASS_DELAY, MessageKind.SHIPPED));
        assertThat(mails.share()).isEqualTo(new CustomerShare(10));
        assertThat(ShadowFlagSettings.read(section).kinds()).isEqualTo(Set.of(FlagKind.WILL_MISS, FlagKind.STALLED));
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void whatIsNoKindIsSaidWithItsNearest() {
        YamlSection section = section("shadow: { messages: [mass-dely], flags: [WILL_MIS], share: 101 }");
        ShadowSettings.read(section);
        ShadowFlagSettings.read(section);
        assertThat(problems.list())
                .extracting(Problem::toString)
                .anyMatch(text -> text.contains("did you mean 'mass-delay'?"))
                .anyMatch(text -> text.contains("did you mean 'WILL_MISS'?"))
                .anyMatch(text -> text.contains("shadow.share"));
    }

    @Test
    void whoIsInASmallShareIsInEveryLargerOneAndTheShareIsAboutWhatItSays() {
        List<String> customers = IntStream.range(0, 10_000)
                .mapToObj(i -> "customer-" + i + "@example.org")
                .toList();
        Set<String> before = Set.of();
        for (int percent : List.of(0, 1, 10, 30, 50, 99, 100)) {
            CustomerShare share = new CustomerShare(percent);
            Set<String> now = customers.stream()
                    .filter(email -> share.includes(email, "A-1"))
                    .collect(Collectors.toSet());
            assertThat(now.containsAll(before)).isTrue();
            assertThat(now.size()).isBetween(percent * 100 - 150, percent * 100 + 150);
            before = now;
        }
        assertThat(new CustomerShare(0).includes("camille@example.org", "A-1")).isFalse();
        assertThat(new CustomerShare(100).includes(null, "A-1")).isTrue();
    }

    @Test
    void theSameCustomerIsInWithEachOfHisOrdersHoweverHisAddressIsWritten() {
        CustomerShare half = new CustomerShare(50);
        for (int i = 0; i < 200; i++) {
            String email = "camille-" + i + "@example.org";
            assertThat(half.includes(" Camille-" + i + "@Example.org ", "B-" + i))
                    .isEqualTo(half.includes(email, "A-" + i));
        }
        // Without an address each order stands for itself.
        assertThat(IntStream.range(0, 200)
                        .filter(i -> half.includes(null, "A-" + i))
                        .count())
                .isBetween(60L, 140L);
    }
}
