package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.LATE;
import static prevenance.assess.FlagKind.LOST_SUSPECTED;
import static prevenance.assess.FlagKind.NOT_HANDED_OVER;
import static prevenance.assess.FlagKind.NUMBER_UNKNOWN;
import static prevenance.assess.FlagKind.STALLED;
import static prevenance.tracking.TrackingStatus.PRE_ANNOUNCED;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prevenance.calendar.BusinessCalendar;
import prevenance.watch.FeedOutage;
import prevenance.watch.OutageCause;

class SilentClockTest {
    private static final Place LYON = Place.of("FR", "69003", BusinessCalendar.MONDAY_TO_FRIDAY, Set.of());

    @Test
    void theTimeInWhichTheFeedWasDownIsTakenOffEverySilentClock() {
        stalled().outage("2026-11-16T09:00:00Z", "2026-11-16T15:00:00Z").reaches(STALLED, 1, "2026-11-18T15:00:00Z");
        new Sample()
                .imported("2026-11-16T09:00:00Z")
                .unknownSince("2026-11-16T17:00:00Z")
                .outage("2026-11-17T00:00:00Z", "2026-11-17T10:30:00Z")
                .reaches(NUMBER_UNKNOWN, 1, "2026-11-18T19:30:00Z");
        new Sample()
                .shipped("2026-11-12T16:00:00Z")
                .event("2026-11-12T15:00:00+01:00", PRE_ANNOUNCED)
                .outage("2026-11-13T08:00:00Z", "2026-11-13T09:00:00Z")
                .reaches(NOT_HANDED_OVER, 1, "2026-11-16T17:00:00Z");
        new Sample()
                .event("2026-11-02T10:00:00+01:00", TRANSIT_MOVING)
                .outage("2026-11-07T00:00:00Z", "2026-11-09T00:00:00Z")
                .reaches(LOST_SUSPECTED, 1, "2026-11-14T09:00:00Z");
    }

    @Test
    void onAClockOfBusinessDaysAnOutageAtTheWeekendTakesNothing() {
        // Friday 13 November 22:00 in Lyon to Monday 16 at 02:00: two hours of Friday and two of Monday count.
        Verdict verdict = stalled()
                .outage("2026-11-13T21:00:00Z", "2026-11-16T01:00:00Z")
                .reaches(STALLED, 1, "2026-11-18T13:00:00Z");
        assertThat(verdict.evidence().notCounted())
                .containsExactly(
                        new Evidence.NotCounted("WEEKDAY", "2026-11-14", null, null, 0),
                        new Evidence.NotCounted("WEEKDAY", "2026-11-15", null, null, 0),
                        new Evidence.NotCounted(
                                "OUTAGE", "2026-11-13T21:00:00Z", "2026-11-16T01:00:00Z", "FAILED_READS", 240));
        // Saturday alone.
        stalled().outage("2026-11-14T06:00:00Z", "2026-11-14T18:00:00Z").reaches(STALLED, 1, "2026-11-18T09:00:00Z");
    }

