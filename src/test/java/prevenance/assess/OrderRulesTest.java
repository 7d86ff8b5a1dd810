package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.CLAIM_DEADLINE;
import static prevenance.assess.FlagKind.LEGAL_DELIVERY_30D;
import static prevenance.assess.FlagKind.MAIL_FAILED;
import static prevenance.assess.FlagKind.NOT_RECEIVED;
import static prevenance.assess.FlagKind.NUMBER_REPLACED;
import static prevenance.assess.FlagKind.PARTIAL_ORDER;
import static prevenance.assess.FlagKind.REFUND_DUE;
import static prevenance.assess.FlagKind.REPLACEMENT_SILENT;
import static prevenance.assess.FlagKind.TRACKING_END;
import static prevenance.tracking.TrackingStatus.ACCEPTED_SCANNED;
import static prevenance.tracking.TrackingStatus.ATTEMPT_ABSENT;
import static prevenance.tracking.TrackingStatus.DELIVERED_RECIPIENT;
import static prevenance.tracking.TrackingStatus.EXC_DAMAGED;
import static prevenance.tracking.TrackingStatus.EXC_LOST_DECLARED;
import static prevenance.tracking.TrackingStatus.PRE_ANNOUNCED;
import static prevenance.tracking.TrackingStatus.RETURN_UNDER_WAY;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.assess.OrderFacts.Owed;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

class OrderRulesTest {
    @Test
    void aParcelTwoBusinessDaysBehindTheFirstOneOfItsOrderIsToldOf() {
        // The other one arrived on Thursday 12 November at 11:00 in Lyon; the 11th was a holiday.
        Verdict verdict = new Sample()
                .imported("2026-11-10T08:00:00Z")
                .event("2026-11-10T10:00:00+01:00", ACCEPTED_SCANNED)
                .event("2026-11-13T10:00:00+01:00", TRANSIT_MOVING)
                .facts(siblings(
                        Sample.sibling(3, DELIVERED_RECIPIENT, "2026-11-13T10:00:00Z"),
                        Sample.sibling(2, DELIVERED_RECIPIENT, "2026-11-12T10:00:00Z"),
                        Sample.sibling(4, TRANSIT_MOVING, "2026-11-11T10:00:00Z")))
                .reaches(PARTIAL_ORDER, 1, "2026-11-16T10:00:00Z");
        assertThat(verdict.forCustomer()).isTrue();
        assertThat(verdict.forStaff()).isFalse();
        assertThat(verdict.evidence().facts())
                .containsEntry("first-parcel", "XX000000002FR")
                .containsEntry("first-arrived", "2026-11-12T10:00:00Z");
    }

