package prevenance.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import prevenance.tracking.TrackingStatus;

/// Writes down, step by step, how one parcel travels. Days are working days counted from the hand-over.
final class Journey {
    private final LocalDate shipDay;
    private final Place home;
    private final Chance chance;
    private final List<Step> steps = new ArrayList<>();

    Journey(LocalDate shipDay, Place home, Chance chance) {
        this.shipDay = shipDay;
        this.home = home;
        this.chance = chance;
    }

    /// Something happens on a working day between `from` and `until` o'clock.
    Journey on(int workingDay, int from, int until, TrackingStatus status, Place place) {
        return onDate(WorkingDays.plus(shipDay, workingDay), from, until, status, place);
    }

    /// Something happens on a date between `from` and `until` o'clock on the clock of the place.
    Journey onDate(LocalDate date, int from, int until, TrackingStatus status, Place place) {
        LocalTime time = LocalTime.of(from, 0).plusMinutes(chance.below((until - from) * 60));
        steps.add(new Step(date.atTime(time).atZone(place.zone()).toInstant(), status, place));
        return this;
    }

    /// The label is made and the parcel handed over.
    Journey leaves(int workingDay) {
        return on(0, 13, 15, TrackingStatus.PRE_ANNOUNCED, Place.WAREHOUSE)
                .on(workingDay, 16, 18, TrackingStatus.ACCEPTED_SCANNED, Place.WAREHOUSE)
                .on(workingDay, 20, 23, TrackingStatus.TRANSIT_MOVING, Place.ORIGIN_HUB);
    }

    /// Scans at sorting centres, one in each night from `first` until before `arrival`.
    Journey travels(int first, int arrival) {
        for (int day = first; day < arrival; day++) {
            Place hub = (day - first) % 2 == 0 ? Place.NATIONAL_HUB : Place.ORIGIN_HUB;
            on(day, 2, 5, TrackingStatus.TRANSIT_MOVING, hub);
        }
        if (!home.country().equals("FR")) {
            on(arrival, 4, 5, TrackingStatus.TRANSIT_ARRIVED_COUNTRY, home);
        }
        return this;
    }

    /// At the depot and on the van in the morning of a day.
    Journey comes(int workingDay) {
        return on(workingDay, 6, 7, TrackingStatus.TRANSIT_DELIVERY_DEPOT, home)
                .on(workingDay, 8, 10, TrackingStatus.OUT_ON_VEHICLE, home);
    }

    /// Handed to the customer.
    Journey delivered(int workingDay) {
        return on(workingDay, 11, 18, TrackingStatus.DELIVERED_RECIPIENT, home);
    }

    /// Goes back and arrives at the shop.
    Journey returns(int from, int arrival) {
        return on(from, 15, 18, TrackingStatus.RETURN_UNDER_WAY, home)
                .on(arrival, 9, 12, TrackingStatus.RETURN_ARRIVED, Place.WAREHOUSE);
    }

    LocalDate dateOf(int workingDay) {
        return WorkingDays.plus(shipDay, workingDay);
    }

    /// All that was written down, in the order of time.
    List<Step> steps() {
        return steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    }
}