    @Test
    void anOutagePushesTheLimitPastTheWeekend() {
        // The limit would be Friday 20 November at 10:00; sixteen hours later is Monday at 02:00.
        new Sample()
                .event("2026-11-17T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .outage("2026-11-18T00:00:00Z", "2026-11-18T16:00:00Z")
                .reaches(STALLED, 1, "2026-11-23T01:00:00Z");
    }

    @Test
    void outagesThatOverlapStopTheClockOnceAndOneThatBeginsAtTheLimitNoMore() {
        SilentClock clock = SilentClock.days(
                LYON,
                Instant.parse("2026-11-02T09:00:00Z"),
                2,
                List.of(
                        outage("2026-11-03T02:00:00Z", "2026-11-03T06:00:00Z"),
                        outage("2026-11-03T00:00:00Z", "2026-11-03T04:00:00Z"),
                        outage("2026-11-03T01:00:00Z", "2026-11-03T02:00:00Z"),
                        outage("2026-11-04T15:00:00Z", "2026-11-04T20:00:00Z")));
        assertThat(clock.reachedAt()).isEqualTo("2026-11-04T15:00:00Z");
        assertThat(clock.notCounted().stream().mapToLong(Evidence.NotCounted::minutes))
                .containsExactly(240L, 120L);
        assertThat(clock.isReached(Instant.parse("2026-11-04T14:59:59.999Z"))).isFalse();
        assertThat(clock.isReached(Instant.parse("2026-11-04T15:00:00Z"))).isTrue();
    }

    @Test
    void onlyWhatLiesAfterTheStartIsTakenOff() {
        SilentClock clock = SilentClock.hours(
                LYON,
                Instant.parse("2026-11-02T09:00:00Z"),
                java.time.Duration.ofDays(2),
                List.of(
                        outage("2026-11-01T00:00:00Z", "2026-11-02T09:00:00Z"),
                        outage("2026-11-02T08:00:00Z", "2026-11-02T10:00:00Z")));
        assertThat(clock.reachedAt()).isEqualTo("2026-11-04T10:00:00Z");
    }

    @Test
    void whileTheFeedIsDownNoLimitIsReachedHoweverLong() {
        Sample parcel = stalled().outage("2026-11-16T09:00:00Z", null).lastAnswered("2027-02-01T08:00:00Z");
        assertThat(parcel.kinds("2027-02-01T09:00:00Z")).isEmpty();
    }

    @Test
    void whileTheFeedIsDownNothingIsConcludedToBeLate() {
        Sample promised = new Sample().promised("2026-11-16").event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING);
        promised.reaches(LATE, 1, "2026-11-17T23:00:00Z");
        Sample down = new Sample()
                .promised("2026-11-16")
                .event("2026-11-16T10:00:00+01:00", TRANSIT_MOVING)
                .outage("2026-11-17T12:00:00Z", "2026-11-20T12:00:00Z")
                .lastAnswered("2026-11-20T11:00:00Z");
        assertThat(down.kinds("2026-11-18T09:00:00Z")).isEmpty();
        // It is up again, but has not spoken of this parcel since.
        assertThat(down.kinds("2026-11-20T12:30:00Z")).isEmpty();
        assertThat(down.lastAnswered("2026-11-20T12:00:00Z").kinds("2026-11-20T12:30:00Z"))
                .containsExactly(LATE);
    }

    @Test
    void theWordsSayWhatWasNotCountedAndWhy() {
        Verdict verdict = new Sample()
                .event("2026-04-29T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .outage("2026-05-04T02:00:00Z", "2026-05-04T08:00:00Z")
                .reaches(STALLED, 1, "2026-05-05T14:00:00Z");
        assertThat(lines(verdict, Locale.ENGLISH))
                .containsExactly(
                        "Rule: stalled, version 2",
                        "Statements: Wednesday 29 April at 10:00, Lyon: transit.arrived_hub (C-transit.arrived_hub)",
                        "Counted: from Wednesday 29 April at 10:00 to Tuesday 5 May at 16:00, in business days, FR 69, "
                                + "Mon Tue Wed Thu Fri, clock of Europe/Paris",
                        "Limit: 3 business days (stalled-days) — Onward: 3 business days; Boxtal takes location "
                                + "inquiries after 72 h without movement (help pages); read 30 September 2026; "
                                + "fairly sure",
                        "Not counted: Friday 1 May (Labour day); 2 weekdays that do not count at this carrier; carrier "
                                + "feed down 6 hours (Monday 4 May at 04:00 – Monday 4 May at 10:00)");
        assertThat(lines(verdict, Locale.FRENCH).getLast())
                .isEqualTo("Non compté: vendredi 1er mai (Fête du travail)\u00A0; 2 jours de la semaine non travaillés"
                        + " chez ce transporteur\u00A0; flux du transporteur en panne 6 heures (lundi 4 mai à"
                        + " 04:00 – lundi 4 mai à 10:00)");
        assertThat(Reasons.text(verdict.reason(), Locale.ENGLISH, java.time.ZoneId.of("Europe/Paris")))
                .endsWith("not counted: Friday 1 May (Labour day), carrier feed down 6 hours.");
    }

    private static Sample stalled() {
        return new Sample().event("2026-11-13T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
    }

    private static List<String> lines(Verdict verdict, Locale locale) {
        return EvidenceWords.lines(verdict.evidence(), locale, java.time.ZoneId.of("Europe/Paris")).stream()
                .map(line -> line.label() + ": " + line.text())
                .collect(Collectors.toList());
    }

    private static FeedOutage outage(String from, String to) {
        return new FeedOutage("ups", Instant.parse(from), Instant.parse(to), OutageCause.FAILED_READS, null);
    }
}
