package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.LATE;
import static prevenance.assess.FlagKind.LOST_SUSPECTED;
import static prevenance.assess.FlagKind.NOT_HANDED_OVER;
import static prevenance.assess.FlagKind.STALLED;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.tracking.TrackingStatus;

/// What planted faults showed that no other test would have seen.
class RuleDetailsTest {
    private static Sample hub() {
        return new Sample().event("2026-11-16T09:00:00+01:00", TrackingStatus.TRANSIT_ARRIVED_HUB, "Lyon");
    }

    /// A flag keeps the name and the version of its rule for good.
    @Test
    void everyRuleIsKnownByItsNameAndVersion() {
        assertThat(new RuleBook().rules().stream().map(Rule::name).sorted())
                .containsExactly(
                        "address-problem/1",
                        "attempt-failed/1",
                        "claim-deadline/1",
                        "customs-docs/1",
                        "customs-held/1",
                        "damaged/1",
                        "delay-announced/2",
                        "late/3",
                        "legal-delivery/1",
                        "lost-declared/1",
                        "lost-suspected/2",
                        "mail-failed/1",
                        "no-progress-loop/1",
                        "not-handed-over/2",
                        "not-received/1",
                        "number-replaced/1",
                        "number-unknown/2",
                        "partial-order/1",
                        "pickup-missed/1",
                        "pickup-waiting/2",
                        "refund-due/1",
                        "replacement-silent/1",
                        "returned/1",
                        "returning/1",
                        "stalled/2",
                        "tracking-end/1",
                        "unmapped-code/1",
                        "will-miss/1");
    }

    @ParameterizedTest
    @CsvSource({"2026-11-18T14:00:00+01:00, false", "2026-11-19T14:00:00+01:00, true"})
    void onlyWhoWasTriedInTimeKnowsWhyItIsLate(String attempt, boolean told) {
        Sample parcel = hub().promised("2026-11-18").event(attempt, TrackingStatus.ATTEMPT_ABSENT, "Lyon");
        Verdict late = parcel.verdict(LATE, "2026-11-21T12:00:00Z").orElseThrow();
        assertThat(late.step()).isEqualTo(2);
        assertThat(late.forCustomer()).isEqualTo(told);
    }

    @Test
    void withoutAPromiseOfTheShopTheCarriersCommitmentCountsForTheStaffAlone() {
        String late = "2026-11-21T12:00:00Z";
        Verdict verdict = hub().committed("2026-11-18").verdict(LATE, late).orElseThrow();
        assertThat(verdict.step()).isEqualTo(2);
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isFalse();
        assertThat(verdict.reason().key()).isEqualTo("late.commitment");
        assertThat(EvidenceWords.lines(verdict.evidence(), Locale.ENGLISH, ZoneId.of("Europe/Paris")))
                .contains(new EvidenceWords.Line("Committed by the carrier", "Wednesday 18 November"));
        assertThat(hub().promised("2026-12-24").committed("2026-11-18").verdict(LATE, late))
                .as("the shop's promise is never replaced")
                .isEmpty();
        assertThat(hub().estimated("2026-11-18").verdict(LATE, late))
                .as("an estimate is no promise")
                .isEmpty();
    }

    @Test
    void anEstimateAfterTheCarriersOwnCommitmentAnnouncesADelay() {
        String now = "2026-11-18T12:00:00Z";
        Verdict verdict = hub().committed("2026-11-19")
                .estimated("2026-11-20")
                .verdict(FlagKind.DELAY_ANNOUNCED, now)
                .orElseThrow();
        assertThat(verdict.reason())
                .isEqualTo(new Reason(
                        "delay.estimate-after-commitment",
                        Map.of("carrier", "Chronopost", "commitment", "2026-11-19", "estimate", "2026-11-20")));
        assertThat(hub().promised("2026-11-24")
                        .committed("2026-11-19")
                        .estimated("2026-11-20")
                        .verdict(FlagKind.DELAY_ANNOUNCED, now))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "FR, 69003, 2026-11-20T12:00:00Z, stalled, 3",
        "FR, 69003, 2026-11-24T12:00:00Z, stalled, 5",
        "DE, 10115, 2026-11-24T12:00:00Z, stalled.international, 5",
        "DE, 10115, 2026-12-02T12:00:00Z, stalled.international, 10",
    })
    void theReasonNamesTheLimitThatWasPassedAndTheBorder(
            String country, String postcode, String now, String key, String days) {
        Reason reason =
                hub().to(country, postcode).verdict(STALLED, now).orElseThrow().reason();
        assertThat(reason.key()).isEqualTo(key);
        assertThat(reason.args()).containsEntry("days", days);
    }

    @ParameterizedTest
    @CsvSource({
        "FR, 69003, 2026-11-28T12:00:00Z, lost.suspected, 10",
        "DE, 10115, 2026-12-08T12:00:00Z, lost.suspected.international, 20",
    })
    void lossIsSuspectedByTheBordersOwnLimit(String country, String postcode, String now, String key, String days) {
        Reason reason = hub().to(country, postcode)
                .verdict(LOST_SUSPECTED, now)
                .orElseThrow()
                .reason();
        assertThat(reason.key()).isEqualTo(key);
        assertThat(reason.args()).containsEntry("days", days);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-19T12:00:00Z, 2", "2026-11-24T12:00:00Z, 4"})
    void whatWasNeverScannedNamesItsLimitAndItsAnnouncement(String now, String days) {
        Sample parcel = new Sample()
                .shipped("2026-11-16T10:00:00Z")
                .event("2026-11-16T09:00:00+01:00", TrackingStatus.PRE_ANNOUNCED, null);
        Verdict verdict = parcel.verdict(NOT_HANDED_OVER, now).orElseThrow();
        assertThat(verdict.reason().args())
                .containsEntry("days", days)
                .containsEntry("announced", "2026-11-16T09:00:00+01:00");
        assertThat(verdict.evidence().limits()).extracting(Threshold::value).containsExactly(days);
    }

    @Test
    void aFindingThatWaitsForAnAnswerIsLookedAtWithinTheHour() {
        Instant now = Instant.parse("2026-11-19T09:00:00Z");
        Judgement waiting = hub().lastAnswered("2026-11-17T08:00:00Z").judge(now);
        assertThat(waiting.findings()).noneMatch(finding -> finding.verdict().kind() == STALLED);
        assertThat(waiting.nextAt()).isEqualTo(now.plusSeconds(3_600));
        Judgement answered = hub().lastAnswered("2026-11-19T08:00:00Z").judge(now);
        assertThat(answered.findings()).anyMatch(finding -> finding.verdict().kind() == STALLED);
        assertThat(answered.nextAt()).isEqualTo(now.plusSeconds(6 * 3_600));
    }

    @Test
    void aBookWithoutAKindSaysNothingOfItAndLetsTheNextWorrySpeak() {
        Sample parcel = hub().to("DE", "10115").promised("2026-11-18");
        Instant now = Instant.parse("2026-12-02T12:00:00Z");
        assertThat(parcel.verdict(STALLED, now)).get().returns(false, Verdict::forCustomer);
        RuleBook without = new RuleBook().without(Set.of(LATE));
        Judgement judgement = without.judge(parcel.dossier(now), now);
        assertThat(judgement.findings())
                .noneMatch(finding -> finding.verdict().kind() == LATE)
                .anyMatch(finding ->
                        finding.verdict().kind() == STALLED && finding.verdict().forCustomer());
        assertThat(without.rules()).hasSize(new RuleBook().rules().size() - 1);
    }
}
