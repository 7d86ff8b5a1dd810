package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.ADDRESS_PROBLEM;
import static prevenance.assess.FlagKind.ATTEMPT_FAILED;
import static prevenance.assess.FlagKind.CUSTOMS_DOCS;
import static prevenance.assess.FlagKind.DAMAGED;
import static prevenance.assess.FlagKind.DELAY_ANNOUNCED;
import static prevenance.assess.FlagKind.LOST_DECLARED;
import static prevenance.assess.FlagKind.PICKUP_MISSED;
import static prevenance.assess.FlagKind.PICKUP_WAITING;
import static prevenance.assess.FlagKind.RETURNED;
import static prevenance.assess.FlagKind.RETURNING;
import static prevenance.assess.FlagKind.UNMAPPED_CODE;
import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;

class StatementRulesTest {
    private static final String AT = "2026-11-17T10:00:00+01:00";
    private static final String NOW = "2026-11-17T09:30:00Z";

    @Test
    void whatTheCarrierSaysIsFlaggedAtOnceForThoseItConcerns() {
        record Expected(FlagKind kind, boolean staff, boolean customer) {}
        Map<TrackingStatus, Expected> table = Map.ofEntries(
                Map.entry(TRANSIT_DELAY_ANNOUNCED, new Expected(DELAY_ANNOUNCED, false, true)),
                Map.entry(TRANSIT_DELAY_NETWORK, new Expected(DELAY_ANNOUNCED, false, true)),
                Map.entry(TRANSIT_DELAY_WEATHER, new Expected(DELAY_ANNOUNCED, false, true)),
                Map.entry(TRANSIT_DELAY_FORCE_MAJEURE, new Expected(DELAY_ANNOUNCED, false, true)),
                Map.entry(ATTEMPT_ABSENT, new Expected(ATTEMPT_FAILED, false, true)),
                Map.entry(ATTEMPT_CLOSED, new Expected(ATTEMPT_FAILED, false, true)),
                Map.entry(ATTEMPT_NO_ACCESS, new Expected(ATTEMPT_FAILED, false, true)),
                Map.entry(ATTEMPT_PAYMENT_DUE, new Expected(ATTEMPT_FAILED, false, true)),
                Map.entry(ATTEMPT_OTHER, new Expected(ATTEMPT_FAILED, false, true)),
                Map.entry(ATTEMPT_ADDRESS, new Expected(ADDRESS_PROBLEM, true, true)),
                Map.entry(ATTEMPT_MOVED, new Expected(ADDRESS_PROBLEM, true, true)),
                Map.entry(EXC_UNDELIVERABLE, new Expected(ADDRESS_PROBLEM, true, true)),
                Map.entry(PICKUP_READY, new Expected(PICKUP_WAITING, false, true)),
                Map.entry(PICKUP_EXPIRED, new Expected(PICKUP_MISSED, true, false)),
                Map.entry(ATTEMPT_REFUSED, new Expected(PICKUP_MISSED, true, false)),
                Map.entry(EXC_DAMAGED, new Expected(DAMAGED, true, true)),
                Map.entry(RETURN_UNDER_WAY, new Expected(RETURNING, true, true)),
                Map.entry(RETURN_ARRIVED, new Expected(RETURNED, true, false)),
                Map.entry(EXC_LOST_DECLARED, new Expected(LOST_DECLARED, true, true)),
                Map.entry(EXC_DESTROYED, new Expected(LOST_DECLARED, true, true)),
                Map.entry(CUSTOMS_DOCS_NEEDED, new Expected(CUSTOMS_DOCS, false, true)),
                Map.entry(CUSTOMS_DUTIES_DUE, new Expected(CUSTOMS_DOCS, true, false)),
                Map.entry(CUSTOMS_PROHIBITED, new Expected(FlagKind.CUSTOMS_HELD, true, false)),
                Map.entry(UNKNOWN_UNMAPPED, new Expected(UNMAPPED_CODE, true, false)));
        for (TrackingStatus status : TrackingStatus.values()) {
            List<Judgement.Finding> findings = new Sample()
                    .event("2026-11-16T10:00:00+01:00", ACCEPTED_SCANNED)
                    .event(AT, status, "Lyon")
                    .judge(NOW)
                    .findings();
            Expected expected = table.get(status);
            assertThat(findings.stream()
                            .map(f -> new Expected(
                                    f.verdict().kind(),
                                    f.verdict().forStaff(),
                                    f.verdict().forCustomer())))
                    .as(status.wireName())
                    .isEqualTo(expected == null ? List.of() : List.of(expected));
            findings.forEach(f -> {
                assertThat(f.verdict().sinceAt()).isEqualTo("2026-11-17T09:00:00Z");
                assertThat(f.verdict().step()).isEqualTo(1);
            });
        }
    }

