package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.assess.FlagKind.LATE;
import static prevenance.assess.FlagKind.NOT_HANDED_OVER;
import static prevenance.assess.FlagKind.PICKUP_WAITING;
import static prevenance.assess.FlagKind.STALLED;
import static prevenance.tracking.TrackingStatus.ACCEPTED_SCANNED;
import static prevenance.tracking.TrackingStatus.PICKUP_READY;
import static prevenance.tracking.TrackingStatus.PRE_ANNOUNCED;
import static prevenance.tracking.TrackingStatus.TRANSIT_ARRIVED_HUB;
import static prevenance.tracking.TrackingStatus.TRANSIT_MOVING;

import org.junit.jupiter.api.Test;
import prevenance.config.Problems;
import prevenance.config.YamlFile;

/// Business days per carrier and place, the end of a promise, and the two days on which the clock
/// changes.
class PlaceAndTimeTest {
    @Test
    void aPromisedWindowPassesAtItsEndAndTheDaysAfterItAreCountedToTheSameHour() {
        Verdict verdict = windowed("2026-11-17", "18:00", "20:00").reaches(LATE, 1, "2026-11-18T19:00:00Z");
        assertThat(verdict.sinceAt()).isEqualTo("2026-11-17T19:00:00Z");
        assertThat(verdict.reason().args()).containsEntry("until", "20:00");
        windowed("2026-11-17", "18:00", "20:00").reaches(LATE, 2, "2026-11-19T19:00:00Z");
        // Without a window the whole day is promised.
        whole("2026-11-17").reaches(LATE, 1, "2026-11-18T23:00:00Z");
    }

    @Test
    void onTheNightTheClockIsPutBackAWindowEndsWhereTheDestinationsClockSaysSo() {
        // Friday 23 October until 18:00 in summer time; the Monday after is winter time.
        Verdict verdict = windowed("2026-10-23", "16:00", "18:00").reaches(LATE, 1, "2026-10-26T17:00:00Z");
        assertThat(verdict.sinceAt()).isEqualTo("2026-10-23T16:00:00Z");
        whole("2026-10-23").reaches(LATE, 1, "2026-10-26T23:00:00Z");
        whole("2026-10-23").settings(rules("late-days: 0")).reaches(LATE, 1, "2026-10-23T22:00:00Z");
        // Sunday 25 October has 25 hours: from 22:00 to 23:00 of the next day in UTC.
        whole("2026-10-25").settings(rules("late-days: 0")).reaches(LATE, 1, "2026-10-25T23:00:00Z");
        // 02:30 comes twice that night; the first one counts.
        windowed("2026-10-25", "00:00", "02:30")
                .settings(rules("late-days: 0"))
                .reaches(LATE, 1, "2026-10-25T00:30:00Z");
    }

    @Test
    void onTheNightTheClockIsPutForwardAWindowEndsWhereTheDestinationsClockSaysSo() {
        // Thursday 25 March 2027 until 18:00; Good Friday and Easter Monday: the next business day is Tuesday.
        windowed("2027-03-24", "16:00", "18:00").to("FR", "67000").reaches(LATE, 1, "2027-03-25T17:00:00Z");
        windowed("2027-03-25", "16:00", "18:00").to("FR", "67000").reaches(LATE, 1, "2027-03-30T16:00:00Z");
        // Good Friday counts outside Alsace and Moselle.
        windowed("2027-03-25", "16:00", "18:00").reaches(LATE, 1, "2027-03-26T17:00:00Z");
        // Sunday 28 March has 23 hours.
        whole("2027-03-28").settings(rules("late-days: 0")).reaches(LATE, 1, "2027-03-28T22:00:00Z");
        // There is no 02:30 that night; it is 03:30.
        windowed("2027-03-28", "00:00", "02:30")
                .settings(rules("late-days: 0"))
                .reaches(LATE, 1, "2027-03-28T01:30:00Z");
    }

