package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prevenance.config.Problem;
import prevenance.config.Problems;

class ThresholdBookTest {
    /// Of these nothing is known for all carriers, and nothing is invented.
    private static final Set<Limit> ONLY_PER_CARRIER = EnumSet.of(
            Limit.PICKUP_HOLD_DAYS,
            Limit.CLAIM_LOSS_DAYS,
            Limit.CLAIM_DAMAGE_DAYS,
            Limit.CLAIM_LATE_DAYS,
            Limit.INQUIRY_AFTER,
            Limit.CUT_OFF);

    @Test
    void everyDefaultHasASourceInBothLanguagesADayAndAConfidence() {
        assertThat(ThresholdBook.entries()).hasSizeGreaterThan(50).allSatisfy(entry -> {
            Threshold known = entry.threshold();
            assertThat(known.source()).isNotBlank();
            assertThat(known.sourceFr()).isNotBlank();
            assertThat(known.checked()).isBetween(LocalDate.parse("2026-01-01"), LocalDate.parse("2026-11-22"));
            assertThat(known.confidence()).isNotNull();
            assertThat(known.setBy()).isEqualTo(Threshold.BOOK);
        });
    }

    @Test
    void everyLimitHasADefaultForAllExceptThoseThatOnlyACarrierCanSay() {
        RuleSettings settings = RuleSettings.defaults();
        assertThat(EnumSet.allOf(Limit.class).stream()
                        .filter(limit -> settings.standard(limit).isEmpty())
                        .collect(Collectors.toSet()))
                .isEqualTo(ONLY_PER_CARRIER);
    }

    @Test
    void nothingIsSaidTwiceAboutTheSameParcels() {
        List<String> said = ThresholdBook.entries().stream()
                .map(entry -> entry.threshold().key() + " " + entry.where())
                .toList();
        assertThat(said).doesNotHaveDuplicates();
    }

    @Test
    void theFiguresThatRulesAreBuiltOnAreThese() {
        Thresholds all = RuleSettings.defaults().thresholdsOf("any");
        assertThat(EnumSet.complementOf(EnumSet.copyOf(ONLY_PER_CARRIER)).stream()
                        .map(limit -> limit.key() + "=" + all.get(limit).value()))
                .containsExactly(
                        "unknown-after=PT48H",
                        "not-handed-over-days=2",
                        "not-handed-over-customer-days=4",
                        "stalled-days=3",
                        "stalled-customer-days=5",
                        "stalled-international-days=5",
                        "stalled-international-customer-days=10",
                        "no-progress-days=7",
                        "late-days=1",
                        "late-customer-days=2",
                        "pickup-reminder-days=2",
                        "returned-days=2",
                        "lost-days=7",
                        "lost-unpromised-days=10",
                        "lost-international-days=20",
                        "customs-held-days=5",
                        "partial-order-days=2",
                        "replacement-days=2",
                        "claim-warning-days=5",
                        "refund-warning-days=10",
                        "legal-delivery-warning-days=25",
                        "tracking-end-days=60",
                        "inquiry-answer-days=14",
                        "dispute-days=3",
                        "old-events-margin=PT48H",
                        "working-days=MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY");
    }

    @Test
    void anEntryWithoutSourceDayOrConfidenceIsRefused() {
        Problems problems = new Problems();
        List<ThresholdEntry> entries = ThresholdBook.read("""
            thresholds:
              - key: late-days
                value: 1
              - key: latest-days
                value: 1
                source: {en: a, fr: b}
                checked: 2026-01-01
                confidence: high
            """, problems);
        assertThat(entries).isEmpty();
        assertThat(problems.list().stream().map(Problem::path))
                .contains(
                        "thresholds[0].source.en", "thresholds[0].source.fr", "thresholds[0].key", "thresholds[1].key");
    }
}
