package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.watch.CustomerOrder;
import prevenance.watch.FeedOutage;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// Everything a rule may know.
///
/// @param story       the parcel's history, read for the rules
/// @param isDomestic  both ends lie in one country and on one clock
/// @param destination where it goes; for a return parcel the shop
/// @param origin      where it comes from
/// @param thresholds  the limits that hold for this parcel
/// @param carrierName as people know it
/// @param openFlags   what is flagged already
/// @param settings    what holds for all carriers
/// @param clocks      those that were counted already
/// @param around      outages of the carrier's feed, the rest of the order, what was learned
public record Dossier(
        WatchedParcel parcel,
        Story story,
        boolean isDomestic,
        Place destination,
        Place origin,
        Thresholds thresholds,
        String carrierName,
        List<Flag> openFlags,
        RuleSettings settings,
        CustomerOrder order,
        Surroundings around,
        SilentClocks clocks) {
    public Dossier {
        openFlags = List.copyOf(openFlags);
    }

    /// Puts together what the stores know.
    public static Dossier of(
            WatchedParcel parcel,
            CustomerOrder order,
            ParcelHistory history,
            List<Flag> openFlags,
            RuleSettings settings,
            String carrierName,
            Surroundings around) {
        Where where = Where.of(parcel, order);
        Thresholds thresholds = settings.thresholdsOf(where);
        Set<DayOfWeek> workingDays = thresholds.get(Limit.WORKING_DAYS).weekdays();
        Set<LocalDate> closed = settings.closedDays(where);
        Place customer = Place.of(order.country(), order.postcode(), workingDays, closed);
        // A parcel with an origin of its own says all of it: the shop's postcode would be that of another place.
        Place shop = parcel.shipment().origin().country() == null
                ? Place.of(settings.originCountry(), settings.originPostcode(), workingDays, closed)
                : Place.of(
                        parcel.shipment().origin().country(),
                        parcel.shipment().origin().postcode(),
                        workingDays,
                        closed);
        boolean back = parcel.leg() == Leg.RETURN;
        return new Dossier(
                parcel,
                Story.of(history),
                customer.isDomesticTo(shop),
                back ? shop : customer,
                back ? customer : shop,
                thresholds,
                carrierName,
                openFlags,
                settings,
                order,
                around,
                new SilentClocks(around.outages()));
    }

    /// The same with other flags open.
    Dossier withFlags(List<Flag> flags) {
        return new Dossier(
                parcel,
                story,
                isDomestic,
                destination,
                origin,
                thresholds,
                carrierName,
                flags,
                settings,
                order,
                around,
                clocks);
    }

    /// Where the shop works, by its own working days and not a carrier's.
    public Place shop() {
        return Place.of(
                settings.originCountry(),
                settings.originPostcode(),
                settings.common(Limit.WORKING_DAYS).orElseThrow().weekdays(),
                settings.closedDays(new Where(order.shop(), null, null, null, null)));
    }

    /// The limit that holds for this parcel.
    public Threshold limit(Limit limit) {
        return thresholds.get(limit);
    }

    /// The carrier answered recently enough to trust that nothing happened: while its feed is down
    /// nothing it said before counts, and afterwards only what it has said since. Nor does an answer
    /// count that was followed by a failed question.
    public boolean hasFreshEvidence(Instant now) {
        Instant answered = parcel.lastAnsweredAt();
        return answered != null
                && parcel.failedPolls() == 0
                && !answered.isBefore(now.minus(settings.freshEvidence()))
                && around.outages().stream().allMatch(outage -> isBehind(outage, answered, now));
    }

    private static boolean isBehind(FeedOutage outage, Instant answered, Instant now) {
        Instant ended = outage.endedAt();
        return outage.beganAt().isAfter(now) || ended != null && !ended.isAfter(now) && !answered.isBefore(ended);
    }

    /// From when the days are counted of a parcel that was handed over at an instant: after the
    /// carrier's cut-off hour, on the clock of the place where it starts, from the next day that counts
    /// there.
    public Instant countedFrom(Instant handedOver) {
        return isAfterCutOff(handedOver)
                ? origin.startOf(origin.calendar().plus(origin.dateOf(handedOver), 1))
                : handedOver;
    }

    /// Handed over when that day's parcels had left already; false where no cut-off hour is known.
    public boolean isAfterCutOff(Instant handedOver) {
        return thresholds
                .find(Limit.CUT_OFF)
                .filter(hour -> handedOver.atZone(origin.zone()).toLocalTime().isAfter(hour.time()))
                .isPresent();
    }

    /// A clock that runs from an instant while the carrier is silent. Business days between two
    /// countries count only once they have counted at both ends; everything else is counted at the
    /// destination.
    ///
    /// @param limit in business days, days or hours
    public SilentClock silence(Instant from, Threshold limit) {
        SilentClock there = silenceAt(destination, from, limit);
        if (isDomestic || limit.measure() != Measure.BUSINESS_DAYS) {
            return there;
        }
        SilentClock here = silenceAt(origin, from, limit);
        return here.reachedAt().isAfter(there.reachedAt()) ? here : there;
    }

    /// The same by the calendar of one end.
    public SilentClock silenceAt(Place place, Instant from, Threshold limit) {
        return clocks.of(place, from, limit);
    }

    public Optional<Flag> open(FlagKind kind) {
        for (Flag flag : openFlags) {
            if (flag.kind() == kind) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    /// When a statement was made, at the latest: without its zone only the day is known, so the end of
    /// that day at the destination.
    public Instant latestInstantOf(TrackingEvent event) {
        LocalDate day = event.occurredLocal().toLocalDate();
        return event.zoneKnown() ? event.occurredAt() : destination.endOf(day);
    }

    /// When the promise has passed: the end of its window, else of its day, on the destination's clock;
    /// empty without a promise.
    public Optional<Instant> promiseEnd() {
        return promiseEnd(0);
    }

    /// The day by which it is due: as the shop promised; without such a promise, as the carrier commits itself. An
    /// estimate is no promise of anybody.
    ///
    /// @param until     end of the promised window at the destination, null for the end of the day
    /// @param byCarrier whether the shop promised nothing and the carrier's commitment stands for it
    record Due(LocalDate day, @Nullable LocalTime until, boolean byCarrier) {}

    Optional<Due> due() {
        LocalDate promise = parcel.promiseDate();
        LocalDate commitment = parcel.carrierPromiseDate();
        if (promise != null) {
            return Optional.of(new Due(promise, parcel.shipment().promise().untilTime(), false));
        }
        return commitment == null ? Optional.empty() : Optional.of(new Due(commitment, null, true));
    }

    /// When that has passed, so many business days later.
    Instant endOf(Due due, int daysLater) {
        return destination.endOf(destination.calendar().plus(due.day(), daysLater), due.until());
    }

    /// The same so many business days later, at the same time of day.
    public Optional<Instant> promiseEnd(int daysLater) {
        LocalDate promise = parcel.promiseDate();
        return promise == null
                ? Optional.empty()
                : Optional.of(destination.endOf(
                        destination.calendar().plus(promise, daysLater),
                        parcel.shipment().promise().untilTime()));
    }
}