    @Test
    void aSilenceAcrossTheChangeOfTheClockEndsAtTheSameHourOfTheDay() {
        new Sample()
                .event("2026-10-22T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2026-10-27T09:00:00Z");
        new Sample()
                .event("2027-03-24T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .reaches(STALLED, 1, "2027-03-30T08:00:00Z");
    }

    @Test
    void anOutageInTheNightOfTheChangeIsAsLongAsItWas() {
        // From Friday 22:00 to Monday 04:00, over 25 hours of Sunday: two hours of Friday and four of Monday count.
        new Sample()
                .event("2026-10-22T10:00:00+02:00", TRANSIT_ARRIVED_HUB, "Lyon")
                .outage("2026-10-23T20:00:00Z", "2026-10-26T03:00:00Z")
                .reaches(STALLED, 1, "2026-10-27T15:00:00Z");
        assertThat(Place.of("FR", "69003", prevenance.calendar.BusinessCalendar.MONDAY_TO_SATURDAY, java.util.Set.of())
                        .counted(
                                java.time.Instant.parse("2026-10-24T20:00:00Z"),
                                java.time.Instant.parse("2026-10-26T03:00:00Z")))
                .isEqualTo(java.time.Duration.ofHours(6));
    }

    @Test
    void overseasThePromiseEndsOnItsOwnClockAndItsOwnHolidaysDoNotCount() {
        // Réunion is four hours ahead of UTC; 20 December is the day of the abolition of slavery there, a Sunday in
        // 2026. Martinique keeps 22 May, a Friday.
        whole("2026-11-17").to("FR", "97400").reaches(LATE, 1, "2026-11-18T20:00:00Z");
        whole("2026-05-21").to("FR", "97200").reaches(LATE, 1, "2026-05-27T04:00:00Z");
        // Whit Monday, 25 May 2026, is a holiday on the mainland as overseas.
        whole("2026-05-21").reaches(LATE, 1, "2026-05-22T22:00:00Z");
    }

    @Test
    void aCarrierThatDeliversOnSaturdayIsLateOnSaturdayAndItsOwnClosedDaysDoNotCount() {
        whole("2026-11-13").with("laposte").reaches(LATE, 1, "2026-11-14T23:00:00Z");
        whole("2026-11-13").reaches(LATE, 1, "2026-11-16T23:00:00Z");
        Verdict verdict = whole("2026-11-13")
                .settings(rules("carriers: {chronopost: {closed-days: [2026-11-16]}}"))
                .reaches(LATE, 1, "2026-11-17T23:00:00Z");
        assertThat(verdict.evidence().notCounted().stream().map(off -> off.why() + " " + off.from()))
                .containsExactly("WEEKDAY 2026-11-14", "WEEKDAY 2026-11-15", "CLOSED 2026-11-16");
        whole("2026-11-13")
                .settings(rules("carriers: {ups: {closed-days: [2026-11-16]}}"))
                .reaches(LATE, 1, "2026-11-16T23:00:00Z");
    }

    @Test
    void whatIsHandedOverAfterTheCutOffHourCountsFromTheNextBusinessDay() {
        RuleSettings until17 = rules("carriers: {chronopost: {cut-off: \"17:00\"}}");
        // Thursday at 17:00 sharp is in time; a minute later it counts from Friday.
        announced("2026-11-12T16:00:00Z").settings(until17).reaches(NOT_HANDED_OVER, 1, "2026-11-16T16:00:00Z");
        Verdict verdict =
                announced("2026-11-12T16:01:00Z").settings(until17).reaches(NOT_HANDED_OVER, 1, "2026-11-16T23:00:00Z");
        assertThat(verdict.evidence().limits().stream().map(limit -> limit.key() + " " + limit.value()))
                .containsExactly("cut-off 17:00", "not-handed-over-days 2");
        announced("2026-11-12T16:01:00Z").reaches(NOT_HANDED_OVER, 1, "2026-11-16T16:01:00Z");
        announced("2026-11-12T16:01:00Z")
                .with("ups")
                .settings(until17)
                .reaches(NOT_HANDED_OVER, 1, "2026-11-16T16:01:00Z");
        // The first scan is a hand-over too, a later one is not.
        Sample scanned = new Sample().settings(until17).event("2026-11-12T18:00:00+01:00", ACCEPTED_SCANNED, "Lille");
        Verdict stalled = scanned.reaches(STALLED, 1, "2026-11-17T23:00:00Z");
        assertThat(stalled.evidence().limits().stream().map(Threshold::key)).containsExactly("cut-off", "stalled-days");
        scanned.event("2026-11-12T19:00:00+01:00", TRANSIT_MOVING, "Paris").reaches(STALLED, 1, "2026-11-17T18:00:00Z");
    }

    @Test
    void aParcelThatStartsElsewhereIsCountedFromThere() {
        // From the shop in France 24 December counts and the 25th does not; in Germany the 26th does not either.
        Verdict abroad = new Sample()
                .from("DE", "10115")
                .shipped("2026-12-22T10:00:00Z")
                .event("2026-12-22T10:00:00+01:00", PRE_ANNOUNCED)
                .reaches(NOT_HANDED_OVER, 1, "2026-12-24T10:00:00Z");
        assertThat(abroad.evidence().clock())
                .isNotNull()
                .extracting(Evidence.Clock::country)
                .isEqualTo("DE");
        // Between two countries the longer limit holds.
        new Sample()
                .from("DE", "10115")
                .event("2026-11-02T10:00:00+01:00", TRANSIT_ARRIVED_HUB)
                .reaches(STALLED, 1, "2026-11-09T09:00:00Z");
        new Sample()
                .event("2026-11-02T10:00:00+01:00", TRANSIT_ARRIVED_HUB)
                .reaches(STALLED, 1, "2026-11-05T09:00:00Z");
    }

    @Test
    void howLongItWaitsDependsOnThePlaceWhereItWaits() {
        assertThat(lastDay("chronopost", "Consigne Pickup Gare Part-Dieu")).isEqualTo("2026-11-05");
        assertThat(lastDay("chronopost", "Bureau de poste Lyon 3")).isEqualTo("2026-11-16");
        assertThat(lastDay("chronopost", "Tabac du Port")).isEqualTo("2026-11-10");
        assertThat(lastDay("laposte", "Bureau de poste Lyon 3")).isEqualTo("2026-11-12");
        assertThat(lastDay("laposte", "Pickup Station, consigne")).isEqualTo("2026-11-05");
        // Seven working days in a German branch: 11 November is no holiday there.
        assertThat(new Sample()
                        .to("DE", "10115")
                        .with("dhl")
                        .pickupPlace("Postfiliale 512")
                        .event("2026-11-02T10:00:00+01:00", PICKUP_READY)
                        .verdict(PICKUP_WAITING, "2026-11-02T12:00:00Z")
                        .orElseThrow()
                        .reason()
                        .args())
                .containsEntry("until", "2026-11-11");
        // Nothing is known of this one, and nothing is invented.
        assertThat(lastDay("fedex", "Bureau de poste Lyon 3")).isNull();
    }

    private static @org.jspecify.annotations.Nullable String lastDay(String carrier, String place) {
        return new Sample()
                .with(carrier)
                .pickupPlace(place)
                .event("2026-11-02T10:00:00+01:00", PICKUP_READY)
                .verdict(PICKUP_WAITING, "2026-11-02T12:00:00Z")
                .orElseThrow()
                .reason()
                .args()
                .get("until");
    }

    private static Sample windowed(String day, String from, String until) {
        return whole(day).window(from, until);
    }

    private static Sample whole(String day) {
        return new Sample()
                .promised(day)
                .event(java.time.LocalDate.parse(day).minusDays(1) + "T10:00:00+01:00", TRANSIT_MOVING);
    }

    private static Sample announced(String shipped) {
        return new Sample()
                .imported("2026-11-12T15:00:00Z")
                .shipped(shipped)
                .event("2026-11-12T15:00:00+01:00", PRE_ANNOUNCED);
    }

    private static RuleSettings rules(String yaml) {
        Problems problems = new Problems();
        RuleSettings settings = RuleSettings.read(YamlFile.parse(yaml, "rules.yaml", _ -> null, problems), "FR");
        assertThat(problems.list()).isEmpty();
        return settings;
    }
}
