package prevenance.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import prevenance.tracking.TrackingStatus;

/// Turns a plot into the steps of one parcel.
final class Playwright {
    /// Calendar days a pickup point keeps a parcel, as the shop's customers read it (Mondial Relay 5, La Poste
    /// 10; UPS
    /// 10 in Germany, taken for France too).
    static int holdDays(DemoCarrier carrier) {
        return carrier == DemoCarrier.MONDIAL_RELAY ? 5 : 10;
    }

    private final Plot plot;
    private final DemoCarrier carrier;
    private final Place home;
    private final int transit;
    private final Journey journey;

    Playwright(Plot plot, DemoCarrier carrier, LocalDate shipDay, Place home, Chance chance) {
        this.plot = plot;
        this.carrier = carrier;
        this.home = home;
        this.transit = transitDays(carrier, home);
        this.journey = new Journey(shipDay, home, chance);
    }

    /// Working days the carrier usually takes.
    static int transitDays(DemoCarrier carrier, Place home) {
        int border = home.country().equals("FR") ? 0 : home.country().equals("GB") ? 2 : 1;
        return carrier.transitDays() + border;
    }

    /// The working day on which the parcel comes to its pickup point; negative when it comes to none.
    int pickupDay() {
        return switch (plot) {
            case COLLECTED, COLLECTED_AFTER_REMINDER, PICKUP_MISSED, ABSENT_THEN_PICKUP -> transit;
            case STALLED, NOT_HANDED_OVER, NUMBER_UNKNOWN ->
                carrier == DemoCarrier.MONDIAL_RELAY ? transit + (plot == Plot.STALLED ? 6 : 5) : -1;
            case DELIVERED,
                    LATE,
                    WEATHER,
                    NETWORK_DELAY,
                    FLOODED,
                    LOST_AND_FOUND,
                    LOST,
                    ABSENT,
                    ADDRESS_PROBLEM,
                    DAMAGED,
                    REFUSED,
                    UNMAPPED_CODE,
                    DAMAGED_AT_LAST,
                    NEIGHBOUR,
                    BEHIND,
                    CUSTOMS_PAPER,
                    CUSTOMS,
                    FLAPPING -> -1;
        };
    }

    /// Last day at the pickup point.
    LocalDate pickupUntil() {
        return journey.dateOf(pickupDay()).plusDays(holdDays(carrier));
    }

    List<Step> write() {
        switch (plot) {
            case DELIVERED, FLAPPING -> fine(0);
            case COLLECTED ->
                waits(fine0(0).travels(1, transit), transit)
                        .on(transit + 1, 10, 19, TrackingStatus.DELIVERED_COLLECTED, home);
            case COLLECTED_AFTER_REMINDER -> collectedLate();
            case PICKUP_MISSED -> missed();
            case LATE -> arrives(fine0(0).travels(1, transit + 4), transit + 4);
            case WEATHER -> delayed(TrackingStatus.TRANSIT_DELAY_WEATHER);
            case NETWORK_DELAY -> delayed(TrackingStatus.TRANSIT_DELAY_ANNOUNCED);
            case FLOODED ->
                journey.leaves(0)
                        .on(1, 2, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB)
                        .on(2, 1, 3, TrackingStatus.TRANSIT_DELAY_WEATHER, Place.FLOODED_DEPOT);
            case STALLED ->
                ends(
                        journey.leaves(0)
                                .on(1, 2, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB)
                                .on(transit + 5, 3, 6, TrackingStatus.TRANSIT_MOVING, Place.ORIGIN_HUB),
                        transit + 6);
            case LOST_AND_FOUND ->
                arrives(
                        journey.leaves(0)
                                .on(1, 2, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB)
                                .on(11, 9, 12, TrackingStatus.TRANSIT_MOVING, Place.ORIGIN_HUB),
                        13);
            case LOST ->
                journey.leaves(0)
                        .on(1, 2, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB)
                        .on(11, 9, 12, TrackingStatus.EXC_LOST_DECLARED, Place.NATIONAL_HUB);
            case ABSENT -> arrives(attempted(TrackingStatus.ATTEMPT_ABSENT), transit + 1);
            case ABSENT_THEN_PICKUP ->
                attempted(TrackingStatus.ATTEMPT_ABSENT)
                        .on(transit, 16, 18, TrackingStatus.PICKUP_READY, home)
                        .on(transit + 2, 10, 18, TrackingStatus.DELIVERED_COLLECTED, home);
            case ADDRESS_PROBLEM -> arrives(attempted(TrackingStatus.ATTEMPT_ADDRESS), transit + 3);
            case DAMAGED ->
                fine0(0).travels(1, transit)
                        .on(transit, 6, 8, TrackingStatus.EXC_DAMAGED, home)
                        .returns(transit + 2, transit + 5);
            case REFUSED -> attempted(TrackingStatus.ATTEMPT_REFUSED).returns(transit + 1, transit + 5);
            case NOT_HANDED_OVER, NUMBER_UNKNOWN -> ends(fine0(5).travels(6, transit + 5), transit + 5);
            case UNMAPPED_CODE -> {
                fine0(0).on(1, 1, 2, TrackingStatus.UNKNOWN_UNMAPPED, Place.NATIONAL_HUB);
                arrives(journey.travels(1, transit + 1), transit + 1);
            }
            case DAMAGED_AT_LAST -> fine0(0).travels(1, transit).on(transit, 13, 16, TrackingStatus.EXC_DAMAGED, home);
            case NEIGHBOUR ->
                fine0(0).travels(1, transit)
                        .comes(transit)
                        .on(transit, 11, 18, TrackingStatus.DELIVERED_THIRD_PARTY, home);
            case BEHIND -> arrives(fine0(0).travels(1, transit + 3), transit + 3);
            case CUSTOMS -> customs(TrackingStatus.CUSTOMS_HELD);
            case CUSTOMS_PAPER -> customs(TrackingStatus.CUSTOMS_DOCS_NEEDED);
        }
        return journey.steps();
    }

