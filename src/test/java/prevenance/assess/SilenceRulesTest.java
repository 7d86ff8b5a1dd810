package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.LATE;
import static prevenance.assess.FlagKind.LOST_SUSPECTED;
import static prevenance.assess.FlagKind.NOT_HANDED_OVER;
import static prevenance.assess.FlagKind.NUMBER_UNKNOWN;
import static prevenance.assess.FlagKind.STALLED;
import static prevenance.tracking.TrackingStatus.ACCEPTED_SCANNED;
import static prevenance.tracking.TrackingStatus.ATTEMPT_ABSENT;
import static prevenance.tracking.TrackingStatus.OUT_ON_VEHICLE;
import static prevenance.tracking.TrackingStatus.PRE_ANNOUNCED;
import static prevenance.tracking.TrackingStatus.PRE_INVALID_NUMBER;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;
import static prevenance.tracking.TrackingStatus.TRANSIT_DELAY_WEATHER;
import static prevenance.tracking.TrackingStatus.TRANSIT_DELIVERY_DEPOT;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;
import static prevenance.tracking.TrackingStatus.UNKNOWN_UNMAPPED;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SilenceRulesTest {
    @Test
    void aNumberIsUnknownFortyEightHoursAfterTheLaterOfDispatchAndImport() {
        Sample parcel = new Sample()
                .imported("2026-11-16T09:00:00Z")
                .shipped("2026-11-16T16:00:00Z")
                .unknownSince("2026-11-16T17:00:00Z");
        Verdict verdict = parcel.reaches(NUMBER_UNKNOWN, 1, "2026-11-18T16:00:00Z");
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isFalse();
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-18T16:00:00Z");

        new Sample()
                .imported("2026-11-18T09:00:00Z")
                .shipped("2026-11-10T16:00:00Z")
                .unknownSince("2026-11-18T17:00:00Z")
                .reaches(NUMBER_UNKNOWN, 1, "2026-11-20T09:00:00Z");
    }

    @Test
    void anAnswerWithoutAnyStatementIsNoKnownNumberEither() {
        Verdict verdict = new Sample()
                .imported("2026-11-16T09:00:00Z")
                .lastOutcome("answered")
                .reaches(NUMBER_UNKNOWN, 1, "2026-11-18T09:00:00Z");
        assertThat(verdict.reason().key()).isEqualTo("number.nothing-said");
    }

    @Test
    void aNumberTheCarrierNeverSpokeOfIsNotUnknown() {
        assertThat(new Sample().imported("2026-11-01T09:00:00Z").kinds("2026-11-20T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void anImpossibleNumberIsFlaggedAtOnce() {
        Verdict verdict = new Sample()
                .imported("2026-11-16T09:00:00Z")
                .status(PRE_INVALID_NUMBER)
                .verdict(NUMBER_UNKNOWN, "2026-11-16T09:05:00Z")
                .orElseThrow();
        assertThat(verdict.reason().key()).isEqualTo("number.invalid");
    }

    @Test
    void aParcelOnlyAnnouncedIsTheStaffsAfterTwoBusinessDaysAndTheCustomersAfterFour() {
        // Dispatched on Thursday 12 November at 17:00 in Paris.
        Sample parcel = new Sample()
                .imported("2026-11-12T15:00:00Z")
                .shipped("2026-11-12T16:00:00Z")
                .event("2026-11-12T15:00:00+01:00", PRE_ANNOUNCED);
        Verdict staff = parcel.reaches(NOT_HANDED_OVER, 1, "2026-11-16T16:00:00Z");
        assertThat(staff.forCustomer()).isFalse();
        Verdict customer = parcel.reaches(NOT_HANDED_OVER, 2, "2026-11-18T16:00:00Z");
        assertThat(customer.forCustomer()).isTrue();
        assertThat(customer.sinceAt()).isEqualTo(staff.sinceAt());
        assertThat(parcel.event("2026-11-18T18:00:00+01:00", ACCEPTED_SCANNED).kinds("2026-11-18T18:00:00Z"))
                .isEmpty();
    }

    @Test
    void aCodeThatWeCannotReadMayHaveBeenTheScan() {
        assertThat(new Sample()
                        .shipped("2026-11-02T16:00:00Z")
                        .event("2026-11-02T15:00:00+01:00", PRE_ANNOUNCED)
                        .event("2026-11-03T15:00:00+01:00", UNKNOWN_UNMAPPED)
                        .kinds("2026-11-20T16:00:00Z"))
                .containsExactly(FlagKind.UNMAPPED_CODE);
    }

    @Test
    void withinOneCountryAParcelIsStalledAfterThreeBusinessDaysWithoutProgressAndTheCustomerHearsAfterFive() {
        Sample parcel = new Sample().event("2026-11-13T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        Verdict staff = parcel.reaches(STALLED, 1, "2026-11-18T09:00:00Z");
        assertThat(staff.sinceAt()).isEqualTo("2026-11-18T09:00:00Z");
        assertThat(staff.forCustomer()).isFalse();
        assertThat(parcel.reaches(STALLED, 2, "2026-11-20T09:00:00Z").forCustomer())
                .isTrue();
    }

    @Test
    void theWeekendTheFirstOfMayAndAlsatianGoodFridayAreNotCounted() {
        // 1 May 2026 is a Friday, so three business days after Wednesday 29 April end on Tuesday 5 May.
        new Sample()
                .event("2026-04-29T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-05-05T08:00:00Z");
        // Good Friday 3 and Easter Monday 6 April 2026.
        new Sample()
                .event("2026-04-01T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Metz")
                .reaches(STALLED, 1, "2026-04-07T08:00:00Z");
        Verdict alsace = new Sample()
                .to("FR", "67000")
                .event("2026-04-01T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Metz")
                // The shop is not in Alsace; what counts is where the parcel is to arrive.
                .reaches(STALLED, 1, "2026-04-08T08:00:00Z");
        assertThat(alsace.reason().args())
                .containsEntry("skipped", "2026-04-03 christian.GOOD_FRIDAY,2026-04-06 christian.EASTER_MONDAY");
    }

    @Test
    void aScanOnADayThatDoesNotCountBeginsWithTheNextThatDoes() {
        new Sample()
                .event("2026-11-14T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-11-18T23:00:00Z");
    }

    @Test
    void aCarrierThatDeliversOnSaturdayIsMeasuredOnSaturday() {
        new Sample()
                .with("laposte")
                .event("2026-11-13T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-11-17T09:00:00Z");
    }

    @Test
    void theClockChangesAndTheLimitKeepsItsTimeOfDay() {
        new Sample()
                .event("2026-10-22T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-10-27T09:00:00Z");
        // Good Friday counts outside Alsace, Easter Monday does not.
        new Sample()
                .event("2027-03-25T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2027-03-31T08:00:00Z");
    }

    @Test
    void scansThatRepeatThemselvesAreNoProgressButANewPlaceIs() {
        Sample parcel = new Sample()
                .event("2026-11-13T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .event("2026-11-16T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "LYON ")
                .event("2026-11-17T10:00:00+01:00", TRANSIT_DELAY_WEATHER, "Lyon")
                .note("2026-11-17T11:00:00+01:00");
        parcel.reaches(STALLED, 1, "2026-11-18T09:00:00Z");
        parcel.event("2026-11-17T12:00:00+01:00", TRANSIT_ARRIVED_HUB, "Valence")
                .reaches(STALLED, 1, "2026-11-20T11:00:00Z");
    }

    @Test
    void betweenTwoCountriesADayCountsOnlyOnceItHasCountedAtBothEnds() {
        // Wednesday 11 November is a holiday in France only.
        Sample parcel = new Sample().to("DE", "10115").event("2026-11-09T10:00:00+01:00", TRANSIT_MOVING, "Metz");
        parcel.reaches(STALLED, 1, "2026-11-17T09:00:00Z");
        parcel.reaches(STALLED, 2, "2026-11-24T09:00:00Z");
    }

    @Test
    void withoutAZoneTheWholeDayIsGivenAway() {
        new Sample()
                .event("2026-11-13T10:00:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-11-18T23:00:00Z");
    }

    @Test
    void aParcelIsLateWhenOneBusinessDayAfterThePromiseHasPassedAndTheCustomerHearsAfterTwo() {
        // Promised for Friday 13 November.
        Sample parcel =
                new Sample().promised("2026-11-13").event("2026-11-13T08:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        Verdict staff = parcel.reaches(LATE, 1, "2026-11-16T23:00:00Z");
        assertThat(staff.sinceAt()).isEqualTo("2026-11-13T23:00:00Z");
        assertThat(staff.forCustomer()).isFalse();
        assertThat(staff.reason().args()).containsEntry("over", "1").containsEntry("place", "Lyon");
        Verdict customer = parcel.reaches(LATE, 2, "2026-11-17T23:00:00Z");
        assertThat(customer.forCustomer()).isTrue();
        assertThat(customer.reason().args()).containsEntry("over", "2");
    }

    @Test
    void thePromiseEndsAtMidnightOfTheDestinationAlsoWhenTheClockChanges() {
        new Sample()
                .promised("2026-10-23")
                .event("2026-10-23T08:00:00+02:00", TRANSIT_DELIVERY_DEPOT)
                .reaches(LATE, 1, "2026-10-26T23:00:00Z");
        Sample reunion = new Sample()
                .to("FR", "97400")
                .promised("2026-11-16")
                .event("2026-11-16T08:00:00+04:00", TRANSIT_DELIVERY_DEPOT);
        assertThat(reunion.reaches(LATE, 1, "2026-11-17T20:00:00Z").sinceAt()).isEqualTo("2026-11-16T20:00:00Z");
        // In a country of many zones nobody is late before the day has ended everywhere.
        new Sample()
                .to("US", "10001")
                .promised("2026-11-16")
                .event("2026-11-16T08:00:00-05:00", TRANSIT_DELIVERY_DEPOT)
                .reaches(LATE, 1, "2026-11-18T12:00:00Z");
    }

    @Test
    void whenTheCauseIsKnownTheCustomerHearsWithTheFirstStep() {
        Verdict verdict = new Sample()
                .promised("2026-11-13")
                .event("2026-11-13T08:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .event("2026-11-13T18:00:00+01:00", TRANSIT_DELAY_WEATHER, "Lyon")
                .reaches(LATE, 1, "2026-11-16T23:00:00Z");
        assertThat(verdict.forCustomer()).isTrue();
        assertThat(verdict.reason().key()).isEqualTo("late.cause-known");
    }

    @Test
    void whoWasNotAtHomeOnThePromisedDayIsNotToldThatHisParcelIsLate() {
        Verdict verdict = new Sample()
                .promised("2026-11-13")
                .event("2026-11-13T08:00:00+01:00", OUT_ON_VEHICLE, "Lyon")
                .event("2026-11-13T12:00:00+01:00", ATTEMPT_ABSENT, "Lyon")
                .event("2026-11-17T08:00:00+01:00", OUT_ON_VEHICLE, "Lyon")
                .verdict(LATE, "2026-11-18T08:00:00Z")
                .orElseThrow();
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isFalse();
    }

    @Test
    void aParcelIsProbablyLostAfterSevenSilentDaysAndAPassedPromise() {
        Sample parcel = new Sample()
                .promised("2026-11-12")
                .event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .note("2026-11-13T09:00:00+01:00");
        Verdict verdict = parcel.reaches(LOST_SUSPECTED, 1, "2026-11-20T08:00:00Z");
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isTrue();
        // Promised later than the seven days: not before the promise has passed.
        parcel.promised("2026-11-24").reaches(LOST_SUSPECTED, 1, "2026-11-24T23:00:00Z");
    }

    @Test
    void withoutAPromiseTheSilenceMustLastTenDaysAndBetweenCountriesTwenty() {
        new Sample()
                .event("2026-10-20T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(LOST_SUSPECTED, 1, "2026-10-30T09:00:00Z");
        new Sample()
                .to("DE", "10115")
                .promised("2026-11-01")
                .event("2026-11-01T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(LOST_SUSPECTED, 1, "2026-11-21T09:00:00Z");
    }

    @Test
    void aParcelProbablyLostIsNoLongerCalledStalledAndTheCustomerHearsOnlyTheGravest() {
        Sample parcel =
                new Sample().promised("2026-11-12").event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        assertThat(parcel.kinds("2026-11-16T23:30:00Z")).containsExactly(LATE, STALLED);
        Judgement lost = parcel.judge("2026-11-20T09:00:00Z");
        assertThat(lost.findings().stream().map(f -> f.verdict().kind())).containsExactly(LOST_SUSPECTED, LATE);
        assertThat(lost.findings().stream().map(f -> f.verdict().forCustomer())).containsExactly(true, false);
        assertThat(lost.superseded()).containsEntry(STALLED, LOST_SUSPECTED);
    }

    @Test
    void withoutARecentAnswerNothingNewIsConcludedFromSilenceAndNothingIsTakenBack() {
        Sample parcel = new Sample()
                .promised("2026-11-12")
                .event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .lastAnswered("2026-11-19T08:59:59Z");
        assertThat(parcel.kinds("2026-11-20T09:00:00Z")).isEmpty();
        assertThat(parcel.judge("2026-11-20T09:00:00Z").nextAt()).isEqualTo("2026-11-20T10:00:00Z");
        parcel.alreadyFlagged(STALLED, 1, false, "2026-11-16T09:00:00Z");
        Verdict kept = parcel.verdict(STALLED, "2026-11-20T09:00:00Z").orElseThrow();
        assertThat(kept.step()).isEqualTo(1);
        assertThat(kept.forCustomer()).isFalse();
        parcel.lastAnswered("2026-11-19T09:00:00Z");
        assertThat(parcel.kinds("2026-11-20T09:00:00Z")).containsExactly(LOST_SUSPECTED, LATE);
    }

    @Test
    void theSameDossierGivesTheSameJudgementInWhateverOrderTheStatementsCame() {
        Sample inOrder = new Sample()
                .promised("2026-11-12")
                .event("2026-11-09T10:00:00+01:00", ACCEPTED_SCANNED, "Paris")
                .event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        Sample backwards = new Sample()
                .promised("2026-11-12")
                .event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .event("2026-11-09T10:00:00+01:00", ACCEPTED_SCANNED, "Paris");
        for (Instant now = Instant.parse("2026-11-10T09:00:00Z");
                now.isBefore(Instant.parse("2026-11-25T00:00:00Z"));
                now = now.plusSeconds(3 * 3600)) {
            assertThat(backwards.judge(now)).isEqualTo(inOrder.judge(now));
        }
    }
}