    @Test
    void whatArrivedBeforeWeKnewOfThisParcelAndParcelsThatAreNotOnTheirWayAreNoPartialOrder() {
        OrderFacts arrived = siblings(Sample.sibling(2, DELIVERED_RECIPIENT, "2026-11-10T10:00:00Z"));
        Sample later = new Sample().imported("2026-11-10T10:00:00.001Z").facts(arrived);
        assertThat(later.event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING).kinds("2026-11-17T10:00:00Z"))
                .isEmpty();
        for (var status : List.of(ATTEMPT_ABSENT, RETURN_UNDER_WAY, DELIVERED_RECIPIENT)) {
            assertThat(new Sample()
                            .imported("2026-11-10T10:00:00Z")
                            .facts(arrived)
                            .event("2026-11-17T10:00:00+01:00", status)
                            .kinds("2026-11-17T10:00:00Z"))
                    .doesNotContain(PARTIAL_ORDER);
        }
        assertThat(new Sample()
                        .imported("2026-11-10T10:00:00Z")
                        .leg(Leg.EXCHANGE)
                        .facts(arrived)
                        .event("2026-11-17T10:00:00+01:00", PRE_ANNOUNCED)
                        .kinds("2026-11-17T10:00:00Z"))
                .doesNotContain(PARTIAL_ORDER);
        assertThat(new Sample()
                        .imported("2026-11-10T10:00:00Z")
                        .facts(arrived)
                        .event("2026-11-17T10:00:00+01:00", PRE_ANNOUNCED)
                        .kinds("2026-11-17T10:00:00Z"))
                .containsExactly(PARTIAL_ORDER);
    }

    @Test
    void aReplacedNumberIsTheOnlyThingSaidOfAParcelUntilTheNewOneHasArrived() {
        Sample old = new Sample()
                .promised("2026-11-02")
                .event("2026-10-30T10:00:00+01:00", TRANSIT_MOVING)
                .replacedBy(2)
                .facts(siblings(Sample.sibling(2, TRANSIT_MOVING, "2026-11-09T10:00:00Z")));
        Verdict verdict = old.verdict(NUMBER_REPLACED, "2026-11-16T10:00:00Z").orElseThrow();
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-09T10:00:00Z");
        assertThat(verdict.forCustomer()).isTrue();
        assertThat(old.kinds("2026-11-16T10:00:00Z")).containsExactly(NUMBER_REPLACED);
        assertThat(old.judge("2026-11-16T10:00:00Z").nextAt()).isNull();
        assertThat(old.facts(siblings(Sample.sibling(2, DELIVERED_RECIPIENT, "2026-11-09T10:00:00Z")))
                        .kinds("2026-11-16T10:00:00Z"))
                .isEmpty();
    }

    @Test
    void whatTheCarrierSaysDeliveredAndTheCustomerHasNotIsTheStaffsAtOnce() {
        OrderFacts said = new OrderFacts(List.of(), Instant.parse("2026-11-17T08:00:00Z"), List.of());
        Sample parcel = new Sample()
                .event("2026-11-16T10:00:00+01:00", DELIVERED_RECIPIENT, "Lyon")
                .facts(said);
        assertThat(parcel.kinds("2026-11-17T07:59:00Z")).isEmpty();
        Verdict verdict = parcel.verdict(NOT_RECEIVED, "2026-11-17T08:00:00Z").orElseThrow();
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-17T08:00:00Z");
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isFalse();
        // Where nobody said that it was delivered he is right, and other rules speak.
        assertThat(new Sample()
                        .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                        .facts(said)
                        .kinds("2026-11-17T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void aRefundIsWarnedOfOnTheTenthDayAndAReplacementAfterTwoBusinessDaysEvenWhenTheParcelHasArrived() {
        Sample over = new Sample().event("2026-11-02T10:00:00+01:00", DELIVERED_RECIPIENT);
        Verdict refund = over.facts(owed(Owed.Kind.REFUND, "2026-11-03T14:00:00Z", "2026-11-17"))
                .reaches(REFUND_DUE, 1, "2026-11-12T23:00:00Z");
        assertThat(refund.sinceAt()).isEqualTo("2026-11-12T23:00:00Z");
        assertThat(refund.evidence().facts()).containsEntry("last-day", "2026-11-17");
        // Where the last day is nearer than usual, on that day at the latest.
        new Sample()
                .event("2026-11-02T10:00:00+01:00", DELIVERED_RECIPIENT)
                .facts(owed(Owed.Kind.REFUND, "2026-11-03T14:00:00Z", "2026-11-09"))
                .reaches(REFUND_DUE, 1, "2026-11-08T23:00:00Z");
        // Promised on Friday 6 November at 15:00; Wednesday the 11th is a holiday.
        Verdict silent = new Sample()
                .event("2026-11-02T10:00:00+01:00", DELIVERED_RECIPIENT)
                .facts(owed(Owed.Kind.REPLACEMENT, "2026-11-09T14:00:00Z", null))
                .reaches(REPLACEMENT_SILENT, 1, "2026-11-12T14:00:00Z");
        // The shop's days, not those of a carrier that delivers on Saturday.
        new Sample()
                .with("laposte")
                .event("2026-11-02T10:00:00+01:00", DELIVERED_RECIPIENT)
                .facts(owed(Owed.Kind.REPLACEMENT, "2026-11-13T14:00:00Z", null))
                .reaches(REPLACEMENT_SILENT, 1, "2026-11-17T14:00:00Z");
        assertThat(silent.reason().args()).containsEntry("skipped", "2026-11-11 ARMISTICE");
    }

    @Test
    void aClaimIsWarnedOfFiveDaysBeforeItsLastDayAndNoLongerAfterIt() {
        Sample prepared = new Sample()
                .event("2026-11-02T10:00:00+01:00", DELIVERED_RECIPIENT)
                .facts(owed(Owed.Kind.CLAIM, "2026-11-03T14:00:00Z", "2026-11-20"));
        Verdict verdict = prepared.reaches(CLAIM_DEADLINE, 1, "2026-11-14T23:00:00Z");
        assertThat(verdict.reason().key()).isEqualTo("claim.deadline");
        assertThat(prepared.kinds("2026-11-20T22:59:00Z")).containsExactly(CLAIM_DEADLINE);
        assertThat(prepared.kinds("2026-11-20T23:00:00Z")).isEmpty();
        assertThat(prepared.judge("2026-11-20T22:59:00Z").nextAt()).isEqualTo("2026-11-20T23:00:00Z");
    }

    @Test
    void aLossOrDamageWithoutAClaimIsWarnedOfByTheCarriersTerms() {
        // Thirty days after the first scan on 2 November: 2 December.
        Sample lost = new Sample()
                .with("laposte")
                .shipped("2026-10-30T10:00:00Z")
                .event("2026-11-02T10:00:00+01:00", ACCEPTED_SCANNED)
                .event("2026-11-10T10:00:00+01:00", EXC_LOST_DECLARED);
        Verdict loss = lost.reaches(CLAIM_DEADLINE, 1, "2026-11-26T23:00:00Z");
        assertThat(loss.reason().key()).isEqualTo("claim.deadline.unconfirmed");
        assertThat(loss.evidence().limits().stream().map(Threshold::key))
                .containsExactly("claim-loss-days", "claim-warning-days");
        assertThat(lost.facts(new OrderFacts(List.of(), null, List.of(), null, true))
                        .kinds("2026-11-28T10:00:00Z"))
                .doesNotContain(CLAIM_DEADLINE);
        // Chronopost: fourteen days after delivery.
        new Sample()
                .event("2026-11-02T10:00:00+01:00", EXC_DAMAGED)
                .event("2026-11-03T10:00:00+01:00", DELIVERED_RECIPIENT)
                .delivered("2026-11-03T09:00:00Z")
                .reaches(CLAIM_DEADLINE, 1, "2026-11-11T23:00:00Z");
        // Nothing is known of what this carrier takes for a loss.
        assertThat(new Sample()
                        .with("mondial-relay")
                        .shipped("2026-11-02T10:00:00Z")
                        .event("2026-11-10T10:00:00+01:00", EXC_LOST_DECLARED)
                        .kinds("2026-12-30T10:00:00Z"))
                .doesNotContain(CLAIM_DEADLINE);
    }

    @Test
    void withoutAnAgreedDateTheLegalThirtyDaysAreWarnedOfAfterTwentyFive() {
        Sample ordered = new Sample()
                .ordered("2026-10-20T20:00:00Z")
                .imported("2026-10-25T08:00:00Z")
                .event("2026-11-13T10:00:00+01:00", TRANSIT_MOVING);
        Verdict verdict = ordered.reaches(LEGAL_DELIVERY_30D, 1, "2026-11-13T23:00:00Z");
        assertThat(verdict.reason().args()).containsEntry("last", "2026-11-19").containsEntry("since", "2026-10-20");
        // When nobody said when it was ordered, the first that we know of it.
        new Sample()
                .shipped("2026-10-22T08:00:00Z")
                .imported("2026-10-25T08:00:00Z")
                .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                .reaches(LEGAL_DELIVERY_30D, 1, "2026-11-15T23:00:00Z");
        assertThat(new Sample()
                        .promised("2026-12-24")
                        .ordered("2026-10-20T20:00:00Z")
                        .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                        .kinds("2026-11-17T08:00:00Z"))
                .isEmpty();
        assertThat(new Sample()
                        .leg(Leg.EXCHANGE)
                        .ordered("2026-10-20T20:00:00Z")
                        .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                        .kinds("2026-11-17T08:00:00Z"))
                .isEmpty();
    }

    @Test
    void aMailThatFailedIsTheStaffsWhileSomethingIsWrongWithTheParcel() {
        OrderFacts failed = new OrderFacts(List.of(), null, List.of(), Instant.parse("2026-11-17T08:00:00Z"), false);
        Sample parcel =
                new Sample().event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING).facts(failed);
        assertThat(parcel.kinds("2026-11-17T09:00:00Z")).isEmpty();
        assertThat(parcel.alreadyFlagged(FlagKind.STALLED, 1, false, "2026-11-17T07:00:00Z")
                        .kinds("2026-11-17T09:00:00Z"))
                .isEmpty();
        Verdict verdict = parcel.alreadyFlagged(FlagKind.LATE, 2, true, "2026-11-17T07:00:00Z")
                .verdict(MAIL_FAILED, "2026-11-17T09:00:00Z")
                .orElseThrow();
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-17T08:00:00Z");
        assertThat(verdict.reason().key()).isEqualTo("mail.failed");
        assertThat(parcel.email(null)
                        .verdict(MAIL_FAILED, "2026-11-17T09:00:00Z")
                        .orElseThrow()
                        .reason()
                        .key())
                .isEqualTo("mail.no-address");
        // Its own flag is no reason for itself.
        assertThat(new Sample()
                        .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                        .facts(failed)
                        .alreadyFlagged(MAIL_FAILED, 1, true, "2026-11-17T07:00:00Z")
                        .kinds("2026-11-17T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void whatIsWatchedForSixtyDaysWithoutAnEndIsClosedByHandAndTheDaysOfAnOutageDoNotCount() {
        new Sample()
                .promised("2026-12-24")
                .shipped("2026-09-10T08:00:00Z")
                .imported("2026-09-15T08:00:00Z")
                .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                // The clock was put back meanwhile.
                .reaches(TRACKING_END, 1, "2026-11-14T09:00:00Z");
        new Sample()
                .promised("2026-12-24")
                .shipped("2026-09-17T08:00:00Z")
                .imported("2026-09-15T08:00:00Z")
                .outage("2026-10-01T00:00:00Z", "2026-10-04T00:00:00Z")
                .event("2026-11-18T10:00:00+01:00", TRANSIT_MOVING)
                .reaches(TRACKING_END, 1, "2026-11-19T09:00:00Z");
    }

    private static OrderFacts siblings(WatchedParcel... others) {
        return new OrderFacts(List.of(others), null, List.of());
    }

    private static OrderFacts owed(Owed.Kind kind, String since, @Nullable String last) {
        return new OrderFacts(
                List.of(),
                null,
                List.of(new Owed(
                        kind,
                        "PV-1",
                        Instant.parse(since),
                        last == null ? null : LocalDate.parse(last),
                        1_000L,
                        "EUR",
                        "test")));
    }
}