    private Journey fine0(int handOver) {
        return journey.leaves(handOver);
    }

    private void fine(int handOver) {
        journey.leaves(handOver).travels(handOver + 1, handOver + transit);
        if (home.country().equals("GB")) {
            journey.on(transit - 1, 6, 7, TrackingStatus.CUSTOMS_IN_PROGRESS, home)
                    .on(transit - 1, 9, 12, TrackingStatus.CUSTOMS_RELEASED, home);
        }
        arrives(journey, handOver + transit);
    }

    private static void arrives(Journey journey, int day) {
        journey.comes(day).delivered(day);
    }

    /// At the door, or for Mondial Relay at the pickup point and collected the day after.
    private void ends(Journey journey, int day) {
        if (carrier == DemoCarrier.MONDIAL_RELAY) {
            waits(journey, day).on(day + 1, 10, 18, TrackingStatus.DELIVERED_COLLECTED, home);
        } else {
            arrives(journey, day);
        }
    }

    private Journey waits(Journey journey, int day) {
        return journey.on(day, 7, 9, TrackingStatus.OUT_ON_VEHICLE, home)
                .on(day, 11, 15, TrackingStatus.PICKUP_READY, home);
    }

    private void collectedLate() {
        waits(fine0(0).travels(1, transit), transit);
        LocalDate last = pickupUntil();
        LocalDate open = last.getDayOfWeek() == DayOfWeek.SUNDAY ? last.minusDays(1) : last;
        journey.onDate(open, 15, 18, TrackingStatus.DELIVERED_COLLECTED, home);
    }

    private void missed() {
        waits(fine0(0).travels(1, transit), transit);
        LocalDate after = WorkingDays.plus(pickupUntil().plusDays(1), 0);
        journey.onDate(after, 8, 9, TrackingStatus.PICKUP_EXPIRED, home)
                .onDate(after, 17, 19, TrackingStatus.RETURN_UNDER_WAY, home)
                .onDate(WorkingDays.plus(after, 3), 9, 12, TrackingStatus.RETURN_ARRIVED, Place.WAREHOUSE);
    }

    private void delayed(TrackingStatus delay) {
        fine0(0).on(1, 4, 7, delay, Place.NATIONAL_HUB)
                .on(transit + 2, 3, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB);
        arrives(journey, transit + 3);
    }

    private Journey attempted(TrackingStatus outcome) {
        return fine0(0).travels(1, transit).comes(transit).on(transit, 11, 14, outcome, home);
    }

    private void customs(TrackingStatus held) {
        fine0(0).on(1, 2, 5, TrackingStatus.TRANSIT_MOVING, Place.NATIONAL_HUB)
                .on(2, 4, 5, TrackingStatus.TRANSIT_ARRIVED_COUNTRY, home)
                .on(2, 6, 8, TrackingStatus.CUSTOMS_IN_PROGRESS, home)
                .on(2, 15, 17, held, home)
                .on(4, 9, 12, TrackingStatus.CUSTOMS_RELEASED, home);
        arrives(journey, 5);
    }
}