    @Test
    void anUnlistedCodeIsTheSameQuestionUntilAnotherOneComes() {
        Sample parcel = new Sample()
                .coded("2026-11-16T10:00:00+01:00", "AN7", UNKNOWN_UNMAPPED)
                .coded("2026-11-16T18:00:00+01:00", "AN7", UNKNOWN_UNMAPPED);
        assertThat(parcel.verdict(UNMAPPED_CODE, NOW).map(Verdict::sinceAt))
                .contains(Instant.parse("2026-11-16T09:00:00Z"));
        parcel.coded(AT, "AN8", UNKNOWN_UNMAPPED).coded(AT, "AN7", UNKNOWN_UNMAPPED);
        assertThat(parcel.verdict(UNMAPPED_CODE, NOW).map(Verdict::sinceAt))
                .contains(Instant.parse("2026-11-17T09:00:00Z"));
    }

    @Test
    void theSecondDayOfTryingNeedsAPerson() {
        Verdict verdict = new Sample()
                .event("2026-11-16T10:00:00+01:00", ATTEMPT_ABSENT, "Lyon")
                .event("2026-11-16T10:05:00+01:00", ATTEMPT_OTHER, "Lyon")
                .event(AT, ATTEMPT_ABSENT, "Lyon")
                .verdict(ATTEMPT_FAILED, NOW)
                .orElseThrow();
        assertThat(verdict.step()).isEqualTo(2);
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.reason().args()).containsEntry("attempts", "2");
    }

    @Test
    void aDepotThatHoldsTheParcelDoesNotMendTheAddress() {
        assertThat(new Sample()
                        .event("2026-11-16T10:00:00+01:00", ATTEMPT_ADDRESS, "Lyon")
                        .event(AT, HELD_DEPOT, "Lyon")
                        .kinds(NOW))
                .containsExactly(ADDRESS_PROBLEM);
        assertThat(new Sample()
                        .event("2026-11-16T10:00:00+01:00", ATTEMPT_ADDRESS, "Lyon")
                        .event(AT, OUT_ON_VEHICLE, "Lyon")
                        .kinds(NOW))
                .isEmpty();
    }

    @Test
    void anEstimateAfterThePromiseIsAnAnnouncedDelay() {
        Sample parcel = new Sample()
                .event(AT, TRANSIT_MOVING, "Lyon")
                .promised("2026-11-18")
                .estimated("2026-11-19");
        assertThat(parcel.verdict(DELAY_ANNOUNCED, NOW).orElseThrow().reason().key())
                .isEqualTo("delay.estimate");
        assertThat(parcel.estimated("2026-11-18").kinds(NOW)).isEmpty();
    }

    @Test
    void aParcelAtThePickupPointIsRemindedTwoDaysBeforeTheLastDayAndNeitherStalledNorLateNorLost() {
        // Mondial Relay keeps parcels five days: arrived on Monday 16, last day Saturday 21.
        Sample parcel = new Sample()
                .with("mondial-relay")
                .promised("2026-11-16")
                .event("2026-11-16T10:00:00+01:00", PICKUP_READY, "Lyon")
                .event("2026-11-18T10:00:00+01:00", PICKUP_READY, "Lyon");
        Verdict reminder = parcel.reaches(PICKUP_WAITING, 2, "2026-11-18T23:00:00Z");
        assertThat(reminder.forCustomer()).isTrue();
        assertThat(reminder.sinceAt()).isEqualTo("2026-11-16T09:00:00Z");
        assertThat(reminder.reason().args()).containsEntry("until", "2026-11-21");
        assertThat(parcel.kinds("2026-12-24T12:00:00Z")).containsExactly(PICKUP_WAITING);
    }

    @Test
    void theCarriersLastDayGoesFirstAndWithoutAnyNoReminderIsInvented() {
        new Sample()
                .with("mondial-relay")
                .pickupUntil("2026-11-30")
                .event("2026-11-16T10:00:00+01:00", PICKUP_READY, "Lyon")
                .reaches(PICKUP_WAITING, 2, "2026-11-27T23:00:00Z");
        Verdict unknown = new Sample()
                .with("somebody")
                .event("2026-11-16T10:00:00+01:00", PICKUP_READY, "Lyon")
                .verdict(PICKUP_WAITING, "2026-12-20T10:00:00Z")
                .orElseThrow();
        assertThat(unknown.step()).isEqualTo(1);
        assertThat(unknown.reason().args()).doesNotContainKey("until");
    }

    @Test
    void aLastDayThatWeCountOurselvesIsNoSundayAndNoHoliday() {
        // Five days: Wednesday 11 November is a holiday, Sunday 15 a Sunday; the carrier's own word is left as it is.
        assertThat(List.of(
                        lastDay("2026-11-06", null), lastDay("2026-11-10", null), lastDay("2026-11-10", "2026-11-15")))
                .containsExactly("2026-11-10", "2026-11-14", "2026-11-15");
    }

    private static String lastDay(String arrived, @Nullable String said) {
        Sample parcel = new Sample().with("mondial-relay").event(arrived + "T10:00:00+01:00", PICKUP_READY, "Lyon");
        if (said != null) {
            parcel.pickupUntil(said);
        }
        return String.valueOf(parcel.verdict(PICKUP_WAITING, arrived + "T12:00:00Z")
                .orElseThrow()
                .reason()
                .args()
                .get("until"));
    }

    @Test
    void nobodyIsRemindedOnAnOldAnswer() {
        Sample parcel = new Sample()
                .with("mondial-relay")
                .event("2026-11-16T10:00:00+01:00", PICKUP_READY, "Lyon")
                .lastAnswered("2026-11-17T10:00:00Z");
        assertThat(parcel.verdict(PICKUP_WAITING, "2026-11-19T08:00:00Z")
                        .orElseThrow()
                        .step())
                .isEqualTo(1);
    }

    @Test
    void damageLastsUntilTheEndOfTheJourney() {
        Sample parcel = new Sample().event("2026-11-16T10:00:00+01:00", EXC_DAMAGED, "Lyon");
        assertThat(parcel.event(AT, TRANSIT_MOVING, "Valence").kinds(NOW)).containsExactly(DAMAGED);
        assertThat(parcel.event("2026-11-17T10:10:00+01:00", DELIVERED_RECIPIENT)
                        .kinds(NOW))
                .isEmpty();
    }

    @Test
    void whatCameBackIsRemindedAfterTwoBusinessDaysAndNothingElseIsSaidOfIt() {
        // Back on Friday 13 November at 10:00.
        Sample parcel = new Sample()
                .promised("2026-11-05")
                .event("2026-11-10T10:00:00+01:00", RETURN_UNDER_WAY, "Lyon")
                .event("2026-11-10T11:00:00+01:00", UNKNOWN_UNMAPPED, "Lyon")
                .event("2026-11-13T10:00:00+01:00", DELIVERED_RECIPIENT, "Paris");
        assertThat(parcel.kinds("2026-11-13T10:00:00Z")).containsExactly(RETURNED);
        parcel.reaches(RETURNED, 2, "2026-11-17T09:00:00Z");
        assertThat(parcel.judge("2026-11-17T09:00:00Z").nextAt()).isNull();
    }

    @Test
    void aParcelOnItsWayBackIsNotLate() {
        assertThat(new Sample()
                        .promised("2026-10-05")
                        .event("2026-10-06T10:00:00+02:00", TRANSIT_MOVING, "Lyon")
                        .event("2026-10-07T10:00:00+02:00", RETURN_UNDER_WAY, "Lyon")
                        .kinds(NOW))
                .containsExactly(RETURNING);
    }

    @Test
    void aParcelImportedDeliveredOrVoidedRaisesNothingAndIsNotJudgedAgain() {
        for (TrackingStatus end : List.of(DELIVERED_RECIPIENT, DELIVERED_THIRD_PARTY, DELIVERED_COLLECTED, CANCELLED)) {
            Judgement judgement = new Sample()
                    .promised("2026-10-05")
                    .event("2026-10-06T10:00:00+02:00", UNKNOWN_UNMAPPED, "Lyon")
                    .event("2026-10-09T10:00:00+02:00", end, "Lyon")
                    .judge(NOW);
            assertThat(judgement.findings()).isEmpty();
            assertThat(judgement.nextAt()).isNull();
        }
    }

    @Test
    void aParcelFromTheCustomerIsLookedAfterWithoutTellingHim() {
        List<Judgement.Finding> findings = new Sample()
                .leg(Leg.RETURN)
                .event("2026-11-02T10:00:00+01:00", TRANSIT_MOVING, "Lyon")
                .judge(NOW)
                .findings();
        assertThat(findings).isNotEmpty().noneMatch(f -> f.verdict().forCustomer());
        assertThat(new Sample().leg(Leg.RETURN).event(AT, RETURN_UNDER_WAY).kinds(NOW))
                .isEmpty();
    }
}
