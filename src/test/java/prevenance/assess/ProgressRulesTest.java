package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.NO_PROGRESS_LOOP;
import static prevenance.tracking.TrackingStatus.ATTEMPT_ABSENT;
import static prevenance.tracking.TrackingStatus.CUSTOMS_DOCS_NEEDED;
import static prevenance.tracking.TrackingStatus.CUSTOMS_HELD;
import static prevenance.tracking.TrackingStatus.CUSTOMS_IN_PROGRESS;
import static prevenance.tracking.TrackingStatus.CUSTOMS_RELEASED;
import static prevenance.tracking.TrackingStatus.HELD_DEPOT;
import static prevenance.tracking.TrackingStatus.PICKUP_READY;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;
import static prevenance.tracking.TrackingStatus.TRANSIT_DELAY_NETWORK;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;

import org.junit.jupiter.api.Test;

class ProgressRulesTest {
    @Test
    void scansThatGoOnForSevenDaysWithoutANewStageOrPlaceAreACircle() {
        Sample parcel = new Sample()
                .event("2026-11-09T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .event("2026-11-10T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .event("2026-11-10T18:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        // One day of repeated scans is none.
        assertThat(parcel.verdict(NO_PROGRESS_LOOP, "2026-11-17T09:00:00Z")).isEmpty();
        Verdict verdict = parcel.event("2026-11-14T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(NO_PROGRESS_LOOP, 1, "2026-11-16T09:00:00Z");
        assertThat(verdict.forStaff()).isTrue();
        assertThat(verdict.forCustomer()).isFalse();
        assertThat(verdict.reason().args()).containsEntry("scans", "3").containsEntry("days", "7");
        assertThat(verdict.evidence().events()).hasSize(4);
        // A new place is progress.
        assertThat(parcel.event("2026-11-15T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Dijon")
                        .verdict(NO_PROGRESS_LOOP, "2026-11-17T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void whatWaitsAtThePickupPointGoesInNoCircle() {
        assertThat(new Sample()
                        .event("2026-11-09T10:00:00+01:00", PICKUP_READY, "Lyon")
                        .event("2026-11-10T10:00:00+01:00", PICKUP_READY, "Lyon")
                        .event("2026-11-12T10:00:00+01:00", PICKUP_READY, "Lyon")
                        .verdict(NO_PROGRESS_LOOP, "2026-11-17T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void customsThatKeepItForFiveBusinessDaysAreTheStaffsWhateverTheySaidMeanwhile() {
        Sample parcel = new Sample()
                .to("CH", "8001")
                .promised("2026-12-24")
                .event("2026-11-09T10:00:00+01:00", CUSTOMS_IN_PROGRESS, "Zürich")
                .event("2026-11-11T10:00:00+01:00", TRANSIT_DELAY_NETWORK, "Zürich")
                .event("2026-11-12T10:00:00+01:00", CUSTOMS_HELD, "Zürich")
                .event("2026-11-13T10:00:00+01:00", CUSTOMS_DOCS_NEEDED, "Zürich");
        Verdict verdict = parcel.reaches(FlagKind.CUSTOMS_HELD, 1, "2026-11-16T09:00:00Z");
        assertThat(verdict.forCustomer()).isFalse();
        assertThat(verdict.evidence().events().stream().map(Evidence.Seen::status))
                .containsExactly("customs.in_progress", "customs.docs_needed");
        assertThat(parcel.event("2026-11-16T12:00:00+01:00", CUSTOMS_RELEASED, "Zürich")
                        .verdict(FlagKind.CUSTOMS_HELD, "2026-11-20T09:00:00Z"))
                .isEmpty();
    }

    @Test
    void aSecondStayAtCustomsIsCountedAnew() {
        new Sample()
                .promised("2026-12-24")
                .event("2026-11-02T10:00:00+01:00", CUSTOMS_HELD, "Roissy")
                .event("2026-11-03T10:00:00+01:00", CUSTOMS_RELEASED, "Roissy")
                .event("2026-11-09T10:00:00+01:00", CUSTOMS_HELD, "Roissy")
                .event("2026-11-10T10:00:00+01:00", CUSTOMS_HELD, "Roissy")
                // Wednesday 11 November is a holiday in France.
                .reaches(FlagKind.CUSTOMS_HELD, 1, "2026-11-17T09:00:00Z");
    }

    @Test
    void thePaperThatCustomsWantIsAskedForFromTheirFirstWord() {
        Verdict verdict = new Sample()
                .event("2026-11-16T10:00:00+01:00", CUSTOMS_DOCS_NEEDED, "Roissy")
                .event("2026-11-17T10:00:00+01:00", CUSTOMS_DOCS_NEEDED, "Roissy")
                .verdict(FlagKind.CUSTOMS_DOCS, "2026-11-17T10:00:00Z")
                .orElseThrow();
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-16T09:00:00Z");
    }

    @Test
    void aStayIsCountedFromItsFirstStatementAndBrokenOnlyByAnotherOne() {
        Story story = new Sample()
                .event("2026-11-09T10:00:00+01:00", ATTEMPT_ABSENT)
                .event("2026-11-10T10:00:00+01:00", PICKUP_READY)
                .event("2026-11-11T10:00:00+01:00", HELD_DEPOT)
                .note("2026-11-11T11:00:00+01:00")
                .event("2026-11-12T10:00:00+01:00", PICKUP_READY)
                .dossier(java.time.Instant.parse("2026-11-13T10:00:00Z"))
                .story();
        assertThat(story.stay(event -> event.status() == PICKUP_READY)
                        .orElseThrow()
                        .occurredAt())
                .isEqualTo("2026-11-10T09:00:00Z");
        assertThat(story.stay(event -> event.status() == ATTEMPT_ABSENT)).isEmpty();
        assertThat(story.stay(event -> event.status() == TRANSIT_MOVING)).isEmpty();
    }
}
